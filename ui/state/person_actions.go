// What the person does to a connection. The controller calls these on the UI thread and starts the flows.

package state

import (
	"strings"
	"time"

	"proofkey/oauthflow"
)

// BeginSignIn shows a new sign-in. A session that exists stands until the new one replaces it.
func (c *Connection) BeginSignIn(now time.Time) {
	c.Phase, c.Failure, c.Ended, c.Waiting, c.Checks = PhaseWorking, nil, nil, Waiting{}, nil
	c.Stop, c.Previewing, c.Elsewhere = Stop{}, false, false
	c.Notices, c.Practice, c.ClockDismissed, c.Watching = nil, nil, false, false
	c.Steps = [6]StepState{{Status: StatusRunning, StartedAt: now}}
}

// DismissFailure leaves the failed screen for the session that still stands, or for the signed-out screen.
func (c *Connection) DismissFailure() {
	if c.Phase == PhaseFailed {
		c.backToSession()
	}
}

// Restore shows a session that came from the store.
func (c *Connection) Restore(s *oauthflow.Session) {
	if s == nil || c.Busy() {
		return
	}
	c.takeSession(s)
	c.UserInfoChecks, c.Restored = s.UserInfoChecks, true
}

// BeginRefresh shows that the tokens are being renewed.
func (c *Connection) BeginRefresh() {
	c.Refreshing, c.RefreshProblem = true, nil
}

// BeginSignOut shows that the person is being signed out.
func (c *Connection) BeginSignOut() { c.SigningOut = true }

// FlowEnded is for a refresh or sign-out that has returned: whatever its events told, it no longer runs.
func (c *Connection) FlowEnded() { c.Refreshing, c.SigningOut = false, false }

// Prefetched takes what was fetched ahead of time, or why that failed. m may be nil in both cases.
func (c *Connection) Prefetched(m *oauthflow.ServerMetadata, problem *oauthflow.Error) {
	c.PrefetchProblem = problem
	if m != nil {
		c.Metadata = m
	}
	c.Ready = problem == nil
}

// SetDemoIssuer takes the address that the demo provider has in this run. Its API is at the same origin.
func (c *Connection) SetDemoIssuer(issuer string) {
	origins := []string{issuer}
	for _, origin := range c.Profile.APIOrigins {
		if origin != c.Profile.Issuer && origin != issuer {
			origins = append(origins, origin)
		}
	}
	if c.Profile.Issuer != issuer {
		c.Metadata, c.Ready, c.PrefetchProblem = nil, false, nil
	}
	c.Profile.Issuer, c.Profile.APIOrigins = issuer, origins
}

// ShowTab switches the tab. The API tab begins with a call that works: an MCP server's first one, the demo API's notes,
// else the first sample. Where there are no tabs, the flow can be shown all the same.
func (c *Connection) ShowTab(t Tab) {
	if t == TabAPI && c.Saved != nil {
		return
	}
	if c.Screen() != ScreenTabs {
		c.Watching = t == TabFlow && c.HasFlow()
		return
	}
	c.Tab = t
	switch {
	case t != TabAPI:
	case c.API.URL == "" && c.Profile.MCP:
		c.API.Fill(c.mcpCalls(c.Profile.Resource())[0])
	default:
		c.API.URL = c.APIURL()
	}
}

// APIURL is what the API tab calls, or begins with: the demo API's notes, else the first sample.
func (c *Connection) APIURL() string {
	switch {
	case c.API.URL != "":
		return strings.TrimSpace(c.API.URL)
	case c.DemoAPI != "":
		return c.DemoAPI + "/notes"
	}
	if calls := c.sampleCalls(); len(calls) > 0 {
		return calls[0].URL
	}
	return ""
}

// HasFlow reports whether there is a flow to look at.
func (c *Connection) HasFlow() bool { return c.Flow.Len() > 0 }

// LeaveFlow returns from the flow, or from what would be sent, to the screen of the sign-in, where there are no tabs.
func (c *Connection) LeaveFlow() { c.Watching, c.Previewing = false, false }

// ShowStep shows a step of the sign-in in the flow. A session of an earlier run has no flow, but its checks.
func (c *Connection) ShowStep(step oauthflow.Step) {
	i := c.Flow.OfStep(step)
	if i < 0 && len(c.Checks) > 0 && c.Screen() == ScreenTabs {
		c.Tab = TabChecks
		return
	}
	c.Flow.Select(i)
	c.ShowTab(TabFlow)
}

// ClearNotices puts the notices away.
func (c *Connection) ClearNotices() {
	c.Notices, c.Ended, c.RefreshProblem, c.DemoMoved, c.ClockDismissed = nil, nil, nil, false, true
}

// SetStorage takes what the store says of itself (TokenStore.Sealed).
func (s *State) SetStorage(sealed bool, reason string) {
	s.Storage.Known, s.Storage.Sealed, s.Storage.Reason = true, sealed, reason
}

// Select shows the connection.
func (s *State) Select(id string) {
	if s.Connection(id) != nil {
		s.Selected, s.Room = id, RoomConnection
	}
}

// Show opens a room that belongs to no connection, or returns to the connection.
func (s *State) Show(r Room) { s.Room = r }

// Add appends the connection and selects it.
func (s *State) Add(c *Connection) {
	s.Connections = append(s.Connections, c)
	s.lookThrough()
	s.Select(c.Profile.ID)
}

// Remove takes the connection away and selects its neighbour.
func (s *State) Remove(id string) {
	for i, c := range s.Connections {
		if c.Profile.ID != id {
			continue
		}
		s.Connections = append(s.Connections[:i:i], s.Connections[i+1:]...)
		if s.Selected == id && len(s.Connections) > 0 {
			s.Selected = s.Connections[min(i, len(s.Connections)-1)].Profile.ID
		}
		s.Room = RoomConnection
		return
	}
}
