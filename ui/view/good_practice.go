// Good practice, below the table of checks: ten rules of a public client with the evidence of this sign-in.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type goodPractice struct {
	content *fyne.Container
	title   *widget.Text
	note    *widget.Text
	table   *widget.Table
	card    *widget.Card
}

func newGoodPractice(k *kit) *goodPractice {
	g := &goodPractice{title: widget.NewHeading(""), note: widget.NewQuiet(""), table: k.table(
		widget.Column{Header: Words(state.T("column.result")), Min: 106, Style: widget.Badge},
		widget.Column{Header: Words(state.T("column.practice")), Min: 170, Weight: 1, Style: widget.Strong},
		widget.Column{Header: Words(state.T("column.evidence")), Min: 150, Weight: 1.6, Style: widget.Plain},
		widget.Column{Header: Words(state.T("column.source")), Min: 120, Weight: 0.3, Style: widget.Subdued},
	)}
	fitResults(g.table, "practice_result.")
	g.card = widget.NewTightCard(g.table)
	g.content = widget.NewPaddedColumn(8, widget.Insets{Top: 8}, g.title, g.note, g.card)
	return g
}

func (g *goodPractice) set(v state.PracticeView) {
	setVisible(g.content, !v.Title.IsZero())
	setText(g.title, v.Title)
	setText(g.note, v.Note)
	setVisible(g.card, len(v.Rows) > 0)
	rows := make([]widget.Row, len(v.Rows))
	for i, row := range v.Rows {
		evidence, kind := Words(row.Evidence), kindOf(row.Result)
		if !row.Do.IsZero() {
			evidence += "\n" + Words(row.Do)
		}
		rows[i] = widget.Row{Cells: []widget.Cell{
			{Text: pillText(row.Result, row.Pill), Kind: kind}, {Text: Words(row.Name)}, {Text: evidence}, {Text: row.Source},
		}}
	}
	g.table.SetRows(rows)
}
