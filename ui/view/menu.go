// The menu bar: the same actions as the buttons, with their shortcuts.

package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"proofkey/ui/state"
)

type menuBar struct {
	menu *fyne.MainMenu
	do   func(state.Action)
}

func newMenuBar(do func(state.Action)) *menuBar {
	b := &menuBar{menu: fyne.NewMainMenu(), do: do}
	for _, menu := range state.New().Menus() {
		made := fyne.NewMenu(Words(menu.Label))
		for _, item := range menu.Items {
			made.Items = append(made.Items, b.item(item))
		}
		b.menu.Items = append(b.menu.Items, made)
	}
	return b
}

func (b *menuBar) item(item state.MenuItem) *fyne.MenuItem {
	if item.Action == "" {
		return fyne.NewMenuItemSeparator()
	}
	made := &fyne.MenuItem{Label: Words(item.Label), Disabled: !item.Enabled, IsQuit: item.Action == state.ActionQuit}
	made.Action = func() {
		if !made.Disabled { // a shortcut calls it in any case
			b.do(item.Action)
		}
	}
	if item.Key != "" {
		made.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyName(item.Key), Modifier: fyne.KeyModifierShortcutDefault}
	}
	return made
}

// update enables what can be done now.
func (b *menuBar) update(s *state.State) {
	changed := false
	for i, menu := range s.Menus() {
		for j, item := range menu.Items {
			made := b.menu.Items[i].Items[j]
			if item.Action != "" && made.Disabled == item.Enabled {
				made.Disabled, changed = !item.Enabled, true
			}
		}
	}
	if changed {
		b.menu.Refresh()
	}
}
