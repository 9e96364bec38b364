package ui

import (
	"strings"
	"testing"

	"proofkey/ui/state"
)

func TestASignInElsewhereIsShownConfirmedAndCancelled(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	connection := c.state.Current()
	c.SetStepByStep(true) // which it does not heed
	d.Until(t, "the metadata", func() bool { return connection.CanSignInElsewhere() })
	c.SignInElsewhere()
	d.Until(t, "the code", func() bool { return connection.Screen() == state.ScreenDevice })
	waiting := connection.Waiting.Device
	code := waiting.UserCode.Reveal()
	if c.CopyUserCode(); d.clipboard != code || len(code) != 9 {
		t.Errorf("copied %q", d.clipboard)
	}
	if c.CopyVerification(); d.clipboard != waiting.VerificationURI {
		t.Errorf("copied %q", d.clipboard)
	}
	opening := make(chan string, 1)
	d.browser.Opened = func(target string) { opening <- target }
	c.OpenVerification()
	d.Until(t, "the browser", func() bool { page, _ := d.browser.Wait(); return strings.Contains(page.Body, "Device connected") })
	if opened := <-opening; opened != waiting.VerificationURIComplete.Reveal() {
		t.Errorf("opened %q", opened)
	}
	c.CancelSignIn()
	d.Until(t, "the end", func() bool { return !connection.Busy() })
	if connection.Phase != state.PhaseSignedOut || !waiting.UserCode.IsZero() || connection.Waiting.Device != nil {
		t.Errorf("%s, the code is still there: %v", connection.Phase, !waiting.UserCode.IsZero())
	}
	c.CopyUserCode() // nothing waits any more
	c.OpenVerification()
}
