// One line of text inside a widget that draws more than text, such as a button.

package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// line is a text on one line, of as many canvas objects as it needs font files.
type line struct {
	font  font
	color color.Color
	texts []*canvas.Text
}

// place shows a text in a rectangle, at its left edge.
func (l *line) place(text string, x, y, width, height float32) {
	fragments := byFile([]fragment{{text: text, width: width}}, []font{l.font}, l.font)
	for len(l.texts) < len(fragments) {
		l.texts = append(l.texts, canvas.NewText("", l.color))
	}
	l.texts = l.texts[:len(fragments)]
	for i, f := range fragments {
		piece := l.texts[i]
		piece.Text, piece.TextSize, piece.TextStyle, piece.Color = f.text, l.font.size, l.font.style, l.color
		put(piece, x+f.x, y+f.drop, f.width, height)
	}
}

// centre shows a text in the middle of a rectangle.
func (l *line) centre(text string, x, y, width, height float32) {
	natural, line := l.font.width(text), l.font.height()
	l.place(text, x+(width-natural)/2, y+(height-line)/2, natural, line)
}

func (l *line) paint(f font, c color.Color) {
	l.font, l.color = f, c
	for _, piece := range l.texts {
		piece.Color = c
	}
}

func (l *line) parts() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(l.texts))
	for i, piece := range l.texts {
		objects[i] = piece
	}
	return objects
}
