// The screen "What will be sent": the authorization request before there is one, parameter by parameter.

package view

import (
	"reflect"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type requestPreview struct {
	scroll               *widget.Scroll
	title, body, unknown *widget.Text
	problem              *problemCard
	request              *requestTable
	button               *widget.Button
	signIn               state.Button
}

func newRequestPreview(k *kit) *requestPreview {
	p := &requestPreview{
		title: widget.NewHeading(""), body: widget.NewQuiet(""), unknown: widget.NewText("", widget.Style{Color: widget.ColorNameCaution}),
		problem: newProblemCard(k), request: newRequestTable(k), button: k.action(state.ActionSignIn),
	}
	p.scroll = widget.NewPageScroll(widget.NewFlowRow(k.action(state.ActionLeaveFlow), p.button), p.title, p.body, p.unknown, p.problem.content, p.request.content)
	return p
}

func (p *requestPreview) object() fyne.CanvasObject { return p.scroll }

func (p *requestPreview) update(s *state.State, _ time.Time) {
	v := s.Current().RequestPreview()
	setText(p.title, v.Title)
	setText(p.body, v.Body)
	setText(p.unknown, v.Unknown)
	p.problem.set(v.Problem, nil)
	p.request.set(v.Request, v.Section)
	setButton(p.button, v.SignIn)
	p.signIn = v.SignIn
}

func (p *requestPreview) primary() (state.Action, bool) { return primaryOf(p.signIn) }
func (p *requestPreview) escape() (state.Action, bool)  { return state.ActionLeaveFlow, true }
func (p *requestPreview) selected() string {
	return firstNonEmpty(p.request.selected(), p.problem.selected())
}
func (p *requestPreview) top()    { p.scroll.ScrollToTop() }
func (p *requestPreview) masked() {}

// requestTable is a request: its line, and a table of its parameters.
type requestTable struct {
	content *fyne.Container
	line    *widget.ValueLine
	part    *flowPart
	shown   state.FlowSection
}

func newRequestTable(k *kit) *requestTable {
	t := &requestTable{line: widget.NewValueLine(""), part: newFlowPart(k, state.PartParameters)}
	t.content = widget.NewColumn(12, t.line, t.part.content)
	return t
}

// set leaves rows that are the same as they are: with them stays the one that is selected.
func (t *requestTable) set(line string, parameters state.FlowSection) {
	setVisible(t.content, len(parameters.Rows) > 0)
	setVisible(t.line, line != "")
	t.line.SetText(line)
	if !reflect.DeepEqual(t.shown, parameters) {
		t.shown = parameters
		t.part.set(parameters)
	}
}

func (t *requestTable) selected() string {
	if !t.content.Visible() {
		return ""
	}
	return t.part.selected()
}
