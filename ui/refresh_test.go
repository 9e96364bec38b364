package ui

import (
	"testing"

	"proofkey/oauthflow"
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
