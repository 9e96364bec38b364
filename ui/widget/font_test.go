package widget

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

func TestATextIsSplitByTheFilesItNeeds(t *testing.T) {
	app(t, AlwaysLight, 1)
	bold := font{14, fyne.TextStyle{Bold: true}}
	mono := font{14, fyne.TextStyle{Monospace: true}}
	tests := []struct {
		name   string
		font   font
		text   string
		pieces []string
		files  []fyne.Resource
	}{
		{"a plain text", bold, "Größe 5 – Ωμέγα…", []string{"Größe 5 – Ωμέγα…"}, []fyne.Resource{theme.DefaultTextBoldFont()}},
		{
			"a sign before a word", bold, "✓ passed",
			[]string{"✓", " passed"},
			[]fyne.Resource{signFile, theme.DefaultTextBoldFont()},
		},
		{
			"a sign between words", bold, "–1 → 2",
			[]string{"–1 ", "→", " 2"},
			[]fyne.Resource{theme.DefaultTextBoldFont(), signFile, theme.DefaultTextBoldFont()},
		},
		{"a sign in monospace", mono, "1 → 2", []string{"1 → 2"}, []fyne.Resource{theme.DefaultTextMonospaceFont()}},
		{"the name of Japanese in itself", bold, "● 日本語", []string{"●", " ", "日本語"}, []fyne.Resource{signFile, theme.DefaultTextBoldFont(), endonymFile}},
		{"an emoji", bold, "✓ 👩", []string{"✓ 👩"}, []fyne.Resource{nil}},
		{"Chinese", bold, "你好", []string{"你好"}, []fyne.Resource{nil}},
		{"a mark of direction", bold, "a\u202eb", []string{"a\u202eb"}, []fyne.Resource{nil}},
	}
	for _, row := range tests {
		t.Run(row.name, func(t *testing.T) {
			pieces := row.font.pieces(row.text)
			if !slices.Equal(pieces, row.pieces) {
				t.Fatalf("split to %q", pieces)
			}
			for i, piece := range pieces {
				if file := row.font.file(piece); file != row.files[i] {
					t.Errorf("%q is drawn from another file", piece)
				}
			}
		})
	}
}

// What is drawn from the theme's own file must be what Fyne would draw from it.
func TestThePlainCharactersAreAllInTheFilesOfTheTheme(t *testing.T) {
	app(t, AlwaysLight, 1)
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Monospace: true}} {
		f := font{14, style}
		for r := rune(0); r < 0x3000; r++ {
			if f.origin(r) != themeFile {
				continue
			}
			own, ownLine := f.measure(string(r))
			fyneSize, fyneLine := fyne.CurrentApp().Driver().RenderedTextSize(string(r), f.size, f.style, nil)
			if own != fyneSize || ownLine != fyneLine {
				t.Errorf("%q %U is %v in %v, by Fyne %v", r, r, own, style, fyneSize)
			}
		}
	}
}

// The file is cut out of the theme's monospace file: a sign that it lacks would be as wide as another font has it.
func TestTheFileOfTheSignsHasThemAll(t *testing.T) {
	app(t, AlwaysLight, 1)
	driver := fyne.CurrentApp().Driver()
	for _, r := range signs + " " {
		cut, _ := driver.RenderedTextSize(string(r), 14, fyne.TextStyle{}, signFile)
		whole, _ := driver.RenderedTextSize(string(r), 14, fyne.TextStyle{}, theme.DefaultTextMonospaceFont())
		if cut != whole {
			t.Errorf("%q is %v, in the whole file %v", r, cut, whole)
		}
	}
}

func TestASignStandsOnTheBaselineOfItsLine(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewText("passed ✓", Style{Bold: true, Fit: Whole})
	openOn(t, NewColumn(0, text))
	baseline := func(i int) float32 {
		line := text.lines[i]
		size, base := fyne.CurrentApp().Driver().RenderedTextSize(line.Text, line.TextSize, line.TextStyle, line.FontSource)
		return line.Position().Y + max(0, line.Size().Height-size.Height)/2 + base
	}
	if d := baseline(0) - baseline(1); d > 0.01 || d < -0.01 {
		t.Errorf("the baselines are %v and %v", baseline(0), baseline(1))
	}
}
