// The step strip: the six steps of the sign-in with a short note each.

package state

import (
	"slices"
	"time"

	"proofkey/oauthflow"
)

// StepView is one step of the strip.
type StepView struct {
	Step   oauthflow.Step
	Number int // from 1
	Name   Text
	Note   Text // may be zero
	Status Status
}

// StepStrip returns the six steps.
func (c *Connection) StepStrip(now time.Time) [6]StepView {
	var strip [6]StepView
	for i, step := range oauthflow.SignInSteps() {
		status := c.Steps[i].Status
		if status == "" {
			status = StatusPending
		}
		strip[i] = StepView{Step: step, Number: i + 1, Name: T("step." + string(step)), Note: c.stepNote(i, now), Status: status}
	}
	return strip
}

// CurrentStep is the place of the step that a narrow strip names: the one that is next, runs or failed, else the
// last done one, else the first.
func (c *Connection) CurrentStep() int {
	if next := stepIndex(c.Stop.Step); next >= 0 {
		return next
	}
	current := 0
	for i, s := range c.Steps {
		switch s.Status {
		case StatusRunning, StatusFailed:
			return i
		case StatusDone:
			current = i
		}
	}
	return current
}

func (c *Connection) stepNote(i int, now time.Time) Text {
	s := c.Steps[i]
	step := oauthflow.SignInSteps()[i]
	switch s.Status {
	case StatusDone:
		return c.doneNote(step, s, now)
	case StatusRunning:
		return c.runningNote(step, s, now)
	case StatusFailed:
		if c.Failure != nil {
			return T("problem." + string(c.Failure.Code) + ".short")
		}
	}
	if step == c.Stop.Step {
		return T("step_note.stopped")
	}
	if step == oauthflow.StepDiscover && c.Ready {
		return T("step_note.ready")
	}
	return Text{}
}

func (c *Connection) doneNote(step oauthflow.Step, s StepState, now time.Time) Text {
	took := durationText(s.Duration)
	switch step {
	case oauthflow.StepDiscover:
		if s.ByHand {
			return T("step_note.by_hand")
		}
		if s.Cached {
			return T("step_note.cached", "Took", took)
		}
	case oauthflow.StepAuthorizationRequest:
		if c.confirmedElsewhere() {
			return T("step_note.device_code")
		}
		if !slices.Contains(c.Profile.Scopes, "openid") {
			return T("step_note.request_without_nonce")
		}
		return T("step_note.request")
	case oauthflow.StepRedirect:
		if c.confirmedElsewhere() {
			return T("step_note.elsewhere", "Took", took)
		}
		return T("step_note.redirect", "Took", took)
	case oauthflow.StepVerify:
		return N("step_note.verify", len(c.Checks), "Took", took)
	case oauthflow.StepSignedIn:
		return timeText(s.StartedAt.Add(s.Duration), now)
	}
	return took
}

func (c *Connection) runningNote(step oauthflow.Step, s StepState, now time.Time) Text {
	now = c.momentOf(now)
	if step == oauthflow.StepRedirect && c.Waiting.Device != nil {
		return T("step_note.waiting_elsewhere", "Clock", clockText(now.Sub(c.Waiting.Since)))
	}
	if step == oauthflow.StepRedirect && !c.Waiting.Since.IsZero() {
		return T("step_note.waiting", "Clock", clockText(now.Sub(c.Waiting.Since)))
	}
	if running := now.Sub(s.StartedAt); running >= time.Second {
		return T("step_note.running_for", "Clock", clockText(running))
	}
	return T("step_note.running")
}
