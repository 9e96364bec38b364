package state

import (
	"testing"

	"proofkey/oauthflow"
)

// Nobody has looked at what comes after the person pressed Reveal.
func TestWhatIsRevealedIsMaskedWhenSomethingNewComes(t *testing.T) {
	rows := map[string]struct {
		before func(s *State, c *Connection)
		stays  func(s *State, c *Connection) // what changes nothing
		next   func(s *State, c *Connection)
	}{
		"the first answer of an API": {
			func(_ *State, c *Connection) { c.ShowTab(TabAPI) },
			func(_ *State, c *Connection) { c.BeginCall() },
			func(_ *State, c *Connection) { c.FinishCall(&oauthflow.APIAnswer{Status: 200}, nil) },
		},
		"another answer of an API": {
			func(_ *State, c *Connection) { c.ShowTab(TabAPI); c.FinishCall(&oauthflow.APIAnswer{Status: 200}, nil) },
			func(_ *State, c *Connection) {
				c.EditCall(func(a *APICall) { a.URL = "https://api.example/x" })
				c.BeginCall()
			},
			func(_ *State, c *Connection) { c.FinishCall(&oauthflow.APIAnswer{Status: 200}, nil) },
		},
		"another pair to compare": {
			func(s *State, _ *Connection) { s.Show(RoomCompare); s.BeginComparison([2]string{"a", "b"}) },
			func(s *State, _ *Connection) { s.PickDifference(3) },
			func(s *State, _ *Connection) { s.BeginComparison([2]string{"a", "c"}) },
		},
		"another report to share": {
			func(s *State, _ *Connection) { s.Show(RoomShare); s.BeginShare(ShareBundle, true) },
			func(s *State, _ *Connection) { s.FinishShare([]byte("x"), nil, nil) },
			func(s *State, _ *Connection) { s.BeginShare(ShareHAR, true) },
		},
	}
	for name, row := range rows {
		s, c := New(), signedIn()
		s.Add(c)
		s.Present(true)
		row.before(s, c)
		s.Reveal(MaskedPersonal)
		row.stays(s, c)
		if s.KeepSight(); !s.Shows(MaskedPersonal) {
			t.Errorf("%s: masked too early", name)
		}
		row.next(s, c)
		if s.KeepSight(); s.Shows(MaskedPersonal) {
			t.Errorf("%s: still revealed", name)
		}
		s.Reveal(MaskedPersonal)
		if s.KeepSight(); !s.Shows(MaskedPersonal) {
			t.Errorf("%s: cannot be revealed", name)
		}
	}
}
