// The parts of the API tab: sample calls, and the question before a token goes to a new origin.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// sampleRow is the row of calls that a click fills in, with what is sent along behind them.
type sampleRow struct {
	kit    *kit
	row    *fyne.Container
	behind fyne.CanvasObject
	shown  []state.SampleCall
	onBody func() // a sample that has a body was filled in
}

func newSampleRow(k *kit, behind fyne.CanvasObject) *sampleRow {
	return &sampleRow{kit: k, row: widget.NewFlowRow(behind), behind: behind}
}

func (s *sampleRow) update(samples []state.SampleCall) {
	if sameSamples(s.shown, samples) {
		return
	}
	s.shown = samples
	s.row.Objects = nil
	for _, sample := range samples {
		chip := widget.NewChip(Words(sample.Name), func() { s.fill(sample) })
		chip.OnKey = s.kit.key
		s.row.Objects = append(s.row.Objects, chip)
	}
	s.row.Objects = append(s.row.Objects, s.behind)
	s.row.Refresh()
}

func sameSamples(a, b []state.SampleCall) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Name.Key != b[i].Name.Key || a[i].URL != b[i].URL || a[i].Headers != b[i].Headers {
			return false
		}
	}
	return true
}

func (s *sampleRow) fill(sample state.SampleCall) {
	s.kit.actions.EditCall(func(c *state.APICall) { c.Fill(sample) })
	if sample.Body != "" {
		s.onBody()
		s.kit.arrange()
	}
}

// originQuestion asks whether the access token may go to an origin.
type originQuestion struct {
	content *widget.Card
	title   *widget.Text
	text    *widget.Text
	buttons *buttonRow
}

func newOriginQuestion(k *kit) *originQuestion {
	q := &originQuestion{title: widget.NewHeading(""), text: widget.NewText("", widget.Style{Color: widget.ColorNameQuiet})}
	q.buttons = newButtonRow(k, widget.NewFlowRow())
	q.content = widget.NewEdgeCard(widget.NewColumn(8, q.title, q.text, q.buttons.row), widget.Caution)
	return q
}

func (q *originQuestion) update(title, explained state.Text, buttons []state.Button) {
	setVisible(q.content, !title.IsZero())
	setText(q.title, title)
	setText(q.text, explained)
	q.buttons.set(buttons)
}
