// What an event of a flow does to a connection.

package state

import "proofkey/oauthflow"

// Apply changes the connection by what the event tells. It is the only way that a flow changes the state.
func (c *Connection) Apply(e oauthflow.Event) {
	c.Flow.take(e)
	switch e.Kind {
	case oauthflow.EventStepBegan:
		c.stepBegan(e)
	case oauthflow.EventStopped:
		c.stopped(e)
	case oauthflow.EventStepEnded:
		c.stepEnded(e)
	case oauthflow.EventRequestReady:
		c.requestReady(e)
	case oauthflow.EventDeviceCode:
		c.deviceCode(e)
	case oauthflow.EventPolled:
		c.polled(e)
	case oauthflow.EventBrowserFailed:
		c.Waiting.BrowserProblem = e.Err
	case oauthflow.EventDeadline:
		c.Waiting.Deadline = e.Deadline
	case oauthflow.EventStranger:
		c.stranger(e.Stranger)
	case oauthflow.EventChecks:
		c.Checks = e.Checks
	case oauthflow.EventHTTP:
		c.measureClock(e)
	default:
		c.applyOutcome(e)
	}
}

// requestReady shows the link. A new one in the place of a used one changes nothing else of the wait.
func (c *Connection) requestReady(e oauthflow.Event) {
	if c.Phase != PhaseWaiting {
		c.Phase, c.Waiting = PhaseWaiting, Waiting{Host: e.Host, ListeningOn: e.ListeningOn, Since: e.At}
	}
	c.Waiting.Link, c.Waiting.LinkExpires, c.Waiting.Deadline = e.Link, e.LinkExpires, e.Deadline
	c.Waiting.BrowserProblem = nil
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
	case oauthflow.EventTokenRevoked:
		c.tokenRevoked(e.Session)
	case oauthflow.EventSessionEnded:
		if c.SigningOut && e.Err != nil {
			break // a request that still ran found the session gone; the sign-out tells its own end
		}
		c.sessionEnded(e.Err)
	case oauthflow.EventNotice:
		if !e.Err.IsNote() { // which stands in the flow
			c.notice(e.Err)
		}
	case oauthflow.EventFailed:
		c.failed(e.Err, e.Practice)
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
	c.Steps[i], c.Stop = StepState{Status: StatusRunning, StartedAt: e.At}, Stop{}
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
	s := &c.Steps[i]
	s.Status, s.Duration, s.Cached, s.ByHand = StatusDone, e.Duration, e.Cached, e.ByHand
	if s.StartedAt.IsZero() {
		s.StartedAt = e.At.Add(-e.Duration)
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
