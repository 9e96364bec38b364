// A document for the TextView: pretty-printed, indexed by lines, with everything invisible made visible. It is built away
// from the UI thread.

package widget

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// DocumentKind says how a body is shown.
type DocumentKind int

// The kinds.
const (
	PlainText   DocumentKind = iota
	JSON                     // indented and coloured; a body that is not JSON is shown as text
	EventStream              // text/event-stream: its lines, data that is JSON indented
)

const (
	maxBody  = 10 << 20 // bytes of a body that are shown
	maxText  = 64 << 20 // bytes of the prepared text; deep indentation of a crafted body must not fill the memory
	rowRunes = 400      // characters in a row; longer lines are broken: a minified body is a single one
)

// Document is a text ready to be shown. It does not change and may be handed to another goroutine.
type Document struct {
	text []byte
	rows []row
	kind DocumentKind
	cut  bool
	wide int // cells of the widest row
}

// row is the start of a row in the text.
type row struct {
	start    int32
	inString bool // the row begins inside a JSON string that was broken
	wrapped  bool // the row goes on with the line of the row before
}

// NewDocument prepares a body. visible answers with the visible form of a character that must not be shown as it is, and
// empty for the others (state.VisibleRune). It keeps no part of body.
func NewDocument(body []byte, kind DocumentKind, visible func(rune) string) *Document {
	d := &Document{kind: kind}
	if kind == JSON && (len(body) > maxBody || !json.Valid(body)) {
		d.kind = PlainText
	}
	if len(body) > maxBody {
		body, d.cut = body[:maxBody], true
	}
	w := &documentWriter{visible: visible}
	switch d.kind {
	case JSON:
		w.indent(body)
	case EventStream:
		w.events(body)
	default:
		w.copy(body)
	}
	d.text, d.cut = w.out, d.cut || w.full
	d.index()
	return d
}

// Rows is the number of rows.
func (d *Document) Rows() int { return len(d.rows) }

// Cut says whether the end of the body is missing. Say so beside the view and offer to save the body.
func (d *Document) Cut() bool { return d.cut }

// Text is the prepared text of rows from (included) to to (excluded), with line feeds between lines.
func (d *Document) Text(from, to int) string {
	var out []byte
	for i := max(0, from); i < min(to, len(d.rows)); i++ {
		if i > from && !d.rows[i].wrapped {
			out = append(out, '\n')
		}
		out = append(out, d.row(i)...)
	}
	return string(out)
}

// row is the text of one row, without its line feed.
func (d *Document) row(i int) []byte {
	end := len(d.text)
	if i+1 < len(d.rows) {
		end = int(d.rows[i+1].start)
		if !d.rows[i+1].wrapped {
			end-- // the line feed
		}
	}
	return d.text[d.rows[i].start:end]
}

// index finds the rows.
func (d *Document) index() {
	d.rows = append(d.rows, row{})
	runes, cells := 0, 0
	inString := false
	for i := 0; i < len(d.text); {
		r, size := rune(d.text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(d.text[i:])
		}
		switch {
		case r == '\n':
			d.rows = append(d.rows, row{start: int32(i + 1)})
			d.wide = max(d.wide, cells)
			runes, cells, inString = 0, 0, false
			i++
			continue
		case runes == rowRunes:
			d.rows = append(d.rows, row{start: int32(i), inString: inString, wrapped: true})
			d.wide = max(d.wide, cells)
			runes, cells = 0, 0
		}
		if d.kind == JSON && r == '\\' && inString && runes+1 < rowRunes {
			size++ // the escaped character cannot end the string
			runes, cells = runes+1, cells+1
		} else if d.kind == JSON && r == '"' {
			inString = !inString
		}
		runes++
		if cells++; r >= 0x1100 {
			cells++ // as wide as two
		}
		i += size
	}
	d.wide = max(d.wide, cells)
}

// span is a piece of a row in one colour.
type span struct {
	text  string
	color fyne.ThemeColorName
}

// spans cuts a row into coloured pieces: keys, strings, and numbers with true, false and null.
func (d *Document) spans(i int) []span {
	text := string(d.row(i))
	if d.kind != JSON {
		return []span{{text, theme.ColorNameForeground}}
	}
	var spans []span
	inString := d.rows[i].inString
	for text != "" {
		s, rest := nextSpan(text, inString)
		spans, text, inString = append(spans, s), rest, false
	}
	return spans
}

// nextSpan splits off the first piece of a row of JSON.
func nextSpan(text string, inString bool) (s span, rest string) {
	const signs = " ,:[]{}"
	if inString || text[0] == '"' {
		end := stringEnd(text, inString)
		name := ColorNameString
		if end < len(text) && text[end] == ':' {
			name = theme.ColorNameForeground // a key
		}
		return span{text[:end], name}, text[end:]
	}
	if rest = strings.TrimLeft(text, signs); len(rest) < len(text) {
		return span{text[:len(text)-len(rest)], ColorNameQuiet}, rest
	}
	end := strings.IndexAny(text, signs)
	if end < 0 {
		end = len(text)
	}
	return span{text[:end], ColorNameNumber}, text[end:]
}

// stringEnd is the index after the closing quote, or the end of the row.
func stringEnd(text string, inString bool) int {
	i := 1
	if inString {
		i = 0
	}
	for ; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}
