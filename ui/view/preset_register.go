// The exact text to register: a line with a copy button for each entry of the vendor's console.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// registerEntries are as many lines as were ever needed; those that are not needed now are hidden.
type registerEntries struct {
	kit     *kit
	content *fyne.Container
	lines   []*widget.ValueLine
	entries []string
}

func newRegisterEntries(k *kit) *registerEntries {
	return &registerEntries{kit: k, content: widget.NewColumn(6)}
}

func (e *registerEntries) update(entries []string) {
	e.entries = entries
	for i := len(e.lines); i < len(entries); i++ {
		line := widget.NewValueLine("")
		e.lines = append(e.lines, line)
		e.content.Add(copied(e.kit, line, func() string { return e.entries[i] })) // a line shows the beginning of a long one
	}
	for i, line := range e.lines {
		setVisible(e.content.Objects[i], i < len(entries))
		if i < len(entries) {
			line.SetText(entries[i])
		}
	}
}

// copied is a line with a button that copies its value.
func copied(k *kit, line *widget.ValueLine, value func() string) fyne.CanvasObject {
	return widget.NewFillRow(line, 180, line, k.button(Words(state.T("action.copy")), func() { k.actions.Copy(value()) }))
}
