// The room "Compare": two sides are picked, their steps stand side by side, and below each difference with both values.

package view

import (
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type compare struct {
	kit          *kit
	content      fyne.CanvasObject
	sides        [2]*widget.Select
	ids          []string
	verdict      *widget.Pill
	failed, more *widget.Text
	steps, found *widget.Table
	stepsCard    *widget.Card
	foundCard    *widget.Card
	showA, showB *widget.Button
	shown        [2]string // the sides whose rows are shown
}

func newCompare(k *kit) *compare {
	c := &compare{
		kit: k, verdict: widget.NewLargePill("", widget.Neutral), failed: widget.NewText("", widget.Style{Color: widget.ColorNameCaution}), more: widget.NewQuiet(""),
		steps: k.table(
			widget.Column{Min: 150, Weight: 0.3, Style: widget.Strong}, widget.Column{Min: 200, Weight: 1, Style: widget.Plain}, widget.Column{Min: 200, Weight: 1, Style: widget.Plain},
		),
		found: k.table(
			widget.Column{Min: 100, Style: widget.Strong}, widget.Column{Min: 150, Weight: 0.6, Style: widget.Plain},
			widget.Column{Min: 180, Weight: 1, Style: widget.Mono}, widget.Column{Min: 180, Weight: 1, Style: widget.Mono},
		),
	}
	for side := range c.sides {
		c.sides[side] = widget.NewSelect(nil, func(string) {
			if at := c.sides[side].SelectedIndex(); at >= 0 && at < len(c.ids) {
				k.actions.CompareWith(side, c.ids[at])
			}
		})
		c.sides[side].OnKey = k.key
	}
	c.found.OnSelected = k.actions.PickDifference
	c.showA, c.showB = k.action(state.ActionShowComparedA), k.action(state.ActionShowComparedB)
	form := widget.NewTightCard(widget.NewColumn(0,
		widget.NewFormRow(Words(state.T("compare.side_a")), c.sides[0], ""), widget.NewFormRow(Words(state.T("compare.side_b")), c.sides[1], "")))
	c.stepsCard, c.foundCard = widget.NewTightCard(c.steps), widget.NewTightCard(c.found)
	head := widget.NewSplitRow([]fyne.CanvasObject{c.verdict}, []fyne.CanvasObject{c.showA, c.showB})
	header := widget.NewHeader(widget.NewTitle(Words(state.T("compare.title"))), widget.NewSubLine(widget.Run{Text: Words(state.T("compare.intro"))}))
	c.content = widget.NewPage(widget.PageParts{Header: header, Body: widget.NewPageScroll(form, c.failed, c.stepsCard, head, c.foundCard, c.more)})
	return c
}

func (c *compare) object() fyne.CanvasObject { return c.content }

func (c *compare) update(s *state.State, now time.Time) {
	v := s.ComparisonView(now)
	c.offer(v)
	setText(c.failed, v.Failed)
	kind := widget.Neutral
	if v.Same {
		kind = widget.Passed
	}
	verdict := Words(v.Verdict)
	if kind != widget.Neutral {
		verdict = kind.Mark() + " " + verdict
	}
	c.verdict.Set(verdict, kind)
	setVisible(c.verdict, verdict != "")
	setButton(c.showA, v.ShowA)
	setButton(c.showB, v.ShowB)
	setVisible(c.showA, len(v.Rows) > 0)
	setVisible(c.showB, len(v.Rows) > 0)
	if c.shown != s.Comparison.Sides {
		c.shown = s.Comparison.Sides
		c.found.Select(-1)
		c.steps.Select(-1)
	}
	setVisible(c.stepsCard, len(v.Steps) > 0)
	c.steps.SetRows(comparedStepRows(v.Steps))
	setVisible(c.foundCard, len(v.Rows) > 0)
	c.found.SetRows(comparedRows(v.Rows))
	setText(c.more, v.More)
}

// offer lists what can be compared, and shows what is picked.
func (c *compare) offer(v state.ComparisonView) {
	names := make([]string, len(v.Options))
	c.ids = c.ids[:0]
	for i, o := range v.Options {
		names[i] = Words(o.Label)
		c.ids = append(c.ids, o.Value)
	}
	for side, at := range v.Chosen {
		list := c.sides[side]
		changed := list.OnChanged
		list.OnChanged = nil
		list.Options = names
		switch {
		case at < 0:
			list.ClearSelected()
		case list.SelectedIndex() != at:
			list.SetSelectedIndex(at)
		}
		list.OnChanged = changed
	}
}

// sideValues are the values of a row, each with its side: where the cells stand below each other, nothing else says
// whose they are.
func sideValues(values [2]state.Text) (a, b string) {
	return Words(state.T("compare.value_a", "Value", values[0])), Words(state.T("compare.value_b", "Value", values[1]))
}

func comparedStepRows(steps []state.ComparedStep) []widget.Row {
	rows := make([]widget.Row, len(steps))
	for i, step := range steps {
		a, b := sideValues(step.Values)
		rows[i] = widget.Row{Cells: []widget.Cell{{Text: Words(step.Name)}, {Text: a, Kind: kindOf(step.Kinds[0])}, {Text: b, Kind: kindOf(step.Kinds[1])}}}
	}
	return rows
}

func comparedRows(differences []state.ComparedRow) []widget.Row {
	rows := make([]widget.Row, len(differences))
	for i, d := range differences {
		a, b := sideValues(d.Values)
		rows[i] = widget.Row{Copy: d.Copy, Cells: []widget.Cell{{Text: Words(d.Area)}, {Text: Words(d.Name)}, {Text: a}, {Text: b}}}
	}
	return rows
}

func (c *compare) primary() (state.Action, bool) { return "", false }
func (c *compare) escape() (state.Action, bool)  { return state.ActionBack, true }
func (c *compare) masked()                       {}
func (c *compare) first() fyne.Focusable         { return nil }

func (c *compare) selected() string {
	return firstNonEmpty(c.found.SelectedText(), c.steps.SelectedText())
}
