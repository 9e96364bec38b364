// The panel of the chosen preset: what it asks for, the exact text to register, and where it goes.

package view

import (
	"strings"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// presetInputs is the most that a preset asks for.
const presetInputs = 3

type registrationPanel struct {
	kit      *kit
	content  *widget.Card
	title    *widget.Text
	inputs   [presetInputs]*presetInput
	imported fyne.CanvasObject // of Google only
	secret   *formField
	entries  *registerEntries
	text     *widget.FormRow
	nothing  *widget.FormRow // instead of text
	where    *widget.Text
	source   *widget.ValueLine
	watch    *widget.Text
	calls    *widget.Text
	callRow  *widget.FormRow
	notTried *widget.Text

	search    *widget.Button // for the address
	searched  *widget.Text
	searchRow *widget.FormRow
	searching bool
	shown     *state.RegistrationPanel // nil: none
}

// presetInput is a row that serves each preset's input of its place.
type presetInput struct {
	name   string
	row    *widget.FormRow
	entry  *widget.KeyEntry
	veiled *veiledEntry
}

func newRegistrationPanel(k *kit) *registrationPanel {
	p := &registrationPanel{
		kit: k, title: widget.NewHeading(""), entries: newRegisterEntries(k), where: widget.NewText("", widget.Style{}), source: widget.NewValueLine(""),
		watch: widget.NewText("", widget.Style{}), calls: widget.NewText("", widget.Style{Mono: true}), notTried: widget.NewQuiet(""),
	}
	rows := widget.NewColumn(0)
	for i := range p.inputs {
		p.inputs[i] = p.newInput()
		rows.Add(p.inputs[i].row)
	}
	p.search, p.searched = k.button("", p.press), widget.NewText("", widget.Style{})
	p.searchRow = widget.NewFormRow(Words(state.T("preset.provider")), widget.NewFillRow(p.searched, 180, p.searched, p.search), "")
	p.imported = widget.NewFlowRow(widget.NewText(Words(state.T("preset.import")), widget.Style{Fit: widget.Whole}), k.action(state.ActionImport))
	p.secret = p.newSecret()
	p.text = widget.NewFormRow(Words(state.T("preset.register")), p.entries.content, "")
	p.nothing = widget.NewFormRow(Words(state.T("preset.register_nothing")), p.where, "")
	p.callRow = widget.NewFormRow(Words(state.T("preset.calls")), p.calls, "")
	for _, row := range []fyne.CanvasObject{
		p.searchRow, p.imported, p.text, p.nothing, widget.NewFormRow(Words(state.T("preset.source")), copied(k, p.source, p.source.Text), ""),
		widget.NewFormRow(Words(state.T("preset.watch")), p.watch, ""), p.callRow, p.secret.row, // what registering gives comes last, before the client ID
	} {
		rows.Add(row)
	}
	p.content = widget.NewCard(widget.NewColumn(10, p.title, rows, p.notTried))
	p.content.Hide()
	return p
}

// press searches for the address, or ends the search that runs.
func (p *registrationPanel) press() {
	if p.searching {
		p.kit.do(state.ActionCancelDiscovery)
		return
	}
	p.kit.actions.EditForm(func(f *state.Form) { f.SeekAddress() })
	p.kit.do(state.ActionDiscover)
}

// primary is the search as long as nothing was found.
func (p *registrationPanel) primary() state.Button {
	if p.shown == nil {
		return state.Button{}
	}
	return p.shown.Search
}

func (p *registrationPanel) newInput() *presetInput {
	i := &presetInput{}
	i.entry = p.kit.entry(widget.NewMonoEntry(), func(text string) {
		p.kit.actions.EditForm(func(f *state.Form) { f.SetPresetInput(i.name, text) })
	})
	i.veiled = newVeiledEntry(p.kit, i.entry, widget.Small(i.entry))
	i.row = widget.NewFormRow("", i.veiled.content, "")
	return i
}

// newSecret is the client secret of the form, in sight where the provider insists on one.
func (p *registrationPanel) newSecret() *formField {
	for _, field := range state.NewForm().Fields() {
		if field.Name == state.FieldClientSecret {
			return newFormField(p.kit, field)
		}
	}
	return nil
}

func (p *registrationPanel) update(s *state.State, v *state.RegistrationPanel) {
	p.shown = v
	setVisible(p.content, v != nil)
	if v == nil {
		return
	}
	p.searching = s.Form.Discovering
	setVisible(p.searchRow, !v.Search.Label.IsZero())
	setButton(p.search, v.Search)
	p.searched.SetText(Words(v.Searched))
	p.title.SetText(Words(v.Title))
	for i, row := range p.inputs {
		setVisible(row.row, i < len(v.Inputs))
		if i < len(v.Inputs) {
			row.update(v.Inputs[i])
		}
	}
	setVisible(p.imported, v.FromGoogle)
	p.updateSecret(s, v)
	p.entries.update(v.Register)
	setVisible(p.text, len(v.Register) > 0)
	setVisible(p.nothing, len(v.Register) == 0)
	p.text.SetHint(sentences(Words(v.Where), Words(v.Several)))
	if fault := Words(v.Fixed); strings.TrimPrefix(p.text.Fault(), widget.Failed.Mark()+" ") != fault {
		p.text.SetFault(fault)
	}
	p.where.SetText(Words(v.Where))
	p.source.SetText(v.Source)
	var watch []string
	for _, quirk := range v.Watch {
		watch = append(watch, "• "+Words(quirk))
	}
	p.watch.SetText(strings.Join(watch, "\n"))
	setVisible(p.callRow, len(v.Calls) > 0)
	p.calls.SetText(strings.Join(v.Calls, "\n"))
	p.notTried.SetText(widget.Caution.Mark() + " " + Words(v.NotTried))
}

func (i *presetInput) update(v state.PresetInput) {
	i.name = v.Name
	if i.entry.PlaceHolder != v.Example {
		i.entry.SetPlaceHolder(v.Example)
	}
	i.row.SetLabel(Words(v.Label))
	i.row.SetHint(Words(v.Help))
	i.veiled.fill(v.Value, v.Masked, false)
	if fault := Words(v.Problem); strings.TrimPrefix(i.row.Fault(), widget.Failed.Mark()+" ") != fault {
		i.row.SetFault(fault)
	}
}

func (p *registrationPanel) updateSecret(s *state.State, v *state.RegistrationPanel) {
	for _, field := range s.FormFields() {
		if field.Name == state.FieldClientSecret {
			field.Hidden = v.Secret.IsZero()
			p.secret.update(field)
			p.secret.row.SetHint(Words(v.Secret))
			p.secret.setShown(s.Shows(state.MaskedClientSecret))
		}
	}
}
