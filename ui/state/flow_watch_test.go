package state

import (
	"testing"

	"proofkey/oauthflow"
)

func TestTheFlowIsReachedWhereThereAreNoTabs(t *testing.T) {
	c := NewConnection(testProfile())
	c.ShowTab(TabFlow)
	if c.Screen() != ScreenSignedOut || c.SignedOutScreen().Watch.Enabled {
		t.Error("a flow without an entry is shown")
	}
	c = waiting()
	if !c.WaitingScreen(testNow()).Watch.Enabled {
		t.Error("the waiting screen does not lead to the flow")
	}
	c.ShowTab(TabFlow)
	if c.Screen() != ScreenFlow || !c.Busy() {
		t.Errorf("%s is shown", c.Screen())
	}
	c.LeaveFlow()
	if c.Screen() != ScreenWaiting {
		t.Errorf("after leaving %s is shown", c.Screen())
	}
	c.ShowStep(oauthflow.StepAuthorizationRequest)
	if e := c.Flow.Entry(c.Flow.Selected()); c.Screen() != ScreenFlow || e.Kind != FlowAuthorizationRequest {
		t.Errorf("a step of the strip shows %s and %s", c.Screen(), e.Kind)
	}
}

func TestWhoWatchesTheFlowGoesOnWatchingIt(t *testing.T) {
	rows := []struct {
		name   string
		event  oauthflow.Event
		screen Screen
		tab    Tab
	}{
		{"when the sign-in succeeds", oauthflow.Event{Kind: oauthflow.EventSignedIn, Session: testSession()}, ScreenTabs, TabFlow},
		{"when it fails", withError(happened(oauthflow.EventFailed, oauthflow.StepRedirect, 0), oauthflow.CodeTimedOut), ScreenTabs, TabFlow},
		{"when it is cancelled", withError(happened(oauthflow.EventFailed, oauthflow.StepRedirect, 0), oauthflow.CodeCancelled), ScreenFlow, TabIdentity},
	}
	for _, row := range rows {
		c := waiting()
		c.ShowTab(TabFlow)
		c.Apply(row.event)
		if c.Screen() != row.screen || c.Tab != row.tab {
			t.Errorf("%s: %s, %s", row.name, c.Screen(), c.Tab)
		}
		c.BeginSignIn(testNow())
		if c.Screen() != ScreenWaiting {
			t.Errorf("%s: the next sign-in shows %s", row.name, c.Screen())
		}
	}
	c := signedIn()
	c.Apply(exchange(oauthflow.StepRevocation, 0, "POST", testIssuer+"/revoke", 200))
	c.ShowTab(TabFlow)
	c.Apply(happened(oauthflow.EventSessionEnded, oauthflow.StepRevocation, 5))
	if c.Screen() != ScreenFlow {
		t.Errorf("after a sign-out: %s", c.Screen())
	}
}
