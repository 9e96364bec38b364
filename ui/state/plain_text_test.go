package state

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlainLine(t *testing.T) {
	rows := []struct{ name, in, want string }{
		{"Latin, Greek, Hebrew and Chinese text stays as it is", "Ada Ελένη שלום 你好", "Ada Ελένη שלום 你好"},
		{"a right-to-left override is shown, not obeyed", "user\u202egpj.exe", "user‹U+202E›gpj.exe"},
		{"an isolate is shown", "a\u2066b\u2069", "a‹U+2066›b‹U+2069›"},
		{"the Arabic letter mark is shown", "a\u061cb", "a‹U+061C›b"},
		{"zero-width characters are shown", "pay\u200bpal\u200c\u2060\ufeff", "pay‹U+200B›pal‹U+200C›‹U+2060›‹U+FEFF›"},
		{"a joiner outside an emoji is shown", "a\u200db", "a‹U+200D›b"},
		{"a family of joined emoji stays one picture", "👩‍👩‍👧", "👩‍👩‍👧"},
		{"a joiner after a heart with its style stays", "❤️‍🔥", "❤️‍🔥"},
		{"an emoji style on a keycap stays", "1️⃣", "1️⃣"},
		{"an emoji style after a letter is shown", "a\ufe0f", "a‹U+FE0F›"},
		{"tag characters are shown", "x\U000e0041", "x‹U+E0041›"},
		{"a Hangul filler, which draws nothing, is shown", "a\u3164", "a‹U+3164›"},
		{"a soft hyphen is shown", "in\u00advisible", "in‹U+00AD›visible"},
		{"control characters are shown", "\x00\x1b[31m\u0085", "‹U+0000›‹U+001B›[31m‹U+0085›"},
		{"a line feed becomes a sign in one line", "a\nb\r\nc", "a⏎b⏎c"},
		{"a lone carriage return is shown", "a\rb", "a‹U+000D›b"},
		{"line and paragraph separators are shown", "a\u2028b\u2029", "a‹U+2028›b‹U+2029›"},
		{"bytes that are not UTF-8 become the replacement character", "a\xff\xfeb", "a\ufffd\ufffdb"},
		{"a letter keeps four combining marks", "z" + strings.Repeat("\u0301", 9) + "a", "z\u0301\u0301\u0301\u0301a"},
		{"a joiner as the last character is shown", "👩\u200d", "👩‹U+200D›"},
		{"the empty text stays empty", "", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := PlainLine(row.in, 100); got != row.want {
				t.Errorf("PlainLine(%q) = %q, want %q", row.in, got, row.want)
			}
		})
	}
}

func TestPlainLineCutsToTheLimit(t *testing.T) {
	if got := PlainLine("αβγδ", 3); got != "αβγ…" {
		t.Errorf("got %q", got)
	}
	if got := PlainLine("αβγ", 3); got != "αβγ" {
		t.Errorf("a text of exactly the limit is changed: %q", got)
	}
}

func TestPlainKeepsLinesAndWidensTabs(t *testing.T) {
	if got := Plain("a\r\n\tb\u202e", 100); got != "a\n    b‹U+202E›" {
		t.Errorf("got %q", got)
	}
}

func FuzzPlainLine(f *testing.F) {
	f.Add("user\u202egpj.exe", 10)
	f.Add("a\xff👩‍👩‍👧\n", 3)
	f.Fuzz(func(t *testing.T, in string, limit int) {
		limit %= 1000
		got := PlainLine(in, limit)
		if !utf8.ValidString(got) {
			t.Fatalf("not UTF-8: %q", got)
		}
		if strings.ContainsAny(got, "\n\r\t\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c") {
			t.Fatalf("a control came through: %q", got)
		}
		if n := utf8.RuneCountInString(got); limit >= 0 && n > 10*(limit+1) {
			t.Fatalf("%d characters for a limit of %d", n, limit)
		}
	})
}
