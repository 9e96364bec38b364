// Presenter mode: the line above the page, and what stands in place of a field that is masked.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// presenterLine says what is masked, reveals it for a moment and leads back.
type presenterLine struct {
	content       *fyne.Container
	text          *widget.Text
	reveal, leave *widget.Button
	shown         bool // presenter mode is on
	revealed      bool
}

func newPresenterLine(k *kit) *presenterLine {
	p := &presenterLine{text: widget.NewQuiet("")}
	p.reveal = k.button("", func() { k.reveal(state.MaskedPersonal, p.revealed) })
	p.leave = k.action(state.ActionPresent)
	row := widget.NewFillRow(p.text, 200, p.text, p.reveal, p.leave)
	p.content = widget.NewColumn(0, widget.NewPaddedColumn(0, widget.Insets{Top: 8, Right: 24, Bottom: 8, Left: 24}, row), widget.NewLine())
	p.content.Hide()
	return p
}

func (p *presenterLine) update(s *state.State) {
	v := s.PresenterView()
	p.shown = s.Presenting()
	setVisible(p.content, p.shown)
	if !p.shown {
		p.revealed = false
		return
	}
	p.revealed = s.Shows(state.MaskedPersonal)
	p.text.SetText(Words(v.Text))
	setButton(p.reveal, v.Reveal)
	setButton(p.leave, v.Leave)
}

// veiledEntry is a field in whose place its masked text is shown.
type veiledEntry struct {
	content *fyne.Container
	kit     *kit
	entry   *widget.KeyEntry
	field   fyne.CanvasObject // the entry as it is shown
	line    *widget.ValueLine
}

func newVeiledEntry(k *kit, entry *widget.KeyEntry, field fyne.CanvasObject) *veiledEntry {
	v := &veiledEntry{kit: k, entry: entry, field: field, line: widget.NewValueLine("")}
	v.line.Hide()
	v.content = widget.NewColumn(0, field, v.line)
	return v
}

// fill shows the text in the field, or the masked text instead of it; the field holds nothing then. While something is
// typed into it the field stays, unless it is pasted as a whole.
func (v *veiledEntry) fill(text, masked string, pasted bool) {
	typing := !pasted && v.field.Visible() && v.kit.window.Canvas().Focused() == fyne.Focusable(v.entry)
	hide := masked != "" && !typing
	setVisible(v.field, !hide)
	setVisible(v.line, hide)
	v.line.SetText(masked)
	if !hide {
		setEntry(v.entry, text)
	} else if v.entry.Text != "" {
		typed := v.entry.OnChanged
		v.entry.OnChanged = nil // nobody has taken the text away
		v.entry.SetText("")
		v.entry.OnChanged = typed
	}
}
