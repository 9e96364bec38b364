// The menu bar at the top of the window, where the system has none of its own. Fyne's could do the same, but draws its
// titles with every font it has: see font.go.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const titlePadding = 10 // at each side of a title

// MenuBar shows the titles of menus. A tap opens one; then the pointer and Left and Right go from menu to menu.
type MenuBar struct {
	widget.BaseWidget
	menus   []*fyne.Menu
	back    *canvas.Rectangle
	edge    *canvas.Rectangle
	mark    *canvas.Rectangle // behind the title that is pointed at or open
	titles  []*line
	pointed int // -1: none
}

var (
	_ fyne.Tappable     = (*MenuBar)(nil)
	_ desktop.Hoverable = (*MenuBar)(nil)
)

// NewMenuBar makes a bar. What changes in the items is seen when a menu is opened next.
func NewMenuBar(menus []*fyne.Menu) *MenuBar {
	b := &MenuBar{menus: menus, back: newBox(0), edge: newBox(0), mark: newBox(6), pointed: -1}
	for range menus {
		b.titles = append(b.titles, &line{})
	}
	b.ExtendBaseWidget(b)
	return b
}

// Open opens the menu of that index, or none if there is none.
func (b *MenuBar) Open(index int) {
	surface := fyne.CurrentApp().Driver().CanvasForObject(b)
	if surface == nil || index < 0 || index >= len(b.menus) {
		return
	}
	panel := newMenuPanel(surface, b.menus[index].Items)
	panel.beside = func(step int) { b.Open((index + step + len(b.menus)) % len(b.menus)) }
	panel.outside = func(at fyne.Position, tapped bool) bool {
		other := b.at(at)
		if other < 0 || other == index {
			return other == index && !tapped
		}
		panel.close()
		b.Open(other)
		return true
	}
	panel.closed = func() { b.point(-1) }
	left, _ := b.span(index)
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
	panel.open(origin.AddXY(left, b.Size().Height))
	b.point(index)
}

// Tapped implements fyne.Tappable.
func (b *MenuBar) Tapped(e *fyne.PointEvent) { b.Open(b.at(e.Position)) }

// MouseIn implements desktop.Hoverable.
func (b *MenuBar) MouseIn(e *desktop.MouseEvent) { b.point(b.at(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (b *MenuBar) MouseMoved(e *desktop.MouseEvent) { b.point(b.at(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (b *MenuBar) MouseOut() { b.point(-1) }

func (b *MenuBar) point(index int) {
	if b.pointed != index {
		b.pointed = index
		b.Refresh()
	}
}

// at is the index of the title at a position, or -1.
func (b *MenuBar) at(p fyne.Position) int {
	for i := range b.menus {
		if left, width := b.span(i); p.X >= left && p.X < left+width && p.Y >= 0 && p.Y < b.Size().Height {
			return i
		}
	}
	return -1
}

// span is where a title begins and how wide it is, with its padding.
func (b *MenuBar) span(index int) (left, width float32) {
	left = 4
	for i := range index {
		left += b.font().width(b.menus[i].Label) + 2*titlePadding
	}
	return left, b.font().width(b.menus[index].Label) + 2*titlePadding
}

// AccessibilityLabel implements fyne.Accessible.
func (b *MenuBar) AccessibilityLabel() string { return "" }

// AccessibilityRole implements fyne.Accessible.
func (b *MenuBar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (b *MenuBar) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *MenuBar) font() font { return font{size: theme.Size(SizeNameButton)} }

func (b *MenuBar) parts() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{b.back, b.edge, b.mark}
	for _, title := range b.titles {
		objects = append(objects, title.parts()...)
	}
	return objects
}

func (b *MenuBar) paint() {
	b.back.FillColor, b.edge.FillColor = colour(ColorNamePanel), colour(ColorNameLine)
	b.mark.FillColor = colour(theme.ColorNameHover)
	for _, title := range b.titles {
		title.paint(b.font(), colour(theme.ColorNameForeground))
	}
}

func (b *MenuBar) place(size fyne.Size) {
	put(b.back, 0, 0, size.Width, size.Height)
	put(b.edge, 0, size.Height-1, size.Width, 1)
	show(b.mark, b.pointed >= 0)
	for i, title := range b.titles {
		left, width := b.span(i)
		title.centre(b.menus[i].Label, left, 0, width, size.Height-1)
		if i == b.pointed {
			put(b.mark, left, 2, width, size.Height-5)
		}
	}
}

func (b *MenuBar) least() fyne.Size {
	left, width := b.span(len(b.menus) - 1)
	return fyne.NewSize(left+width, b.font().height()+10)
}
