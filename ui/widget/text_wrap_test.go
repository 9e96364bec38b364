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
	for _, piece := range wrap([]Run{{Text: text}}, []font{f}, characters*f.width("あ")+0.5) {
		for len(lines) <= piece.line {
			lines = append(lines, "")
		}
		lines[piece.line] += piece.text
	}
	return lines
}

func TestJapaneseIsWrappedByItsRules(t *testing.T) {
	app(t, AlwaysLight, 1).Settings().SetTheme(&Theme{Japanese: &JapaneseFonts{endonymFile, endonymFile}})
	tests := []struct {
		name  string
		text  string
		width float32
		lines []string
	}{
		{"between any two characters", "認可されたもの", 3, []string{"認可さ", "れたも", "の"}},
		{"no line begins with a full stop", "認可した。次へ", 4, []string{"認可し", "た。次へ"}},
		{"no line begins with a closing bracket", "名「認可」は次", 4, []string{"名「認", "可」は次"}},
		{"no line begins with a small character", "認証ウィンドウ", 3, []string{"認証", "ウィン", "ドウ"}},
		{"no line ends with an opening bracket", "認可前（後）です", 4, []string{"認可前", "（後）で", "す"}},
		{"a word in Latin stays whole", "あいうProofkeyです", 5, []string{"あいう", "Proofkey", "です"}},
		{"a line feed", "認可\n証", 5, []string{"認可", "証"}},
	}
	for _, row := range tests {
		t.Run(row.name, func(t *testing.T) {
			if got := linesOf(row.text, row.width); !slices.Equal(got, row.lines) {
				t.Errorf("wrapped to %q", got)
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
