package widget

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

func TestTextWrapsAtWords(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewText("one two three four five six seven", Style{})
	text.Resize(fyne.NewSize(90, 200))
	lines := texts(text)
	if len(lines) < 3 || strings.Join(lines, " ") != "one two three four five six seven" {
		t.Errorf("the lines are %q", lines)
	}
	if got, want := text.MinSize().Height, float32(len(lines))*19; got != want {
		t.Errorf("the height is %v, want %v", got, want)
	}
}

func TestTextBreaksAWordThatIsWiderThanTheLine(t *testing.T) {
	app(t, AlwaysLight, 1)
	word := strings.Repeat("abcdefghij", 8)
	text := NewText("x "+word, Style{Mono: true})
	text.Resize(fyne.NewSize(100, 400))
	for _, line := range texts(text) {
		if w := text.font(Run{}).width(line); w > 100 {
			t.Errorf("the line %q is %v wide", line, w)
		}
	}
	if got := strings.Join(texts(text), ""); got != "x"+word {
		t.Errorf("characters were lost: %q", got)
	}
}

func TestTextKeepsLineFeeds(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewText("{\n  \"a\": 1\n}", Style{Mono: true})
	text.Resize(fyne.NewSize(300, 100))
	if got := texts(text); !slices.Equal(got, []string{"{", `  "a": 1`, "}"}) {
		t.Errorf("the lines are %q", got)
	}
}

func TestTextIsCutWithAnEllipsis(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewText("http://127.0.0.1:51723/authorize?response_type=code", Style{Fit: Cut})
	text.Resize(fyne.NewSize(120, 20))
	got := texts(text)
	if len(got) != 1 || !strings.HasSuffix(got[0], "…") || !strings.HasPrefix(got[0], "http://127") {
		t.Errorf("the line is %q", got)
	}
	text.Resize(fyne.NewSize(900, 20))
	if got := texts(text); got[0] != "http://127.0.0.1:51723/authorize?response_type=code" {
		t.Errorf("with room enough the line is %q", got)
	}
}

func TestTextDrawsBoldRunsBesideRegularOnes(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewSubLine(Run{Text: "client "}, Run{Text: "proofkey", Bold: true}, Run{Text: " · openid"})
	text.Resize(fyne.NewSize(600, 20))
	if got := texts(text); !slices.Equal(got, []string{"client ", "proofkey", " · openid"}) {
		t.Fatalf("the runs are %q", got)
	}
	if !text.lines[1].TextStyle.Bold || text.lines[0].TextStyle.Bold || text.lines[2].Position().X <= text.lines[1].Position().X {
		t.Error("the second run is not the bold one, or the runs are not beside each other")
	}
}

func TestALongTextNeverWidensTheWindow(t *testing.T) {
	app(t, AlwaysLight, 1.5)
	long := strings.Repeat("word", 300)
	for _, text := range []*Text{NewText(long, Style{}), NewText(long, Style{Fit: Cut}), NewTitle(long)} {
		if w := text.MinSize().Width; w > 100 {
			t.Errorf("the least width is %v", w)
		}
	}
}

func TestAHugeTextIsBounded(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewText(strings.Repeat("é", 1<<20), Style{})
	if n := len([]rune(text.Text())); n != maxRunes+1 {
		t.Errorf("%d characters are kept", n)
	}
}

func TestNothingOfAFormerTextIsKept(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewText("one\ntwo\nthree", Style{})
	text.Resize(fyne.NewSize(100, 60))
	last := text.lines[2]
	text.SetText("one")
	if last.Text != "" || len(texts(text)) != 1 {
		t.Errorf("an object still holds %q", last.Text)
	}
}

func TestAnEmptyTextHasOneLine(t *testing.T) {
	app(t, AlwaysLight, 1)
	if got := NewText("", Style{}).MinSize(); got.Height != 19 || got.Width != 0.5 {
		t.Errorf("the size is %v", got)
	}
}

func TestAChangeOfThemeReachesEveryPart(t *testing.T) {
	a := app(t, AlwaysLight, 1)
	text := NewQuiet("quiet words")
	button := NewButton("Press", nil)
	openOn(t, NewRoot(nil, NewColumn(0), NewScroll(NewColumn(0, NewCard(NewColumn(0, text, button)))), nil))
	before := text.lines[0].TextSize
	a.Settings().SetTheme(&Theme{Variant: AlwaysDark, TextScale: 1.5})
	th := &Theme{}
	if !sameColor(text.lines[0].Color, th.Color(ColorNameQuiet, theme.VariantDark)) {
		t.Error("the text kept its colour")
	}
	if text.lines[0].TextSize != before*1.5 {
		t.Errorf("the text is %v after %v", text.lines[0].TextSize, before)
	}
	if !sameColor(button.box.FillColor, th.Color(ColorNamePanel, theme.VariantDark)) {
		t.Error("the button kept its colour")
	}
}
