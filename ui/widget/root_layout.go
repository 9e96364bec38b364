// The layout of the window: menu bar, side bar, line, page.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// The side bar's width at text scale 1, and the least size of the window.
const (
	sideBarWidth = 247
	sideBarShare = 0.26 // of the window's width, at most
	leastWidth   = 900
	leastHeight  = 600
)

// rootLayout places side bar, line and page, and the menu bar above them, where there is one.
type rootLayout struct {
	onSize func(fyne.Size)
	folded bool // the side bar is
}

// NewRoot makes the content of the window; the background is the window's own. The menu bar may be nil, since some systems
// have their own. onSize is called with the size of the content whenever it is laid out; Fyne has no other event for it.
// It may be nil.
func NewRoot(menus *MenuBar, sideBar, page fyne.CanvasObject, onSize func(fyne.Size)) *fyne.Container {
	root := container.New(&rootLayout{onSize: onSize},
		newFill(ColorNamePanel, 0), sideBar, newFill(ColorNameLine, 0), page)
	if menus != nil {
		root.Add(menus)
	}
	return root
}

// Layout implements fyne.Layout.
func (l *rootLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := min(sideBarWidth*Scale(), sideBarShare*size.Width)
	if l.folded {
		left = foldedWidth
	}
	top := float32(0)
	if len(objects) > 4 {
		top = objects[4].MinSize().Height
		put(objects[4], 0, 0, size.Width, top)
	}
	height := max(0, size.Height-top)
	put(objects[0], 0, top, left, height)
	put(objects[1], 0, top, left, height)
	put(objects[2], left, top, 1, height)
	put(objects[3], left+1, top, max(0, size.Width-left-1), height)
	if l.onSize != nil {
		l.onSize(size)
	}
}

// MinSize implements fyne.Layout. It is fixed: every part below wraps, cuts or scrolls.
func (l *rootLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastWidth, leastHeight)
}

// Fold narrows the side bar of a root to its avatars and icons, or unfolds it.
func Fold(root *fyne.Container, folded bool) {
	if l := root.Layout.(*rootLayout); l.folded != folded {
		l.folded = folded
		root.Refresh()
	}
}

const (
	foldedWidth = 68 // of a folded side bar
	foldedRow   = 60 // rows that are narrower have no room for texts
)

// FoldSideBarHead leaves the logo of a head, or shows all of it.
func FoldSideBarHead(head *fyne.Container, folded bool) {
	for _, text := range []fyne.CanvasObject{head.Objects[0].(*fyne.Container).Objects[1], head.Objects[1]} {
		show(text, !folded)
	}
}

// NewSideBarHead makes the head of the side bar: logo, name of the app, heading of the connections.
func NewSideBarHead(logo fyne.Resource, name, section string) *fyne.Container {
	image := canvas.NewImageFromResource(logo)
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(26))
	title := NewText(name, Style{Size: theme.SizeNameSubHeadingText, Bold: true})
	heading := NewText(section, Style{Size: SizeNameSection, Color: ColorNameQuiet, Bold: true})
	return NewPaddedColumn(22, Insets{Top: 18, Right: 18, Bottom: 6, Left: 18}, NewFlowRow(image, title), heading)
}

// NewSideBar makes the side bar: the head (NewSideBarHead), a scroll of connections, and the rooms at the bottom.
func NewSideBar(head fyne.CanvasObject, connections, rooms []fyne.CanvasObject) *fyne.Container {
	list := NewScroll(NewPaddedColumn(2, Insets{Right: 10, Left: 10}, connections...))
	foot := NewPaddedColumn(0, Insets{Top: 8, Right: 10, Bottom: 14, Left: 10}, rooms...)
	return container.New(sideBarLayout{}, head, list, foot)
}

// sideBarLayout gives the middle what head and foot leave.
type sideBarLayout struct{}

// Layout implements fyne.Layout.
func (sideBarLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, foot := HeightFor(objects[0], size.Width), HeightFor(objects[2], size.Width)
	put(objects[0], 0, 0, size.Width, head)
	put(objects[1], 0, head, size.Width, max(0, size.Height-head-foot))
	put(objects[2], 0, size.Height-foot, size.Width, foot)
}

// MinSize implements fyne.Layout.
func (sideBarLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(foldedWidth, 320) }
