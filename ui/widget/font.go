// The fonts that text is measured and drawn with.
//
// Where Fyne may choose the font file itself, it loads its emoji font and the fonts of the system for each style, before
// the first character: some 9 MB and 40 ms a style. So a text whose characters are all in the theme's own file is given
// that file. The few signs of the design that it lacks are in a small file of our own, cut out of the theme's monospace
// file: to read all of that for an arrow would take 10 ms before the first frame. In a Japanese window, Japanese text is
// given a file of the system. Any other text is left to Fyne.

package widget

import (
	"math"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"proofkey/assets"
)

// signs of the design that the theme's proportional files lack.
const signs = "✓✗→●○▸▾⏎"

// signFile has the signs.
var signFile = fyne.NewStaticResource("signs.ttf", assets.SignsTTF)

// endonym is what Settings call Japanese in every language. It has a file of its own, so that it can be read where the
// system has no Japanese font, and so that Settings do not wait for Fyne to look for one.
const endonym = "日本語"

var endonymFile = fyne.NewStaticResource("endonym.ttf", assets.EndonymTTF)

// font is what a piece of text is measured and drawn with.
type font struct {
	size  float32
	style fyne.TextStyle
}

// plain says whether all files of the theme have the character.
func plain(r rune) bool {
	switch {
	case r >= ' ' && r <= '~', r >= 0xA0 && r <= 0x1C3: // Latin
		return true
	case r >= 'Ά' && r <= 'ώ', r >= 'Ѐ' && r <= 'џ': // Greek, Cyrillic
		return true
	}
	return strings.ContainsRune("‐‑–—‘’‚“”„†‡•…‹›€™", r)
}

func sign(r rune) bool { return strings.ContainsRune(signs, r) }

// origin is the file that a character is drawn from.
type origin int

const (
	themeFile origin = iota
	signsFile
	japaneseFile
	anyFile // that Fyne finds
)

func (f font) origin(r rune) origin {
	switch {
	case plain(r), f.style.Monospace && sign(r):
		return themeFile
	case sign(r):
		return signsFile
	case japanese(r) && (strings.ContainsRune(endonym, r) || japaneseInUse() != nil):
		return japaneseFile
	}
	return anyFile
}

// pieces splits a text so that each piece can be drawn from one file.
func (f font) pieces(text string) []string {
	var out []string
	begin, before := 0, themeFile
	for i, r := range text {
		of := f.origin(r)
		if of == anyFile {
			return []string{text}
		}
		if i > 0 && of != before {
			out, begin = append(out, text[begin:i]), i
		}
		before = of
	}
	return append(out, text[begin:])
}

// file is the font file for one piece, nil: Fyne's choice. What is drawn as one text though it is more than a piece has
// the file of its rarest characters, which has Latin too.
func (f font) file(piece string) fyne.Resource {
	of := themeFile
	for _, r := range piece {
		of = max(of, f.origin(r))
	}
	switch of {
	case anyFile:
		return nil
	case japaneseFile:
		return japaneseInUse().of(f.style)
	case signsFile:
		return signFile
	default:
		return fyne.CurrentApp().Settings().Theme().Font(f.style)
	}
}

// ReadFonts reads the files that most text is drawn with, which the first text would wait for otherwise. It may run beside
// the UI thread while that measures no text. The Japanese ones are nil where the text is not Japanese.
func ReadFonts(japanese *JapaneseFonts) {
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Monospace: true}} {
		font{textSize, style}.width("M✓")
		if japanese != nil {
			fyne.CurrentApp().Driver().RenderedTextSize("あ", textSize, style, japanese.of(style))
		}
	}
}

// measure is the size of one piece, and where its baseline is.
func (f font) measure(piece string) (size fyne.Size, baseline float32) {
	return fyne.CurrentApp().Driver().RenderedTextSize(piece, f.size, f.style, f.file(piece))
}

func (f font) width(text string) float32 {
	if text == "" {
		return 0
	}
	width := float32(0)
	for _, piece := range f.pieces(text) {
		size, _ := f.measure(piece)
		width += size.Width
	}
	return width
}

// height is the height of one line, in whole pixels: rows at fractions of one look uneven.
func (f font) height() float32 {
	size, _ := f.measure("Mg")
	return float32(math.Round(float64(size.Height)))
}

// cut shortens a text to a width, with an ellipsis where something is missing.
func (f font) cut(text string, width float32) string {
	if f.width(text) <= width {
		return text
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool { return f.width(string(runes[:n+1])+"…") > width })
	return strings.TrimRight(string(runes[:n]), " ") + "…"
}

// breakWord splits off as much of a word as fits, at least one character.
func (f font) breakWord(word string, width float32) (head, tail string) {
	runes := []rune(word)
	n := sort.Search(len(runes), func(n int) bool { return f.width(string(runes[:n+1])) > width })
	n = max(1, n)
	return string(runes[:n]), string(runes[n:])
}

// byFile splits the fragments of a text into pieces, each placed on the baseline of its line, which is that of a text in line.
func byFile(fragments []fragment, fonts []font, line font) []fragment {
	out := make([]fragment, 0, len(fragments))
	for _, whole := range fragments {
		f, x := fonts[whole.run], whole.x
		pieces := f.pieces(whole.text)
		if len(pieces) == 1 && f.style.Monospace == line.style.Monospace {
			out = append(out, whole)
			continue
		}
		for _, text := range pieces {
			size, _ := f.measure(text)
			piece := whole
			piece.text, piece.x, piece.width, piece.drop = text, x, size.Width, f.drop(text, line)
			out = append(out, piece)
			x += size.Width
		}
	}
	return out
}

// drop is how far below the top of a line a piece goes to stand on the baseline of the line. Fyne centres a text in its
// height, which is the line's.
func (f font) drop(piece string, line font) float32 {
	top := func(f font, text string) float32 {
		size, baseline := f.measure(text)
		return baseline + max(0, line.height()-size.Height)/2
	}
	return top(line, "M") - top(f, piece)
}

// setFiles gives each text among the objects its font file.
func setFiles(objects []fyne.CanvasObject) {
	for _, o := range objects {
		if text, ok := o.(*canvas.Text); ok {
			text.FontSource = font{text.TextSize, text.TextStyle}.file(text.Text)
		}
	}
}
