// Where everything stands in a drawing of the diagram. The SVG and the PNG are both made from this.

package sequence

import "fmt"

const (
	column = 240 // pixels from one participant to the next
	margin = 110
	row    = 38
	top    = 64
	below  = 20 // the last message
	shown  = 64 // characters of a text beside its arrow
)

// shapeKind is what a shape is.
type shapeKind int

const (
	shapeLine shapeKind = iota // from x, y to x+w, y+h
	shapeBox                   // a rectangle, rounded by radius
	shapeHead                  // of an arrow, with its tip at x, y; w is the way to its back
	shapeText                  // centred at x, standing on y
)

// shape is a piece of the drawing.
type shape struct {
	kind       shapeKind
	x, y, w, h int
	radius     int
	text       string
	look       look
	failed     bool
}

// layout is a drawing.
type layout struct {
	width, height int
	shapes        []shape
}

// layout places the messages. first stands above them if it is not empty.
func (d Diagram) layout(first string) layout {
	rows := len(d.Messages)
	if first != "" {
		rows++
	}
	l := layout{width: 2*margin + column*(len(Participants())-1), height: top + row*(rows+1) + below}
	l.add(shape{kind: shapeBox, w: l.width, h: l.height, look: lookBackground})
	for _, p := range Participants() {
		x := p.x()
		l.add(
			shape{kind: shapeLine, x: x, y: top - 14, h: l.height - top - 2, look: lookLife},
			shape{kind: shapeBox, x: x - 60, y: 14, w: 120, h: 36, radius: 6, look: lookBox},
			shape{kind: shapeText, x: x, y: 37, text: p.String(), look: lookName})
	}
	y := top + row
	if first != "" {
		l.add(shape{kind: shapeText, x: l.width / 2, y: y - 6, text: first, look: lookQuiet})
		y += row
	}
	for _, m := range d.Messages {
		l.message(m, y)
		y += row
	}
	return l
}

func (l *layout) add(shapes ...shape) { l.shapes = append(l.shapes, shapes...) }

func (p Participant) x() int { return margin + column*int(p) }

func (l *layout) message(m Message, y int) {
	text := shortened(m.marked())
	from, to := m.From.x(), m.To.x()
	if m.Kind == Note {
		w := 7*len([]rune(text)) + 24
		l.add(
			shape{kind: shapeBox, x: from - w/2, y: y - 20, w: w, h: 24, radius: 4, look: lookBox},
			shape{kind: shapeText, x: from, y: y - 4, text: text, look: lookQuiet, failed: m.Failed})
		return
	}
	tip := 8
	if to > from {
		tip = -8
	}
	arrow := [...]look{Request: lookArrow, Answer: lookAnswer, Unseen: lookUnseen}[m.Kind]
	l.add(
		shape{kind: shapeText, x: (from + to) / 2, y: y - 6, text: text, look: lookLabel, failed: m.Failed},
		shape{kind: shapeLine, x: from, y: y, w: to - from, look: arrow, failed: m.Failed},
		shape{kind: shapeHead, x: to, y: y, w: tip, look: lookHead, failed: m.Failed})
}

func shortened(s string) string {
	if r := []rune(s); len(r) > shown {
		return string(r[:shown-1]) + "…"
	}
	return s
}

// look is how a shape is painted.
type look int

const (
	lookBackground look = iota
	lookBox             // of a participant or a note
	lookLife            // the line below a participant
	lookName
	lookLabel
	lookQuiet
	lookArrow
	lookAnswer
	lookUnseen
	lookHead
)

// paint is what a look means in light colours. The names are those of the style sheet.
type paint struct {
	class        string
	fill, stroke ink
	weight       float64 // of the stroke
	dash, gap    int     // of the stroke; 0: it is whole
	bold         bool
}

// ink is a colour, 0xRRGGBB.
type ink int

const (
	inkNone       ink = -1
	inkBackground ink = 0xF7F8FA
	inkPanel      ink = 0xFFFFFF
	inkLine       ink = 0xC9CED8
	inkText       ink = 0x1D2330
	inkQuiet      ink = 0x5B6270
	inkPrimary    ink = 0x0B6E62
	inkFailed     ink = 0xB91C1C
)

func (i ink) String() string {
	if i == inkNone {
		return "none"
	}
	return fmt.Sprintf("#%06X", int(i))
}

// paint is how the shape is painted.
func (s shape) paint() paint {
	p := [...]paint{
		lookBackground: {class: "bg", fill: inkBackground, stroke: inkNone},
		lookBox:        {class: "box", fill: inkPanel, stroke: inkLine, weight: 1},
		lookLife:       {class: "life", fill: inkNone, stroke: inkLine, weight: 1},
		lookName:       {class: "name", fill: inkText, stroke: inkNone, bold: true},
		lookLabel:      {class: "label", fill: inkText, stroke: inkNone},
		lookQuiet:      {class: "quiet", fill: inkQuiet, stroke: inkNone},
		lookArrow:      {class: "arrow", fill: inkNone, stroke: inkPrimary, weight: 1.5},
		lookAnswer:     {class: "arrow answer", fill: inkNone, stroke: inkPrimary, weight: 1.5, dash: 6, gap: 4},
		lookUnseen:     {class: "arrow unseen", fill: inkNone, stroke: inkPrimary, weight: 1.5, dash: 2, gap: 4},
		lookHead:       {class: "head", fill: inkPrimary, stroke: inkNone},
	}[s.look]
	if !s.failed {
		return p
	}
	p.class += " failed"
	if p.stroke != inkNone {
		p.stroke = inkFailed
	} else {
		p.fill = inkFailed
	}
	return p
}
