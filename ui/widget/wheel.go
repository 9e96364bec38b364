// The wheel over an entry of one line: Fyne's entry takes it and does nothing with it, and the page stands still.

package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over a control and gives its scroll events to the scroll that the control is in. It takes nothing else:
// clicks, keys and the pointer's shape are those of the control.
type wheel struct {
	widget.BaseWidget
	over fyne.Widget
}

func newWheel(over fyne.Widget) *wheel {
	w := &wheel{over: over}
	w.ExtendBaseWidget(w)
	return w
}

// Scrolled implements fyne.Scrollable.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if s := scrollOf(w.over); s != nil {
		s.inner.Scrolled(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer { return newRenderer(w) }

func (w *wheel) parts() []fyne.CanvasObject { return nil }
func (w *wheel) paint()                     {}
func (w *wheel) place(fyne.Size)            {}
func (w *wheel) least() fyne.Size           { return fyne.Size{} }

// wheeled is the renderer of a control with a wheel over it.
type wheeled struct {
	fyne.WidgetRenderer
	wheel *wheel
}

// Layout implements fyne.WidgetRenderer.
func (r wheeled) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.wheel.Resize(size)
}

// Objects implements fyne.WidgetRenderer.
func (r wheeled) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.WidgetRenderer.Objects()), r.wheel)
}
