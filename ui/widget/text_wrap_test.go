package widget

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// linesOf wraps a text to a width in characters of Japanese.
func linesOf(text string, characters float32) []string {
	f := font{14, fyne.TextStyle{}}
	var lines []string
	for _, piece := range wrap([]Run{{Text: text}}, []font{f}, characters*f.width("日")+0.5) {
		for len(lines) <= piece.line {
			lines = append(lines, "")
		}
		lines[piece.line] += piece.text
	}
	return lines
}

// Only the characters of the file with the name of the language are sure to be in a font of every system.
func TestJapaneseIsWrappedBetweenItsCharacters(t *testing.T) {
	app(t, AlwaysLight, 1).Settings().SetTheme(&Theme{Japanese: &JapaneseFonts{endonymFile, endonymFile}})
	for text, want := range map[string][]string{
		"日本語日本語日": {"日本語", "日本語", "日"},
		"日本\n語":   {"日本", "語"},
	} {
		if got := linesOf(text, 3); !slices.Equal(got, want) {
			t.Errorf("%q is wrapped to %q", text, got)
		}
	}
}

func TestJapaneseIsWrappedByItsRules(t *testing.T) {
	tests := []struct {
		name  string
		words []string // a line may end after each
	}{
		{"between any two characters", []string{"認", "可", "さ", "れ"}},
		{"no line begins with a full stop", []string{"認", "可", "し", "た。", "次", "へ"}},
		{"no line begins with a closing bracket", []string{"名", "「認", "可」", "は", "次"}},
		{"no line begins with a small character", []string{"認", "証", "ウィ", "ン", "ド", "ウ"}},
		{"no line ends with an opening bracket", []string{"認", "可", "前", "（後）", "で", "す"}},
		{"a word in Latin stays whole", []string{"あ", "い", "う", "Proofkey", "で", "す"}},
	}
	for _, row := range tests {
		t.Run(row.name, func(t *testing.T) {
			var got []string
			for text := strings.Join(row.words, ""); text != ""; {
				end := wordEnd(text)
				got, text = append(got, text[:end]), text[end:]
			}
			if !slices.Equal(got, row.words) {
				t.Errorf("lines may end in %q", got)
			}
		})
	}
}

func TestNothingIsLostInWrapping(t *testing.T) {
	app(t, AlwaysLight, 1)
	const text = "✓ 鍵「kid」、https://login.example/、a b（{{.N}}）。"
	for width := float32(1); width < 20; width++ {
		got := strings.ReplaceAll(strings.Join(linesOf(text, width), ""), " ", "")
		if got != strings.ReplaceAll(text, " ", "") {
			t.Errorf("at %v: %q", width, got)
		}
	}
}

// linesOfRuns wraps to a width in characters of the monospace font.
func linesOfRuns(characters float32, runs ...Run) string {
	text := NewText("", Style{Mono: true})
	text.SetRuns(runs...)
	text.Resize(fyne.NewSize(characters*text.font(Run{}).width("M")+0.5, 0))
	line, out := 0, ""
	for _, f := range text.fragments {
		out += strings.Repeat("|", f.line-line) + f.text
		line = f.line
	}
	return out
}

func TestARunStaysTogetherWithWhatFollowsItAtOnce(t *testing.T) {
	app(t, AlwaysLight, 1)
	for _, row := range []struct {
		name  string
		width float32
		runs  []Run
		want  string
	}{
		{"a comma that fits", 11, []Run{{Text: "press "}, {Text: "Save", Italic: true}, {Text: ", then"}}, "press Save,|then"},
		{"a comma that does not", 10, []Run{{Text: "press "}, {Text: "Save", Italic: true}, {Text: ", then"}}, "press |Save, then"},
		{"the last of several words", 12, []Run{{Text: "press "}, {Text: "the Save", Italic: true}, {Text: "; go"}}, "press the|Save; go"},
		{"a space is a place to break at", 10, []Run{{Text: "press "}, {Text: "Save", Italic: true}, {Text: " then"}}, "press Save|then"},
		{"so is a line feed", 10, []Run{{Text: "press "}, {Text: "Save", Italic: true}, {Text: "\nthen"}}, "press Save|then"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := linesOfRuns(row.width, row.runs...); got != row.want {
				t.Errorf("wrapped to %q, want %q", got, row.want)
			}
		})
	}
}
