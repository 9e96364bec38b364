package widget

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// shown is what state.VisibleRune does, for these tests.
func shown(r rune) string {
	if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
		return fmt.Sprintf("‹U+%04X›", r)
	}
	return ""
}

func all(d *Document) string { return d.Text(0, d.Rows()) }

func TestNewDocument(t *testing.T) {
	rows := []struct {
		name, in string
		kind     DocumentKind
		want     string
	}{
		{"JSON is indented", `{"a":1,"b":[true,null,"x"],"c":{}}`, JSON, "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null,\n    \"x\"\n  ],\n  \"c\": {}\n}"},
		{"an empty array with spaces stays on one line", "[ \n ]", JSON, "[]"},
		{"numbers keep their digits", `[1.50,1e400,12345678901234567890]`, JSON, "[\n  1.50,\n  1e400,\n  12345678901234567890\n]"},
		{"brackets and commas in strings are text", `["a,{}[]:\"b\\"]`, JSON, "[\n  \"a,{}[]:\\\"b\\\\\"\n]"},
		{"a direction override in JSON becomes an escape", "[\"user\u202egpj\"]", JSON, "[\n  \"user\\u202egpj\"\n]"},
		{"a tag character in JSON becomes two escapes", "[\"\U000e0041\"]", JSON, "[\n  \"\\udb40\\udc41\"\n]"},
		{"delete in JSON becomes an escape", "[\"\x7f\"]", JSON, "[\n  \"\\u007f\"\n]"},
		{"other scripts stay", `["Ελένη 你好"]`, JSON, "[\n  \"Ελένη 你好\"\n]"},
		{"what is not JSON is shown as text", "{not json", JSON, "{not json"},
		{"a text keeps its lines", "a\r\nb\n\nc", PlainText, "a\nb\n\nc"},
		{"a tab becomes spaces, a control character visible", "a\tb\x00", PlainText, "a    b‹U+0000›"},
		{"a direction override in a text is visible", "x\u202ey", PlainText, "x‹U+202E›y"},
		{"bytes that are not UTF-8 become the replacement character", "a\xffb", PlainText, "a\ufffdb"},
		{"an empty body is one empty row", "", PlainText, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			d := NewDocument([]byte(row.in), row.kind, shown)
			if got := all(d); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestALongLineIsBrokenIntoRows(t *testing.T) {
	line := strings.Repeat("é", 1000)
	d := NewDocument([]byte(line+"\nend"), PlainText, shown)
	if d.Rows() != 4 {
		t.Errorf("%d rows, want 3 for the line and 1 after it", d.Rows())
	}
	if got := all(d); got != line+"\nend" {
		t.Error("a copy of all rows is not the text")
	}
	if d.wide != rowRunes {
		t.Errorf("the widest row has %d characters", d.wide)
	}
}

func TestAStringThatWasBrokenKeepsItsColour(t *testing.T) {
	d := NewDocument([]byte(`{"k":"`+strings.Repeat(`\"a,`, 300)+`","n":1}`), JSON, shown)
	var strung strings.Builder
	for i := range d.Rows() {
		for _, s := range d.spans(i) {
			if s.color == ColorNameString {
				strung.WriteString(s.text)
			}
			if s.color == ColorNameNumber && s.text != "1" {
				t.Errorf("row %d has the number %q", i, s.text)
			}
		}
	}
	if want := `"` + strings.Repeat(`\"a,`, 300) + `"`; strung.String() != want {
		t.Errorf("the coloured string is %d bytes, want %d", strung.Len(), len(want))
	}
}

func TestKeysStringsAndNumbersHaveTheirColours(t *testing.T) {
	d := NewDocument([]byte(`{"key":"value","n":-1.5,"t":true}`), JSON, shown)
	want := map[string]string{`"value"`: string(ColorNameString), "-1.5": string(ColorNameNumber), "true": string(ColorNameNumber), `"key"`: "foreground"}
	for i := range d.Rows() {
		for _, s := range d.spans(i) {
			if color, ok := want[s.text]; ok && color != string(s.color) {
				t.Errorf("%s is %s, want %s", s.text, s.color, color)
			} else if ok {
				delete(want, s.text)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

func TestABodyBeyondTheLimitIsCut(t *testing.T) {
	d := NewDocument(bytes.Repeat([]byte("line\n"), maxBody/5+100), PlainText, shown)
	if !d.Cut() || len(d.text) > maxBody {
		t.Errorf("cut %v, %d bytes", d.Cut(), len(d.text))
	}
	if NewDocument([]byte("short"), PlainText, shown).Cut() {
		t.Error("a short body is cut")
	}
}

func TestABodyOfDeepBracketsStaysSmall(t *testing.T) {
	body := []byte(strings.Repeat("[", 9000) + strings.Repeat("1,", 200000) + "1" + strings.Repeat("]", 9000))
	d := NewDocument(body, JSON, shown)
	if d.kind != JSON || len(d.text) > 20<<20 {
		t.Errorf("kind %v, %d bytes", d.kind, len(d.text))
	}
}

func TestTenMegabytesAreShownWhole(t *testing.T) {
	body := largeJSON(10<<20 - 100)
	d := NewDocument(body, JSON, shown)
	if d.Cut() || d.kind != JSON || d.Rows() < 300000 {
		t.Errorf("cut %v, kind %v, %d rows", d.Cut(), d.kind, d.Rows())
	}
}

func BenchmarkNewDocumentOf10MB(b *testing.B) {
	body := largeJSON(10<<20 - 100)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		NewDocument(body, JSON, shown)
	}
}

// largeJSON is an array of small objects of about the given size.
func largeJSON(size int) []byte {
	var b bytes.Buffer
	b.WriteByte('[')
	for i := 0; b.Len() < size-80; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":%d,"text":"Order analytical engine parts","done":false}`, i)
	}
	b.WriteByte(']')
	return b.Bytes()
}

func FuzzNewDocument(f *testing.F) {
	f.Add([]byte(`{"a":[1,"\"x\u202e"],"b":{}}`), true)
	f.Add([]byte("a\x00\xff\r\nb"), false)
	f.Fuzz(func(t *testing.T, body []byte, isJSON bool) {
		kind := PlainText
		if isJSON {
			kind = JSON
		}
		d := NewDocument(body, kind, shown)
		text := all(d)
		if text != string(d.text) {
			t.Fatalf("the rows %q are not the text %q", text, d.text)
		}
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\u202e\x00\x1b\u200b") {
			t.Fatalf("shown as it is: %q", text)
		}
		for i := range d.Rows() {
			var row strings.Builder
			for _, s := range d.spans(i) {
				row.WriteString(s.text)
			}
			if row.String() != string(d.row(i)) {
				t.Fatalf("the spans %q are not the row %q", row.String(), d.row(i))
			}
		}
		if d.kind == JSON && utf8.Valid(body) && compact(t, body) != compact(t, []byte(text)) {
			t.Fatalf("%q is not the value of %q", text, body)
		}
	})
}

// compact is a canonical form of JSON, numbers as they are written.
func compact(t *testing.T, body []byte) string {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%q: %v", body, err)
	}
	out, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
