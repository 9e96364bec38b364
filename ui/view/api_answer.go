// The answer of the protected resource: status, time, size, and its body or headers.

package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// maxAnswerRows is how many rows of an answer are in sight.
const maxAnswerRows = 28

type apiAnswer struct {
	kit             *kit
	content         *widget.Card
	status          *widget.Pill
	line            *widget.Text
	which           *widget.Choice
	meaning         *widget.Text
	explained       *widget.Text
	hidden          *widget.Text
	copy            *widget.Button
	refreshed, cut  *widget.Text
	stepUp          *buttonRow
	notes           *fyne.Container
	view            *widget.TextView
	shown           state.Document
	shownHeaders    string
	headers, filled bool
}

func newAPIAnswer(k *kit) *apiAnswer {
	a := &apiAnswer{
		kit: k, status: widget.NewLargePill("", widget.Neutral), line: widget.NewQuiet(""), meaning: widget.NewText("", widget.Style{}), explained: widget.NewQuiet(""), hidden: widget.NewQuiet(""),
		refreshed: widget.NewQuiet(""), cut: widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameCaution}),
		stepUp: newButtonRow(k, widget.NewFlowRow()), view: widget.NewTextView(maxAnswerRows),
	}
	a.view.OnKey = k.key
	a.which = k.choice([]string{Words(state.T("api.show_body")), Words(state.T("api.show_headers"))}, func(i int) {
		k.actions.EditCall(func(c *state.APICall) { c.ShowHeaders = i == 1 })
	})
	a.copy = k.button(Words(state.T("action.copy")), k.actions.CopyAnswer)
	save := k.action(state.ActionSaveAnswer)
	head := widget.NewSplitRow([]fyne.CanvasObject{a.status, a.line}, []fyne.CanvasObject{a.which, a.copy, save})
	a.notes = widget.NewColumn(8, a.meaning, a.explained, a.stepUp.row, a.refreshed, a.cut, a.hidden)
	top := widget.NewPaddedColumn(10, widget.Insets{Top: 10, Right: 14, Bottom: 10, Left: 14}, head, a.notes)
	a.content = widget.NewBareCard(widget.NewColumn(0, top, widget.NewLine(), a.view))
	a.content.Hide()
	return a
}

func (a *apiAnswer) update(v *state.AnswerView, headers bool) {
	setVisible(a.content, v != nil)
	if v == nil {
		a.filled = false
		return
	}
	a.status.Set(v.Status, kindOf(v.Kind))
	a.line.SetText(Words(v.Line))
	a.which.Choose(indexOf(headers))
	setText(a.meaning, v.Meaning)
	explained := ""
	for _, text := range v.Explained {
		explained = sentences(explained, Words(text))
	}
	setLiteral(a.explained, explained)
	setText(a.refreshed, v.Refreshed)
	setText(a.cut, v.Cut)
	setText(a.hidden, v.Hidden)
	if a.copy.Disabled() == v.Copies {
		a.copy.SetEnabled(v.Copies)
	}
	if v.StepUp == nil {
		a.stepUp.set(nil)
	} else {
		a.stepUp.set([]state.Button{*v.StepUp})
	}
	setVisible(a.stepUp.row, v.StepUp != nil)
	setVisible(a.notes, !v.Meaning.IsZero() || explained != "" || !v.Refreshed.IsZero() || !v.Hidden.IsZero() || !v.Cut.IsZero())
	a.fill(v, headers)
}

func indexOf(second bool) int {
	if second {
		return 1
	}
	return 0
}

// fill shows body or headers, once for each answer.
func (a *apiAnswer) fill(v *state.AnswerView, headers bool) {
	if a.filled && a.headers == headers && a.shown == v.Document && a.shownHeaders == v.Headers {
		return
	}
	a.filled, a.headers, a.shown, a.shownHeaders = true, headers, v.Document, v.Headers
	if headers {
		a.view.SetDocument(widget.NewDocument([]byte(v.Headers), widget.PlainText, state.VisibleRune))
		return
	}
	document, _ := v.Document.(*widget.Document) // nil while it is being prepared
	a.view.SetDocument(document)
}
