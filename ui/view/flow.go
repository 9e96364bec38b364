// The Flow tab: every entry of the connection's flow in a list, and the detail of the selected one beside it.

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
	detail     *flowDetail
	connection *state.Connection // that is shown
	shown      flowShown
	words      map[string]string // the titles that have no values
}

// flowShown is what the screen was made from.
type flowShown struct{ changes, selected int }

func newFlow(k *kit) *flow {
	f := &flow{kit: k, detail: newFlowDetail(k), words: map[string]string{}}
	f.list = widget.NewTimelineList(widget.TimelineSource{Title: f.title, Row: f.row})
	f.list.OnKey, f.list.OnSelected = k.key, k.actions.SelectFlowEntry
	f.back = k.action(state.ActionLeaveFlow)
	f.goOn = k.action(state.ActionContinue)
	f.goOn.SetPrimary(true)
	f.backRow = widget.NewFlowRow(f.back, f.goOn)
	f.content = container.New(flowLayout{}, f.backRow, widget.NewTightCard(f.list), f.detail.content)
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
		f.connection, f.shown = c, flowShown{-1, -1}
	}
	next := flowShown{c.Flow.Changes(), c.Flow.Selected()}
	if next == f.shown {
		if c.Flow.Running() {
			f.list.Update(c.Flow.Len(), next.selected)
		}
		return
	}
	f.list.Update(c.Flow.Len(), next.selected)
	if next.selected != f.shown.selected {
		f.detail.hide()
	}
	f.detail.show(c, next.selected, now)
	f.shown = next
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

// flowLayout places the way back, the list, and the detail at its right.
type flowLayout struct{}

const (
	flowListWidth = 300  // at text scale 1
	flowListShare = 0.36 // of the width, at most
)

// Layout implements fyne.Layout.
func (flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const side, gap, bottom = 24, 12, 12
	y, inner := float32(16), max(0, size.Width-2*side)
	if back := objects[0]; back.Visible() {
		height := widget.HeightFor(back, inner)
		back.Move(fyne.NewPos(side, y))
		back.Resize(fyne.NewSize(inner, height))
		y += height + gap
	}
	list := min(flowListWidth*widget.Scale(), flowListShare*inner)
	height := max(0, size.Height-y-bottom)
	objects[1].Move(fyne.NewPos(side, y))
	objects[1].Resize(fyne.NewSize(list, height))
	objects[2].Move(fyne.NewPos(side+list+gap, y))
	objects[2].Resize(fyne.NewSize(max(0, inner-list-gap), height))
}

// MinSize implements fyne.Layout: both parts scroll.
func (flowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 160) }
