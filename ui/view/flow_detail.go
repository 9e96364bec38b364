// The detail of an entry of the flow: what happens in this step, and its messages part by part.

package view

import (
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type flowDetail struct {
	kit      *kit
	content  *widget.Card
	scroll   *widget.Scroll
	title    *widget.Text
	reveal   *widget.Button
	explain  *widget.Text
	line     *widget.ValueLine
	copy     *widget.Button
	request  *fyne.Container
	facts    *widget.Text
	problem  *problemCard
	parts    map[state.FlowPart]*flowPart
	checks   *widget.Table
	ledger   *fyne.Container
	of       *state.Connection
	entry    int
	shown    state.FlowDetail
	revealed bool
}

func newFlowDetail(k *kit) *flowDetail {
	d := &flowDetail{
		kit: k, title: widget.NewHeading(""), explain: widget.NewQuiet(""), line: widget.NewValueLine(""), facts: widget.NewQuiet(""),
		problem: newProblemCard(k), parts: map[state.FlowPart]*flowPart{}, checks: k.table(checkColumns()...),
	}
	d.reveal = k.button("", d.toggle)
	d.copy = k.button(Words(state.T("action.copy")), func() { k.actions.Copy(d.shown.Request) })
	d.request = widget.NewFillRow(d.line, 200, d.line, d.copy)
	d.ledger = widget.NewColumn(6, widget.NewHeading(Words(state.T("flow.part.checks"))), d.checks)
	column := widget.NewPaddedColumn(12, widget.Insets{Top: 14, Right: 16, Bottom: 16, Left: 16},
		widget.NewSplitRow([]fyne.CanvasObject{d.title}, []fyne.CanvasObject{d.reveal}), d.explain, d.request, d.facts, d.problem.content)
	for _, part := range state.FlowParts() {
		d.parts[part] = newFlowPart(k, part)
		column.Add(d.parts[part].content)
	}
	column.Add(d.ledger)
	d.scroll = widget.NewScroll(column)
	d.content = widget.NewBareCard(d.scroll)
	d.content.Hide()
	return d
}

// hide makes the next entry begin at its top, with its secrets masked.
func (d *flowDetail) hide() {
	d.revealed = false
	d.scroll.ScrollToTop()
}

// mask masks what is shown.
func (d *flowDetail) mask() {
	if d.revealed {
		d.revealed = false
		d.show(d.of, d.entry, d.kit.now)
	}
}

func (d *flowDetail) toggle() {
	d.revealed = !d.revealed
	d.show(d.of, d.entry, d.kit.now)
	d.kit.arrange()
}

// show shows an entry; -1 shows none.
func (d *flowDetail) show(c *state.Connection, entry int, now time.Time) {
	d.of, d.entry = c, entry
	setVisible(d.content, entry >= 0)
	if entry < 0 {
		return
	}
	v := c.FlowDetail(entry, now, d.revealed)
	d.shown = v
	d.title.SetText(Words(v.Title))
	setVisible(d.reveal, v.Hidden)
	d.reveal.SetText(Words(state.T("flow.reveal")))
	if d.revealed {
		d.reveal.SetText(Words(state.T("flow.hide")))
	}
	setText(d.explain, v.Explain)
	setVisible(d.request, v.Request != "")
	d.line.SetText(v.Request)
	d.problem.set(v.Problem, nil)
	d.facts.SetRuns(factRuns(v.Facts)...)
	d.showSections(v)
	setVisible(d.ledger, len(v.Checks) > 0)
	d.checks.SetRows(checkRows(v.Checks))
}

// factRuns puts the facts into one text, the values bold.
func factRuns(facts []state.FlowFact) []widget.Run {
	var runs []widget.Run
	for i, fact := range facts {
		label := Words(fact.Label) + " "
		if i > 0 {
			label = " · " + label
		}
		runs = append(runs, widget.Run{Text: label}, widget.Run{Text: Words(fact.Value), Bold: true})
	}
	return runs
}

func (d *flowDetail) showSections(v state.FlowDetail) {
	found := map[state.FlowPart]state.FlowSection{}
	for _, s := range v.Sections {
		found[s.Part] = s
	}
	for part, view := range d.parts {
		s, there := found[part]
		setVisible(view.content, there)
		view.set(s)
	}
}

func (d *flowDetail) selected() string {
	for _, part := range state.FlowParts() {
		if text := d.parts[part].selected(); text != "" {
			return text
		}
	}
	return firstNonEmpty(d.checks.SelectedText(), d.problem.selected())
}

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
		rows[i] = widget.Row{Copy: r.Copy, Cells: []widget.Cell{{Text: r.Name}, {Text: r.Value}, {Text: sentences(why, r.Source)}}}
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
