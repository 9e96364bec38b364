// One of a few options, all in sight: "● Light  ○ Dark". The mark and the colour change together.

package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Choice is one focus stop: Left, Right, Home and End choose, as a tap does. Its options wrap where they do not fit.
type Choice struct {
	control
	// OnChosen is called when the person chooses another option.
	OnChosen func(index int)

	options []string
	chosen  int
	views   []*optionView
}

// optionView is an option and where it stands.
type optionView struct {
	box   *canvas.Rectangle
	label line
}

// NewChoice makes a choice with the first option chosen.
func NewChoice(options ...string) *Choice {
	c := &Choice{options: slices.Clone(options)}
	for range options {
		v := &optionView{box: newBox(6)}
		v.box.StrokeWidth = 1
		c.views = append(c.views, v)
	}
	c.extend(c)
	return c
}

// Choose marks an option without calling OnChosen. An index that is not there changes nothing.
func (c *Choice) Choose(index int) {
	if index >= 0 && index < len(c.options) && index != c.chosen {
		c.chosen = index
		c.Refresh()
	}
}

// Chosen is the index of the chosen option.
func (c *Choice) Chosen() int { return c.chosen }

// choose chooses as the person does.
func (c *Choice) choose(index int) {
	if index < 0 || index >= len(c.options) || index == c.chosen || c.Disabled() {
		return
	}
	c.Choose(index)
	if c.OnChosen != nil {
		c.OnChosen(index)
	}
}

// TypedKey implements fyne.Focusable.
func (c *Choice) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		c.choose(c.chosen - 1)
	case fyne.KeyRight:
		c.choose(c.chosen + 1)
	case fyne.KeyHome:
		c.choose(0)
	case fyne.KeyEnd:
		c.choose(len(c.options) - 1)
	default:
		c.pass(key)
	}
}

// Tapped implements fyne.Tappable.
func (c *Choice) Tapped(e *fyne.PointEvent) {
	c.choose(slices.IndexFunc(c.views, func(v *optionView) bool {
		p := e.Position.Subtract(v.box.Position())
		return p.X >= 0 && p.Y >= 0 && p.X < v.box.Size().Width && p.Y < v.box.Size().Height
	}))
}

// AccessibilityLabel implements fyne.Accessible.
func (c *Choice) AccessibilityLabel() string {
	if len(c.options) == 0 {
		return ""
	}
	return c.options[c.chosen]
}

// AccessibilityRole implements fyne.Accessible.
func (c *Choice) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

func (c *Choice) parts() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, v := range c.views {
		objects = append(append(objects, v.box), v.label.parts()...)
	}
	return append(objects, c.ring)
}

func (c *Choice) paint() {
	for i, v := range c.views {
		ground, outline, text := ColorNamePanel, ColorNameLine, theme.ColorNameForeground
		if i == c.chosen {
			ground, outline, text = ColorNameSelected, theme.ColorNamePrimary, theme.ColorNamePrimary
		}
		if c.Disabled() {
			ground, outline, text = ColorNamePage, ColorNameLine, ColorNameQuiet
		}
		v.box.FillColor, v.box.StrokeColor = colour(ground), colour(outline)
		v.label.paint(font{theme.Size(SizeNameButton), fyne.TextStyle{Bold: i == c.chosen}}, colour(text))
	}
	c.paintRing(false)
}

// marked is an option with the sign that says whether it is chosen.
func (c *Choice) marked(i int) string {
	if i == c.chosen {
		return "● " + c.options[i]
	}
	return "○ " + c.options[i]
}

// width is the same whether an option is chosen or not.
func (c *Choice) width(i int) float32 {
	return font{theme.Size(SizeNameButton), fyne.TextStyle{Bold: true}}.width("● "+c.options[i]) + 24
}

// arrange finds the places of the options and answers with the height.
func (c *Choice) arrange(width float32, set func(i int, x, y, w, h float32)) float32 {
	const gap = 8
	height := font{theme.Size(SizeNameButton), fyne.TextStyle{Bold: true}}.height() + 15
	x, y := float32(0), float32(0)
	for i := range c.views {
		w := min(c.width(i), width)
		if x > 0 && x+w > width {
			x, y = 0, y+height+gap
		}
		set(i, x, y, w, height)
		x += w + gap
	}
	return y + height
}

// HeightFor is the height of the choice at a width.
func (c *Choice) HeightFor(width float32) float32 {
	return c.arrange(widthOr(width), func(int, float32, float32, float32, float32) {})
}

func (c *Choice) place(size fyne.Size) {
	c.arrange(widthOr(size.Width), func(i int, x, y, w, h float32) {
		v := c.views[i]
		put(v.box, x, y, w, h)
		v.label.centre(c.marked(i), x, y, w, h)
		if i == c.chosen {
			put(c.ring, x-2, y-2, w+4, h+4)
		}
	})
}

func (c *Choice) naturalWidth() float32 {
	width := float32(-8)
	for i := range c.views {
		width += c.width(i) + 8
	}
	return max(0, width) + 0.5
}

func (c *Choice) least() fyne.Size { return fyne.NewSize(96, c.HeightFor(c.Size().Width)) }
