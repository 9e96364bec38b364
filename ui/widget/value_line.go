// One-line values in a frame: URLs, and secrets that are masked until the person asks to see them.

package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	maxValueRunes = 500 // of a value that are ever shown; a line has no room for more
	maskDots      = 28  // the same for every secret: the number must not tell its length
)

// ValueLine shows a value in monospace on one line with a rounded frame, cut with an ellipsis. It cannot be edited; put
// a copy button beside it.
type ValueLine struct {
	widget.BaseWidget
	box  *canvas.Rectangle
	text *Text
}

// NewValueLine makes a line that shows the value.
func NewValueLine(value string) *ValueLine {
	v := &ValueLine{}
	v.build(v)
	v.SetText(value)
	return v
}

func (v *ValueLine) build(self fyne.Widget) {
	v.box = newBox(6)
	v.box.StrokeWidth = 1
	v.text = NewText("", Style{Size: theme.SizeNameCaptionText, Mono: true, Fit: Cut})
	v.ExtendBaseWidget(self)
}

// SetText changes the value; at most 500 characters of it are shown.
func (v *ValueLine) SetText(value string) { v.text.SetText(bounded(value)) }

// Text is the text in the frame, before it is cut to the width.
func (v *ValueLine) Text() string { return v.text.Text() }

// bounded is the text cut to what a line may hold.
func bounded(value string) string {
	runes := 0
	for i := range value {
		if runes++; runes > maxValueRunes {
			return value[:i] + "…"
		}
	}
	return value
}

// CreateRenderer implements fyne.Widget.
func (v *ValueLine) CreateRenderer() fyne.WidgetRenderer { return newRenderer(v) }

func (v *ValueLine) parts() []fyne.CanvasObject { return []fyne.CanvasObject{v.box, v.text} }

func (v *ValueLine) paint() {
	v.box.FillColor, v.box.StrokeColor = colour(ColorNamePanel), colour(ColorNameLine)
}

func (v *ValueLine) place(size fyne.Size) {
	put(v.box, 0, 0, size.Width, size.Height)
	height := v.text.HeightFor(size.Width)
	put(v.text, 11, (size.Height-height)/2, max(0, size.Width-22), height)
}

func (v *ValueLine) least() fyne.Size { return fyne.NewSize(96, v.text.HeightFor(0)+16) }

// MaskedValue is a ValueLine for a secret. While it is masked it holds nothing but dots and the clear prefix; the secret
// is asked for only by Reveal. Masking it again after a time is the caller's: it owns the clock.
type MaskedValue struct {
	ValueLine
	prefix   string
	reveal   func() string
	revealed bool
}

// NewMaskedValue makes a masked line. reveal answers with the secret and is called on the UI thread: it must not block.
func NewMaskedValue(reveal func() string) *MaskedValue {
	m := &MaskedValue{reveal: reveal}
	m.build(m)
	m.Mask()
	return m
}

// SetPrefix sets the part that is shown in clear before the dots, such as the header of a JWT.
func (m *MaskedValue) SetPrefix(prefix string) {
	m.prefix = prefix
	if !m.revealed {
		m.Mask()
	}
}

// SetReveal replaces the source of the secret and masks the line.
func (m *MaskedValue) SetReveal(reveal func() string) {
	m.reveal = reveal
	m.Mask()
}

// Reveal shows the secret, at most 500 characters of it.
func (m *MaskedValue) Reveal() {
	m.revealed = true
	m.SetText(m.reveal())
}

// Mask hides the secret.
func (m *MaskedValue) Mask() {
	m.revealed = false
	m.SetText(m.prefix + strings.Repeat("•", maskDots))
}

// Revealed says whether the secret is shown.
func (m *MaskedValue) Revealed() bool { return m.revealed }

// CreateRenderer implements fyne.Widget.
func (m *MaskedValue) CreateRenderer() fyne.WidgetRenderer { return newRenderer(m) }
