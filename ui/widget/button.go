// The two buttons of the design: outlined, and filled for the one primary action of a screen.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Button is a button with a bold text. It does not take the focus when it is tapped.
type Button struct {
	control
	text    string
	primary bool
	large   bool
	box     *canvas.Rectangle
	label   line
}

// NewButton makes an outlined button.
func NewButton(text string, tapped func()) *Button { return newButton(text, false, tapped) }

// NewPrimaryButton makes the filled button. A screen has one at most.
func NewPrimaryButton(text string, tapped func()) *Button { return newButton(text, true, tapped) }

// NewLargeButton makes the filled button that stands alone in the middle of a page, as in picture 01.
func NewLargeButton(text string, tapped func()) *Button {
	b := newButton(text, true, tapped)
	b.large = true
	return b
}

func newButton(text string, primary bool, tapped func()) *Button {
	b := &Button{text: text, primary: primary, box: newBox(6)}
	b.box.StrokeWidth = 1
	b.OnTapped = tapped
	b.extend(b)
	return b
}

// Text is the text of the button.
func (b *Button) Text() string { return b.text }

// SetText changes the text.
func (b *Button) SetText(text string) {
	if b.text != text {
		b.text = text
		b.Refresh()
	}
}

// SetPrimary fills the button or outlines it.
func (b *Button) SetPrimary(primary bool) {
	if b.primary != primary {
		b.primary = primary
		b.Refresh()
	}
}

// SetEnabled enables or disables the button.
func (b *Button) SetEnabled(enabled bool) {
	if enabled {
		b.Enable()
	} else {
		b.Disable()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string { return b.Text() }

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (b *Button) parts() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{b.box}, b.label.parts()...), b.ring)
}

func (b *Button) font() font {
	size := SizeNameButton
	if b.large {
		size = SizeNameCard
	}
	return font{theme.Size(size), fyne.TextStyle{Bold: true}}
}

func (b *Button) paint() {
	background, outline, text := ColorNamePanel, ColorNameLine, theme.ColorNameForeground
	filled := b.primary && !b.Disabled()
	switch {
	case b.Disabled():
		text = ColorNameQuiet
		background = ColorNamePage
	case filled && b.hovered:
		background, outline, text = ColorNameHoverPrimary, ColorNameHoverPrimary, theme.ColorNameForegroundOnPrimary
	case filled:
		background, outline, text = theme.ColorNamePrimary, theme.ColorNamePrimary, theme.ColorNameForegroundOnPrimary
	case b.hovered:
		background = ColorNameSelected
	}
	b.box.FillColor, b.box.StrokeColor = colour(background), colour(outline)
	b.label.paint(b.font(), colour(text))
	b.paintRing(filled)
}

func (b *Button) place(size fyne.Size) {
	put(b.box, 0, 0, size.Width, size.Height)
	b.label.centre(b.text, 0, 0, size.Width, size.Height)
	// Inside an outlined button the ring lies on its border; round a filled one it must stand off to be seen.
	if b.primary {
		put(b.ring, -3, -3, size.Width+6, size.Height+6)
	} else {
		put(b.ring, -1, -1, size.Width+2, size.Height+2)
	}
}

func (b *Button) least() fyne.Size {
	line, _ := b.font().measure("M")
	text := fyne.NewSize(b.font().width(b.text), line.Height)
	if b.large {
		return text.AddWidthHeight(54, 22)
	}
	return text.AddWidthHeight(30, 15)
}
