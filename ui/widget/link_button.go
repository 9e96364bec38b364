// A button that looks like a link: "+ New connection", "Open again", a disclosure such as "▸ Details".

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// LinkButton is a text that can be tapped. Its text is cut with an ellipsis where it does not fit.
type LinkButton struct {
	control
	text  string
	quiet bool
	back  *canvas.Rectangle
	label line
}

// NewLinkButton makes a link in the primary colour, bold.
func NewLinkButton(text string, tapped func()) *LinkButton {
	l := &LinkButton{text: text, back: newBox(6)}
	l.OnTapped = tapped
	l.extend(l)
	return l
}

// NewQuietLink makes a link in the quiet colour, regular.
func NewQuietLink(text string, tapped func()) *LinkButton {
	l := NewLinkButton(text, tapped)
	l.quiet = true
	return l
}

// Text is the text of the link.
func (l *LinkButton) Text() string { return l.text }

// SetText changes the text.
func (l *LinkButton) SetText(text string) {
	if l.text != text {
		l.text = text
		l.Refresh()
	}
}

// Cursor implements desktop.Cursorable.
func (l *LinkButton) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel implements fyne.Accessible.
func (l *LinkButton) AccessibilityLabel() string { return l.text }

// AccessibilityRole implements fyne.Accessible.
func (l *LinkButton) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (l *LinkButton) parts() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{l.back}, l.label.parts()...), l.ring)
}

func (l *LinkButton) paint() {
	name := theme.ColorNamePrimary
	if l.quiet || l.Disabled() {
		name = ColorNameQuiet
	}
	l.label.paint(l.font(), colour(name))
	l.back.FillColor = colour(theme.ColorNameHover)
	show(l.back, l.hovered && !l.Disabled())
	l.paintRing(false)
}

func (l *LinkButton) font() font {
	return font{theme.Size(theme.SizeNameText), fyne.TextStyle{Bold: !l.quiet}}
}

func (l *LinkButton) place(size fyne.Size) {
	put(l.back, 0, 0, size.Width, size.Height)
	put(l.ring, 0, 0, size.Width, size.Height)
	height, left := l.font().height(), float32(8)
	if size.Width < foldedRow { // "+" below the avatars
		left = max(left, float32(int((size.Width-l.font().width(l.text))/2)))
	}
	room := size.Width - 16
	if l.font().width(l.text) > room {
		left = min(left, 6)
		room = size.Width - left // rather than cut the text
	}
	l.label.place(l.font().cut(l.text, room), left, (size.Height-height)/2, max(0, room), height)
}

func (l *LinkButton) naturalWidth() float32 { return l.font().width(l.text) + 16.5 }

func (l *LinkButton) least() fyne.Size { return fyne.NewSize(48, l.font().height()+15) }
