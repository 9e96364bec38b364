// The pointer and the keyboard in a TextView.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// MouseDown implements desktop.Mouseable: a selection begins.
func (a *textArea) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(a); c != nil {
		c.Focus(a)
	}
	if e.Button == desktop.MouseButtonPrimary {
		a.from = a.at(e.Position)
		a.to = a.from
		a.draw()
	}
}

// MouseUp implements desktop.Mouseable.
func (a *textArea) MouseUp(*desktop.MouseEvent) {}

// Dragged implements fyne.Draggable: the selection follows the pointer.
func (a *textArea) Dragged(e *fyne.DragEvent) {
	a.to = a.at(e.Position)
	a.draw()
}

// DragEnd implements fyne.Draggable.
func (a *textArea) DragEnd() {}

// Cursor implements desktop.Cursorable.
func (a *textArea) Cursor() desktop.Cursor { return desktop.TextCursor }

// TypedShortcut implements fyne.Shortcutable with Ctrl+A and Ctrl+C.
func (a *textArea) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutSelectAll:
		last := a.document.Rows() - 1
		a.from, a.to = place{}, place{last, len([]rune(string(a.document.row(last))))}
		a.draw()
	case *fyne.ShortcutCopy:
		if text := a.selectedText(); text != "" {
			fyne.CurrentApp().Clipboard().SetContent(text)
		}
	default:
		passShortcut(a, s)
	}
}

// TypedKey implements fyne.Focusable.
func (a *textArea) TypedKey(key *fyne.KeyEvent) {
	page := a.view.scroll.Size().Height - a.rowHeight()
	switch key.Name {
	case fyne.KeyUp:
		a.view.scrollBy(0, -a.rowHeight())
	case fyne.KeyDown:
		a.view.scrollBy(0, a.rowHeight())
	case fyne.KeyPageUp:
		a.view.scrollBy(0, -page)
	case fyne.KeyPageDown:
		a.view.scrollBy(0, page)
	case fyne.KeyLeft:
		a.view.scrollBy(-page/4, 0)
	case fyne.KeyRight:
		a.view.scrollBy(page/4, 0)
	case fyne.KeyHome:
		a.view.scrollBy(-a.Size().Width, -a.Size().Height)
	case fyne.KeyEnd:
		a.view.scrollBy(0, a.Size().Height)
	default:
		if a.view.OnKey != nil {
			a.view.OnKey(key)
		}
	}
}

// TypedRune implements fyne.Focusable.
func (a *textArea) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (a *textArea) FocusGained() { a.setFocused(true) }

// FocusLost implements fyne.Focusable.
func (a *textArea) FocusLost() { a.setFocused(false) }

func (a *textArea) setFocused(focused bool) {
	a.focused = focused
	a.view.Refresh()
	if focused {
		revealFocused(a.view)
	}
}
