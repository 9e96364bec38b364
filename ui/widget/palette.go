// The colours of the design, light and dark, with the darkened and added ones that keep every text readable.

package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colour names of our own; the rest are Fyne's.
const (
	ColorNamePage            fyne.ThemeColorName = "pkPage"            // the window's background, for parts of ours
	ColorNamePanel           fyne.ThemeColorName = "pkPanel"           // cards and the side bar
	ColorNameLine            fyne.ThemeColorName = "pkLine"            // separators and outlines
	ColorNameQuiet           fyne.ThemeColorName = "pkQuiet"           // secondary text
	ColorNamePassed          fyne.ThemeColorName = "pkPassed"          // a tick, a lifetime that is fine
	ColorNameCaution         fyne.ThemeColorName = "pkCaution"         // waiting, expired
	ColorNameFailed          fyne.ThemeColorName = "pkFailed"          // a failed check or step
	ColorNameIdle            fyne.ThemeColorName = "pkIdle"            // the dot of a connection that is signed out
	ColorNameSelected        fyne.ThemeColorName = "pkSelected"        // the background of a selected row
	ColorNameQuietOnSelected fyne.ThemeColorName = "pkQuietOnSelected" // secondary text on that background
	ColorNamePassedBadge     fyne.ThemeColorName = "pkPassedBadge"     // badge backgrounds and the texts on them
	ColorNamePassedOnBadge   fyne.ThemeColorName = "pkPassedOnBadge"
	ColorNameCautionBadge    fyne.ThemeColorName = "pkCautionBadge"
	ColorNameCautionOnBadge  fyne.ThemeColorName = "pkCautionOnBadge"
	ColorNameFailedBadge     fyne.ThemeColorName = "pkFailedBadge"
	ColorNameFailedOnBadge   fyne.ThemeColorName = "pkFailedOnBadge"
	ColorNameNeutralBadge    fyne.ThemeColorName = "pkNeutralBadge"
	ColorNameNeutralOnBadge  fyne.ThemeColorName = "pkNeutralOnBadge"
	ColorNameHoverPrimary    fyne.ThemeColorName = "pkHoverPrimary" // the filled button under the pointer
	ColorNameString          fyne.ThemeColorName = "pkString"       // strings in a JSON document
	ColorNameNumber          fyne.ThemeColorName = "pkNumber"       // numbers, true, false and null in it
)

// palette answers with the colour of a name as 0xRRGGBBAA, and false for a name it does not know.
func palette(name fyne.ThemeColorName, dark bool) (color.Color, bool) {
	pair, ok := colours(name)
	value := pair[0]
	if dark {
		value = pair[1]
	}
	return color.NRGBA{R: uint8(value >> 24), G: uint8(value >> 16), B: uint8(value >> 8), A: uint8(value)}, ok
}

// colours is the table of the design's README, light first.
func colours(name fyne.ThemeColorName) (pair [2]uint32, ok bool) {
	switch name {
	case theme.ColorNameBackground, ColorNamePage:
		pair = [2]uint32{0xF7F8FAFF, 0x14171CFF}
	case ColorNamePanel, theme.ColorNameButton, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground,
		theme.ColorNameHeaderBackground, theme.ColorNameDisabledButton:
		pair = [2]uint32{0xFFFFFFFF, 0x1B1F26FF}
	case ColorNameLine, theme.ColorNameSeparator, theme.ColorNameInnerWindowBorder, theme.ColorNameInnerWindowBorderInactive:
		pair = [2]uint32{0xE3E6ECFF, 0x2C323CFF}
	case theme.ColorNameForeground:
		pair = [2]uint32{0x1D2330FF, 0xE7EAF0FF}
	case ColorNameQuiet, theme.ColorNameDisabled, theme.ColorNamePlaceHolder:
		pair = [2]uint32{0x68707FFF, 0x98A1B0FF}
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		pair = [2]uint32{0x0B6E62FF, 0x2CB6A3FF}
	case ColorNamePassed, theme.ColorNameSuccess:
		pair = [2]uint32{0x15803DFF, 0x4ADE80FF}
	case ColorNameCaution, theme.ColorNameWarning:
		pair = [2]uint32{0xB45309FF, 0xFBBF24FF}
	case ColorNameFailed, theme.ColorNameError:
		pair = [2]uint32{0xB91C1CFF, 0xF87171FF}
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess,
		theme.ColorNameForegroundOnWarning:
		pair = [2]uint32{0xFFFFFFFF, 0x14171CFF}
	default:
		return shades(name)
	}
	return pair, true
}

// shades holds what the README's table does not name: backgrounds taken from the pictures, and texts made readable on them.
func shades(name fyne.ThemeColorName) (pair [2]uint32, ok bool) {
	switch name {
	case theme.ColorNameInputBorder: // stronger than a line: Fyne draws empty check boxes and radio buttons in it
		pair = [2]uint32{0xBFC6D1FF, 0x4A5260FF}
	case theme.ColorNameMenuBackground: // menus have no shadow here, so their ground must differ from the panel's
		pair = [2]uint32{0xECEFF3FF, 0x2A303AFF}
	case ColorNameIdle:
		pair = [2]uint32{0x98A1B0FF, 0x98A1B0FF}
	case ColorNameSelected:
		pair = [2]uint32{0xE9F1F0FF, 0x20312FFF}
	case ColorNameQuietOnSelected:
		pair = [2]uint32{0x5C6473FF, 0xA3ACBAFF}
	case ColorNameHoverPrimary:
		pair = [2]uint32{0x095B51FF, 0x4AC7B6FF}
	case ColorNameString:
		pair = [2]uint32{0x0B6E62FF, 0x5CCFBFFF}
	case ColorNameNumber:
		pair = [2]uint32{0x9A4607FF, 0xFBBF24FF}
	default:
		return badges(name)
	}
	return pair, true
}

// badges are the grounds of the pills and the texts on them.
func badges(name fyne.ThemeColorName) (pair [2]uint32, ok bool) {
	switch name {
	case ColorNamePassedBadge:
		pair = [2]uint32{0xE6F4EAFF, 0x15301FFF}
	case ColorNamePassedOnBadge:
		pair = [2]uint32{0x12723CFF, 0x4ADE80FF}
	case ColorNameCautionBadge:
		pair = [2]uint32{0xFDF1DEFF, 0x33270FFF}
	case ColorNameCautionOnBadge:
		pair = [2]uint32{0x9A4607FF, 0xFBBF24FF}
	case ColorNameFailedBadge:
		pair = [2]uint32{0xFDEAEAFF, 0x3A1B1DFF}
	case ColorNameFailedOnBadge:
		pair = [2]uint32{0xB91C1CFF, 0xF87171FF}
	case ColorNameNeutralBadge:
		pair = [2]uint32{0xE3E6ECFF, 0x2C323CFF}
	case ColorNameNeutralOnBadge:
		pair = [2]uint32{0x5A6271FF, 0xA3ACBAFF}
	default:
		return veils(name)
	}
	return pair, true
}

// veils are the see-through colours that Fyne lays over or under its own widgets. The shadow is none at all: a Scroll
// would draw a grey band at its edge.
func veils(name fyne.ThemeColorName) (pair [2]uint32, ok bool) {
	switch name {
	case theme.ColorNameHover:
		pair = [2]uint32{0x1D233008, 0xE7EAF00D}
	case theme.ColorNamePressed:
		pair = [2]uint32{0x1D233018, 0xE7EAF020}
	case theme.ColorNameFocus:
		pair = [2]uint32{0x0B6E6228, 0x2CB6A330}
	case theme.ColorNameSelection:
		pair = [2]uint32{0x0B6E6230, 0x2CB6A340}
	case theme.ColorNameScrollBar:
		pair = [2]uint32{0x68707F80, 0x98A1B080}
	case theme.ColorNameScrollBarBackground, theme.ColorNameShadow:
		pair = [2]uint32{0, 0}
	default:
		return pair, false
	}
	return pair, true
}
