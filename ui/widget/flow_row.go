// Rows that wrap: buttons, badges and facts beside each other, on several lines where the width is small.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// flowLayout puts objects beside each other and wraps them. When all fit on one line, fill takes what is left.
type flowLayout struct {
	gap      float32
	fill     fyne.CanvasObject // may be nil
	fillMin  float32           // the width below which fill goes on a line of its own, at scale 1
	centre   bool
	trailing bool
	width    float32
}

// NewFlowRow puts objects beside each other, 10 pixels apart, wrapping where they do not fit.
func NewFlowRow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: 10}, objects...)
}

// NewCentredRow is a FlowRow in the middle of its space.
func NewCentredRow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: 10, centre: true}, objects...)
}

// NewTrailingRow is a FlowRow at the right of its space.
func NewTrailingRow(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: 10, trailing: true}, objects...)
}

// NewFillRow is a FlowRow in which one of the objects takes the free width. Where less than fillMin (times the text
// scale) would be left for it, it gets a line of its own.
func NewFillRow(fill fyne.CanvasObject, fillMin float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: 10, fill: fill, fillMin: fillMin}, objects...)
}

// NewSplitRow puts some objects at the left and others at the right; where they do not fit they wrap.
func NewSplitRow(left, right []fyne.CanvasObject) *fyne.Container {
	space := layout.NewSpacer()
	objects := append(append([]fyne.CanvasObject{}, left...), space)
	return NewFillRow(space, 0, append(objects, right...)...)
}

// flowItem is an object and its place.
type flowItem struct {
	o    fyne.CanvasObject
	x    float32
	size fyne.Size
}

// items gives each shown object its width; the fill takes what is left when all fit on one line.
func (l *flowLayout) items(objects []fyne.CanvasObject, width float32) []flowItem {
	var items []flowItem
	used := float32(0)
	for _, o := range visible(objects) {
		w := naturalWidth(o)
		if o == l.fill {
			w = l.fillMin * Scale()
		}
		items = append(items, flowItem{o: o, size: fyne.NewSize(min(w, width), 0)})
		used += w
	}
	used += l.gap * float32(max(0, len(items)-1))
	for i := range items {
		if items[i].o == l.fill {
			if used <= width {
				items[i].size.Width += width - used
			} else {
				items[i].size.Width = width
			}
		}
		items[i].size.Height = HeightFor(items[i].o, items[i].size.Width)
	}
	return items
}

// lines breaks the items into lines. A spacer that would need a line of its own only breaks.
func (l *flowLayout) lines(objects []fyne.CanvasObject, width float32) [][]flowItem {
	var lines [][]flowItem
	x := width + 1
	for _, item := range l.items(objects, width) {
		if _, ok := item.o.(layout.SpacerObject); ok && item.size.Width >= width {
			x = width + 1
			continue
		}
		if x+item.size.Width > width+0.5 || len(lines) == 0 {
			lines, x = append(lines, nil), 0
		}
		item.x = x
		n := len(lines) - 1
		lines[n] = append(lines[n], item)
		x += item.size.Width + l.gap
	}
	return lines
}

func lineHeight(line []flowItem) float32 {
	height := float32(0)
	for _, item := range line {
		height = max(height, item.size.Height)
	}
	return height
}

// Layout implements fyne.Layout.
func (l *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	y := float32(0)
	for _, line := range l.lines(objects, size.Width) {
		height, last := lineHeight(line), line[len(line)-1]
		shift := float32(0)
		if free := max(0, size.Width-last.x-last.size.Width); l.centre {
			shift = free / 2
		} else if l.trailing {
			shift = free
		}
		for _, item := range line {
			put(item.o, item.x+shift, y+(height-item.size.Height)/2, item.size.Width, item.size.Height)
		}
		y += height + l.gap
	}
}

// HeightFor is the height of the row at a width.
func (l *flowLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := -l.gap
	for _, line := range l.lines(objects, width) {
		height += lineHeight(line) + l.gap
	}
	return max(0, height)
}

// MinSize implements fyne.Layout: as narrow as the widest object that cannot shrink.
func (l *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range visible(objects) {
		width = max(width, o.MinSize().Width)
	}
	return fyne.NewSize(width, l.HeightFor(objects, widthOr(l.width)))
}

// naturalWidth is the width at which one line is enough.
func (l *flowLayout) naturalWidth(objects []fyne.CanvasObject) float32 {
	shown := visible(objects)
	width := l.gap * float32(max(0, len(shown)-1))
	for _, o := range shown {
		width += naturalWidth(o)
	}
	return width
}
