package state

import (
	"testing"
	"time"

	"proofkey/oauthflow"
)

func notes(t *testing.T, c *Connection, now time.Time) [6]string {
	var list [6]string
	for i, s := range c.StepStrip(now) {
		list[i] = english(t, s.Note)
	}
	return list
}

func TestTheStepStripHasTheSixNames(t *testing.T) {
	want := [6]string{"Discover", "Authorization request", "Redirect", "Token request", "Verify", "Signed in"}
	for i, s := range NewConnection(testProfile()).StepStrip(testNow()) {
		if english(t, s.Name) != want[i] || s.Number != i+1 || s.Status != StatusPending {
			t.Errorf("step %d: %q, number %d, %s", i, english(t, s.Name), s.Number, s.Status)
		}
	}
}

func TestTheStepNotesOfThePictures(t *testing.T) {
	ready := NewConnection(testProfile())
	ready.Prefetched(nil, nil)
	failed := failedWith(oauthflow.CodeIDTokenNonceMismatch, oauthflow.StepVerify)
	starting := NewConnection(testProfile())
	starting.BeginSignIn(testNow())
	rows := []struct {
		name       string
		connection *Connection
		after      time.Duration
		want       [6]string
		current    int
	}{
		{"01: what was fetched ahead of time is ready", ready, 0, [6]string{"ready"}, 0},
		{"a step that takes long counts", starting, 3 * time.Second, [6]string{"running… 0:03"}, 0},
		{"a step that has just begun does not", starting, 0, [6]string{"running…"}, 0},
		{"02: the wait counts", waiting(), 7 * time.Second, [6]string{"4 ms · cached", "S256 · state · nonce", "waiting… 0:07"}, 2},
		{"03: all done", signedIn(), 0, [6]string{"4 ms · cached", "S256 · state · nonce", "after 6.2 s", "31 ms", "2 ms · 2 checks", "07:12:04"}, 5},
		{"06: a failure says why in a word", failed, 0, [6]string{"4 ms · cached", "S256 · state · nonce", "", "", "nonce differs", ""}, 4},
	}
	for _, row := range rows {
		if got := notes(t, row.connection, testNow().Add(row.after)); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
		if got := row.connection.CurrentStep(); got != row.current {
			t.Errorf("%s: the current step is %d", row.name, got)
		}
	}
}

func TestTheBadgeCountsTheLedger(t *testing.T) {
	check := func(r oauthflow.Result, n int) []oauthflow.Check {
		list := make([]oauthflow.Check, n)
		for i := range list {
			list[i].Result = r
		}
		return list
	}
	rows := []struct {
		name   string
		checks []oauthflow.Check
		want   string
		kind   oauthflow.Result
	}{
		{"no checks", nil, "", ""},
		{"all passed", check(oauthflow.Passed, 21), "21 passed", oauthflow.Passed},
		{"one skipped", append(check(oauthflow.Passed, 20), check(oauthflow.Skipped, 1)...), "20 passed, 1 skipped", oauthflow.Passed},
		{"one failed", append(check(oauthflow.Passed, 20), check(oauthflow.Failed, 1)...), "1 failed", oauthflow.Failed},
	}
	for _, row := range rows {
		c := signedIn()
		c.Checks = row.checks
		tab := c.TabViews()[1]
		if tab.Tab != TabChecks || english(t, tab.Badge) != row.want || tab.BadgeKind != row.kind {
			t.Errorf("%s: %q %s", row.name, english(t, tab.Badge), tab.BadgeKind)
		}
	}
}

func TestATabWithNothingToShowSaysSo(t *testing.T) {
	c := failedWith(oauthflow.CodeTimedOut, oauthflow.StepRedirect)
	for _, tab := range c.TabViews() {
		if empty := !tab.Empty.IsZero(); empty != (tab.Tab != TabChecks && tab.Tab != TabFlow) {
			t.Errorf("failed: %s says %q", tab.Tab, english(t, tab.Empty))
		}
	}
	for _, tab := range signedIn().TabViews() {
		if empty := !tab.Empty.IsZero(); empty != (tab.Tab == TabFlow) { // this session came without a flow
			t.Errorf("signed in: %s says %q", tab.Tab, english(t, tab.Empty))
		}
	}
}
