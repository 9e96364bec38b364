// The room of a connection: header, step strip, tabs, and the screen of what it is doing.

package view

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// screen is what stands below the step strip and the tabs.
type screen interface {
	object() fyne.CanvasObject
	update(s *state.State, now time.Time)
	primary() (state.Action, bool)
	escape() (state.Action, bool)
	selected() string
	masked()
	top() // shows the beginning
}

// screenName is a screen of the connection: one without tabs, or a tab.
type screenName string

// The screens that are no tabs.
const (
	screenSignedOut screenName = "signed_out"
	screenWaiting   screenName = "waiting"
	screenDevice    screenName = "device"
	screenStop      screenName = "stop"
	screenPreview   screenName = "preview"
	screenEmpty     screenName = "empty"
)

type connectionRoom struct {
	kit     *kit
	content fyne.CanvasObject
	header  *header
	strip   *widget.StepStrip
	tabs    *widget.TabBar
	body    *fyne.Container
	screens map[screenName]screen // built at first use
	current screen
	shownID string
	empty   state.Text      // of the tab that is shown
	showAt  *oauthflow.Step // while it is asked for
}

func newConnectionRoom(k *kit) *connectionRoom {
	r := &connectionRoom{
		kit: k, header: newHeader(k), strip: widget.NewStepStrip(), tabs: widget.NewTabBar(),
		body: newStack(), screens: map[screenName]screen{},
	}
	r.strip.OnKey, r.tabs.OnKey = k.key, k.key
	r.strip.OnStep = r.openStep
	r.tabs.OnSelected = func(i int) { k.actions.ShowTab(state.Tabs()[i]) }
	r.content = widget.NewPage(widget.PageParts{Header: r.header.content, Strip: r.strip, Tabs: r.tabs, Body: r.body})
	return r
}

func (r *connectionRoom) object() fyne.CanvasObject { return r.content }

func (r *connectionRoom) update(s *state.State, now time.Time) {
	c := s.Current()
	if c == nil {
		return
	}
	r.header.update(c, now)
	r.updateStrip(c, now)
	name := r.updateTabs(c)
	changed := c.Profile.ID != r.shownID
	r.shownID = c.Profile.ID
	r.current = r.screen(name)
	r.current.update(s, now)
	if swap(r.body, r.current.object()) || changed {
		r.current.top()
	}
	if checks, ok := r.current.(*checks); ok && r.showAt != nil {
		r.kit.arrange()
		checks.showStep(*r.showAt)
	}
}

func (r *connectionRoom) updateStrip(c *state.Connection, now time.Time) {
	var steps [6]widget.Step
	for i, v := range c.StepStrip(now) {
		steps[i] = widget.Step{Title: Words(v.Name), Note: Words(v.Note), Status: statusOf(v.Status)}
	}
	r.strip.SetSteps(steps)
}

func statusOf(s state.Status) widget.StepStatus {
	switch s {
	case state.StatusRunning:
		return widget.StepRunning
	case state.StatusDone:
		return widget.StepDone
	case state.StatusFailed:
		return widget.StepFailed
	}
	return widget.StepPending
}

// updateTabs shows the tabs where there are any, and says which screen is to be shown.
func (r *connectionRoom) updateTabs(c *state.Connection) screenName {
	kind := c.Screen()
	setVisible(r.tabs, kind == state.ScreenTabs)
	r.empty = state.Text{}
	switch kind {
	case state.ScreenSignedOut:
		return screenSignedOut
	case state.ScreenWaiting:
		return screenWaiting
	case state.ScreenDevice:
		return screenDevice
	case state.ScreenStop:
		return screenStop
	case state.ScreenPreview:
		return screenPreview
	case state.ScreenFlow:
		return screenName(state.TabFlow)
	}
	views := c.TabViews()
	tabs := make([]widget.Tab, len(views))
	for i, v := range views {
		tabs[i] = widget.Tab{Title: Words(v.Name), Badge: Words(v.Badge), BadgeKind: kindOf(v.BadgeKind)}
	}
	r.tabs.SetTabs(tabs)
	selected := max(0, slices.IndexFunc(views, func(v state.TabView) bool { return v.Selected }))
	r.tabs.Select(selected)
	if r.empty = views[selected].Empty; !r.empty.IsZero() {
		return screenEmpty
	}
	return screenName(views[selected].Tab)
}

func (r *connectionRoom) screen(name screenName) screen {
	if made := r.screens[name]; made != nil {
		return made
	}
	var made screen
	switch name {
	case screenSignedOut:
		made = newSignedOut(r.kit)
	case screenWaiting:
		made = newWaiting(r.kit)
	case screenDevice:
		made = newDevice(r.kit)
	case screenStop:
		made = newStop(r.kit)
	case screenPreview:
		made = newRequestPreview(r.kit)
	case screenName(state.TabIdentity):
		made = newIdentity(r.kit)
	case screenName(state.TabChecks):
		made = newChecks(r.kit)
	case screenName(state.TabFlow):
		made = newFlow(r.kit)
	case screenName(state.TabTokens):
		made = newTokens(r.kit)
	case screenName(state.TabAPI):
		made = newAPI(r.kit)
	default:
		made = newEmptyTab(func() state.Text { return r.empty })
	}
	r.screens[name] = made
	return made
}

// openStep shows a step in the flow, or the checks of one that the flow does not have.
func (r *connectionRoom) openStep(i int) {
	step := oauthflow.SignInSteps()[i]
	r.showAt = &step
	r.kit.actions.ShowStep(step)
	r.showAt = nil
}

func (r *connectionRoom) primary() (state.Action, bool) {
	if r.current == nil {
		return "", false
	}
	return r.current.primary()
}

// escape is the screen's, else the header's: Cancel, or back to the session.
func (r *connectionRoom) escape() (state.Action, bool) {
	if r.current != nil {
		if a, ok := r.current.escape(); ok {
			return a, true
		}
	}
	return r.header.escape()
}

func (r *connectionRoom) selected() string {
	if r.current == nil {
		return ""
	}
	return r.current.selected()
}

func (r *connectionRoom) masked() {
	for _, s := range r.screens {
		s.masked()
	}
}

func (r *connectionRoom) first() fyne.Focusable { return nil }
