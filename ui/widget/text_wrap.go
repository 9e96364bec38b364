// Wrapping and cutting of text, measured with the fonts in use.

package widget

import (
	"strings"
	"unicode/utf8"
)

// fragment is a piece of one line in one style.
type fragment struct {
	text  string
	run   int // index of its Run
	line  int
	x     float32
	width float32
	drop  float32 // below the top of the line, to stand on its baseline
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

// wrap breaks the runs at spaces, line feeds and between Japanese characters, and inside a word that is wider than the
// width.
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
		end := wordEnd(text)
		w.word(text[:end])
		text = text[end:]
	}
}

// wordEnd is where a line may end first within a text.
func wordEnd(text string) int {
	before := rune(0)
	for i, r := range text {
		if i > 0 && breakable(before, r) {
			return i
		}
		before = r
	}
	return len(text)
}

// Characters that no line begins with and that no line ends with, by the rules of Japanese line breaking (JIS X 4051).
const (
	notFirst = "、。，．・：；？！）］｝〕〉》」』】ー～々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%…’”"
	notLast  = "（［｛〔〈《「『【([{‘“"
)

// breakable says whether a line may end between two characters.
func breakable(before, after rune) bool {
	if after == ' ' {
		return true
	}
	return (japanese(before) || japanese(after)) && before != ' ' && !strings.ContainsRune(notFirst, after) && !strings.ContainsRune(notLast, before)
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
