// What all controls of this package share: pointer, keyboard focus with a ring, the disabled state.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// control is embedded by the controls. OnTapped is called by a tap, Enter, Return and Space.
type control struct {
	widget.DisableableWidget
	scrolled
	OnTapped func()
	// OnKey gets the keys that the control does not use, such as Escape.
	OnKey func(*fyne.KeyEvent)

	self    drawn
	hovered bool
	focused bool
	ring    *canvas.Rectangle
}

// extend must be called by the constructor of the embedding widget.
func (c *control) extend(self drawn) {
	c.self = self
	c.ring = newBox(8)
	c.ring.StrokeWidth = 2
	c.ring.Hide()
	c.ExtendBaseWidget(self)
}

// CreateRenderer implements fyne.Widget.
func (c *control) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c.self) }

// paintRing shows the ring round a control that has the focus. On a filled control it is drawn in the text colour.
func (c *control) paintRing(filled bool) {
	name := theme.ColorNamePrimary
	if filled {
		name = theme.ColorNameForeground
	}
	c.ring.StrokeColor, c.ring.FillColor = colour(name), clear(colour(name))
	show(c.ring, c.focused && !c.Disabled())
}

// Tapped implements fyne.Tappable.
func (c *control) Tapped(*fyne.PointEvent) { c.press() }

func (c *control) press() {
	if c.OnTapped != nil && !c.Disabled() {
		c.OnTapped()
	}
}

// TypedKey implements fyne.Focusable.
func (c *control) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.press()
	default:
		c.pass(key)
	}
}

// pass hands on a key that is not used here.
func (c *control) pass(key *fyne.KeyEvent) {
	if c.OnKey != nil {
		c.OnKey(key)
	}
}

// TypedRune implements fyne.Focusable.
func (c *control) TypedRune(rune) {}

// FocusGained implements fyne.Focusable and scrolls the control into view.
func (c *control) FocusGained() {
	c.focused = true
	c.self.Refresh()
	revealFocused(c.self)
}

// FocusLost implements fyne.Focusable.
func (c *control) FocusLost() {
	c.focused = false
	c.self.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (c *control) MouseIn(*desktop.MouseEvent) {
	c.hovered = true
	c.self.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *control) MouseOut() {
	c.hovered = false
	c.self.Refresh()
}

// requestFocus gives the control the keyboard, after a tap.
func (c *control) requestFocus() {
	target, ok := c.self.(fyne.Focusable)
	if surface := fyne.CurrentApp().Driver().CanvasForObject(c.self); ok && surface != nil {
		surface.Focus(target)
	}
}

// passShortcut lets the window have a shortcut of its own that was typed into a widget.
func passShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	if _, ok := s.(*desktop.CustomShortcut); !ok {
		return // copy, paste and their like are for what has the focus
	}
	if window, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}
