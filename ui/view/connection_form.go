// The form of a connection: the issuer with what was found there, the fields, and what is seldom needed folded
// away.

package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// panelInSight is how much of the panel of a preset comes into sight when it is chosen.
const panelInSight = 180

type connectionForm struct {
	kit          *kit
	content      fyne.CanvasObject
	scroll       *widget.Scroll
	title, sub   *widget.Text
	fields       map[state.FieldName]*formField
	discover     *widget.Button
	issuerHelp   *widget.Text
	issuer       *widget.Text // what is wrong with the issuer
	found        *foundPanel
	resource     *resourceRow
	registered   *clientRegistrationPanel
	searching    bool
	problem      *problemCard
	presets      *presetPart
	uri          *widget.ValueLine
	uriRow       *widget.FormRow
	moreURIs     *fyne.Container // one line for each further port
	advanced     *fold
	byHand       *fold // the endpoints
	buttons      *buttonRow
	shown        state.FormView
	shownID      string
	shownProblem *oauthflow.Error
	shownSearch  *oauthflow.ProviderSearch // which a preset has asked for
	heading      string                    // of the group that was added last
}

func newConnectionForm(k *kit) *connectionForm {
	f := &connectionForm{kit: k, title: widget.NewTitle(""), sub: widget.NewSubLine(), fields: map[state.FieldName]*formField{}, found: newFoundPanel(k), resource: newResourceRow(k), registered: newClientRegistrationPanel(k), problem: newProblemCard(k)}
	f.issuer = widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameFailed})
	f.discover = k.button("", f.press)
	f.uri = widget.NewValueLine("")
	f.buttons = newButtonRow(k, widget.NewTrailingRow())
	plain, advanced, byHand := widget.NewColumn(0), widget.NewColumn(0), widget.NewColumn(0)
	for _, field := range state.NewForm().Fields() {
		made := newFormField(k, field)
		f.fields[field.Name] = made
		switch {
		case field.Name == state.FieldIssuer:
		case field.Fold == state.FoldAdvanced:
			f.addHeading(advanced, field)
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
	plain.Add(f.resource.row)
	f.addFolds(advanced, byHand)
	f.presets = newPresetPart(k)
	card := widget.NewCard(widget.NewColumn(10, plain, f.advanced.content, f.byHand.content, f.buttons.row))
	f.scroll = widget.NewPageScroll(f.issuerRow(), f.found.content, f.registered.content, f.problem.content, f.presets.content, card)
	f.presets.onPanel = func(panel fyne.CanvasObject) { f.scroll.Reveal(panel, 0, panelInSight*widget.Scale()) }
	f.content = widget.NewPage(widget.PageParts{Header: widget.NewHeader(f.title, f.sub), Body: f.scroll})
	return f
}

// press searches, or ends the search that runs.
func (f *connectionForm) press() {
	if f.searching {
		f.kit.do(state.ActionCancelDiscovery)
	} else {
		f.kit.do(state.ActionDiscover)
	}
}

// addHeading puts the heading of a field's group before the first field of it.
func (f *connectionForm) addHeading(fields *fyne.Container, field state.Field) {
	if heading := Words(field.Group); heading != f.heading {
		f.heading = heading
		fields.Add(widget.NewPaddedColumn(0, widget.Insets{Top: 14, Bottom: 2, Left: 8}, widget.NewHeading(heading)))
	}
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
	copyURI := f.kit.button(Words(state.T("action.copy")), func() { f.kit.actions.Copy(strings.Join(strings.Fields(f.shown.RedirectURI), "\n")) })
	f.moreURIs = widget.NewColumn(4)
	f.uriRow = widget.NewFormRow(Words(state.T("form.redirect_uri")), widget.NewColumn(4, widget.NewFillRow(f.uri, 180, f.uri, copyURI), f.moreURIs), "")
	return f.uriRow
}

// updateURIs shows one line for each URI.
func (f *connectionForm) updateURIs() {
	uris := strings.Fields(f.shown.RedirectURI)
	f.uri.SetText(uris[0])
	for len(f.moreURIs.Objects) < len(uris)-1 {
		f.moreURIs.Add(widget.NewValueLine(""))
	}
	for i, o := range f.moreURIs.Objects {
		more, ok := o.(*widget.ValueLine)
		setVisible(more, ok && i+1 < len(uris))
		if ok && i+1 < len(uris) {
			more.SetText(uris[i+1])
		}
	}
	setVisible(f.moreURIs, len(uris) > 1)
}

func (f *connectionForm) object() fyne.CanvasObject { return f.content }

func (f *connectionForm) update(s *state.State, _ time.Time) {
	v := s.FormView()
	f.shown, f.searching = v, s.Form.Discovering
	f.title.SetText(Words(v.Title))
	f.sub.SetRuns(widget.Run{Text: Words(v.Subtitle)})
	for _, field := range s.FormFields() {
		f.fields[field.Name].update(field)
		if field.Name == state.FieldIssuer {
			f.updateIssuer(field)
		}
	}
	for _, field := range f.fields {
		field.setShown(s.Shows(field.secret))
	}
	setVisible(f.discover, !v.Discover.Label.IsZero())
	setButton(f.discover, v.Discover)
	f.found.update(v.Found)
	f.resource.update(v.Resource)
	f.registered.update(v.Registration, s.Form)
	f.problem.set(v.Problem, nil)
	f.updateURIs()
	f.presets.update(s)
	f.uriRow.SetHint(Words(v.RedirectNote))
	setVisible(f.uriRow, !f.presets.registers())
	f.advanced.setLabel(Words(v.Advanced))
	f.advanced.setOpen(s.Form.Advanced)
	f.byHand.setOpen(s.Form.ByHand)
	setVisible(f.byHand.content, !v.ByHand.IsZero())
	f.buttons.set(v.Buttons)
	id := fmt.Sprint(s.Room, s.Form.ProfileID, s.Form.Imported)
	if problem := s.Form.Problem; id != f.shownID || problem != nil && problem != f.shownProblem {
		f.shownID, f.shownProblem = id, problem
		f.scroll.ScrollToTop()
	}
	if search := s.Form.Search; search != f.shownSearch {
		if f.shownSearch = search; search != nil && s.Form.Presets.Chosen != "" {
			f.scroll.ScrollToTop() // where the outcome stands, above the tiles
		}
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
	return primaryOf(slices.Concat([]state.Button{f.shown.Discover, f.presets.panel.primary()}, f.shown.Registration.Buttons, f.shown.Buttons)...)
}

// escape ends the search that runs, else it leaves the form.
func (f *connectionForm) escape() (state.Action, bool) {
	if f.searching {
		return state.ActionCancelDiscovery, true
	}
	return state.ActionCancelForm, true
}

func (f *connectionForm) selected() string {
	return firstNonEmpty(f.problem.selected(), f.found.table.SelectedText())
}

func (f *connectionForm) first() fyne.Focusable {
	if issuer := f.fields[state.FieldIssuer]; !issuer.fixed {
		return issuer.entry
	}
	return f.fields[state.FieldTitle].entry
}

func (f *connectionForm) masked() {
	f.shownID = ""
	f.presets.masked()
	for _, field := range f.fields {
		field.setShown(false)
	}
}
