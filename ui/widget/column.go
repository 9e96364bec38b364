// The vertical layouts: a column of parts whose heights follow from its width, centred and padded variants of it.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Insets are the free space around a content, in pixels.
type Insets struct{ Top, Right, Bottom, Left float32 }

// Padding is the same space on all sides.
func Padding(all float32) Insets { return Insets{all, all, all, all} }

// columnLayout stacks objects; it remembers its width for MinSize, which Fyne asks without one.
type columnLayout struct {
	gap    float32
	insets Insets
	widest float32 // of the column at scale 1; 0: as wide as the parent
	centre bool    // in the middle of the height
	width  float32
}

// NewColumn stacks objects over each other with a gap between them, each as wide as the column.
func NewColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap}, objects...)
}

// NewPaddedColumn is a column with free space around it.
func NewPaddedColumn(gap float32, insets Insets, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap, insets: insets}, objects...)
}

// NewNarrowColumn is a column of at most the given width (times the text scale), in the middle of the width.
func NewNarrowColumn(gap, widest float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap, widest: widest}, objects...)
}

// NewCentredColumn is a narrow column with margins, in the middle of the height too, as in the pictures 01 and 02. Where
// it is higher than its space it begins at the top: put it into a Scroll.
func NewCentredColumn(gap, widest float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap, insets: Padding(24), widest: widest, centre: true}, objects...)
}

// inner is the x and the width of the column itself.
func (l *columnLayout) inner(width float32) (x, w float32) {
	x, w = l.insets.Left, max(0, width-l.insets.Left-l.insets.Right)
	if limit := l.widest * Scale(); limit > 0 && limit < w {
		return x + (w-limit)/2, limit
	}
	return x, w
}

// Layout implements fyne.Layout.
func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	x, width := l.inner(size.Width)
	y := l.insets.Top
	if l.centre {
		y = max(y, (size.Height-l.HeightFor(objects, size.Width))/2+l.insets.Top)
	}
	for _, o := range visible(objects) {
		height := HeightFor(o, width)
		put(o, x, y, width, height)
		y += height + l.gap
	}
}

// HeightFor is the height of the column at a width.
func (l *columnLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	_, inner := l.inner(width)
	height := l.insets.Top + l.insets.Bottom
	for i, o := range visible(objects) {
		if i > 0 {
			height += l.gap
		}
		height += HeightFor(o, inner)
	}
	return height
}

// MinSize implements fyne.Layout with the height for the last width.
func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range visible(objects) {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width+l.insets.Left+l.insets.Right, l.HeightFor(objects, widthOr(l.width)))
}

// naturalWidth is the width that the widest object would like.
func (l *columnLayout) naturalWidth(objects []fyne.CanvasObject) float32 {
	width := float32(0)
	for _, o := range visible(objects) {
		width = max(width, naturalWidth(o))
	}
	return width + l.insets.Left + l.insets.Right
}
