package state

import (
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestASignInBeginsAnew(t *testing.T) {
	c := failedWith(oauthflow.CodeTimedOut, oauthflow.StepRedirect)
	c.Checks = []oauthflow.Check{{ID: "IDT-01"}}
	c.Notices = []*oauthflow.Error{failure("", oauthflow.CodeUnexpected)}
	c.BeginSignIn(testNow())
	if c.Phase != PhaseWorking || c.Failure != nil || c.Checks != nil || c.Notices != nil || c.Steps[0].Status != StatusRunning || c.Steps[2].Status != "" {
		t.Errorf("%+v", c)
	}
}

func TestAFailureIsDismissedToWhatStillStands(t *testing.T) {
	c := failedWith(oauthflow.CodeTimedOut, oauthflow.StepRedirect)
	c.DismissFailure()
	if c.Screen() != ScreenSignedOut || c.Failure != nil {
		t.Errorf("signed out: %s", c.Screen())
	}
	c = signedIn()
	c.BeginSignIn(testNow())
	c.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Err: failure(oauthflow.StepVerify, oauthflow.CodeIDTokenExpired)})
	c.DismissFailure()
	if !c.SignedIn() || c.Tab != TabIdentity || len(c.Checks) != 2 {
		t.Errorf("signed in: %+v", c)
	}
	c.ShowTab(TabTokens)
	c.DismissFailure()
	if c.Tab != TabTokens {
		t.Error("dismissing without a failure changed the tab")
	}
}

func TestTheTabAfterASignIn(t *testing.T) {
	for _, row := range []struct {
		name         string
		before, want Tab
	}{
		{"a failure that showed the checks is over", TabChecks, TabIdentity},
		{"a sign-in that the API asked for returns to it", TabAPI, TabAPI},
	} {
		c := signedIn()
		c.ShowTab(row.before)
		c.BeginSignIn(testNow())
		c.Apply(oauthflow.Event{Kind: oauthflow.EventSignedIn, Session: testSession()})
		if c.Tab != row.want {
			t.Errorf("%s: %s", row.name, c.Tab)
		}
	}
}

func TestAnAnswerIsNotShownToAnotherPerson(t *testing.T) {
	for subject, kept := range map[string]bool{"248289761001": true, "somebody else": false} {
		c := signedIn()
		c.API = APICall{URL: "https://api.example", Answer: &oauthflow.APIAnswer{Status: 200}, Document: cutDocument(false)}
		s := testSession()
		s.Subject = subject
		c.BeginSignIn(testNow())
		c.Apply(oauthflow.Event{Kind: oauthflow.EventSignedIn, Session: s})
		if (c.API.Answer != nil) != kept || (c.API.Document != nil) != kept || c.API.URL == "" {
			t.Errorf("%s: %+v", subject, c.API)
		}
	}
}

func TestARestoredSessionIsShownAsVerified(t *testing.T) {
	c := NewConnection(testProfile())
	s := testSession()
	s.UserInfoChecks = []oauthflow.Check{{ID: "UINF-02"}}
	c.Restore(s)
	if !c.SignedIn() || !c.Restored || len(c.Checks) != 2 || len(c.UserInfoChecks) != 1 || c.Steps[5].Status != StatusDone {
		t.Errorf("%+v", c)
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventRefreshed, Session: testSession()})
	if c.Restored {
		t.Error("after a refresh it is still called restored")
	}
	busy := waiting()
	busy.Restore(s)
	if busy.Session != nil {
		t.Error("a session from the store disturbs a sign-in")
	}
}

func TestAFlowThatReturnedNoLongerRuns(t *testing.T) {
	c := signedIn()
	c.BeginRefresh()
	c.BeginSignOut()
	c.FlowEnded()
	if c.Refreshing || c.SigningOut || !c.SignedIn() {
		t.Errorf("%+v", c)
	}
}

func TestAFailedPrefetchIsQuiet(t *testing.T) {
	c := NewConnection(testProfile())
	c.Prefetched(&oauthflow.ServerMetadata{Issuer: "x"}, nil)
	if !c.Ready || c.Metadata == nil {
		t.Errorf("%+v", c)
	}
	c.Prefetched(nil, failure(oauthflow.StepDiscover, oauthflow.CodeMetadataUnreachable))
	if c.Ready || c.Metadata == nil || c.Phase != PhaseSignedOut || c.Failure != nil {
		t.Errorf("%+v", c)
	}
}

func TestConnectionsAreAddedSelectedAndRemoved(t *testing.T) {
	s := New()
	if s.Current() != nil {
		t.Error("a connection is selected in an empty window")
	}
	for _, id := range []string{"a", "b", "c"} {
		c := NewConnection(testProfile())
		c.Profile.ID = id
		s.Add(c)
	}
	s.Show(RoomSettings)
	s.Select("nobody")
	if s.Selected != "c" || s.Room != RoomSettings {
		t.Errorf("selecting nobody: %s, %s", s.Selected, s.Room)
	}
	s.Select("b")
	if s.Current().Profile.ID != "b" || s.Room != RoomConnection {
		t.Errorf("selected %s in %s", s.Selected, s.Room)
	}
	for _, step := range []struct{ remove, selected string }{{"a", "b"}, {"b", "c"}, {"c", ""}, {"c", ""}} {
		s.Remove(step.remove)
		got := ""
		if c := s.Current(); c != nil {
			got = c.Profile.ID
		}
		if got != step.selected {
			t.Errorf("after %s was removed %q is selected, want %q", step.remove, got, step.selected)
		}
	}
}

func TestTheDemosAddressMovesWithItsOrigin(t *testing.T) {
	c := NewConnection(testProfile())
	c.Profile.APIOrigins = []string{"http://127.0.0.1:51723", "https://api.example"}
	c.Prefetched(&oauthflow.ServerMetadata{}, nil)
	c.SetDemoIssuer("http://127.0.0.1:51723")
	if !c.Ready || c.Metadata == nil || strings.Join(c.Profile.APIOrigins, " ") != "http://127.0.0.1:51723 https://api.example" {
		t.Errorf("the same address: %+v", c.Profile)
	}
	c.SetDemoIssuer("http://127.0.0.1:60000")
	if c.Ready || c.Metadata != nil || c.Profile.Issuer != "http://127.0.0.1:60000" || strings.Join(c.Profile.APIOrigins, " ") != "http://127.0.0.1:60000 https://api.example" {
		t.Errorf("another address: %+v", c.Profile)
	}
}

func TestTheQuestionsOfferAWayBackFirst(t *testing.T) {
	c := signedIn()
	for name, q := range map[string]Question{"delete": c.DeleteQuestion(), "end": c.EndSessionQuestion(), "sign out": c.SignOutQuestion(), "paste": waiting().PasteQuestion()} {
		if q.Buttons[0].Action != ActionKeep || !q.Buttons[len(q.Buttons)-1].Primary || english(t, q.Title) == "" || english(t, q.Body) == "" {
			t.Errorf("%s: %+v", name, q)
		}
	}
	c.Metadata = &oauthflow.ServerMetadata{}
	if slices.Contains(actionsOf(c.SignOutQuestion().Buttons), ActionSignOutAtProvider) {
		t.Error("sign-out at the provider is offered although the provider has none")
	}
	c.Metadata.EndSessionEndpoint = "https://id.example/end"
	if !slices.Contains(actionsOf(c.SignOutQuestion().Buttons), ActionSignOutAtProvider) {
		t.Error("sign-out at the provider is not offered")
	}
}
