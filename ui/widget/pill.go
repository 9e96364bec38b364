// Pills: the badges of the design. The colour never speaks alone, the text carries the word and the mark.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Kind is what a pill, a dot or a cell says about something.
type Kind int

// The kinds.
const (
	Neutral Kind = iota // also skipped, and signed out for a dot
	Passed
	Caution
	Failed
)

// Mark is the sign that stands before the word of a kind: ✓, !, or – for neutral.
func (k Kind) Mark() string {
	switch k {
	case Passed:
		return "✓"
	case Caution, Failed:
		return "!"
	}
	return "–"
}

// text is the colour of a text of this kind on the panel or the background.
func (k Kind) text() fyne.ThemeColorName {
	switch k {
	case Passed:
		return ColorNamePassed
	case Caution:
		return ColorNameCaution
	case Failed:
		return ColorNameFailed
	}
	return ColorNameQuiet
}

// badge are the colours of a pill of this kind.
func (k Kind) badge() (background, text fyne.ThemeColorName) {
	switch k {
	case Passed:
		return ColorNamePassedBadge, ColorNamePassedOnBadge
	case Caution:
		return ColorNameCautionBadge, ColorNameCautionOnBadge
	case Failed:
		return ColorNameFailedBadge, ColorNameFailedOnBadge
	}
	return ColorNameNeutralBadge, ColorNameNeutralOnBadge
}

// Pill is a short bold text on a coloured ground.
type Pill struct {
	widget.BaseWidget
	text  string
	kind  Kind
	size  fyne.ThemeSizeName
	box   *canvas.Rectangle
	label line
}

// NewPill makes a badge of the small size: in tabs and beside the titles of cards.
func NewPill(text string, kind Kind) *Pill { return newPill(text, kind, SizeNamePill) }

// NewLargePill makes the badge of the identity card, picture 03.
func NewLargePill(text string, kind Kind) *Pill {
	return newPill(text, kind, theme.SizeNameCaptionText)
}

func newPill(text string, kind Kind, size fyne.ThemeSizeName) *Pill {
	p := &Pill{text: text, kind: kind, size: size, box: newBox(9)}
	p.ExtendBaseWidget(p)
	return p
}

// Set changes text and kind; the same again costs nothing.
func (p *Pill) Set(text string, kind Kind) {
	if p.text != text || p.kind != kind {
		p.text, p.kind = text, kind
		p.Refresh()
	}
}

// Text is the text of the pill.
func (p *Pill) Text() string { return p.text }

// Kind is the kind of the pill.
func (p *Pill) Kind() Kind { return p.kind }

// AccessibilityLabel implements fyne.Accessible.
func (p *Pill) AccessibilityLabel() string { return p.text }

// AccessibilityRole implements fyne.Accessible.
func (p *Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer { return newRenderer(p) }

func (p *Pill) parts() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{p.box}, p.label.parts()...)
}

func (p *Pill) font() font { return font{theme.Size(p.size), fyne.TextStyle{Bold: true}} }

// padding is the space at each side, and above and below together.
func (p *Pill) padding() (side, vertical float32) {
	if p.size == theme.SizeNameCaptionText {
		return 12, 6
	}
	return 7, 1
}

func (p *Pill) paint() {
	background, text := p.kind.badge()
	p.box.FillColor = colour(background)
	p.label.paint(p.font(), colour(text))
}

func (p *Pill) place(size fyne.Size) {
	side, vertical := p.padding()
	p.box.CornerRadius = min(9, size.Height/2)
	put(p.box, 0, 0, size.Width, size.Height)
	text := p.font().cut(p.text, size.Width-2*side+0.5)
	p.label.place(text, side, vertical/2, max(0, size.Width-2*side), size.Height-vertical)
}

func (p *Pill) naturalWidth() float32 {
	side, _ := p.padding()
	return p.font().width(p.text) + 2*side
}

func (p *Pill) least() fyne.Size {
	_, vertical := p.padding()
	return fyne.NewSize(min(p.naturalWidth(), 48), p.font().height()+vertical)
}
