// The scrolled body of a page. It gives its content the width first and the height that follows from it, and moves the
// control that has the focus into view.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Scroll scrolls one content up and down.
type Scroll struct {
	widget.BaseWidget
	Content fyne.CanvasObject
	inner   *container.Scroll
}

// NewScroll makes a vertical scroll.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{Content: content, inner: container.NewVScroll(content)}
	s.inner.SetMinSize(fyne.NewSize(64, 64))
	s.ExtendBaseWidget(s)
	return s
}

// NewPageScroll is the body of a page: the objects in a column with the page's margins, 12 pixels apart.
func NewPageScroll(objects ...fyne.CanvasObject) *Scroll {
	return NewScroll(NewPaddedColumn(12, Insets{Top: 16, Right: 24, Bottom: 24, Left: 24}, objects...))
}

// ScrollToTop shows the beginning.
func (s *Scroll) ScrollToTop() { s.inner.ScrollToTop() }

// Reveal scrolls until the part of an object between top and top+height (relative to it) is in view.
func (s *Scroll) Reveal(o fyne.CanvasObject, top, height float32) {
	driver := fyne.CurrentApp().Driver()
	from := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s.Content).Y + top
	offset := s.inner.Offset.Y
	if bottom := from + height + 8 - s.inner.Size().Height; bottom > offset {
		offset = bottom
	}
	offset = min(offset, max(0, from-8))
	if offset != s.inner.Offset.Y {
		s.inner.ScrollToOffset(fyne.NewPos(0, offset))
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s) }

func (s *Scroll) parts() []fyne.CanvasObject { return []fyne.CanvasObject{s.inner} }
func (s *Scroll) paint()                     {}
func (s *Scroll) least() fyne.Size           { return fyne.NewSize(64, 64) }

func (s *Scroll) place(size fyne.Size) {
	if size.Width <= 0 {
		return
	}
	height := max(size.Height, HeightFor(s.Content, size.Width))
	changed := height != s.Content.Size().Height
	s.Content.Resize(fyne.NewSize(size.Width, height))
	if changed && s.inner.Size() == size {
		s.inner.Resize(size.AddWidthHeight(0, 1)) // only a new size moves the bars; Refresh would redraw the content
	}
	s.inner.Resize(size)
}

// scrolled is a control that was told which scroll it is in. That of a dialog cannot be found: Fyne wraps what lies over
// the window in a widget of its own, which shows nobody what is inside.
type scrolled struct{ within *Scroll }

func (s *scrolled) setScroll(within *Scroll) { s.within = within }
func (s *scrolled) ownScroll() *Scroll       { return s.within }

// revealFocused finds the scroll that holds a widget, if any, and moves the widget into its view.
func revealFocused(w fyne.Widget) { revealPart(w, 0, w.Size().Height) }

// revealPart does the same for a part of a widget, between top and top+height.
func revealPart(w fyne.Widget, top, height float32) {
	if scroll := scrollOf(w); scroll != nil {
		scroll.Reveal(w, top, height)
	}
}

// scrollOf is the scroll that a widget is in, or nil.
func scrollOf(w fyne.Widget) *Scroll {
	if told, ok := w.(interface{ ownScroll() *Scroll }); ok && told.ownScroll() != nil {
		return told.ownScroll()
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(w)
	if c == nil {
		return nil
	}
	for _, root := range append(c.Overlays().List(), c.Content()) {
		if found, scroll := findScroll(root, w, nil); found {
			return scroll
		}
	}
	return nil
}

// findScroll walks the objects under o to the target and says which scroll is the last one on the way.
func findScroll(o fyne.CanvasObject, target fyne.Widget, last *Scroll) (found bool, scroll *Scroll) {
	if o == target {
		return true, last
	}
	var below []fyne.CanvasObject
	switch o := o.(type) {
	case *Scroll:
		below, last = []fyne.CanvasObject{o.Content}, o
	case drawn:
		below = o.parts()
	case *fyne.Container:
		below = o.Objects
	case *container.ThemeOverride:
		below = []fyne.CanvasObject{o.Content}
	}
	for _, child := range below {
		if found, scroll := findScroll(child, target, last); found {
			return true, scroll
		}
	}
	return false, nil
}
