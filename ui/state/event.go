// What an event of a flow does to a connection.

package state

import (
	"time"

	"proofkey/oauthflow"
)

// Apply changes the connection by what the event tells. It is the only way that a flow changes the state.
func (c *Connection) Apply(e oauthflow.Event) {
	switch e.Kind {
	case oauthflow.EventStepBegan:
		c.stepBegan(e)
	case oauthflow.EventStepEnded:
		c.stepEnded(e)
	case oauthflow.EventRequestReady:
		c.Phase = PhaseWaiting
		c.Waiting = Waiting{Link: e.Link, Host: e.Host, ListeningOn: e.ListeningOn, Since: e.At, Deadline: e.Deadline}
	case oauthflow.EventBrowserFailed:
		c.Waiting.BrowserProblem = e.Err
	case oauthflow.EventDeadline:
		c.Waiting.Deadline = e.Deadline
	case oauthflow.EventStranger:
		c.stranger(e.Stranger)
	case oauthflow.EventChecks:
		c.Checks = e.Checks
	default:
		c.applyOutcome(e)
	}
}

// applyOutcome is Apply for the events that tell of a session or of a failure.
func (c *Connection) applyOutcome(e oauthflow.Event) {
	switch e.Kind {
	case oauthflow.EventSignedIn:
		c.signedIn(e.Session, e.At)
	case oauthflow.EventUserInfo:
		c.userInfo(e)
	case oauthflow.EventRefreshed:
		c.refreshed(e.Session)
	case oauthflow.EventSessionEnded:
		c.sessionEnded(e.Err)
	case oauthflow.EventNotice:
		c.notice(e.Err)
	case oauthflow.EventFailed:
		c.failed(e.Err)
	}
}

func (c *Connection) stepBegan(e oauthflow.Event) {
	if e.Step == oauthflow.StepRefresh {
		c.Refreshing = true
	}
	i := stepIndex(e.Step)
	if i < 0 {
		return
	}
	c.Steps[i] = StepState{Status: StatusRunning, StartedAt: e.At}
	if e.Step == oauthflow.StepTokenRequest || e.Step == oauthflow.StepVerify {
		c.Phase = PhaseJudging
	}
}

func (c *Connection) stepEnded(e oauthflow.Event) {
	if e.Step == oauthflow.StepRefresh {
		c.Refreshing = false
	}
	i := stepIndex(e.Step)
	if i < 0 {
		return
	}
	c.Steps[i].Status, c.Steps[i].Duration, c.Steps[i].Cached = StatusDone, e.Duration, e.Cached
	if c.Steps[i].StartedAt.IsZero() {
		c.Steps[i].StartedAt = e.At.Add(-e.Duration)
	}
	if e.Step == oauthflow.StepRedirect && c.Phase == PhaseWaiting {
		c.Phase = PhaseJudging
	}
}

func (c *Connection) stranger(s *oauthflow.Stranger) {
	if s == nil {
		return
	}
	c.Waiting.StrangerCount++
	c.Waiting.Strangers = appendBounded(c.Waiting.Strangers, *s, maxStrangers)
}

func (c *Connection) signedIn(s *oauthflow.Session, at time.Time) {
	if s == nil {
		return
	}
	c.takeSession(s)
	c.Restored = false
	c.UserInfoProblem, c.UserInfoChecks, c.Notices = nil, nil, nil
	last := &c.Steps[len(c.Steps)-1]
	if last.Status != StatusDone {
		last.Status = StatusDone
		if last.StartedAt.IsZero() {
			last.StartedAt = at
		}
	}
}

// takeSession shows the session, its ledger and its step times.
func (c *Connection) takeSession(s *oauthflow.Session) {
	c.Session, c.Phase, c.Failure, c.Ended, c.RefreshProblem = s, PhaseSignedIn, nil, nil, nil
	c.Waiting = Waiting{}
	c.DemoMoved = false
	if len(s.Checks) > 0 {
		c.Checks = s.Checks
	}
	for _, step := range s.Steps {
		if i := stepIndex(step.Step); i >= 0 {
			c.Steps[i] = StepState{Status: StatusDone, StartedAt: step.StartedAt, Duration: step.Duration, Cached: step.Cached}
		}
	}
}

func (c *Connection) userInfo(e oauthflow.Event) {
	c.UserInfoProblem, c.UserInfoChecks = e.Err, e.Checks
	if e.Session != nil && c.Session != nil {
		c.Session = e.Session
	}
}

func (c *Connection) refreshed(s *oauthflow.Session) {
	c.Refreshing, c.RefreshProblem = false, nil
	if s == nil || c.Session == nil {
		return
	}
	c.Session, c.Restored = s, false
	if len(s.Checks) > 0 && !c.Busy() {
		c.Checks = s.Checks
	}
}

// sessionEnded leaves a sign-in that runs meanwhile alone.
func (c *Connection) sessionEnded(why *oauthflow.Error) {
	c.Session, c.Restored, c.Refreshing, c.SigningOut = nil, false, false, false
	c.Ended, c.RefreshProblem, c.UserInfoProblem, c.UserInfoChecks = why, nil, nil, nil
	c.API = APICall{}
	if c.Busy() {
		return
	}
	c.Phase, c.Failure, c.Checks, c.Steps, c.Tab = PhaseSignedOut, nil, nil, [6]StepState{}, TabIdentity
}

func (c *Connection) notice(err *oauthflow.Error) {
	if err == nil {
		return
	}
	if err.Step == oauthflow.StepRefresh {
		c.Refreshing, c.RefreshProblem = false, err
		return
	}
	c.Notices = appendBounded(c.Notices, err, maxNotices)
}

// failed ends the sign-in. A refresh or sign-out that failed leaves the session as it is.
func (c *Connection) failed(err *oauthflow.Error) {
	switch {
	case err == nil:
		return
	case !c.Busy() && stepIndex(err.Step) < 0:
		c.SigningOut = false
		c.notice(err)
		return
	case err.Code == oauthflow.CodeCancelled:
		c.backToSession()
		return
	}
	c.Phase, c.Failure, c.Waiting, c.Tab = PhaseFailed, err, Waiting{}, TabChecks
	failedAt := stepIndex(err.Step)
	for i := range c.Steps {
		switch {
		case i == failedAt:
			c.Steps[i].Status = StatusFailed
		case c.Steps[i].Status == StatusRunning && failedAt < 0:
			c.Steps[i].Status = StatusFailed
		case c.Steps[i].Status == StatusRunning:
			c.Steps[i] = StepState{}
		}
	}
}

// backToSession shows what was there before the sign-in: the session that still stands, or signed out.
func (c *Connection) backToSession() {
	c.Failure, c.Waiting, c.Steps, c.Checks = nil, Waiting{}, [6]StepState{}, nil
	c.Phase, c.Tab = PhaseSignedOut, TabIdentity
	if c.Session != nil {
		c.takeSession(c.Session)
	}
}

// appendBounded appends to a copy that keeps the last limit items.
func appendBounded[T any](list []T, item T, limit int) []T {
	if len(list) >= limit {
		list = list[len(list)-limit+1:]
	}
	return append(list[:len(list):len(list)], item)
}
