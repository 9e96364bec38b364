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
	diagram  *widget.Button
	copyAs   *widget.Button
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
	d.reveal = k.button("", func() { k.reveal(state.MaskedFlow, d.revealed) })
	d.copy = k.button(Words(state.T("action.copy")), func() { k.actions.Copy(d.shown.Request) })
	d.diagram = k.button(Words(state.T("diagram.show")), nil)
	d.copyAs = k.button(Words(state.T("copy_as"))+" ▾", d.offerForms)
	d.request = widget.NewFillRow(d.line, 200, d.line, d.copy)
	d.ledger = widget.NewColumn(6, widget.NewHeading(Words(state.T("flow.part.checks"))), d.checks)
	column := widget.NewPaddedColumn(12, widget.Insets{Top: 14, Right: 16, Bottom: 16, Left: 16},
		widget.NewSplitRow([]fyne.CanvasObject{d.title}, []fyne.CanvasObject{d.reveal, d.diagram, d.copyAs}), d.explain, d.request, d.facts, d.problem.content)
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

// hide makes the next entry begin at its top, with its secrets masked. An empty table paints its first rows in one frame
// and the others in a later one.
func (d *flowDetail) hide() {
	d.revealed = false
	d.scroll.ScrollToTop()
	d.checks.Select(-1)
	d.checks.SetRows(nil)
	for _, part := range d.parts {
		part.table.Select(-1)
		part.table.SetRows(nil)
	}
}

// mask masks what is shown, also where it is not in sight any more.
func (d *flowDetail) mask() {
	if d.revealed {
		d.revealed = false
		d.show(d.of, d.entry, d.kit.now)
	}
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
	setVisible(d.copyAs, v.AsCode || len(v.CopyAs) > 0)
	setText(d.explain, v.Explain)
	setVisible(d.request, v.Request != "")
	d.line.SetText(v.Request)
	d.problem.set(v.Problem, nil)
	d.facts.SetRuns(factRuns(v.Facts)...)
	d.showSections(v)
	setVisible(d.ledger, len(v.Checks) > 0)
	d.checks.SetRows(checkRows(v.Checks))
}

// offerForms opens the menu of "Copy as", below its button.
func (d *flowDetail) offerForms() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.copyAs)
	widget.ShowMenu(d.kit.window.Canvas(), d.forms(), at.AddXY(d.copyAs.Size().Width, d.copyAs.Size().Height+4))
}

// forms are those of the request, if it is one of ours, and the program of the whole sign-in.
func (d *flowDetail) forms() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, form := range d.shown.CopyAs {
		items = append(items, fyne.NewMenuItem(Words(form.Label), func() { d.kit.actions.CopyRequest(d.entry, form) }))
	}
	if !d.shown.AsCode {
		return items
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	return append(items, fyne.NewMenuItem(Words(state.T("copy_as.program")), func() { d.kit.do(state.ActionTakeAsCode) }))
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
