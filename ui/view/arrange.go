// Bringing the layout up to date after an update: Fyne lays a container out anew when its size changes, not when
// the parts inside share it differently.

package view

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"proofkey/ui/widget"
)

// arrange lays out the containers below an object, from the outside to the inside. What stays where it is costs
// nothing but the measuring.
func arrange(o fyne.CanvasObject) {
	if !o.Visible() {
		return
	}
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
		for _, child := range o.Objects {
			arrange(child)
		}
	case *widget.Card:
		arrange(o.Content)
	case *widget.Scroll:
		width := o.Size().Width
		if width > 0 && max(o.Size().Height, widget.HeightFor(o.Content, width)) != o.Content.Size().Height {
			o.Refresh()
		}
		arrange(o.Content)
	}
}

// settle lets the canvas take note of what was laid out. Left to the next frame, it lays out every scroll with new
// content once more, which asks for yet another frame.
func settle(surface fyne.Canvas, content fyne.CanvasObject) {
	if c, ok := surface.(interface{ EnsureMinSize() bool }); ok && !content.Size().IsZero() { // zero: not shown yet
		c.EnsureMinSize()
	}
}

// holds says whether a control is below an object and in sight, as far as no scroll hides it.
func holds(o fyne.CanvasObject, f fyne.Focusable) bool {
	if !o.Visible() {
		return false
	}
	if control, ok := o.(fyne.Focusable); ok && control == f {
		return true
	}
	switch o := o.(type) {
	case *fyne.Container:
		return slices.ContainsFunc(o.Objects, func(child fyne.CanvasObject) bool { return holds(child, f) })
	case *container.ThemeOverride:
		return holds(o.Content, f)
	case *widget.Card:
		return holds(o.Content, f)
	case *widget.Scroll:
		return holds(o.Content, f)
	case *widget.FormRow:
		return holds(o.Field, f)
	case *widget.TextView:
		return o.Holds(f)
	}
	return false
}

// noticeLayout puts the line of presenter mode and the notices above the page, while there are some, and what says that
// something was copied over its lower edge.
type noticeLayout struct{}

const (
	noticeShare = 0.3 // of the height that notices may take before they scroll
	noticeLeast = 72  // what they get in any case
	pageLeast   = 520 // what is left to the page, as far as noticeLeast allows

	copiedMargin = 18 // below what says that something was copied
)

// Layout implements fyne.Layout.
func (noticeLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const margin = 24
	notices, page := objects[0].(*widget.Scroll), objects[1]
	y := float32(0)
	if line := objects[2]; line.Visible() {
		y = widget.HeightFor(line, size.Width)
		line.Move(fyne.NewPos(0, 0))
		line.Resize(fyne.NewSize(size.Width, y))
	}
	if notices.Visible() {
		width := max(0, size.Width-2*margin)
		height := min(widget.HeightFor(notices.Content, width), noticeShare*size.Height, max(noticeLeast, size.Height-y-pageLeast))
		notices.Move(fyne.NewPos(margin, y+14))
		notices.Resize(fyne.NewSize(width, height))
		y += 14 + height
	}
	page.Move(fyne.NewPos(0, y))
	page.Resize(fyne.NewSize(size.Width, max(0, size.Height-y)))
	if copied := objects[3]; copied.Visible() {
		height := widget.HeightFor(copied, size.Width)
		copied.Move(fyne.NewPos(0, size.Height-height-copiedMargin))
		copied.Resize(fyne.NewSize(size.Width, height))
	}
}

// MinSize implements fyne.Layout: everything below wraps, cuts or scrolls.
func (noticeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }
