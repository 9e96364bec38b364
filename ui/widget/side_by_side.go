// Panels beside each other that share the width by weight, below each other where it is narrow.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Part is a panel with its share of the width and its least width at text scale 1.
type Part struct {
	Object fyne.CanvasObject
	Weight float32
	Min    float32
}

// sideBySideLayout places parts 12 pixels apart.
type sideBySideLayout struct {
	gap   float32
	parts []Part
	width float32
}

// NewSideBySide makes a row of panels of one height. Where one would be narrower than its least width, they stand below
// each other.
func NewSideBySide(parts ...Part) *fyne.Container {
	objects := make([]fyne.CanvasObject, len(parts))
	for i, part := range parts {
		objects[i] = part.Object
	}
	return container.New(&sideBySideLayout{gap: 12, parts: parts}, objects...)
}

// widths are the widths of the parts, or nil where they stand below each other.
func (l *sideBySideLayout) widths(width float32) []float32 {
	total := float32(0)
	for _, part := range l.parts {
		total += part.Weight
	}
	free := width - l.gap*float32(len(l.parts)-1)
	widths := make([]float32, len(l.parts))
	for i, part := range l.parts {
		widths[i] = free * part.Weight / total
		if widths[i] < part.Min*Scale() {
			return nil
		}
	}
	return widths
}

// Layout implements fyne.Layout.
func (l *sideBySideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	widths, x, y := l.widths(size.Width), float32(0), float32(0)
	for i, o := range objects {
		if widths == nil {
			height := HeightFor(o, size.Width)
			put(o, 0, y, size.Width, height)
			y += height + l.gap
			continue
		}
		put(o, x, 0, widths[i], size.Height)
		x += widths[i] + l.gap
	}
}

// HeightFor is the height of the panels at a width.
func (l *sideBySideLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	widths, highest, sum := l.widths(width), float32(0), -l.gap
	for i, o := range objects {
		if widths == nil {
			sum += HeightFor(o, width) + l.gap
			continue
		}
		highest = max(highest, HeightFor(o, widths[i]))
	}
	return max(highest, sum)
}

// MinSize implements fyne.Layout.
func (l *sideBySideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range objects {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, l.HeightFor(objects, widthOr(l.width)))
}
