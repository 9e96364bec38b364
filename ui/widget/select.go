// Fyne's Select with the outline of the design's fields, picture 07: "GET ▾".

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Select is a widget.Select with an outline, which shows the focus too. Enter opens it as Space does.
type Select struct {
	widget.Select
	// OnKey gets the keys that the select does not use, such as Escape.
	OnKey   func(*fyne.KeyEvent)
	focused bool
}

// NewSelect makes a select.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeyEscape:
		if s.OnKey != nil {
			s.OnKey(key)
		}
	default:
		s.Select.TypedKey(key)
	}
}

// FocusGained implements fyne.Focusable and scrolls the select into view.
func (s *Select) FocusGained() {
	s.focused = true
	s.Select.FocusGained()
	revealFocused(s)
}

// FocusLost implements fyne.Focusable.
func (s *Select) FocusLost() {
	s.focused = false
	s.Select.FocusLost()
}

// CreateRenderer implements fyne.Widget: the outline lies over Fyne's own objects.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	r := &selectRenderer{WidgetRenderer: s.Select.CreateRenderer(), of: s, outline: newBox(6)}
	r.paint()
	return r
}

// selectRenderer adds the outline to Fyne's renderer.
type selectRenderer struct {
	fyne.WidgetRenderer
	of      *Select
	outline *canvas.Rectangle
}

func (r *selectRenderer) paint() {
	name, width := theme.ColorNameInputBorder, float32(1)
	if r.of.focused {
		name, width = theme.ColorNamePrimary, 2
	}
	r.outline.StrokeColor, r.outline.FillColor, r.outline.StrokeWidth = colour(name), clear(colour(name)), width
}

// Layout implements fyne.WidgetRenderer.
func (r *selectRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	put(r.outline, 0, 0, size.Width, size.Height)
}

// Objects implements fyne.WidgetRenderer.
func (r *selectRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.outline)
}

// Refresh implements fyne.WidgetRenderer.
func (r *selectRenderer) Refresh() {
	r.paint()
	r.WidgetRenderer.Refresh()
}
