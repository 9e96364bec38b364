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
	tail  float32 // of what stands at the run's end without a place to break at, in the next run
	out   []fragment
}

// wrap breaks the runs at spaces, line feeds and between Japanese characters, and inside a word that is wider than the
// width.
func wrap(runs []Run, fonts []font, width float32) []fragment {
	w := &wrapper{width: width}
	for i, run := range runs {
		w.run, w.font, w.tail = i, fonts[i], tailWidth(runs, fonts, i)
		paragraphs := strings.Split(run.Text, "\n")
		for n, paragraph := range paragraphs {
			if n > 0 {
				w.feed()
			}
			w.paragraph(paragraph, n == len(paragraphs)-1)
		}
	}
	return w.out
}

func (w *wrapper) feed() { w.line, w.x = w.line+1, 0 }

// tailWidth is how wide what the next run begins with is, such as a comma, if it must not be on another line than the end
// of this one.
func tailWidth(runs []Run, fonts []font, i int) float32 {
	if i+1 == len(runs) || runs[i].Text == "" || runs[i+1].Text == "" {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(runs[i].Text)
	text := runs[i+1].Text
	if after, _ := utf8.DecodeRuneInString(text); before == ' ' || after == '\n' || breakable(before, after) {
		return 0
	}
	text, _, _ = strings.Cut(text, "\n")
	return fonts[i+1].width(text[:wordEnd(text)])
}

// paragraph adds a text without line feeds, the last of its run or not: whole when it fits, else word by word.
func (w *wrapper) paragraph(text string, last bool) {
	tail := float32(0)
	if last {
		tail = w.tail
	}
	if whole := w.font.width(text); w.x+whole+tail <= w.width {
		w.add(text, whole)
		return
	}
	for text != "" {
		end := wordEnd(text)
		after := float32(0)
		if end == len(text) {
			after = tail
		}
		w.word(text[:end], after)
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

// word adds a word with the space before it, on the next line when it and what follows at once do not fit on this one.
func (w *wrapper) word(word string, tail float32) {
	width := w.font.width(word)
	if w.x > 0 && w.x+width+tail > w.width {
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
