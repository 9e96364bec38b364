// A report that was opened: a connection as a bundle has it. It is shown as saved and is not verified here; it lives for
// this run, nothing is fetched for it, and nothing can be done with it but to look, to copy and to compare.

package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// SavedReport is where a connection that was opened comes from.
type SavedReport struct {
	Bundle report.Bundle
	Digest string // of the file: the same one is open once
}

// NewSavedReport makes the connection that a bundle tells of. It may take a while: not on the UI thread.
func NewSavedReport(b report.Bundle, digest string) (*Connection, error) {
	saved, err := b.Saved()
	if err != nil {
		return nil, err
	}
	c := NewConnection(saved.Profile)
	for _, e := range saved.Events {
		c.replay(e)
	}
	switch {
	case saved.Session == nil:
	case c.Session == nil: // of an earlier run
		c.takeSession(saved.Session)
		c.UserInfoChecks = saved.Session.UserInfoChecks
	default:
		c.Session = saved.Session
	}
	c.Saved = &SavedReport{Bundle: b, Digest: digest}
	c.settle()
	return c, nil
}

// replay does what the event does, and what the window learned beside it.
func (c *Connection) replay(e oauthflow.Event) {
	if e.Kind == oauthflow.EventStepBegan && e.Step == oauthflow.StepDiscover {
		c.BeginSignIn(e.At)
	}
	before := c.Session
	c.Apply(e)
	switch {
	case e.Kind == oauthflow.EventTokenRevoked && before != nil && before.CanRefresh() == e.Session.CanRefresh():
		c.Revoked(oauthflow.HintAccessToken, e.At, nil)
	case e.Kind == oauthflow.EventHTTP && e.Step == oauthflow.StepIntrospection:
		c.replayIntrospection(e)
	}
}

// replayIntrospection shows the provider's description of the access token as it was.
func (c *Connection) replayIntrospection(e oauthflow.Event) {
	var members map[string]any
	d := json.NewDecoder(bytes.NewReader(e.HTTP.Answer.Reveal().Body))
	d.UseNumber()
	if e.HTTP.Status != 200 || d.Decode(&members) != nil {
		return
	}
	if active, ok := members["active"].(bool); ok {
		c.Introspected(&oauthflow.Introspection{At: e.At, Active: active, Members: members}, nil)
	}
}

// settle leaves nothing under way.
func (c *Connection) settle() {
	if c.Busy() {
		c.Phase = PhaseSignedOut
		if c.Session != nil {
			c.Phase = PhaseSignedIn
		}
	}
	c.Refreshing, c.SigningOut, c.Watching, c.ClockDismissed = false, false, false, true
	c.Notices = nil // they stand in the flow
	if c.Session == nil && c.Failure == nil {
		c.Tab = TabFlow
	}
}

// momentOf is now, or the moment at which a report was saved: its clocks do not run.
func (c *Connection) momentOf(now time.Time) time.Time {
	if c.Saved == nil {
		return now
	}
	return c.Saved.Bundle.SavedAt.In(now.Location())
}

// SavedNote says of a report when it was saved and by which app; zero for a connection.
func (c *Connection) SavedNote(now time.Time) Text {
	if c.Saved == nil {
		return Text{}
	}
	return T("saved.note", "Time", dateText(c.Saved.Bundle.SavedAt, now), "App", line(c.Saved.Bundle.App))
}

// savedEmpty is what a tab of a report says where the report has nothing for it.
func (c *Connection) savedEmpty(tab Tab) Text {
	switch {
	case tab == TabFlow && c.Flow.Len() == 0:
		return T("saved.no_flow")
	case tab == TabFlow:
		return Text{}
	case tab == TabChecks && len(c.Checks) == 0 && c.Failure == nil:
		return T("saved.no_checks")
	case tab != TabChecks && c.Session == nil:
		return T("saved.no_session")
	}
	return Text{}
}

// AddReport shows a report that was opened. The same file again shows the one that is open.
func (s *State) AddReport(c *Connection) {
	s.NotOpened = Text{}
	i := slices.IndexFunc(s.Connections, func(other *Connection) bool {
		return other.Saved != nil && other.Saved.Digest == c.Saved.Digest
	})
	if i >= 0 {
		s.Select(s.Connections[i].Profile.ID)
		return
	}
	s.Add(c)
}

// ReportNotOpened tells why a file was not opened. Nothing else changes.
func (s *State) ReportNotOpened(err error) {
	switch {
	case errors.Is(err, report.ErrBundleTooLarge):
		s.NotOpened = T("saved.too_large")
	case errors.Is(err, report.ErrNoBundle):
		s.NotOpened = T("saved.no_bundle")
	default:
		s.NotOpened = T("saved.not_opened", "Why", Evidence(err.Error()))
	}
}
