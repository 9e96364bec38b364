// The menu bar: the same actions as the buttons, with their shortcuts.

package view

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type menuBar struct {
	menus []*fyne.Menu
	bar   *widget.MenuBar // nil on macOS
	main  *fyne.MainMenu  // the system's bar, on macOS only
	do    func(state.Action)
}

func newMenuBar(do func(state.Action)) *menuBar {
	b := &menuBar{do: do}
	for _, menu := range state.New().Menus() {
		made := fyne.NewMenu(Words(menu.Label))
		for _, item := range menu.Items {
			made.Items = append(made.Items, b.item(item))
		}
		b.menus = append(b.menus, made)
	}
	if runtime.GOOS != "darwin" {
		b.bar = widget.NewMenuBar(b.menus)
	}
	return b
}

// register makes the window know the menus, or at least their shortcuts.
func (b *menuBar) register(w fyne.Window) {
	if b.bar == nil {
		b.main = fyne.NewMainMenu(b.menus...)
		w.SetMainMenu(b.main)
		return
	}
	for _, menu := range b.menus {
		for _, item := range menu.Items {
			if item.Shortcut != nil {
				w.Canvas().AddShortcut(item.Shortcut, func(fyne.Shortcut) { item.Action() })
			}
		}
	}
}

// open opens the first menu, for the keyboard.
func (b *menuBar) open() {
	if b.bar != nil {
		b.bar.Open(0)
	}
}

func (b *menuBar) item(item state.MenuItem) *fyne.MenuItem {
	if item.Action == "" {
		return fyne.NewMenuItemSeparator()
	}
	made := &fyne.MenuItem{Label: Words(item.Label), Disabled: !item.Enabled, Checked: item.Checked, IsQuit: item.Action == state.ActionQuit}
	made.Action = func() {
		if !made.Disabled { // a shortcut calls it in any case
			b.do(item.Action)
		}
	}
	if item.Key != "" {
		shortcut := &desktop.CustomShortcut{KeyName: fyne.KeyName(item.Key), Modifier: fyne.KeyModifierShortcutDefault}
		if item.Shift {
			shortcut.Modifier |= fyne.KeyModifierShift
		}
		made.Shortcut = shortcut
	}
	return made
}

// update enables what can be done now, and ticks what is on.
func (b *menuBar) update(s *state.State) {
	changed := false
	for i, menu := range s.Menus() {
		for j, item := range menu.Items {
			made := b.menus[i].Items[j]
			if item.Action != "" && (made.Disabled == item.Enabled || made.Checked != item.Checked) {
				made.Disabled, made.Checked, changed = !item.Enabled, item.Checked, true
			}
		}
	}
	if main := b.main; changed && main != nil {
		main.Refresh()
	}
}
