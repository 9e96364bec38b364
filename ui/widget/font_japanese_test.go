package widget

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	opentype "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
)

func footprint(family string, weight opentype.Weight, lang language.LangID) fontscan.Footprint {
	f := fontscan.Footprint{Family: opentype.NormalizeFamily(family), Aspect: opentype.Aspect{Style: opentype.StyleNormal, Weight: weight}}
	f.Langs.Add(lang)
	f.Location.File = family
	return f
}

func TestTheJapaneseFontsAreTheBestOfTheSystem(t *testing.T) {
	thin := footprint("Noto Sans CJK JP", opentype.WeightThin, language.LangJa)
	variable := footprint("Noto Sans CJK JP", opentype.WeightNormal, language.LangJa)
	variable.Location = fontscan.Location{File: "variable", Instance: 4}
	italic := footprint("Yu Gothic", opentype.WeightNormal, language.LangJa)
	italic.Aspect.Style = opentype.StyleItalic
	tests := []struct {
		name          string
		fonts         []fontscan.Footprint
		regular, bold string
	}{
		{"a family with a bold", []fontscan.Footprint{
			footprint("VL Gothic", opentype.WeightNormal, language.LangJa), thin, footprint("Noto Sans CJK JP", opentype.WeightNormal, language.LangJa),
			footprint("Meiryo", opentype.WeightBold, language.LangJa), footprint("Meiryo", opentype.WeightNormal, language.LangJa),
		}, "Meiryo", "Meiryo"},
		{"a family without a bold", []fontscan.Footprint{
			footprint("Sazanami Mincho", opentype.WeightNormal, language.LangJa), footprint("VL Gothic", opentype.WeightNormal, language.LangJa),
		}, "VL Gothic", "VL Gothic"},
		{"families that we do not know", []fontscan.Footprint{
			footprint("Brush", opentype.WeightBold, language.LangJa), footprint("Some Gothic", opentype.WeightNormal, language.LangJa),
		}, "Some Gothic", "Some Gothic"},
		{"a variable font beside a fixed one", []fontscan.Footprint{variable, footprint("Noto Sans CJK JP", opentype.WeightNormal, language.LangJa)}, "Noto Sans CJK JP", "Noto Sans CJK JP"},
		{"an italic beside an upright one", []fontscan.Footprint{italic, footprint("Yu Gothic", opentype.WeightMedium, language.LangJa)}, "Yu Gothic", "Yu Gothic"},
	}
	for _, row := range tests {
		t.Run(row.name, func(t *testing.T) {
			for range 2 {
				found := japaneseAmong(row.fonts)
				if found == nil || found.regular.(*systemFont).path != row.regular || found.bold.(*systemFont).path != row.bold {
					t.Errorf("found %+v", found)
				}
				slices.Reverse(row.fonts) // the order does not matter
			}
		})
	}
}

func TestTheWeightsAreToldApart(t *testing.T) {
	fonts := []fontscan.Footprint{footprint("Yu Gothic", opentype.WeightBold, language.LangJa), footprint("Yu Gothic", opentype.WeightNormal, language.LangJa)}
	fonts[0].Location.File = "bold"
	found := japaneseAmong(fonts)
	if found.of(fyne.TextStyle{Bold: true}).Name() != "bold#0" || found.of(fyne.TextStyle{}).Name() != "Yu Gothic#0" || found.of(fyne.TextStyle{Monospace: true}).Name() != "Yu Gothic#0" {
		t.Errorf("found %+v", found)
	}
}

func TestASystemWithoutJapaneseHasNone(t *testing.T) {
	if found := japaneseAmong([]fontscan.Footprint{footprint("Noto Sans", opentype.WeightNormal, language.LangEn)}); found != nil {
		t.Errorf("found %+v", found)
	}
}

// collection makes one file of fonts, as Windows and macOS have them.
func collection(fonts ...[]byte) []byte {
	head := make([]byte, fontHeader+4*len(fonts))
	copy(head, "ttcf")
	binary.BigEndian.PutUint32(head[8:], uint32(len(fonts)))
	out := head
	for i, content := range fonts {
		start := len(out)
		binary.BigEndian.PutUint32(out[fontHeader+4*i:], uint32(start))
		out = append(out, content...)
		for n := range int(binary.BigEndian.Uint16(content[4:])) {
			offset := out[start+fontHeader+tableRecord*n+8:]
			binary.BigEndian.PutUint32(offset, binary.BigEndian.Uint32(offset)+uint32(start))
		}
	}
	return out
}

func TestAFontIsTakenOutOfACollection(t *testing.T) {
	app(t, AlwaysLight, 1)
	fonts := []fyne.Resource{theme.DefaultTextFont(), theme.DefaultTextBoldFont()}
	path := filepath.Join(t.TempDir(), "two.ttc")
	if err := os.WriteFile(path, collection(fonts[0].Content(), fonts[1].Content()), 0o600); err != nil {
		t.Fatal(err)
	}
	driver := fyne.CurrentApp().Driver()
	for i, font := range fonts {
		got, gotLine := driver.RenderedTextSize("Proofkey", 14, fyne.TextStyle{}, &systemFont{path, i})
		want, wantLine := driver.RenderedTextSize("Proofkey", 14, fyne.TextStyle{}, font)
		if got != want || gotLine != wantLine {
			t.Errorf("font %d measures %v, alone %v", i, got, want)
		}
	}
}

func TestAFontFileThatIsNoneIsRefused(t *testing.T) {
	whole := collection(theme.DefaultTextFont().Content())
	for name, row := range map[string]struct {
		content []byte
		index   int
	}{
		"empty":                  {nil, 0},
		"cut off":                {whole[:len(whole)/2], 0},
		"an index that it lacks": {whole, 1},
		"a table of 4 GB":        {append(append([]byte("\x00\x01\x00\x00\x00\x01"), make([]byte, 6)...), bytes.Repeat([]byte{0xFF}, tableRecord)...), 0},
	} {
		t.Run(name, func(t *testing.T) {
			if font, err := oneFont(bytes.NewReader(row.content), row.index); err == nil {
				t.Errorf("read %d bytes", len(font))
			}
		})
	}
}

// In a Japanese window each character is measured in the file that it is drawn from.
func TestJapaneseTextIsDrawnFromTheFontsOfTheTheme(t *testing.T) {
	a := app(t, AlwaysLight, 1)
	fonts := &JapaneseFonts{fyne.NewStaticResource("regular", endonymFile.Content()), fyne.NewStaticResource("bold", endonymFile.Content())}
	a.Settings().SetTheme(&Theme{Variant: AlwaysLight, Japanese: fonts})
	for style, japanese := range map[fyne.TextStyle]fyne.Resource{{}: fonts.regular, {Bold: true}: fonts.bold, {Monospace: true}: fonts.regular} {
		f := font{14, style}
		pieces := f.pieces("IDトークン、5件。")
		if want := []string{"ID", "トークン、", "5", "件。"}; !slices.Equal(pieces, want) {
			t.Fatalf("%+v: split to %q", style, pieces)
		}
		if f.file(pieces[0]) != theme.DefaultTheme().Font(style) || f.file(pieces[1]) != japanese || f.file(pieces[3]) != japanese {
			t.Errorf("%+v: a piece is drawn from another file", style)
		}
		if f.file("IDトークン") != japanese {
			t.Errorf("%+v: a text of both is drawn from another file", style)
		}
	}
}

func TestTheFileOfTheEndonymHasItAll(t *testing.T) {
	app(t, AlwaysLight, 1)
	for _, r := range endonym {
		if size, _ := fyne.CurrentApp().Driver().RenderedTextSize(string(r), 14, fyne.TextStyle{}, endonymFile); size.Width != 14 {
			t.Errorf("%q is %v wide", r, size.Width)
		}
	}
}
