// The viewer of large texts: only the rows in view are drawn, whatever the length of the document. Text is selected with
// the pointer, or as a whole by Ctrl+A, and copied by Ctrl+C.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TextView shows a Document in monospace and scrolls in both directions. Up, Down, Page Up, Page Down, Home and End scroll.
type TextView struct {
	widget.BaseWidget
	// OnKey gets the keys that the view does not use.
	OnKey func(*fyne.KeyEvent)

	maxRows int
	scroll  *container.Scroll
	area    *textArea
	ring    *canvas.Rectangle
}

// NewTextView makes an empty view. It asks for the height of its rows, at most maxRows of them.
func NewTextView(maxRows int) *TextView {
	v := &TextView{maxRows: maxRows, ring: newBox(6)}
	v.area = newTextArea(v)
	v.ring.StrokeWidth = 2
	v.scroll = container.NewScroll(v.area)
	v.scroll.SetMinSize(fyne.NewSize(64, 24))
	v.scroll.OnScrolled = func(fyne.Position) { v.area.draw() }
	v.ExtendBaseWidget(v)
	return v
}

// SetDocument shows a document from its beginning; nil shows nothing. It costs no more for 10 MB than for a line.
func (v *TextView) SetDocument(d *Document) {
	if d == nil {
		d = &Document{rows: []row{{}}}
	}
	v.area.document = d
	v.area.from, v.area.to = place{}, place{}
	v.scroll.ScrollToTop()
	v.scroll.Refresh()
	v.Refresh()
}

// SelectedText is the text that is selected, or nothing.
func (v *TextView) SelectedText() string { return v.area.selectedText() }

// Holds says whether a control is the part of the view that takes the focus.
func (v *TextView) Holds(f fyne.Focusable) bool { return f == fyne.Focusable(v.area) }

// HeightFor is the height of the rows, at most maxRows.
func (v *TextView) HeightFor(float32) float32 {
	rows := max(1, min(v.area.document.Rows(), v.maxRows))
	return float32(rows)*v.area.rowHeight() + 2*areaPadding
}

// CreateRenderer implements fyne.Widget.
func (v *TextView) CreateRenderer() fyne.WidgetRenderer { return newRenderer(v) }

func (v *TextView) parts() []fyne.CanvasObject { return []fyne.CanvasObject{v.scroll, v.ring} }

func (v *TextView) paint() {
	primary := colour(theme.ColorNamePrimary)
	v.ring.StrokeColor, v.ring.FillColor = primary, clear(primary)
	show(v.ring, v.area.focused)
}

func (v *TextView) place(size fyne.Size) {
	v.scroll.Resize(size)
	put(v.ring, 1, 1, size.Width-2, size.Height-2)
	v.area.draw()
}

func (v *TextView) least() fyne.Size { return fyne.NewSize(96, v.HeightFor(0)) }

// scrollBy moves the view by a distance, as far as there is text.
func (v *TextView) scrollBy(dx, dy float32) {
	limit := v.area.Size().Subtract(v.scroll.Size())
	offset := v.scroll.Offset.AddXY(dx, dy)
	v.scroll.ScrollToOffset(fyne.NewPos(max(0, min(offset.X, limit.Width)), max(0, min(offset.Y, limit.Height))))
	v.area.draw()
}
