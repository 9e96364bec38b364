// Entries in the smaller text of the pictures. Fyne's Entry has no text size of its own.

package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Small shows an entry in the 12.5 pixels that monospace has in the pictures. Put what it answers with into the layout
// in place of the entry.
func Small(entry *KeyEntry) fyne.CanvasObject { return container.NewThemeOverride(entry, smallText{}) }

// smallText is the theme in use with the caption's size for text.
type smallText struct{}

func (smallText) inUse() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color implements fyne.Theme.
func (s smallText) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	return s.inUse().Color(name, variant)
}

// Font implements fyne.Theme.
func (s smallText) Font(style fyne.TextStyle) fyne.Resource { return s.inUse().Font(style) }

// Icon implements fyne.Theme.
func (s smallText) Icon(name fyne.ThemeIconName) fyne.Resource { return s.inUse().Icon(name) }

// Size implements fyne.Theme.
func (s smallText) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		name = theme.SizeNameCaptionText
	case theme.SizeNameInnerPadding:
		return s.inUse().Size(name) + 1
	}
	return s.inUse().Size(name)
}
