// What the person does in the room "Inspect a token": view.InspectActions.

package ui

import (
	"context"

	"proofkey/oauthflow"
)

// InspectToken takes what is pasted.
func (c *Controller) InspectToken(text string) {
	c.change(func() { c.state.InspectToken(text) })
}

// InspectWith picks the connection whose keys judge the token.
func (c *Controller) InspectWith(connectionID string) {
	c.change(func() { c.state.InspectWith(connectionID) })
}

// VerifyToken judges the token by the keys of the picked connection. Its metadata and keys are all that is fetched.
func (c *Controller) VerifyToken() {
	f := c.flows[c.state.InspectedBy()]
	token := c.state.Inspector.Token
	if f == nil || token.IsZero() || c.state.Inspector.Running {
		return
	}
	client := f.client
	c.change(c.state.BeginInspection)
	c.background(f.ctx, func(ctx context.Context) {
		read, err := client.InspectToken(ctx, &oauthflow.Timeline{}, token.Reveal())
		c.post(func() { c.change(func() { c.state.FinishInspection(token, read, flowError(err)) }) })
	})
}
