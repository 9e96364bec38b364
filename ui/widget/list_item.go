// An item of a list within a text: its mark, and its text beside it.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// markGap is between mark and text.
const markGap = 6

// listItemLayout places two objects: the mark and the text, whose lines all begin at the same place.
type listItemLayout struct{ width float32 }

// NewListItem makes an item of a list. The mark is a bullet or a number.
func NewListItem(mark string, text *Text) *fyne.Container {
	return container.New(&listItemLayout{}, NewText(mark, Style{Fit: Whole}), text)
}

func (l *listItemLayout) left(mark fyne.CanvasObject) float32 { return naturalWidth(mark) + markGap }

// Layout implements fyne.Layout.
func (l *listItemLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	left := l.left(objects[0])
	put(objects[0], 0, 0, left-markGap, HeightFor(objects[0], left))
	put(objects[1], left, 0, max(0, size.Width-left), size.Height)
}

// HeightFor is the height of the item at a width.
func (l *listItemLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return HeightFor(objects[1], max(0, width-l.left(objects[0])))
}

// MinSize implements fyne.Layout.
func (l *listItemLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.left(objects[0])+objects[1].MinSize().Width, l.HeightFor(objects, widthOr(l.width)))
}
