package oauthflow

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlainServerText(t *testing.T) { // DISP-01
	for _, tt := range []struct{ name, text, want string }{
		{"plain text stays", "Access denied: «λόγος» 😀", "Access denied: «λόγος» 😀"},
		{"markup stays text", "[x](javascript:1) <b>", "[x](javascript:1) <b>"},
		{"an override of direction is visible", "a\u202eb", "a‹U+202E›b"},
		{"an isolate is visible", "a\u2066b", "a‹U+2066›b"},
		{"an escape sequence is visible", "\x1b[31m", "‹U+001B›[31m"},
		{"line ends are visible", "a\r\nb\u2028c", "a‹U+000D›‹U+000A›b‹U+2028›c"},
		{"a zero-width space is visible", "a\u200bb\ufeffc", "a‹U+200B›b‹U+FEFF›c"},
		{"joiners stay", "👨\u200d👩 می\u200cخواهم", "👨\u200d👩 می\u200cخواهم"},
		{"invalid UTF-8 is replaced", "a\xffb", "a\ufffdb"},
		{"300 characters stay", strings.Repeat("ä", 300), strings.Repeat("ä", 300)},
		{"more are cut", strings.Repeat("ä", 301), strings.Repeat("ä", 300) + "…"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := plainServerText(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzPlainServerText(f *testing.F) {
	f.Add("a\u202eb\x00\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := plainServerText(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, isInvisible) {
			t.Fatalf("%q became %q", s, got)
		}
		if n := utf8.RuneCountInString(got); n > maxServerText*len("‹U+10FFFF›")+1 {
			t.Fatalf("%d characters", n)
		}
	})
}
