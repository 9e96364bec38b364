// One part of a message in the detail of the flow: a table by name, or a text.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// flowTextRows is how many lines of a text are in sight at once.
const flowTextRows = 18

// flowPart is one part of a message: a table by name, or a text.
type flowPart struct {
	content *fyne.Container
	title   *widget.Text
	note    *widget.Text
	table   *widget.Table
	view    *widget.TextView
	box     *widget.Card // round the text
	text    string
}

func newFlowPart(k *kit, part state.FlowPart) *flowPart {
	name := state.T("column.member")
	switch part {
	case state.PartParameters, state.PartRequestBody:
		name = state.T("column.parameter")
	case state.PartRequestHeader, state.PartAnswerHeader:
		name = state.T("column.header")
	}
	p := &flowPart{title: widget.NewHeading(""), note: widget.NewQuiet(""), view: widget.NewTextView(flowTextRows)}
	p.view.OnKey = k.key
	p.table = k.table(
		widget.Column{Header: Words(name), Min: 110, Weight: 0.6, Style: widget.Mono},
		widget.Column{Header: Words(state.T("column.value")), Min: 130, Weight: 1, Style: widget.Mono},
		widget.Column{Header: Words(state.T("column.why")), Min: 150, Weight: 0.8, Style: widget.Subdued})
	p.box = widget.NewBareCard(p.view)
	p.content = widget.NewColumn(4, p.title, p.note, p.table, p.box)
	return p
}

func (p *flowPart) set(s state.FlowSection) {
	p.title.SetText(Words(s.Title))
	setText(p.note, s.Note)
	setVisible(p.table, len(s.Rows) > 0)
	rows := make([]widget.Row, len(s.Rows))
	for i, r := range s.Rows {
		why := ""
		for _, text := range r.Why {
			why = sentences(why, Words(text))
		}
		value := widget.Cell{Text: r.Value}
		if !r.Later.IsZero() {
			value = widget.Cell{Text: Words(r.Later), Style: widget.Plain}
			r.Copy += value.Text
		}
		rows[i] = widget.Row{Copy: r.Copy, Cells: []widget.Cell{{Text: r.Name}, value, {Text: sentences(why, r.Source)}}}
	}
	p.table.SetRows(rows)
	setVisible(p.box, s.Text != "")
	if p.text != s.Text {
		p.text = s.Text
		p.view.SetDocument(widget.NewDocument([]byte(s.Text), kindOfText(s.Text), state.VisibleRune))
	}
}

// kindOfText colours what is JSON.
func kindOfText(text string) widget.DocumentKind {
	if text != "" && (text[0] == '{' || text[0] == '[') {
		return widget.JSON
	}
	return widget.PlainText
}

func (p *flowPart) selected() string {
	if !p.content.Visible() {
		return ""
	}
	return firstNonEmpty(p.table.SelectedText(), p.view.SelectedText())
}
