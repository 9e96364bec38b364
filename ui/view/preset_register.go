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
}

func newRegisterEntries(k *kit) *registerEntries {
	return &registerEntries{kit: k, content: widget.NewColumn(6)}
}

func (e *registerEntries) update(entries []string) {
	for len(e.lines) < len(entries) {
		line := widget.NewValueLine("")
		e.lines = append(e.lines, line)
		e.content.Add(copied(e.kit, line))
	}
	for i, line := range e.lines {
		setVisible(e.content.Objects[i], i < len(entries))
		if i < len(entries) {
			line.SetText(entries[i])
		}
	}
}

// copied is a line with its copy button.
func copied(k *kit, line *widget.ValueLine) fyne.CanvasObject {
	return widget.NewFillRow(line, 180, line, k.button(Words(state.T("action.copy")), func() { k.actions.Copy(line.Text()) }))
}
