package ui

import (
	"context"
	"strings"
	"testing"

	"proofkey/ui/state"
)

// signedInApp is an app whose person is signed in to the demo provider.
func signedInApp(t *testing.T) (*Controller, *testDesktop, *state.Connection) {
	t.Helper()
	c, d := openApp(t, t.TempDir(), Arguments{})
	connection := c.state.Current()
	c.SignIn()
	d.Until(t, "the sign-in", func() bool { return connection.Session != nil })
	return c, d, connection
}

func TestASignOutAtTheDemoProviderComesBack(t *testing.T) { // LOGO-04
	c, d, connection := signedInApp(t)
	c.SignOut(true)
	d.Until(t, "the sign-out", func() bool { return connection.Session == nil && !connection.SigningOut })
	if page, err := d.browser.Wait(); err != nil || !strings.Contains(page.Body, "You are signed out") {
		t.Errorf("the browser shows %q, %v", page.Body, err)
	}
	if len(connection.Notices) > 0 {
		t.Errorf("notices: %v", connection.Notices)
	}
}

func TestASignOutThatWaitsForTheProviderCanBeCancelled(t *testing.T) {
	c, d, connection := signedInApp(t)
	waits := make(chan struct{})
	d.browser.Before = func(context.Context, string) { close(waits); <-t.Context().Done() }
	c.SignOut(true)
	<-waits
	c.CancelSignIn()
	d.Until(t, "the end of the sign-out", func() bool { return connection.Session == nil && !connection.SigningOut })
	if connection.Phase != state.PhaseSignedOut || len(connection.Notices) != 1 {
		t.Errorf("phase %v, notices %v", connection.Phase, connection.Notices)
	}
}
