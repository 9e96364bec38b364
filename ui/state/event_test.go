package state

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func failure(step oauthflow.Step, code oauthflow.Code) *oauthflow.Error {
	return &oauthflow.Error{Step: step, Code: code, Err: errors.New("cause")}
}

func statuses(c *Connection) [6]Status {
	var s [6]Status
	for i := range c.Steps {
		s[i] = c.Steps[i].Status
	}
	return s
}

func TestApplyFollowsASignInToItsEnd(t *testing.T) {
	c := waiting()
	at := testNow()
	if c.Phase != PhaseWaiting || c.Waiting.ListeningOn != "127.0.0.1:53911" || !c.Waiting.Since.Equal(at) {
		t.Fatalf("waiting: phase %s, %+v", c.Phase, c.Waiting)
	}
	if want := [6]Status{StatusDone, StatusDone, StatusRunning, "", "", ""}; statuses(c) != want {
		t.Fatalf("steps while waiting: %v", statuses(c))
	}
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepEnded, Step: oauthflow.StepRedirect, Duration: time.Second})
	if c.Phase != PhaseJudging {
		t.Errorf("after the redirect the phase is %s", c.Phase)
	}
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepBegan, Step: oauthflow.StepVerify})
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventChecks, Checks: []oauthflow.Check{{ID: "IDT-01"}}})
	if len(c.Checks) != 1 || c.Checks[0].ID != "IDT-01" {
		t.Errorf("checks: %v", c.Checks)
	}
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventSignedIn, Session: testSession()})
	want := [6]Status{StatusDone, StatusDone, StatusDone, StatusDone, StatusDone, StatusDone}
	if c.Phase != PhaseSignedIn || statuses(c) != want || len(c.Checks) != 2 || !c.Waiting.Link.IsZero() {
		t.Errorf("signed in: phase %s, steps %v, %d checks, link kept %t", c.Phase, statuses(c), len(c.Checks), !c.Waiting.Link.IsZero())
	}
	if c.Steps[2].Duration != 6200*time.Millisecond {
		t.Errorf("the session's step times are not shown: %v", c.Steps[2].Duration)
	}
}

// eventRow is one event and what it must do.
type eventRow struct {
	name  string
	start *Connection
	event oauthflow.Event
	ok    func(c *Connection) bool
}

func testEvents(t *testing.T, rows []eventRow) {
	t.Helper()
	for _, row := range rows {
		row.start.Apply(row.event)
		if !row.ok(row.start) {
			t.Errorf("%s: %+v", row.name, row.start)
		}
	}
}

func TestApplyEventsOfASignIn(t *testing.T) {
	problem := failure(oauthflow.StepRedirect, oauthflow.CodeBrowserNotOpened)
	testEvents(t, []eventRow{
		{
			"a browser that did not open is told and the wait goes on", waiting(),
			oauthflow.Event{Kind: oauthflow.EventBrowserFailed, Err: problem},
			func(c *Connection) bool { return c.Waiting.BrowserProblem == problem && c.Phase == PhaseWaiting },
		},
		{
			"an extended deadline is shown", waiting(),
			oauthflow.Event{Kind: oauthflow.EventDeadline, Deadline: testNow().Add(time.Hour)},
			func(c *Connection) bool { return c.Waiting.Deadline.Equal(testNow().Add(time.Hour)) },
		},
		{
			"a stranger is counted and kept", waiting(),
			oauthflow.Event{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Reason: "state"}},
			func(c *Connection) bool {
				return c.Waiting.StrangerCount == 1 && len(c.Waiting.Strangers) == 1 && c.Phase == PhaseWaiting
			},
		},
		{
			"an HTTP exchange changes nothing but the flow", waiting(),
			oauthflow.Event{Kind: oauthflow.EventHTTP, HTTP: &oauthflow.HTTPExchange{}},
			func(c *Connection) bool {
				before := waiting()
				grown := c.Flow.Len() == before.Flow.Len()+1
				c.Flow, before.Flow = Flow{}, Flow{}
				return grown && reflect.DeepEqual(c, before)
			},
		},
		{
			"a signed-in event without a session changes nothing", waiting(),
			oauthflow.Event{Kind: oauthflow.EventSignedIn},
			func(c *Connection) bool { return c.Phase == PhaseWaiting },
		},
		{
			"a failure without an error changes nothing", waiting(),
			oauthflow.Event{Kind: oauthflow.EventFailed},
			func(c *Connection) bool { return c.Phase == PhaseWaiting },
		},
	})
}

func TestApplyEventsOfASession(t *testing.T) {
	refreshed := testSession()
	refreshed.Refreshes = 1
	testEvents(t, []eventRow{
		{
			"a refresh that begins is shown", signedIn(),
			oauthflow.Event{Kind: oauthflow.EventStepBegan, Step: oauthflow.StepRefresh},
			func(c *Connection) bool { return c.Refreshing },
		},
		{
			"a refreshed session takes the place of the old one", signedIn(),
			oauthflow.Event{Kind: oauthflow.EventRefreshed, Session: refreshed},
			func(c *Connection) bool { return c.Session == refreshed && !c.Refreshing && c.Phase == PhaseSignedIn },
		},
		{
			"a refresh that arrives after a sign-out brings no session back", NewConnection(testProfile()),
			oauthflow.Event{Kind: oauthflow.EventRefreshed, Session: refreshed},
			func(c *Connection) bool { return c.Session == nil && c.Phase == PhaseSignedOut },
		},
		{
			"a refresh that fails leaves the session", signedIn(),
			oauthflow.Event{Kind: oauthflow.EventNotice, Err: failure(oauthflow.StepRefresh, oauthflow.CodeRefreshUnavailable)},
			func(c *Connection) bool { return c.Session != nil && c.RefreshProblem != nil && len(c.Notices) == 0 },
		},
		{
			"a sign-out that fails leaves the session and says so", signedIn(),
			oauthflow.Event{Kind: oauthflow.EventFailed, Err: failure(oauthflow.StepRevocation, oauthflow.CodeStorageUnavailable)},
			func(c *Connection) bool { return c.SignedIn() && len(c.Notices) == 1 && c.Failure == nil },
		},
		{
			"an ended session is gone, with the reason", signedIn(),
			oauthflow.Event{Kind: oauthflow.EventSessionEnded, Err: failure(oauthflow.StepRefresh, oauthflow.CodeSessionEnded)},
			func(c *Connection) bool {
				return c.Session == nil && c.Phase == PhaseSignedOut && c.Ended != nil && c.Checks == nil && c.Steps == [6]StepState{}
			},
		},
	})
}

func TestApplyEventsThatChangeNoSession(t *testing.T) {
	testEvents(t, []eventRow{
		{
			"a notice changes nothing else", signedIn(),
			oauthflow.Event{Kind: oauthflow.EventNotice, Err: failure(oauthflow.StepRevocation, oauthflow.CodeRevocationFailed)},
			func(c *Connection) bool { return c.SignedIn() && len(c.Notices) == 1 },
		},
		{
			"UserInfo that failed leaves the sign-in", signedIn(),
			oauthflow.Event{Kind: oauthflow.EventUserInfo, Err: failure(oauthflow.StepUserInfo, oauthflow.CodeUserInfoSubjectMismatch), Checks: []oauthflow.Check{{ID: "UINF-02"}}},
			func(c *Connection) bool {
				return c.SignedIn() && c.UserInfoProblem != nil && len(c.UserInfoChecks) == 1 && len(c.Checks) == 2
			},
		},
		{
			"UserInfo that arrives after a sign-out brings no session back", NewConnection(testProfile()),
			oauthflow.Event{Kind: oauthflow.EventUserInfo, Session: testSession()},
			func(c *Connection) bool { return c.Session == nil },
		},
	})
}

func TestAFailedSignInMarksItsStep(t *testing.T) {
	rows := []struct {
		name string
		step oauthflow.Step
		want [6]Status
	}{
		{"the step that runs", oauthflow.StepRedirect, [6]Status{StatusDone, StatusDone, StatusFailed, "", "", ""}},
		{"a step before the one that runs", oauthflow.StepDiscover, [6]Status{StatusFailed, StatusDone, "", "", "", ""}},
		{"no step of the strip", "", [6]Status{StatusDone, StatusDone, StatusFailed, "", "", ""}},
	}
	for _, row := range rows {
		c := failedWith(oauthflow.CodeTimedOut, row.step)
		if c.Phase != PhaseFailed || c.Failure == nil || c.Tab != TabChecks || statuses(c) != row.want {
			t.Errorf("%s: phase %s, tab %s, steps %v", row.name, c.Phase, c.Tab, statuses(c))
		}
	}
}

func TestCancellingIsNotAnError(t *testing.T) {
	c := failedWith(oauthflow.CodeCancelled, oauthflow.StepRedirect)
	if c.Phase != PhaseSignedOut || c.Failure != nil || c.Steps != [6]StepState{} {
		t.Errorf("signed out before: %s %v %v", c.Phase, c.Failure, c.Steps)
	}
	c = signedIn()
	c.BeginSignIn(testNow())
	if c.Phase != PhaseWorking || c.Session == nil {
		t.Fatalf("a second sign-in took the session away: %s", c.Phase)
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Err: failure(oauthflow.StepDiscover, oauthflow.CodeCancelled)})
	if c.Phase != PhaseSignedIn || c.Steps[2].Duration != 6200*time.Millisecond || len(c.Checks) != 2 {
		t.Errorf("signed in before: %s, %v, %d checks", c.Phase, c.Steps[2], len(c.Checks))
	}
}

func TestASessionThatEndsWhileAnotherSignInRunsDoesNotDisturbIt(t *testing.T) {
	c := signedIn()
	c.BeginSignIn(testNow())
	c.Apply(oauthflow.Event{Kind: oauthflow.EventSessionEnded, Err: failure(oauthflow.StepRefresh, oauthflow.CodeSessionEnded)})
	if c.Phase != PhaseWorking || c.Session != nil || c.Steps[0].Status != StatusRunning {
		t.Errorf("phase %s, session %v, steps %v", c.Phase, c.Session, statuses(c))
	}
}

func TestStrangersAndNoticesAreBounded(t *testing.T) {
	c := waiting()
	for range 1000 {
		c.Apply(oauthflow.Event{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Reason: "path"}})
		c.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Err: failure(oauthflow.StepRevocation, oauthflow.CodeRevocationFailed)})
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Reason: "host"}})
	last := c.Waiting.Strangers[len(c.Waiting.Strangers)-1]
	if c.Waiting.StrangerCount != 1001 || len(c.Waiting.Strangers) != maxStrangers || last.Reason != "host" || len(c.Notices) != maxNotices {
		t.Errorf("%d counted, %d kept, last %q, %d notices", c.Waiting.StrangerCount, len(c.Waiting.Strangers), last.Reason, len(c.Notices))
	}
}

// What still runs when the person signs out may find the session gone first.
func TestASignOutIsNoSessionThatEndedByItself(t *testing.T) {
	c := signedIn()
	c.BeginSignOut()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventSessionEnded, Step: oauthflow.StepRefresh, Err: failure(oauthflow.StepRefresh, oauthflow.CodeNotSignedIn)})
	if !c.SigningOut || c.Session == nil || c.Ended != nil {
		t.Fatalf("signing out %v, ended %v", c.SigningOut, c.Ended)
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventSessionEnded, Step: oauthflow.StepRevocation})
	if c.SigningOut || c.Session != nil || c.Ended != nil {
		t.Errorf("signing out %v, ended %v", c.SigningOut, c.Ended)
	}
}
