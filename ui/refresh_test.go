package ui

import (
	"testing"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// RT-04: a timer must not spend the refresh token that another copy of the app has just been given.
func TestATimerFindsThatAnotherCopyHasRefreshed(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	setTheTimer := *connection.Session
	f := c.flows[connection.Profile.ID]
	another := oauthflow.NewClient(connection.Profile, c.transport, nil, c.opened.store)
	renewed, err := another.Refresh(t.Context(), &oauthflow.Timeline{})
	if err != nil {
		t.Fatal(err)
	}
	c.refreshLater(connection.Profile.ID, f, c.now(), setTheTimer)
	d.Until(t, "the renewed session", func() bool { return connection.Session.Refreshes > 0 && !connection.Refreshing })
	if connection.Session.Refreshes != 1 || !connection.Session.AccessToken.Equal(renewed.AccessToken.Reveal()) {
		t.Errorf("the window shows a session of %d refreshes, not the other copy's", connection.Session.Refreshes)
	}
}

func TestTheProviderIsAskedAboutATokenAndRevokesIt(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	asked := func(what string, ask func()) {
		ask()
		d.Until(t, what, func() bool { return connection.Inquiry.Running == "" })
		if connection.Inquiry.Problem != nil {
			t.Fatalf("%s: %v", what, connection.Inquiry.Problem)
		}
	}
	asked("the description", c.Introspect)
	if a := connection.Inquiry.Answer; a == nil || !a.Active || a.Members["username"] != "alice" {
		t.Errorf("%+v", a)
	}
	asked("the revocation of the access token", func() { c.RevokeToken(state.AccessToken) })
	asked("the description of a revoked token", c.Introspect)
	if a := connection.Inquiry.Answer; a == nil || a.Active || connection.Inquiry.AccessRevoked.IsZero() {
		t.Errorf("after its revocation: %+v", a)
	}
	asked("the revocation of the refresh token", func() { c.RevokeToken(state.RefreshToken) })
	d.Until(t, "the session without it", func() bool { return !connection.Session.CanRefresh() })
}

func TestATokenFromElsewhereIsJudgedByTheKeysOfAConnection(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	before := len(c.flows[connection.Profile.ID].timeline.Events())
	c.InspectToken(connection.Session.IDToken.Reveal())
	c.VerifyToken()
	d.Until(t, "the judgement", func() bool { return !c.state.Inspector.Running })
	if in := c.state.Inspector; !in.Judged || !in.Read.Verified || oauthflow.Count(in.Read.Checks, oauthflow.Failed) > 0 {
		t.Errorf("%+v", in)
	}
	c.InspectToken(connection.Session.AccessToken.Reveal())
	c.VerifyToken()
	d.Until(t, "the judgement of the access token", func() bool { return !c.state.Inspector.Running })
	if in := c.state.Inspector; !in.Read.Verified || oauthflow.Count(in.Read.Checks, oauthflow.Failed) == 0 {
		t.Error("an access token is taken for an ID token")
	}
	if after := len(c.flows[connection.Profile.ID].timeline.Events()); after != before {
		t.Errorf("%d events more on the connection's timeline", after-before)
	}
}
