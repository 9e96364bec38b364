// What becomes of a connection when a flow has an outcome: signed in, refreshed, ended or failed.

package state

import (
	"time"

	"proofkey/oauthflow"
)

func (c *Connection) signedIn(s *oauthflow.Session, at time.Time) {
	if s == nil {
		return
	}
	another := c.Session == nil || c.Session.Subject != s.Subject
	if another || c.API.Answer != nil && c.API.Answer.StepUp != nil {
		c.API = c.API.withoutAnswer() // it was another person's, or asked for this sign-in: now the call is next
	}
	c.takeSession(s)
	c.Inquiry, c.RefreshLine = TokenInquiry{}, nil
	c.leaveChecks()
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
	c.Waiting, c.Stop, c.Previewing = Waiting{}, Stop{}, false
	c.DemoMoved, c.Practice = false, s.GoodPractice()
	c.keepWatching()
	if len(s.Checks) > 0 {
		c.Checks = s.Checks
	}
	for _, step := range s.Steps {
		if i := stepIndex(step.Step); i >= 0 {
			c.Steps[i] = StepState{Status: StatusDone, StartedAt: step.StartedAt, Duration: step.Duration, Cached: step.Cached, ByHand: step.ByHand}
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
	c.noteRefresh(c.Session, s)
	c.Session, c.Restored, c.Inquiry = s, false, TokenInquiry{}
	if len(s.Checks) > 0 && !c.Busy() {
		c.Checks, c.Practice = s.Checks, s.GoodPractice()
	}
}

// sessionEnded leaves a sign-in that runs meanwhile alone.
func (c *Connection) sessionEnded(why *oauthflow.Error) {
	c.Session, c.Restored, c.Refreshing, c.SigningOut = nil, false, false, false
	c.Ended, c.RefreshProblem, c.UserInfoProblem, c.UserInfoChecks = why, nil, nil, nil
	c.API, c.Inquiry, c.RefreshLine = APICall{}, TokenInquiry{}, nil
	if c.Busy() {
		return
	}
	c.Watching = c.Watching || c.Tab == TabFlow
	c.Phase, c.Failure, c.Checks, c.Practice, c.Steps, c.Tab = PhaseSignedOut, nil, nil, nil, [6]StepState{}, TabIdentity
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
func (c *Connection) failed(err *oauthflow.Error, practice []oauthflow.Practice) {
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
	c.Phase, c.Failure, c.Waiting, c.Stop, c.Tab, c.Practice = PhaseFailed, err, Waiting{}, Stop{}, TabChecks, practice
	c.keepWatching()
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

// leaveChecks shows the person again after a failure has shown the checks; a call of the API goes on where it was.
func (c *Connection) leaveChecks() {
	if c.Tab == TabChecks {
		c.Tab = TabIdentity
	}
}

// keepWatching leaves the flow in sight where there are tabs again.
func (c *Connection) keepWatching() {
	if c.Watching {
		c.Tab, c.Watching = TabFlow, false
	}
}

// backToSession shows what was there before the sign-in: the session that still stands, or signed out.
func (c *Connection) backToSession() {
	c.Failure, c.Waiting, c.Steps, c.Checks, c.Practice = nil, Waiting{}, [6]StepState{}, nil, nil
	c.Phase, c.Stop = PhaseSignedOut, Stop{}
	c.leaveChecks()
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
