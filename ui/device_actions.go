// What the person does to sign in on another device: view.DeviceActions.

package ui

import (
	"context"

	"proofkey/oauthflow"
)

// SignInElsewhere starts a sign-in of the selected connection that is confirmed on another device. It goes on by
// itself, also where sign-ins stop before each step: nothing of ours happens in a browser.
func (c *Controller) SignInElsewhere() {
	if connection := c.state.Current(); connection == nil || !connection.CanSignInElsewhere() {
		return
	}
	c.begin(oauthflow.SignInOptions{Subject: c.knownSubject()}, true)
}

// CopyUserCode puts the code on the clipboard.
func (c *Controller) CopyUserCode() {
	if d := c.waitingDevice(); d != nil {
		c.Copy(d.UserCode.Reveal())
	}
}

// CopyVerification puts the address on the clipboard where the code is typed.
func (c *Controller) CopyVerification() {
	if d := c.waitingDevice(); d != nil {
		c.Copy(d.VerificationURI)
	}
}

// OpenVerification opens that address in this computer's browser, with the code filled in where the provider has such an
// address.
func (c *Controller) OpenVerification() {
	connection, f := c.currentFlow()
	d := c.waitingDevice()
	if f == nil || d == nil {
		return
	}
	target := d.VerificationURIComplete.Reveal()
	if target == "" {
		target = d.VerificationURI
	}
	client := f.client
	connection.Waiting.BrowserProblem = nil
	c.pace.now()
	c.background(f.ctx, func(ctx context.Context) {
		if err := client.OpenBrowser(ctx, target); err != nil {
			f.timeline.Add(oauthflow.Event{Kind: oauthflow.EventBrowserFailed, Step: oauthflow.StepRedirect, Err: err})
		}
	})
}

// waitingDevice is what the person has to confirm; nil if nothing waits.
func (c *Controller) waitingDevice() *oauthflow.DeviceAuthorization {
	if connection := c.state.Current(); connection != nil {
		return connection.Waiting.Device
	}
	return nil
}
