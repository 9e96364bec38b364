// The entry that lets the window have Enter and Escape.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// KeyEntry is a widget.Entry whose Enter (unless it has several lines) and Escape reach the window: a focused Entry
// swallows both otherwise.
type KeyEntry struct {
	widget.Entry
	scrolled
	// OnKey gets Escape, F10, and unless the entry has several lines Return and Enter.
	OnKey func(*fyne.KeyEvent)
}

// NewKeyEntry makes an entry of one line, in the body text.
func NewKeyEntry() *KeyEntry {
	e := &KeyEntry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip) // as in NewEntry: one line without a scroll bar
	e.ExtendBaseWidget(e)
	return e
}

// NewMonoEntry makes an entry of one line in monospace, for URLs and identifiers.
func NewMonoEntry() *KeyEntry {
	e := NewKeyEntry()
	e.TextStyle.Monospace = true
	return e
}

// NewTextArea makes an entry of several lines in monospace, for a request body or a pasted URL.
func NewTextArea(rows int) *KeyEntry {
	e := NewMonoEntry()
	e.MultiLine, e.Wrapping = true, fyne.TextWrapBreak
	e.SetMinRowsVisible(rows)
	return e
}

// NewSecretEntry makes an entry that shows dots. It refuses copy and cut; give it an own button to show the text, since
// Fyne's cannot be reached by keyboard: SetShown.
func NewSecretEntry() *KeyEntry {
	e := NewMonoEntry()
	e.Password = true
	return e
}

// CreateRenderer implements fyne.Widget.
func (e *KeyEntry) CreateRenderer() fyne.WidgetRenderer {
	if e.MultiLine {
		return e.Entry.CreateRenderer()
	}
	return wheeled{e.Entry.CreateRenderer(), newWheel(e)}
}

// SetShown shows the text of a secret entry, or dots.
func (e *KeyEntry) SetShown(shown bool) {
	e.Password = !shown
	e.Refresh()
}

// TypedKey implements fyne.Focusable.
func (e *KeyEntry) TypedKey(key *fyne.KeyEvent) {
	enter := key.Name == fyne.KeyReturn || key.Name == fyne.KeyEnter
	if key.Name == fyne.KeyEscape || key.Name == fyne.KeyF10 || enter && !e.MultiLine {
		if enter && e.OnSubmitted != nil {
			e.OnSubmitted(e.Text)
		} else if e.OnKey != nil {
			e.OnKey(key)
		}
		return
	}
	e.Entry.TypedKey(key)
}

// TypedShortcut implements fyne.Shortcutable and lets the window have its shortcuts.
func (e *KeyEntry) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	passShortcut(e, s)
}

// FocusGained implements fyne.Focusable and scrolls the entry into view.
func (e *KeyEntry) FocusGained() {
	e.Entry.FocusGained()
	revealFocused(e)
}

// MinSize implements fyne.CanvasObject: narrow, so that a long text or placeholder does not widen the window.
func (e *KeyEntry) MinSize() fyne.Size {
	size := e.Entry.MinSize()
	return fyne.NewSize(min(size.Width, 80), max(size.Height, theme.Size(SizeNameButton)+20))
}
