// Wrapping and cutting of text, measured with the fonts in use.

package widget

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// font is what a piece of text is measured and drawn with.
type font struct {
	size  float32
	style fyne.TextStyle
}

func (f font) width(text string) float32 {
	if text == "" {
		return 0
	}
	return fyne.MeasureText(text, f.size, f.style).Width
}

// height is the height of one line, in whole pixels: rows at fractions of one look uneven.
func (f font) height() float32 {
	return float32(math.Round(float64(fyne.MeasureText("Mg", f.size, f.style).Height)))
}

// cut shortens a text to a width, with an ellipsis where something is missing.
func (f font) cut(text string, width float32) string {
	if f.width(text) <= width {
		return text
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool { return f.width(string(runes[:n+1])+"…") > width })
	return strings.TrimRight(string(runes[:n]), " ") + "…"
}

// breakWord splits off as much of a word as fits, at least one character.
func (f font) breakWord(word string, width float32) (head, tail string) {
	runes := []rune(word)
	n := sort.Search(len(runes), func(n int) bool { return f.width(string(runes[:n+1])) > width })
	n = max(1, n)
	return string(runes[:n]), string(runes[n:])
}

// fragment is a piece of one line in one style.
type fragment struct {
	text  string
	run   int // index of its Run
	line  int
	x     float32
	width float32
}

// wrapper breaks runs of text into lines.
type wrapper struct {
	width float32
	font  font
	x     float32
	line  int
	run   int
	out   []fragment
}

// wrap breaks the runs at spaces and line feeds, and inside a word that is wider than the width.
func wrap(runs []Run, fonts []font, width float32) []fragment {
	w := &wrapper{width: width}
	for i, run := range runs {
		w.run, w.font = i, fonts[i]
		for n, paragraph := range strings.Split(run.Text, "\n") {
			if n > 0 {
				w.feed()
			}
			w.paragraph(paragraph)
		}
	}
	return w.out
}

func (w *wrapper) feed() { w.line, w.x = w.line+1, 0 }

// paragraph adds a text without line feeds: whole when it fits, else word by word.
func (w *wrapper) paragraph(text string) {
	if whole := w.font.width(text); w.x+whole <= w.width {
		w.add(text, whole)
		return
	}
	for text != "" {
		end := strings.IndexByte(text[1:], ' ') + 1
		if end == 0 {
			end = len(text)
		}
		w.word(text[:end])
		text = text[end:]
	}
}

// word adds a word with the space before it, on the next line when it does not fit on this one.
func (w *wrapper) word(word string) {
	width := w.font.width(word)
	if w.x > 0 && w.x+width > w.width {
		w.feed()
	}
	if w.x == 0 && w.line > 0 {
		word = strings.TrimPrefix(word, " ")
		width = w.font.width(word)
	}
	for width > w.width && utf8.RuneCountInString(word) > 1 {
		head, tail := w.font.breakWord(word, w.width)
		w.add(head, w.font.width(head))
		if tail == "" {
			return
		}
		w.feed()
		word, width = tail, w.font.width(tail)
	}
	w.add(word, width)
}

// add appends to the last fragment, or begins one where the style or the line changes.
func (w *wrapper) add(text string, width float32) {
	if text == "" {
		return
	}
	if n := len(w.out); n > 0 && w.out[n-1].line == w.line && w.out[n-1].run == w.run {
		w.out[n-1].text += text
		w.out[n-1].width += width
	} else {
		w.out = append(w.out, fragment{text: text, run: w.run, line: w.line, x: w.x, width: width})
	}
	w.x += width
}
