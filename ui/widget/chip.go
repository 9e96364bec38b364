// A chip: a small filled button for a choice among many, such as the sample calls of picture 07.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Chip looks like a neutral pill and can be tapped. Its text is cut with an ellipsis where it does not fit.
type Chip struct {
	control
	text  string
	box   *canvas.Rectangle
	label *canvas.Text
}

// NewChip makes a chip.
func NewChip(text string, tapped func()) *Chip {
	c := &Chip{text: text, box: newBox(10), label: canvas.NewText(text, nil)}
	c.label.TextStyle.Bold = true
	c.box.StrokeWidth = 1
	c.OnTapped = tapped
	c.extend(c)
	return c
}

// Text is the text of the chip.
func (c *Chip) Text() string { return c.text }

// AccessibilityLabel implements fyne.Accessible.
func (c *Chip) AccessibilityLabel() string { return c.text }

// AccessibilityRole implements fyne.Accessible.
func (c *Chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (c *Chip) parts() []fyne.CanvasObject { return []fyne.CanvasObject{c.box, c.label, c.ring} }

func (c *Chip) font() font { return font{theme.Size(SizeNamePill), fyne.TextStyle{Bold: true}} }

func (c *Chip) paint() {
	outline := ColorNameNeutralBadge
	if c.hovered {
		outline = ColorNameQuiet
	}
	c.box.FillColor, c.box.StrokeColor = colour(ColorNameNeutralBadge), colour(outline)
	c.label.Color, c.label.TextSize = colour(ColorNameNeutralOnBadge), c.font().size
	c.paintRing(false)
}

func (c *Chip) place(size fyne.Size) {
	const side = 10
	c.box.CornerRadius = min(10, size.Height/2)
	put(c.box, 0, 0, size.Width, size.Height)
	put(c.ring, -2, -2, size.Width+4, size.Height+4)
	c.label.Text = c.font().cut(c.text, size.Width-2*side+0.5)
	height := c.font().height()
	put(c.label, side, (size.Height-height)/2, max(0, size.Width-2*side), height)
}

func (c *Chip) naturalWidth() float32 { return c.font().width(c.text) + 20.5 }

func (c *Chip) least() fyne.Size {
	return fyne.NewSize(min(c.naturalWidth(), 48), c.font().height()+7)
}
