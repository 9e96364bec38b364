package widget

import (
	"strings"
	"testing"
)

func TestAnEventStreamIsReadable(t *testing.T) {
	rows := []struct{ name, body, want string }{
		{"one message", "event: message\ndata: {\"a\":[1,2]}\n\n", "event: message\ndata:\n{\n  \"a\": [\n    1,\n    2\n  ]\n}\n"},
		{"data over lines, with CR LF", "data: {\"a\":\r\ndata: 1}\r\n\r\n", "data:\n{\n  \"a\": 1\n}\n"},
		{"data that is no JSON", "data:hello\ndata: there\n\n", "data:\nhello\nthere\n"},
		{"an event without an end", "id: 7\ndata: 1", "id: 7\ndata:\n1"},
		{"a comment, and a character that steers", ": ping\u202e\n", ": ping<202E>"},
	}
	for _, row := range rows {
		d := NewDocument([]byte(row.body), EventStream, func(r rune) string {
			if r == '\u202e' {
				return "<202E>"
			}
			return ""
		})
		if got := d.Text(0, d.Rows()); strings.TrimRight(got, "\n") != strings.TrimRight(row.want, "\n") {
			t.Errorf("%s:\n%q\nwant\n%q", row.name, got, row.want)
		}
	}
}

func TestALongEventStreamIsCut(t *testing.T) {
	d := NewDocument([]byte(strings.Repeat("data: {\"a\":[]}\n\n", maxBody/15)), EventStream, func(rune) string { return "" })
	if !d.Cut() || len(d.text) > maxText+maxBody {
		t.Errorf("cut %t, %d bytes", d.Cut(), len(d.text))
	}
	deep := "data: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "\n\n"
	if d := NewDocument([]byte(strings.Repeat(deep, 100)), EventStream, func(rune) string { return "" }); len(d.text) > maxText+len(deep)*maxIndent*2 {
		t.Errorf("%d bytes", len(d.text))
	}
}
