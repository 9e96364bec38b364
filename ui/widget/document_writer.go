// Writing the text of a Document: JSON indented line by line, other text with its invisible characters made visible.

package widget

import (
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// maxIndent is the depth up to which lines are indented; a body of ten thousand brackets must not become gigabytes.
const maxIndent = 24

// documentWriter collects the text. It stops at maxText.
type documentWriter struct {
	out     []byte
	full    bool
	visible func(rune) string
}

// copy takes a text over: invisible characters become visible, CR LF a line feed, a tab four spaces, and bytes that are
// not UTF-8 the replacement character.
func (w *documentWriter) copy(body []byte) {
	for i := 0; i < len(body) && w.room(); {
		r, size := utf8.DecodeRune(body[i:])
		switch {
		case r == '\r' && i+1 < len(body) && body[i+1] == '\n':
		case r == '\n':
			w.out = append(w.out, '\n')
		case r == '\t':
			w.out = append(w.out, "    "...)
		default:
			if shown := w.visible(r); shown != "" {
				w.out = append(w.out, shown...)
			} else {
				w.out = utf8.AppendRune(w.out, r)
			}
		}
		i += size
	}
}

func (w *documentWriter) room() bool {
	w.full = w.full || len(w.out) >= maxText
	return !w.full
}

// indent writes valid JSON with one member or element in a line.
func (w *documentWriter) indent(body []byte) {
	depth := 0
	for i := 0; i < len(body) && w.room(); i++ {
		switch c := body[i]; c {
		case ' ', '\t', '\r', '\n':
		case '"':
			i = w.quoted(body, i)
		case '{', '[':
			w.out = append(w.out, c)
			if next := skipSpace(body, i+1); body[next] == c+2 { // the closing bracket: an empty object or array
				w.out = append(w.out, body[next])
				i = next
				continue
			}
			depth++
			w.newLine(depth)
		case '}', ']':
			depth--
			w.newLine(depth)
			w.out = append(w.out, c)
		case ',':
			w.out = append(w.out, c)
			w.newLine(depth)
		case ':':
			w.out = append(w.out, ':', ' ')
		default:
			w.out = append(w.out, c)
		}
	}
}

func skipSpace(body []byte, i int) int {
	for body[i] == ' ' || body[i] == '\t' || body[i] == '\r' || body[i] == '\n' {
		i++
	}
	return i
}

func (w *documentWriter) newLine(depth int) {
	w.out = append(w.out, '\n')
	for range min(depth, maxIndent) {
		w.out = append(w.out, ' ', ' ')
	}
}

// quoted copies a string from its opening quote and answers with the index of the closing one. Invisible characters are
// written as JSON escapes, so the text stays the same value.
func (w *documentWriter) quoted(body []byte, i int) int {
	w.out = append(w.out, '"')
	for i++; i < len(body); {
		c := body[i]
		switch {
		case c == '"':
			w.out = append(w.out, '"')
			return i
		case c == '\\':
			w.out = append(w.out, c, body[i+1])
			i += 2
		case c < utf8.RuneSelf && c != 0x7F:
			w.out = append(w.out, c)
			i++
		default:
			r, size := utf8.DecodeRune(body[i:])
			w.escaped(r)
			i += size
		}
	}
	return i
}

// escaped writes a character, as \u escapes where it must not be shown as it is.
func (w *documentWriter) escaped(r rune) {
	if w.visible(r) == "" {
		w.out = utf8.AppendRune(w.out, r)
		return
	}
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		w.out = fmt.Appendf(w.out, `\u%04x\u%04x`, high, low)
		return
	}
	w.out = fmt.Appendf(w.out, `\u%04x`, r)
}
