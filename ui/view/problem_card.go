// A problem in words: what happened, both values, the rule, the code, what to do, and technical details folded.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type problemCard struct {
	content *widget.Card
	column  *fyne.Container
	title   *widget.Text
	text    *widget.Text
	facts   *widget.FactList
	meaning *widget.FactList // of the provider's error
	buttons *buttonRow
	fold    *fold
	details *widget.Text
}

func newProblemCard(k *kit) *problemCard {
	p := &problemCard{
		title: widget.NewHeading(""), text: widget.NewText("", widget.Style{Color: widget.ColorNameQuiet}), facts: widget.NewFactList(), meaning: widget.NewFactList(),
		details: widget.NewText("", widget.Style{Mono: true, Size: widget.SizeNameStep}),
	}
	p.facts.OnKey, p.meaning.OnKey = k.key, k.key
	p.buttons = newButtonRow(k, widget.NewFlowRow())
	p.fold = newFold(k, Words(state.T("problem.details")), p.details)
	p.column = widget.NewColumn(8, p.title, p.text, p.meaning, p.facts, p.buttons.row, p.fold.content)
	p.content = widget.NewEdgeCard(p.column, widget.Failed)
	p.content.Hide()
	return p
}

// set shows the problem with its buttons; nil hides the card.
func (p *problemCard) set(problem *state.Problem, buttons []state.Button) {
	setVisible(p.content, problem != nil)
	if problem == nil {
		p.fold.setOpen(false)
		return
	}
	setText(p.title, problem.Title)
	setLiteral(p.text, sentences(Words(problem.Happened), Words(problem.Do)))
	p.facts.SetFacts(factsOf(problem.Facts)...)
	setVisible(p.facts, len(problem.Facts) > 0)
	p.meaning.SetFacts(factsOf(problem.Explained)...)
	setVisible(p.meaning, len(problem.Explained) > 0)
	p.buttons.set(buttons)
	setVisible(p.buttons.row, len(buttons) > 0)
	p.details.SetText(Words(problem.Details))
	setVisible(p.fold.content, !problem.Details.IsZero())
}

func (p *problemCard) selected() string {
	if !p.content.Visible() {
		return ""
	}
	return firstNonEmpty(p.facts.SelectedText(), p.meaning.SelectedText())
}

func factsOf(list []state.Fact) []widget.Fact {
	facts := make([]widget.Fact, 0, len(list))
	for _, f := range list {
		facts = append(facts, widget.Fact{Label: Words(f.Label), Value: firstNonEmpty(f.Value, Words(f.Words)), Mono: f.Mono})
	}
	return facts
}
