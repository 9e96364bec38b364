// The Checks tab: the ledger of the sign-in with the evidence, above it why a sign-in was refused, and below it good
// practice.

package view

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type checks struct {
	scroll  *widget.Scroll
	problem *problemCard
	table   *widget.Table
	card    *widget.Card
	good    *goodPractice
	rows    []state.CheckRow
	buttons []state.Button
}

func newChecks(k *kit) *checks {
	c := &checks{problem: newProblemCard(k), table: k.table(checkColumns()...), good: newGoodPractice(k)}
	fitResults(c.table, "result.")
	c.card = widget.NewTightCard(c.table)
	c.scroll = widget.NewPageScroll(c.problem.content, c.card, c.good.content)
	return c
}

func checkColumns() []widget.Column {
	return []widget.Column{
		{Header: Words(state.T("column.result")), Min: 106, Style: widget.Badge},
		{Header: Words(state.T("column.check")), Min: 170, Weight: 1.6, Style: widget.Strong},
		{Header: Words(state.T("column.evidence")), Min: 150, Weight: 1, Style: widget.Mono},
		{Header: Words(state.T("column.source")), Min: 120, Weight: 0.3, Style: widget.Subdued},
	}
}

func checkRows(checks []state.CheckRow) []widget.Row {
	rows := make([]widget.Row, len(checks))
	for i, c := range checks {
		evidence := wordsOf(c.Evidence)
		if !c.Unverified.IsZero() {
			evidence = append(evidence, Words(c.Unverified))
		}
		kind := kindOf(c.Result)
		rows[i] = widget.Row{Copy: strings.Join(wordsOf(c.Copy), "\t"), Cells: []widget.Cell{
			{Text: pillText(c.Result, c.Pill), Kind: kind}, {Text: Words(c.Name)}, {Text: strings.Join(evidence, "\n")}, {Text: c.Source},
		}}
	}
	return rows
}

func (c *checks) object() fyne.CanvasObject { return c.scroll }

func (c *checks) update(s *state.State, _ time.Time) {
	connection := s.Current()
	c.rows, c.buttons = connection.CheckRows(), connection.ProblemButtons()
	c.problem.set(connection.Problem(), c.buttons)
	setVisible(c.card, len(c.rows) > 0)
	c.table.SetRows(checkRows(c.rows))
	c.good.set(connection.PracticeView())
}

// showStep selects the first check of a step and moves it into view.
func (c *checks) showStep(step oauthflow.Step) {
	if len(c.rows) == 0 {
		return
	}
	row := state.FirstCheckOf(c.rows, step)
	c.table.Select(row)
	c.table.Reveal(row)
}

func (c *checks) primary() (state.Action, bool) { return primaryOf(c.buttons...) }
func (c *checks) escape() (state.Action, bool)  { return "", false }
func (c *checks) masked()                       {}

func (c *checks) selected() string {
	return firstNonEmpty(c.table.SelectedText(), c.good.table.SelectedText(), c.problem.selected())
}

func (c *checks) top() {
	c.table.Select(-1)
	c.good.table.Select(-1)
	c.scroll.ScrollToTop()
}
