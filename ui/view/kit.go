// The kit of the screens: it makes their controls, so that each hands the keys it does not use to the window.

package view

import (
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// kit is what every screen holds.
type kit struct {
	actions Actions
	window  fyne.Window
	do      func(state.Action)      // what a button or a menu entry asks for
	anew    bool                    // the window was made anew in the language that Settings chose, and has not shown them yet
	key     func(*fyne.KeyEvent)    // a key that the focused control does not use
	arrange func()                  // lays the page out anew
	save    func(state.ShareFormat) // asks where to save the diagram of the flow
	now     time.Time               // of the last update
}

func (k *kit) button(text string, tapped func()) *widget.Button {
	b := widget.NewButton(text, tapped)
	b.OnKey = k.key
	return b
}

// action is an outlined button for an action.
func (k *kit) action(a state.Action) *widget.Button {
	return k.button(Words(state.T("action."+string(a))), func() { k.do(a) })
}

func (k *kit) large(a state.Action) *widget.Button {
	b := widget.NewLargeButton("", func() { k.do(a) })
	b.OnKey = k.key
	return b
}

// reveal shows something masked, or masks it again.
func (k *kit) reveal(what state.Masked, revealed bool) {
	if revealed {
		k.actions.Mask()
	} else {
		k.actions.Reveal(what)
	}
}

func (k *kit) link(text string, tapped func()) *widget.LinkButton {
	l := widget.NewLinkButton(text, tapped)
	l.OnKey = k.key
	return l
}

func (k *kit) quietLink(text string, tapped func()) *widget.LinkButton {
	l := widget.NewQuietLink(text, tapped)
	l.OnKey = k.key
	return l
}

func (k *kit) table(columns ...widget.Column) *widget.Table {
	t := widget.NewTable(columns...)
	t.OnKey = k.key
	return t
}

func (k *kit) choice(options []string, chosen func(index int)) *widget.Choice {
	c := widget.NewChoice(options...)
	c.OnChosen, c.OnKey = chosen, k.key
	return c
}

// entry hands over what is typed. Text that the state holds is shown by setEntry.
func (k *kit) entry(e *widget.KeyEntry, typed func(text string)) *widget.KeyEntry {
	e.OnKey, e.OnChanged = k.key, typed
	return e
}

// setEntry shows a text unless it is there already: what is typed keeps its cursor.
func setEntry(e *widget.KeyEntry, text string) {
	if e.Text != text {
		e.SetText(text)
	}
}
