// The part of a SequenceDiagram that scrolls: it draws the messages in view, and the names above them.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// sequenceArea is as large as the whole diagram; it draws what the diagram shows.
type sequenceArea struct {
	widget.BaseWidget
	diagram *SequenceDiagram
	pointed int // message under the pointer, -1: none

	lives []*canvas.Rectangle // the lines below the names
	views []*sequenceView
	head  *canvas.Rectangle // under the names, over the messages
	rule  *canvas.Rectangle
	boxes []*sequenceName
}

// sequenceName is a participant at the top.
type sequenceName struct {
	box   *canvas.Rectangle
	label line
}

var _ desktop.Hoverable = (*sequenceArea)(nil)

func newSequenceArea(d *SequenceDiagram) *sequenceArea {
	a := &sequenceArea{diagram: d, pointed: -1, head: newBox(0), rule: newBox(0)}
	for range d.names {
		n := &sequenceName{box: newBox(6)}
		n.box.StrokeWidth = 1
		a.boxes, a.lives = append(a.boxes, n), append(a.lives, newBox(0))
	}
	a.ExtendBaseWidget(a)
	return a
}

// sequenceForm says where things stand at a width and a size of text.
type sequenceForm struct {
	width  float32 // of the area
	column float32
	head   float32 // height of the names
	row    float32
	text   float32 // height of a line of text
}

const (
	sequenceSide  = 8  // beside a name in its box
	sequenceAbove = 7  // the names, and below them
	sequenceBelow = 12 // the last message
)

// sequenceHead is the height of the names with what lies round them.
func sequenceHead() float32 {
	name, _ := sequenceFonts()
	return name.height() + 8 + 2*sequenceAbove
}

func (a *sequenceArea) form() sequenceForm {
	_, text := sequenceFonts()
	f := sequenceForm{head: sequenceHead(), text: text.height()}
	f.width = max(a.diagram.scroll.Size().Width, a.least().Width)
	f.column = f.width / float32(len(a.diagram.names))
	f.row = f.text + 20
	return f
}

// x is the middle of a participant's column.
func (f sequenceForm) x(participant int) float32 { return f.column * (float32(participant) + 0.5) }

// top is where a message begins.
func (f sequenceForm) top(i int) float32 { return f.head + float32(i)*f.row }

func (a *sequenceArea) leastColumn() float32 {
	name, _ := sequenceFonts()
	widest := float32(0)
	for _, text := range a.diagram.names {
		widest = max(widest, name.width(text))
	}
	return widest + 2*sequenceSide + 8
}

func (a *sequenceArea) least() fyne.Size {
	_, text := sequenceFonts()
	return fyne.NewSize(a.diagram.LeastWidth(), sequenceHead()+float32(len(a.diagram.groups))*(text.height()+20)+sequenceBelow)
}

// CreateRenderer implements fyne.Widget.
func (a *sequenceArea) CreateRenderer() fyne.WidgetRenderer { return newRenderer(a) }

// parts are the grounds, the lines below the names, the messages, and the names over all of it.
func (a *sequenceArea) parts() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, v := range a.views {
		objects = append(objects, v.back)
	}
	for _, life := range a.lives {
		objects = append(objects, life)
	}
	for _, v := range a.views {
		objects = append(objects, v.parts()...)
	}
	objects = append(objects, a.head, a.rule)
	for _, n := range a.boxes {
		objects = append(append(objects, n.box), n.label.parts()...)
	}
	return objects
}

func (a *sequenceArea) paint()          { a.fill() }
func (a *sequenceArea) place(fyne.Size) { a.fill() }

// draw fills the objects for the present view and has them painted.
func (a *sequenceArea) draw() {
	a.fill()
	setFiles(a.parts())
	canvas.Refresh(a)
}

// at is the message at a height of the area, -1 if there is none or the names cover it.
func (a *sequenceArea) at(y float32) int {
	f := a.form()
	i := int((y - f.head) / f.row)
	if y < a.diagram.scroll.Offset.Y+f.head || i < 0 || i >= len(a.diagram.groups) {
		return -1
	}
	return i
}

// fill gives each message in view its objects.
func (a *sequenceArea) fill() {
	d, f := a.diagram, a.form()
	offset, height := max(0, d.scroll.Offset.Y), d.scroll.Size().Height
	used := 0
	for i := max(0, int(offset/f.row)); i < len(d.groups) && f.top(i) < offset+height; i++ {
		view := next(&a.views, &used, newSequenceView)
		on := ground{selected: d.selected >= 0 && d.groups[i] == d.selected, pointed: i == a.pointed}
		view.place(d.source.Message(i), f, on, f.top(i))
	}
	a.views = a.views[:used]
	for i, life := range a.lives {
		life.FillColor = colour(ColorNameLine)
		put(life, f.x(i)-0.5, offset, 1, height)
	}
	a.fillNames(f, offset)
}

func (a *sequenceArea) fillNames(f sequenceForm, offset float32) {
	name, _ := sequenceFonts()
	a.head.FillColor, a.rule.FillColor = colour(ColorNamePanel), colour(ColorNameLine)
	put(a.head, 0, offset, f.width, f.head-1)
	put(a.rule, 0, offset+f.head-1, f.width, 1)
	for i, n := range a.boxes {
		n.box.FillColor, n.box.StrokeColor = colour(ColorNamePage), colour(ColorNameLine)
		width := name.width(a.diagram.names[i]) + 2*sequenceSide
		put(n.box, f.x(i)-width/2, offset+sequenceAbove, width, f.head-2*sequenceAbove)
		n.label.paint(name, foreground())
		n.label.centre(a.diagram.names[i], f.x(i)-width/2, offset+sequenceAbove, width, f.head-2*sequenceAbove)
	}
}

// reach is how far the messages go to the left and to the right.
func (a *sequenceArea) reach(f sequenceForm, span sequenceSpan) (left, right float32) {
	left, right = f.width, 0
	for i := max(span.first, span.last-20); i <= span.last; i++ {
		m := a.diagram.source.Message(i)
		_, x, width := f.label(m)
		left = min(left, x, f.x(m.From)-f.column/2, f.x(m.To)-f.column/2)
		right = max(right, x+width, f.x(m.From)+f.column/2, f.x(m.To)+f.column/2)
	}
	return left, right
}
