// What the person does to look before a sign-in goes on: the preview of its request, and the stops before its steps.

package ui

import (
	"context"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// PreviewRequest shows what a sign-in of the selected connection would send.
func (c *Controller) PreviewRequest() { c.withCurrent((*state.Connection).Preview) }

// SetStepByStep makes the sign-ins that begin from now on stop before each step, or not.
func (c *Controller) SetStepByStep(on bool) { c.change(func() { c.state.StepByStep = on }) }

// ContinueSignIn lets the sign-in of the selected connection go on from where it has stopped.
func (c *Controller) ContinueSignIn() {
	connection := c.state.Current()
	if connection == nil || !connection.WentOn() {
		return
	}
	if a := c.attempts[connection.Profile.ID]; a != nil {
		a.goOn <- struct{}{} // there is room: a stop is left once
	}
	c.pace.now()
}

// waitForPerson is the stop before a step. It is called on the flow's goroutine.
func (a *attempt) waitForPerson(ctx context.Context, _ oauthflow.Step) error {
	select {
	case <-a.goOn:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// stopped lets the window know what will be sent, and shows it when a stop comes by itself: the person is in the browser.
func (c *Controller) stopped(connection *state.Connection, next oauthflow.Step) {
	id := connection.Profile.ID
	if a, f := c.attempts[id], c.flows[id]; next == oauthflow.StepAuthorizationRequest && a != nil && f != nil {
		connection.WillSend(a.options, f.client.Metadata())
	}
	if next == oauthflow.StepTokenRequest && !c.desktop.ToFront() {
		c.desktop.Notify(state.T("notification.stopped_title"), state.T("notification.stopped", "Connection", connection.Profile.Name))
	}
}
