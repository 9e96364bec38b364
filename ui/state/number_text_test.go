package state

import (
	"testing"
	"time"
)

// in translates a Text into a language that is not English.
func in(t *testing.T, language string, text Text) string {
	t.Helper()
	entries := map[string]entry{}
	for _, folder := range translatedFolders() {
		for key, words := range wordsOf(t, folder, language) {
			entries[key] = entry{"other": words}
		}
	}
	return englishOf(t, entries, text)
}

func TestFractionsAreWrittenAsTheLanguageWritesThem(t *testing.T) {
	now := testNow()
	since := FlowEntry{At: now.Add(29500 * time.Microsecond), Since: now}
	for _, row := range []struct {
		name           string
		text           Text
		english, other string
	}{
		{"a duration", durationText(6290 * time.Millisecond), "6.2 s", "6,2 s"},
		{"a duration without a fraction", durationText(42 * time.Second), "42 s", "42 s"},
		{"kilobytes", sizeText(4500), "4.5 kB", "4,5 kB"},
		{"megabytes", sizeText(10 << 20), "10.5 MB", "10,5 MB"},
		{"the time since the beginning", since.when(now), "+0.029", "+0,029"},
		{"a negative number", decimalText(-0.25, 2), "-0.25", "-0,25"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := english(t, row.text); got != row.english {
				t.Errorf("in English it is %q, want %q", got, row.english)
			}
			if got := in(t, "de", row.text); got != row.other {
				t.Errorf("in German it is %q, want %q", got, row.other)
			}
		})
	}
	if got := in(t, "ja", durationText(6290*time.Millisecond)); got != "6.2秒" {
		t.Errorf("in Japanese it is %q", got)
	}
}
