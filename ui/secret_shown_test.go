package ui

import (
	"context"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// STOR-09: neither clipboard nor notification gets a token that nobody asked for; a copy is the person's own press.
func TestTokensGoNowhereUnasked(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.covered = true
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	c.Refresh()
	d.Until(t, "the refresh", func() bool { return connection.Session.Refreshes == 1 && !connection.Refreshing })
	if d.clipboard != "" {
		t.Error("something was put on the clipboard")
	}
	if len(d.said) == 0 {
		t.Fatal("no notification was sent")
	}
	session := connection.Session
	for _, secret := range []oauthflow.Secret{session.AccessToken, session.RefreshToken, session.IDToken} {
		for _, said := range d.said {
			if secret.IsZero() || strings.Contains(said, secret.Reveal()) {
				t.Error("a token is missing, or in a notification")
			}
		}
	}
	c.CopyClaims()
	if strings.Contains(d.clipboard, session.AccessToken.Reveal()) || strings.Contains(d.clipboard, session.IDToken.Reveal()) {
		t.Error("the claims are copied with a token")
	}
	c.CopyToken(state.AccessToken)
	if d.clipboard != session.AccessToken.Reveal() {
		t.Error("the token that was asked for is not on the clipboard")
	}
}

// LOOP-25: an app that is closed during a sign-in leaves no listener and no secret, and comes back signed out.
func TestClosingDuringASignInLeavesNothing(t *testing.T) {
	folder, keys := t.TempDir(), &testKeyring{}
	c, d := openAppWith(t, folder, Arguments{}, keys)
	hold := make(chan struct{})
	defer close(hold)
	var mu sync.Mutex
	var asked url.Values
	d.browser.Opened = func(target string) {
		if u, err := url.Parse(target); err == nil {
			mu.Lock()
			defer mu.Unlock()
			asked = u.Query()
		}
	}
	d.browser.Before = func(context.Context, string) { <-hold }
	connection := c.state.Current()
	c.SignIn()
	d.Until(t, "the open browser", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return connection.Phase == state.PhaseWaiting && asked != nil
	})
	listening := connection.Waiting.ListeningOn
	c.Close(5 * time.Second)
	if conn, err := net.DialTimeout("tcp", listening, time.Second); err == nil {
		_ = conn.Close()
		t.Errorf("%s still accepts connections", listening)
	}
	if !connection.Waiting.Link.IsZero() { // STOR-08
		t.Error("the link is still there")
	}
	searchFor(t, folder, asked.Get("state"), asked.Get("nonce"), asked.Get("code_challenge"))
	again, ad := openAppWith(t, folder, Arguments{}, keys)
	ad.Until(t, "the second run", func() bool { return again.opened != nil && again.state.Current().DemoAPI != "" })
	if again.state.Current().SignedIn() {
		t.Error("the second run is signed in")
	}
}
