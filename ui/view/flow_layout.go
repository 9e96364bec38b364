// Where the parts of the Flow tab stand.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/widget"
)

// flowLayout places the way back, the list, and the detail or the diagram at its right. Where the diagram would not
// show all participants beside the list, it takes the list's place too: the list is there with the detail.
type flowLayout struct{ diagram *flowDiagram }

const (
	flowListWidth = 300  // at text scale 1
	flowListShare = 0.36 // of the width, at most
)

// Layout implements fyne.Layout.
func (l flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const side, gap, bottom = 24, 12, 12
	y, inner := float32(16), max(0, size.Width-2*side)
	back, list, detail, diagram := objects[0], objects[1], objects[2], objects[3]
	if back.Visible() {
		height := widget.HeightFor(back, inner)
		back.Move(fyne.NewPos(side, y))
		back.Resize(fyne.NewSize(inner, height))
		y += height + gap
	}
	width := min(flowListWidth*widget.Scale(), flowListShare*inner)
	x, right, height := side+width+gap, max(0, inner-width-gap), max(0, size.Height-y-bottom)
	narrow := diagram.Visible() && right < l.diagram.leastWidth()
	setVisible(list, !narrow)
	setVisible(l.diagram.title, !narrow) // its line is needed for the messages
	list.Move(fyne.NewPos(side, y))
	list.Resize(fyne.NewSize(width, height))
	if narrow {
		x, right = side, inner
	}
	for _, o := range []fyne.CanvasObject{detail, diagram} {
		if o.Visible() {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(right, height))
		}
	}
}

// MinSize implements fyne.Layout: all parts scroll.
func (flowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 160) }
