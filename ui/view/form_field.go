// The fields of the form of a connection.

package view

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type formField struct {
	kit    *kit
	name   state.FieldName
	object fyne.CanvasObject // the field without its label
	input  fyne.CanvasObject // the part of it that takes what is typed
	value  *widget.ValueLine // instead of that, where nothing can be typed; nil if it always can
	fixed  bool              // nothing can be typed
	row    *widget.FormRow
	entry  *widget.KeyEntry // nil for a field with options
	choice *widget.Choice   // of a field with options only
	values []string         // of these options
	show   *widget.Button   // of a field that is masked only
	secret state.Masked     // what show reveals
	seen   *widget.Text     // of a field that names a file only
	rows   int              // of a field with lines, that are in sight
	veiled *veiledEntry     // of a field that presenter mode may mask only
}

// hostLabels are the redirect hosts that the form offers, as they stand in a URL (RFC 8252 §7.3, §8.3).
func hostLabels() []string {
	labels := oauthflow.RedirectHosts()
	for i, host := range labels {
		if strings.Contains(host, ":") {
			labels[i] = "[" + host + "]"
		}
	}
	return labels
}

func newFormField(k *kit, field state.Field) *formField {
	f := &formField{kit: k, name: field.Name}
	switch {
	case field.Name == state.FieldHost:
		f.setOptions(oauthflow.RedirectHosts(), hostLabels())
	case len(field.Options) > 0:
		var values, labels []string
		for _, o := range field.Options {
			values, labels = append(values, o.Value), append(labels, Words(o.Label))
		}
		f.setOptions(values, labels)
	case field.Secret != state.MaskedNothing:
		f.secret = field.Secret
		f.entry = k.entry(widget.NewSecretEntry(), f.typed)
		f.show = k.action(state.ActionReveal)
		f.show.OnTapped = func() { k.reveal(f.secret, !f.entry.Password) }
		f.object = widget.NewFillRow(f.entry, 180, f.entry, f.show)
	case field.Lines:
		f.entry = k.entry(widget.NewTextArea(2), f.typed)
		f.veiled = newVeiledEntry(k, f.entry, widget.Small(f.entry))
		f.object = f.veiled.content
	case field.Veiled:
		f.entry = k.entry(widget.NewMonoEntry(), f.typed)
		f.veiled = newVeiledEntry(k, f.entry, widget.Small(f.entry))
		f.object = f.withFile(field)
	case field.Name == state.FieldTitle:
		f.entry = k.entry(widget.NewKeyEntry(), f.typed)
		f.object = f.entry
	default:
		f.entry = k.entry(widget.NewMonoEntry(), f.typed)
		f.object = widget.Small(f.entry)
	}
	f.input = f.object
	if field.Name == state.FieldIssuer || field.Name == state.FieldClientID { // which the app sets for the demo provider
		f.value = widget.NewValueLine("")
		f.value.Hide()
		f.object = widget.NewColumn(0, f.input, f.value)
	}
	f.row = widget.NewFormRow(Words(field.Label), f.object, Words(field.Help))
	return f
}

// withFile puts the button that asks for a file beside the field, and below it what was found in the file.
func (f *formField) withFile(field state.Field) fyne.CanvasObject {
	if field.Choose.Label.IsZero() {
		return f.veiled.content
	}
	f.seen = widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText})
	f.seen.Hide()
	return widget.NewColumn(4, widget.NewFillRow(f.veiled.content, 180, f.veiled.content, f.kit.action(field.Choose.Action)), f.seen)
}

// setOptions makes a choice of the field.
func (f *formField) setOptions(values, labels []string) {
	f.values = values
	f.choice = f.kit.choice(labels, func(i int) { f.typed(values[i]) })
	f.object = f.choice
}

// typed hands over what is in the field.
func (f *formField) typed(text string) {
	f.kit.actions.EditForm(func(form *state.Form) { form.Set(f.name, text) })
}

func (f *formField) update(field state.Field) {
	setVisible(f.row, !field.Hidden)
	if f.value != nil && f.fixed != field.ReadOnly {
		f.fixed = field.ReadOnly
		setVisible(f.input, !f.fixed)
		setVisible(f.value, f.fixed)
		f.row.SetHint(Words(field.Help))
	}
	if f.fixed {
		f.value.SetText(field.Value)
	}
	if f.choice != nil {
		f.choice.Choose(slices.Index(f.values, field.Value))
	} else if f.veiled != nil {
		f.showLines(field)
		f.veiled.fill(field.Value, field.Masked, false)
	} else {
		setEntry(f.entry, field.Value)
	}
	if f.seen != nil {
		f.showSeen(field)
	}
	if fault := Words(field.Problem); f.shownFault() != fault {
		f.row.SetFault(fault)
	}
}

// showLines makes room for every line, within reason: what was imported is to be read without scrolling.
func (f *formField) showLines(field state.Field) {
	const least, most = 2, 12
	rows := max(least, min(most, strings.Count(field.Value, "\n")+1))
	if field.Lines && f.rows != rows {
		f.rows = rows
		f.entry.SetMinRowsVisible(rows)
	}
}

// showSeen shows what was found in the file.
func (f *formField) showSeen(field state.Field) {
	var lines []string
	for _, text := range field.Seen {
		lines = append(lines, Words(text))
	}
	color := widget.ColorNamePassed
	if field.SeenKind == state.DotCaution {
		color = widget.ColorNameCaution
	}
	if len(lines) > 0 {
		lines[0] = kindOfDot(field.SeenKind).Mark() + " " + lines[0]
	}
	f.seen.SetText(strings.Join(lines, "\n"))
	f.seen.SetColor(color)
	if visible := len(lines) > 0; f.seen.Visible() != visible {
		setVisible(f.seen, visible)
	}
}

// shownFault is the fault without its mark.
func (f *formField) shownFault() string {
	shown := f.row.Fault()
	if mark := widget.Failed.Mark() + " "; len(shown) > len(mark) {
		return shown[len(mark):]
	}
	return shown
}

// setShown shows a field that is masked, or hides it, also where it is not in sight any more.
func (f *formField) setShown(shown bool) {
	if f.show == nil || f.entry.Password != shown {
		return
	}
	label := state.ActionReveal
	if shown {
		label = state.ActionHide
	}
	f.entry.SetShown(shown)
	f.show.SetText(Words(state.T("action." + string(label))))
}
