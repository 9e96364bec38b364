// Text in the design's sizes and colours: wrapped, cut with an ellipsis, or whole.

package widget

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// maxRunes is how much of one text is laid out; more is cut. A claim of a megabyte must not stop the window.
const maxRunes = 4000

// Fit says what a text does where it does not fit.
type Fit int

// The three ways to fit.
const (
	Wrap  Fit = iota // breaks into lines at words
	Cut              // one line that ends with an ellipsis
	Whole            // one line, and the parent is asked for its full width
)

// Style is the look of a text.
type Style struct {
	Size  fyne.ThemeSizeName  // default: the body size
	Color fyne.ThemeColorName // default: the text colour
	Bold  bool
	Mono  bool // there is no bold in it
	Fit   Fit
	Align fyne.TextAlign
}

// Run is a piece of a text; it may differ from the text's style by being bold, italic or monospace.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
	Mono   bool // there is no bold in it
}

// Text shows a text of one or several runs. Its height follows from its width.
type Text struct {
	widget.BaseWidget
	style     Style
	runs      []Run
	lines     []*canvas.Text
	fragments []fragment
	wrappedAt wrapKey
}

// wrapKey is what the fragments were made for.
type wrapKey struct {
	width float32
	size  float32
}

// NewText makes a text in one style.
func NewText(text string, style Style) *Text {
	t := &Text{style: style, runs: []Run{{Text: text}}}
	t.ExtendBaseWidget(t)
	t.SetText(text)
	return t
}

// NewTitle makes the title of a page: 21 bold, wrapped.
func NewTitle(text string) *Text {
	return NewText(text, Style{Size: theme.SizeNameHeadingText, Bold: true})
}

// NewHeading makes the title of a card: 15 bold, wrapped.
func NewHeading(text string) *Text { return NewText(text, Style{Size: SizeNameCard, Bold: true}) }

// NewQuiet makes an explaining text: 12.5, quiet, wrapped.
func NewQuiet(text string) *Text {
	return NewText(text, Style{Size: theme.SizeNameCaptionText, Color: ColorNameQuiet})
}

// SetText replaces the text; the same text again costs nothing.
func (t *Text) SetText(text string) { t.SetRuns(Run{Text: text}) }

// SetRuns replaces the text by pieces in styles of their own.
func (t *Text) SetRuns(runs ...Run) {
	bounded, left := make([]Run, 0, len(runs)), maxRunes
	for _, run := range runs {
		runes := []rune(run.Text)
		if len(runes) > left {
			run.Text = string(runes[:left]) + "…"
		}
		left = max(0, left-len(runes))
		bounded = append(bounded, run)
	}
	if slices.Equal(bounded, t.runs) {
		return
	}
	t.runs, t.wrappedAt = bounded, wrapKey{}
	t.Refresh()
}

// SetColor changes the colour of the text.
func (t *Text) SetColor(name fyne.ThemeColorName) {
	if t.style.Color != name {
		t.style.Color = name
		t.Refresh()
	}
}

// Text is the text as it was set, cut to what is shown at most.
func (t *Text) Text() string {
	var b strings.Builder
	for _, run := range t.runs {
		b.WriteString(run.Text)
	}
	return b.String()
}

// AccessibilityLabel implements fyne.Accessible.
func (t *Text) AccessibilityLabel() string { return t.Text() }

// AccessibilityRole implements fyne.Accessible.
func (t *Text) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor is the height of the text at a width.
func (t *Text) HeightFor(width float32) float32 {
	if t.style.Fit == Wrap {
		t.wrapTo(widthOr(width))
		if n := len(t.fragments); n > 0 {
			return float32(t.fragments[n-1].line+1) * t.font(Run{}).height()
		}
	}
	return t.font(Run{}).height()
}

func (t *Text) naturalWidth() float32 {
	width := float32(0)
	for _, run := range t.runs {
		line := float32(0)
		for _, part := range strings.Split(run.Text, "\n") {
			line = max(line, t.font(run).width(part))
		}
		width += line
	}
	return width + 0.5 // the sum of rounded widths must not wrap
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer { return newRenderer(t) }

func (t *Text) font(run Run) font {
	name := t.style.Size
	if name == "" {
		name = theme.SizeNameText
	}
	return font{theme.Size(name), fyne.TextStyle{Bold: t.style.Bold || run.Bold, Italic: run.Italic, Monospace: t.style.Mono || run.Mono}}
}

func (t *Text) color() color.Color {
	if t.style.Color == "" {
		return colour(theme.ColorNameForeground)
	}
	return colour(t.style.Color)
}
