// The Flow tab: every entry of the connection's flow in a list, and beside it the detail of the selected one, or the
// sequence diagram of all.

package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type flow struct {
	kit        *kit
	content    *fyne.Container
	back       *widget.Button // where there are no tabs
	goOn       *widget.Button // where the sign-in has stopped
	backRow    *fyne.Container
	list       *widget.TimelineList
	listCard   *widget.Card
	detail     *flowDetail
	diagram    *flowDiagram
	asDiagram  bool              // the diagram is shown, not the detail
	connection *state.Connection // that is shown
	veiled     bool              // presenter mode masks
	shown      flowShown
	words      map[string]string // the titles that have no values
}

// flowShown is what the screen was made from.
type flowShown struct {
	changes, selected int
	diagram           bool
	revealed, veiled  bool
}

func newFlow(k *kit) *flow {
	f := &flow{kit: k, detail: newFlowDetail(k), diagram: newFlowDiagram(k), words: map[string]string{}}
	f.list = widget.NewTimelineList(widget.TimelineSource{Title: f.title, Row: f.row})
	f.list.OnKey, f.list.OnSelected = k.key, k.actions.SelectFlowEntry
	f.back = k.action(state.ActionLeaveFlow)
	f.goOn = k.action(state.ActionContinue)
	f.goOn.SetPrimary(true)
	f.backRow = widget.NewFlowRow(f.back, f.goOn)
	f.detail.diagram.OnTapped = func() { k.actions.ShowDiagram(true) }
	back := func() { k.actions.ShowDiagram(false) }
	f.diagram.detail.OnTapped, f.diagram.view.OnOpened = back, back
	f.listCard = widget.NewTightCard(f.list)
	f.content = container.New(flowLayout{f.diagram}, f.backRow, f.listCard, f.detail.content, f.diagram.content)
	return f
}

func (f *flow) title(i int) string {
	t := f.connection.FlowTitle(i)
	if len(t.Values) > 0 {
		return Words(t)
	}
	if _, known := f.words[t.Key]; !known {
		f.words[t.Key] = Words(t)
	}
	return f.words[t.Key]
}

func (f *flow) row(i int) widget.TimelineRow {
	r := f.connection.FlowRow(i, f.kit.now)
	kind := kindOf(r.Kind)
	status := Words(r.Status)
	if status != "" && kind == widget.Failed {
		status = kind.Mark() + " " + status
	}
	return widget.TimelineRow{When: Words(r.When), Title: f.title(i), Note: Words(r.Note), Status: status, Took: Words(r.Took), Kind: kind}
}

func (f *flow) object() fyne.CanvasObject { return f.content }

// update draws what is in view, and only where something changed or a clock runs.
func (f *flow) update(s *state.State, now time.Time) {
	c := s.Current()
	setVisible(f.backRow, c.Screen() == state.ScreenFlow)
	setVisible(f.goOn, c.Stop.Step != "")
	if c != f.connection {
		f.detail.hide()
		f.list.Reset()
		f.diagram.reset(c)
		f.connection, f.shown = c, flowShown{changes: -1, selected: -1}
	}
	if veiled := s.Presenting() && !s.Shows(state.MaskedPersonal); veiled != f.veiled {
		f.veiled = veiled
		f.diagram.view.Reset()
	}
	f.detail.revealed = s.Shows(state.MaskedFlow)
	if s.Diagram != f.asDiagram {
		f.turn(s.Diagram)
		return
	}
	f.draw(now)
}

func (f *flow) draw(now time.Time) {
	c := f.connection
	next := flowShown{c.Flow.Changes(), c.Flow.Selected(), f.asDiagram, f.detail.revealed, f.veiled}
	if next == f.shown {
		if c.Flow.Running() {
			f.list.Update(c.Flow.Len(), next.selected)
		}
		return
	}
	f.list.Update(c.Flow.Len(), next.selected)
	if next.selected != f.shown.selected || next.diagram {
		f.detail.hide()
	}
	if next.diagram {
		f.detail.content.Hide()
		f.diagram.show(next.selected)
	} else {
		f.diagram.content.Hide()
		f.detail.show(c, next.selected, now)
	}
	f.shown = next
}

// turn shows the diagram or the detail, with the keyboard in the diagram or in the list.
func (f *flow) turn(toDiagram bool) {
	f.asDiagram = toDiagram
	f.draw(f.kit.now)
	f.kit.arrange()
	if toDiagram {
		f.kit.window.Canvas().Focus(f.diagram.view)
	} else {
		f.kit.window.Canvas().Focus(f.list)
	}
}

func (f *flow) primary() (state.Action, bool) {
	return state.ActionContinue, f.backRow.Visible() && f.goOn.Visible()
}

func (f *flow) escape() (state.Action, bool) {
	return state.ActionLeaveFlow, f.backRow.Visible()
}

func (f *flow) selected() string { return f.detail.selected() }
func (f *flow) masked()          { f.detail.mask() }
func (f *flow) top()             { f.detail.scroll.ScrollToTop() }
