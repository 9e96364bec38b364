// The form of a connection: the issuer with what was found there, the fields, and what is seldom needed folded
// away.

package view

import (
	"strings"
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
	issuer     *widget.Text // what is wrong with the issuer
	found      *foundPanel
	problem    *problemCard
	uri        *widget.ValueLine
	uriRow     *widget.FormRow
	fold       *fold
	buttons    *buttonRow
	shown      state.FormView
	shownID    string
}

func newConnectionForm(k *kit) *connectionForm {
	f := &connectionForm{kit: k, title: widget.NewTitle(""), sub: widget.NewSubLine(), fields: map[state.FieldName]*formField{}, found: newFoundPanel(), problem: newProblemCard(k)}
	f.issuer = widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameFailed})
	f.discover = k.action(state.ActionDiscover)
	f.uri = widget.NewValueLine("")
	f.buttons = newButtonRow(k, widget.NewTrailingRow())
	plain, advanced := widget.NewColumn(0), widget.NewColumn(0)
	for _, field := range state.NewForm().Fields() {
		made := newFormField(k, field)
		f.fields[field.Name] = made
		switch {
		case field.Name == state.FieldIssuer:
		case field.Advanced:
			advanced.Add(made.row)
		default:
			plain.Add(made.row)
		}
		if field.Name == state.FieldClientID {
			plain.Add(f.redirectRow())
		}
	}
	f.fold = newFold(k, Words(state.NewForm().FormView().Advanced), advanced)
	f.fold.onOpen = func(open bool) { k.actions.EditForm(func(form *state.Form) { form.Advanced = open }) }
	card := widget.NewCard(widget.NewColumn(10, plain, f.fold.content, f.buttons.row))
	f.scroll = widget.NewPageScroll(f.issuerRow(), f.found.content, f.problem.content, card)
	f.content = widget.NewPage(widget.PageParts{Header: widget.NewHeader(f.title, f.sub), Body: f.scroll})
	return f
}

// issuerRow is the issuer with its Discover button, above the panel as in picture 11.
func (f *connectionForm) issuerRow() fyne.CanvasObject {
	issuer := f.fields[state.FieldIssuer]
	row := widget.NewFillRow(issuer.object, 240, issuer.object, f.discover)
	return widget.NewColumn(6, widget.NewQuiet(issuer.label+" · "+issuer.help), row, f.issuer)
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
	for _, field := range s.Form.Fields() {
		f.fields[field.Name].update(field)
		if field.Name == state.FieldIssuer {
			problem := Words(field.Problem)
			if problem != "" {
				problem = widget.Failed.Mark() + " " + problem
			}
			setLiteral(f.issuer, problem)
		}
	}
	setButton(f.discover, v.Discover)
	f.found.update(v.Found)
	f.problem.set(v.Problem, nil)
	f.uri.SetText(v.RedirectURI)
	f.uriRow.SetHint(Words(v.RedirectNote))
	f.fold.setOpen(s.Form.Advanced)
	f.buttons.set(v.Buttons)
	if id := string(s.Room) + s.Form.ProfileID; id != f.shownID {
		f.shownID = id
		f.scroll.ScrollToTop()
	}
}

func (f *connectionForm) primary() (state.Action, bool) {
	return primaryOf(append([]state.Button{f.shown.Discover}, f.shown.Buttons...)...)
}
func (f *connectionForm) escape() (state.Action, bool) { return state.ActionCancelForm, true }
func (f *connectionForm) selected() string             { return f.problem.selected() }

func (f *connectionForm) first() fyne.Focusable { return f.fields[state.FieldIssuer].entry }

func (f *connectionForm) masked() {
	f.shownID = ""
	f.fields[state.FieldClientSecret].mask()
}

// foundPanel says what discovery found.
type foundPanel struct {
	content *widget.Card
	title   *widget.Text
	took    *widget.Text
	ticks   *fyne.Container
	host    *widget.Text
	shown   string
}

func newFoundPanel() *foundPanel {
	p := &foundPanel{title: widget.NewText("", widget.Style{Bold: true, Fit: widget.Whole}), took: widget.NewQuiet(""), ticks: widget.NewFlowRow(), host: widget.NewQuiet("")}
	p.content = widget.NewEdgeCard(widget.NewColumn(6, widget.NewFlowRow(p.title, p.took), p.ticks, p.host), widget.Passed)
	p.content.Hide()
	return p
}

func (p *foundPanel) update(v *state.Found) {
	setVisible(p.content, v != nil)
	if v == nil {
		return
	}
	p.title.SetText(Words(v.Title))
	p.took.SetText(Words(v.Took))
	setText(p.host, v.Host)
	var ticks []fyne.CanvasObject
	var all strings.Builder
	for _, tick := range v.Ticks {
		kind, color := widget.Neutral, widget.ColorNameQuiet
		if tick.Has {
			kind, color = widget.Passed, widget.ColorNamePassed
		}
		text := kind.Mark() + " " + Words(tick.Text)
		all.WriteString(text)
		ticks = append(ticks, widget.NewText(text, widget.Style{Size: theme.SizeNameCaptionText, Color: color, Fit: widget.Whole}))
	}
	if all.String() != p.shown {
		p.shown, p.ticks.Objects = all.String(), ticks
		p.ticks.Refresh()
	}
}
