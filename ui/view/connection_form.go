// The form of a connection: the issuer with what was found there, the fields, and what is seldom needed folded
// away.

package view

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type connectionForm struct {
	kit        *kit
	content    fyne.CanvasObject
	scroll     *widget.Scroll
	title, sub *widget.Text
	fields     map[state.FieldName]*formField
	discover   *widget.Button
	issuerHelp *widget.Text
	issuer     *widget.Text // what is wrong with the issuer
	found      *foundPanel
	registered *registrationPanel
	problem    *problemCard
	uri        *widget.ValueLine
	uriRow     *widget.FormRow
	advanced   *fold
	byHand     *fold // the endpoints
	buttons    *buttonRow
	shown      state.FormView
	shownID    string
}

func newConnectionForm(k *kit) *connectionForm {
	f := &connectionForm{kit: k, title: widget.NewTitle(""), sub: widget.NewSubLine(), fields: map[state.FieldName]*formField{}, found: newFoundPanel(), registered: newRegistrationPanel(k), problem: newProblemCard(k)}
	f.issuer = widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameFailed})
	f.discover = k.action(state.ActionDiscover)
	f.uri = widget.NewValueLine("")
	f.buttons = newButtonRow(k, widget.NewTrailingRow())
	plain, advanced, byHand := widget.NewColumn(0), widget.NewColumn(0), widget.NewColumn(0)
	for _, field := range state.NewForm().Fields() {
		made := newFormField(k, field)
		f.fields[field.Name] = made
		switch {
		case field.Name == state.FieldIssuer:
		case field.Fold == state.FoldAdvanced:
			advanced.Add(made.row)
		case field.Fold == state.FoldByHand:
			byHand.Add(made.row)
		default:
			plain.Add(made.row)
		}
		if field.Name == state.FieldClientID {
			plain.Add(f.redirectRow())
		}
	}
	f.addFolds(advanced, byHand)
	card := widget.NewCard(widget.NewColumn(10, plain, f.advanced.content, f.byHand.content, f.buttons.row))
	f.scroll = widget.NewPageScroll(f.issuerRow(), f.found.content, f.registered.content, f.problem.content, card)
	f.content = widget.NewPage(widget.PageParts{Header: widget.NewHeader(f.title, f.sub), Body: f.scroll})
	return f
}

func (f *connectionForm) addFolds(advanced, byHand fyne.CanvasObject) {
	v := state.NewForm().FormView()
	f.advanced, f.byHand = newFold(f.kit, Words(v.Advanced), advanced), newFold(f.kit, Words(v.ByHand), byHand)
	f.advanced.onOpen = func(open bool) { f.kit.actions.EditForm(func(form *state.Form) { form.Advanced = open }) }
	f.byHand.onOpen = func(open bool) { f.kit.actions.EditForm(func(form *state.Form) { form.ByHand = open }) }
}

// issuerRow is the issuer with its Discover button, above the panel as in picture 11.
func (f *connectionForm) issuerRow() fyne.CanvasObject {
	issuer := f.fields[state.FieldIssuer]
	row := widget.NewFillRow(issuer.object, 240, issuer.object, f.discover)
	f.issuerHelp = widget.NewQuiet("")
	return widget.NewColumn(6, f.issuerHelp, row, f.issuer)
}

// redirectRow shows what has to be registered at the provider.
func (f *connectionForm) redirectRow() fyne.CanvasObject {
	copyURI := f.kit.button(Words(state.T("action.copy")), func() { f.kit.actions.Copy(f.uri.Text()) })
	f.uriRow = widget.NewFormRow(Words(state.T("form.redirect_uri")), widget.NewFillRow(f.uri, 180, f.uri, copyURI), "")
	return f.uriRow
}

func (f *connectionForm) object() fyne.CanvasObject { return f.content }

func (f *connectionForm) update(s *state.State, _ time.Time) {
	v := s.Form.FormView()
	f.shown = v
	f.title.SetText(Words(v.Title))
	f.sub.SetRuns(widget.Run{Text: Words(v.Subtitle)})
	for _, field := range s.FormFields() {
		f.fields[field.Name].update(field)
		if field.Name == state.FieldIssuer {
			f.updateIssuer(field)
		}
	}
	f.fields[state.FieldClientSecret].setShown(s.Shows(state.MaskedClientSecret))
	setVisible(f.discover, !v.Discover.Label.IsZero())
	setButton(f.discover, v.Discover)
	f.found.update(v.Found)
	f.registered.update(v.Registration, s.Form)
	f.problem.set(v.Problem, nil)
	f.uri.SetText(v.RedirectURI)
	f.uriRow.SetHint(Words(v.RedirectNote))
	f.advanced.setLabel(Words(v.Advanced))
	f.advanced.setOpen(s.Form.Advanced)
	f.byHand.setOpen(s.Form.ByHand)
	setVisible(f.byHand.content, !v.ByHand.IsZero())
	f.buttons.set(v.Buttons)
	if id := string(s.Room) + s.Form.ProfileID; id != f.shownID {
		f.shownID = id
		f.scroll.ScrollToTop()
	}
}

func (f *connectionForm) updateIssuer(field state.Field) {
	f.issuerHelp.SetText(Words(field.Label) + " · " + Words(field.Help))
	problem := Words(field.Problem)
	if problem != "" {
		problem = widget.Failed.Mark() + " " + problem
	}
	setLiteral(f.issuer, problem)
}

func (f *connectionForm) primary() (state.Action, bool) {
	return primaryOf(slices.Concat([]state.Button{f.shown.Discover}, f.shown.Registration.Buttons, f.shown.Buttons)...)
}
func (f *connectionForm) escape() (state.Action, bool) { return state.ActionCancelForm, true }
func (f *connectionForm) selected() string             { return f.problem.selected() }

func (f *connectionForm) first() fyne.Focusable {
	if issuer := f.fields[state.FieldIssuer]; !issuer.fixed {
		return issuer.entry
	}
	return f.fields[state.FieldTitle].entry
}

func (f *connectionForm) masked() {
	f.shownID = ""
	f.fields[state.FieldClientSecret].setShown(false)
}
