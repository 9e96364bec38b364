// The Japanese fonts of the system. A file of our own for some 7,000 characters would add half to the app.
//
// Fyne would find one too, but by the language of the system, not of the window; it has no bold for what it finds by the
// character, and reads its emoji font for each style before.

package widget

import (
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	opentype "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
	"github.com/go-text/typesetting/language"
)

// JapaneseFonts are files for Japanese text.
type JapaneseFonts struct{ regular, bold fyne.Resource }

// FindJapaneseFonts looks among the system's fonts, nil: it has none for Japanese. Where they were never indexed it can
// take seconds, so it is not for the UI thread.
func FindJapaneseFonts() *JapaneseFonts {
	fonts, err := fontscan.SystemFonts(silent{}, "")
	if err != nil {
		return nil
	}
	return japaneseAmong(fonts)
}

func japaneseAmong(fonts []fontscan.Footprint) *JapaneseFonts {
	regular, bold := bestJapanese(fonts, opentype.WeightNormal), bestJapanese(fonts, opentype.WeightBold)
	if regular == nil {
		return nil
	}
	return &JapaneseFonts{&systemFont{regular.Location.File, int(regular.Location.Index)}, &systemFont{bold.Location.File, int(bold.Location.Index)}}
}

// japaneseFamilies are made for reading on a screen, the best first: of macOS, Windows and Linux.
func japaneseFamilies() []string {
	return []string{
		"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Hiragino Kaku Gothic Pro", "Yu Gothic UI", "Yu Gothic", "YuGothic", "Meiryo UI", "Meiryo",
		"BIZ UDPGothic", "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "Source Han Sans", "IPAexGothic", "IPAPGothic", "IPAGothic",
		"TakaoPGothic", "TakaoGothic", "VL PGothic", "VL Gothic", "MS PGothic", "MS Gothic",
	}
}

// bestJapanese is the font that suits best, nil if there is none.
func bestJapanese(fonts []fontscan.Footprint, weight opentype.Weight) *fontscan.Footprint {
	var best *fontscan.Footprint
	least := math.Inf(1)
	for i := range fonts {
		if !fonts[i].Langs.Contains(language.LangJa) {
			continue
		}
		if d := distance(&fonts[i], weight); d < least {
			best, least = &fonts[i], d
		}
	}
	return best
}

// distance is less for a font that suits better: by its family, then its weight.
func distance(f *fontscan.Footprint, weight opentype.Weight) float64 {
	const family, style, variable = 1e5, 1e4, 5e3 // a variable font is drawn in its first weight, often the lightest
	rank := slices.IndexFunc(japaneseFamilies(), func(name string) bool { return opentype.NormalizeFamily(name) == f.Family })
	if rank < 0 {
		rank = len(japaneseFamilies())
		if !strings.Contains(f.Family, "gothic") && !strings.Contains(f.Family, "sans") {
			rank++ // a brush or a serif perhaps
		}
	}
	d := float64(rank)*family + math.Abs(float64(f.Aspect.Weight-weight))
	if f.Aspect.Style == opentype.StyleItalic {
		d += style
	}
	if f.Location.Instance != 0 {
		d += variable
	}
	return d
}

// of is the file for a style.
func (j *JapaneseFonts) of(style fyne.TextStyle) fyne.Resource {
	switch {
	case j == nil:
		return endonymFile
	case style.Bold:
		return j.bold
	}
	return j.regular
}

// silent drops what the scan says of broken files.
type silent struct{}

func (silent) Printf(string, ...any) {}

// japaneseInUse are the fonts of the theme in use, nil where its text is not Japanese.
func japaneseInUse() *JapaneseFonts {
	if t, ok := fyne.CurrentApp().Settings().Theme().(*Theme); ok {
		return t.Japanese
	}
	return nil
}

// japanese says whether a character is one of Japanese text: punctuation, kana, kanji and full-width forms.
func japanese(r rune) bool {
	switch {
	case r >= 0x3000 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF, r >= 0xFF01 && r <= 0xFFEE:
		return true
	case r >= 0x3400 && r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF, r >= 0xF900 && r <= 0xFAFF:
		return true
	}
	return false
}
