// One renderer for all widgets of this package: a widget owns its canvas objects and says how to place and paint them.

package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// drawn is a widget that owns its canvas objects. paint reads colours and sizes from the theme, so that a change of
// theme needs nothing but a refresh; place may be called at any time after it.
type drawn interface {
	fyne.Widget
	parts() []fyne.CanvasObject
	paint()
	place(size fyne.Size)
	least() fyne.Size
}

// renderer hands Fyne's calls to a drawn widget.
type renderer struct{ of drawn }

func newRenderer(of drawn) fyne.WidgetRenderer {
	of.paint()
	setFiles(of.parts())
	return renderer{of}
}

func (r renderer) Destroy()                     {}
func (r renderer) MinSize() fyne.Size           { return r.of.least() }
func (r renderer) Objects() []fyne.CanvasObject { return r.of.parts() }

func (r renderer) Layout(size fyne.Size) {
	r.of.place(size)
	setFiles(r.of.parts())
}

// Refresh leaves widgets among the parts alone: they refresh themselves, and Fyne reaches them at a change of theme.
func (r renderer) Refresh() {
	r.of.paint()
	setFiles(r.of.parts())                   // place measures with them
	if size := r.of.Size(); !size.IsZero() { // else it has no place yet
		r.Layout(size)
	}
	canvas.Refresh(r.of)
}

// colour is a colour of the theme in use.
func colour(name fyne.ThemeColorName) color.Color { return theme.Color(name) }

// put moves and resizes an object. Five parameters: a rectangle at each call would only hide them.
func put(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// show makes an object visible or not.
func show(o fyne.CanvasObject, visible bool) {
	if visible == o.Visible() {
		return
	}
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// fill is a rectangle that follows the theme.
type fill struct {
	widget.BaseWidget
	box  *canvas.Rectangle
	name fyne.ThemeColorName
}

func newFill(name fyne.ThemeColorName, radius float32) *fill {
	f := &fill{box: newBox(radius), name: name}
	f.ExtendBaseWidget(f)
	return f
}

// NewLine makes a horizontal separator, one pixel high.
func NewLine() fyne.CanvasObject { return newFill(ColorNameLine, 0) }

// CreateRenderer implements fyne.Widget.
func (f *fill) CreateRenderer() fyne.WidgetRenderer { return newRenderer(f) }

func (f *fill) parts() []fyne.CanvasObject { return []fyne.CanvasObject{f.box} }
func (f *fill) paint()                     { f.box.FillColor = colour(f.name) }
func (f *fill) place(size fyne.Size)       { put(f.box, 0, 0, size.Width, size.Height) }
func (f *fill) least() fyne.Size           { return fyne.NewSize(1, 1) }
