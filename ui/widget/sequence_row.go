// One message of a SequenceDiagram.

package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

const (
	arrowLength  = 8
	arrowHalf    = 4.5
	mostDashes   = 48 // of an arrow: a wide one gets longer dashes, not more
	sequenceText = 6  // beside a text, on its ground
)

// sequenceView are the objects of a message in view.
type sequenceView struct {
	back   *canvas.Rectangle // under the whole row
	patch  *canvas.Rectangle // under the text, so that no line goes through it
	label  line
	dashes []*canvas.Rectangle
	head   *canvas.ArbitraryPolygon
}

func newSequenceView() *sequenceView {
	return &sequenceView{back: newBox(0), patch: newBox(4), head: canvas.NewArbitraryPolygon(nil, color.Transparent)}
}

// parts are the objects but for back, which lies below those of all messages.
func (v *sequenceView) parts() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{v.patch}
	objects = append(objects, v.label.parts()...)
	for _, dash := range v.dashes {
		objects = append(objects, dash)
	}
	return append(objects, v.head)
}

// label is the text of a message as it fits, and where it stands: over the middle of its arrow, or as near to it as
// the borders allow.
func (f sequenceForm) label(m SequenceMessage) (text string, x, width float32) {
	_, plain := sequenceFonts()
	text = m.Text
	if m.Failed {
		text = Failed.Mark() + " " + text
	}
	text = plain.cut(text, f.width-4*sequenceText)
	width = plain.width(text) + 2*sequenceText
	x = (f.x(m.From)+f.x(m.To))/2 - width/2
	return text, max(sequenceText, min(x, f.width-sequenceText-width)), width
}

// place shows a message in the row that begins at top.
func (v *sequenceView) place(m SequenceMessage, f sequenceForm, on ground, top float32) {
	ground, ink, quiet := ColorNamePanel, theme.ColorNamePrimary, ColorNameQuiet
	switch {
	case on.selected:
		ground, quiet = ColorNameSelected, ColorNameQuietOnSelected
	case on.pointed:
		ground = theme.ColorNameHover
	}
	back := colour(ground)
	put(v.back, 0, top, f.width, f.row)
	v.back.FillColor = back
	if on.pointed && !on.selected {
		back = colour(ColorNamePanel) // the hover colour is see-through
	}
	text := foreground()
	if m.Kind == SequenceNote {
		text = colour(quiet)
	}
	if m.Failed {
		ink, text = ColorNameFailed, colour(ColorNameFailed)
	}
	_, plain := sequenceFonts()
	words, x, width := f.label(m)
	v.label.paint(plain, text)
	v.patch.FillColor, v.patch.StrokeColor, v.patch.StrokeWidth = back, back, 0
	if m.Kind == SequenceNote {
		v.patch.FillColor, v.patch.StrokeColor, v.patch.StrokeWidth = colour(ColorNamePage), colour(ColorNameLine), 1
		put(v.patch, x, top+(f.row-f.text-8)/2, width, f.text+8)
		v.label.place(words, x+sequenceText, top+(f.row-f.text)/2, width-2*sequenceText, f.text)
		v.dashes = v.dashes[:0]
		v.head.Hide()
		return
	}
	put(v.patch, x, top+3, width, f.text)
	v.label.place(words, x+sequenceText, top+3, width-2*sequenceText, f.text)
	v.arrow(m, f, top+f.text+11, colour(ink))
}

// arrow draws the line and its head.
func (v *sequenceView) arrow(m SequenceMessage, f sequenceForm, y float32, c color.Color) {
	from, to := f.x(m.From), f.x(m.To)
	way := float32(1)
	if to < from {
		way = -1
	}
	left, right := min(from, to-way*arrowLength), max(from, to-way*arrowLength)
	dash, step := right-left, right-left
	switch m.Kind {
	case SequenceDashed:
		dash, step = 7, 12
	case SequenceDotted:
		dash, step = 2, 6
	}
	if stretch := (right - left) / step / mostDashes; stretch > 1 {
		dash, step = dash*stretch, step*stretch
	}
	used := 0
	for at := left; at < right; at += step {
		piece := next(&v.dashes, &used, func() *canvas.Rectangle { return newBox(0) })
		piece.FillColor = c
		put(piece, at, y-0.75, min(dash, right-at), 1.5)
	}
	v.dashes = v.dashes[:used]
	v.tip(to, y, way, c)
}

// tip draws the head of an arrow.
func (v *sequenceView) tip(x, y, way float32, c color.Color) {
	v.head.FillColor = c
	v.head.Points = []fyne.Position{{X: arrowLength, Y: arrowHalf}, {X: 0, Y: 0}, {X: 0, Y: 2 * arrowHalf}}
	if way < 0 {
		v.head.Points = []fyne.Position{{X: 0, Y: arrowHalf}, {X: arrowLength, Y: 0}, {X: arrowLength, Y: 2 * arrowHalf}}
		put(v.head, x, y-arrowHalf, arrowLength, 2*arrowHalf)
	} else {
		put(v.head, x-arrowLength, y-arrowHalf, arrowLength, 2*arrowHalf)
	}
	v.head.Show()
}

// foreground is the colour of plain text.
func foreground() color.Color { return colour(theme.ColorNameForeground) }
