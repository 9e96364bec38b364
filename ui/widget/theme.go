// The theme: the design's colours and sizes, a fixed or followed light or dark variant, and the scale of the text.

package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Variant says whether the theme follows the system's light or dark setting or is fixed.
type Variant int

// The three choices of Settings.
const (
	FollowSystem Variant = iota
	AlwaysLight
	AlwaysDark
)

// Text sizes of our own, in pixels at scale 1 below; the rest are Fyne's.
const (
	SizeNameButton  fyne.ThemeSizeName = "pkButton"  // 13: buttons
	SizeNamePill    fyne.ThemeSizeName = "pkPill"    // 11: badges
	SizeNameSection fyne.ThemeSizeName = "pkSection" // 11: headings of the side bar, column headers
	SizeNameStep    fyne.ThemeSizeName = "pkStep"    // 12: the step strip, lines of status
	SizeNameCard    fyne.ThemeSizeName = "pkCard"    // 15: titles of cards
	SizeNameCode    fyne.ThemeSizeName = "pkCode"    // 34: a code that is typed elsewhere
)

// textSize is the body text at scale 1; Scale divides by it.
const textSize = 14

// Theme implements fyne.Theme. The zero value follows the system at text scale 1. Set a changed one with
// Settings().SetTheme; a Theme in use must not be changed.
type Theme struct {
	Variant   Variant
	TextScale float32        // 1, 1.25 or 1.5; 0 means 1
	Japanese  *JapaneseFonts // for a window in Japanese
}

// Color implements fyne.Theme. Names it does not know are left to Fyne's default theme.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch t.Variant {
	case AlwaysLight:
		variant = theme.VariantLight
	case AlwaysDark:
		variant = theme.VariantDark
	}
	if c, ok := palette(name, variant == theme.VariantDark); ok {
		if name == theme.ColorNameBackground {
			return windowColor(c)
		}
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

// windowColor is the colour that Fyne has to be given for the window to get c: it divides the 16 bits of a channel by
// 255 · 255 where they are 257 · 255 at most. A rectangle in that colour behind all the rest would do it too, and cost a
// third of each frame where the processor paints.
func windowColor(c color.Color) color.Color {
	scale := func(channel uint32) uint16 { return uint16((channel*255 + 256) / 257) }
	r, g, b, _ := c.RGBA()
	return color.RGBA64{R: scale(r), G: scale(g), B: scale(b), A: 0xFFFF}
}

// Font implements fyne.Theme with the bundled fonts.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon implements fyne.Theme with the default icons.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size implements fyne.Theme. Text sizes and inline icons grow with TextScale, paddings do not.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	scale := t.TextScale
	if scale == 0 {
		scale = 1
	}
	if size := scaled(name); size > 0 {
		return size * scale
	}
	switch name {
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius, theme.SizeNameButtonRadius:
		return 6
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 8
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return 1
	}
	return theme.DefaultTheme().Size(name)
}

// scaled is the size at scale 1 of what grows with the text, 0 for the rest.
func scaled(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return textSize
	case theme.SizeNameCaptionText:
		return 12.5
	case theme.SizeNameHeadingText:
		return 21
	case theme.SizeNameSubHeadingText:
		return 16
	case SizeNameButton:
		return 13
	case SizeNamePill, SizeNameSection:
		return 11
	case SizeNameStep:
		return 12
	case SizeNameCard:
		return 15
	case SizeNameCode:
		return 34
	case theme.SizeNameInlineIcon:
		return 18
	}
	return 0
}

// Scale is the text scale of the theme in use: 1, 1.25 or 1.5.
func Scale() float32 { return theme.Size(theme.SizeNameText) / textSize }

// newBox makes a rectangle with the corner radius of the design's small parts.
func newBox(radius float32) *canvas.Rectangle {
	box := canvas.NewRectangle(color.Transparent)
	box.CornerRadius = radius
	return box
}

// clear is a colour with no opacity. Outlines need it as fill: with black transparency they come out darker.
func clear(c color.Color) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8)}
}
