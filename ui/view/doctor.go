// The room "Sign-in doctor": a table of findings, each with what to do next.

package view

import (
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type doctor struct {
	kit     *kit
	content fyne.CanvasObject
	intro   *widget.Text
	summary *widget.Pill
	table   *widget.Table
	card    *widget.Card
	examine *widget.Button
	stop    *widget.Button
	copy    *widget.Button
	button  state.Button
}

func newDoctor(k *kit) *doctor {
	d := &doctor{
		kit: k, intro: widget.NewSubLine(), summary: widget.NewLargePill("", widget.Neutral),
		examine: k.action(state.ActionExamine), stop: k.action(state.ActionStopExamination), copy: k.action(state.ActionCopyExamination),
		table: k.table(
			widget.Column{Header: Words(state.T("column.result")), Min: 106, Style: widget.Badge},
			widget.Column{Header: Words(state.T("doctor.column_topic")), Min: 130, Weight: 0.5, Style: widget.Strong},
			widget.Column{Header: Words(state.T("doctor.column_seen")), Min: 240, Weight: 2, Style: widget.Plain},
			widget.Column{Header: Words(state.T("doctor.column_took")), Min: 100, Style: widget.Subdued},
		),
	}
	fitVerdicts(d.table)
	d.card = widget.NewTightCard(d.table)
	head := widget.NewSplitRow([]fyne.CanvasObject{d.summary}, []fyne.CanvasObject{d.copy, d.stop, d.examine})
	header := widget.NewHeader(widget.NewTitle(Words(state.T("doctor.title"))), d.intro)
	note := widget.NewQuiet(Words(state.T("doctor.note")))
	d.content = widget.NewPage(widget.PageParts{Header: header, Body: widget.NewPageScroll(head, d.card, note)})
	return d
}

func (d *doctor) object() fyne.CanvasObject { return d.content }

func (d *doctor) update(s *state.State, _ time.Time) {
	v := s.DoctorView()
	d.button = v.Examine
	d.intro.SetRuns(widget.Run{Text: Words(v.Subtitle)})
	kind := kindOfDot(v.Kind)
	summary := Words(v.Summary)
	if kind != widget.Neutral {
		summary = kind.Mark() + " " + summary
	}
	d.summary.Set(summary, kind)
	setVisible(d.summary, summary != "")
	running := v.Examine.Action == state.ActionStopExamination
	setVisible(d.stop, running)
	setVisible(d.examine, !running)
	if !running {
		setButton(d.examine, v.Examine)
	}
	setButton(d.copy, v.Copy)
	setVisible(d.card, len(v.Rows) > 0)
	d.table.SetRows(doctorRows(v.Rows))
}

func doctorRows(findings []state.DoctorRow) []widget.Row {
	rows := make([]widget.Row, len(findings))
	for i, f := range findings {
		kind, seen := kindOfDot(f.Kind), Words(f.Seen)
		if !f.Do.IsZero() {
			seen += "\n" + Words(f.Do)
		}
		rows[i] = widget.Row{Copy: Words(f.Topic) + ": " + seen, Cells: []widget.Cell{
			{Text: kind.Mark() + " " + Words(f.Badge), Kind: kind}, {Text: Words(f.Topic)}, {Text: seen}, {Text: Words(f.Took)},
		}}
	}
	return rows
}

func (d *doctor) primary() (state.Action, bool) {
	if d.button.Action == state.ActionStopExamination {
		return "", false
	}
	return primaryOf(d.button)
}

func (d *doctor) escape() (state.Action, bool) {
	if d.button.Action == state.ActionStopExamination {
		return state.ActionStopExamination, true
	}
	return state.ActionBack, true
}

func (d *doctor) masked()               {}
func (d *doctor) first() fyne.Focusable { return nil }
func (d *doctor) selected() string      { return d.table.SelectedText() }
