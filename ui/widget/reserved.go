// Room that is kept for something that appears later, so that nothing moves when it does.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// reservedLayout has one object, and its height whether it is shown or not.
type reservedLayout struct {
	least float32 // height at text scale 1
	width float32
}

// NewReserved keeps the room of an object, at least the given height (times the text scale), while it is hidden or empty.
func NewReserved(least float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&reservedLayout{least: least}, o)
}

// Layout implements fyne.Layout.
func (l *reservedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	put(objects[0], 0, 0, size.Width, HeightFor(objects[0], size.Width))
}

// HeightFor is the height at a width.
func (l *reservedLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return max(l.least*Scale(), HeightFor(objects[0], width))
}

// MinSize implements fyne.Layout with the height for the last width.
func (l *reservedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, l.HeightFor(objects, widthOr(l.width)))
}
