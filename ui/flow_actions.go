// What the person does to look at the flow: view.FlowActions.

package ui

import (
	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// SelectFlowEntry looks at an entry of the flow.
func (c *Controller) SelectFlowEntry(i int) {
	c.withCurrent(func(connection *state.Connection) { connection.Flow.Select(i) })
}

// ShowStep shows a step of the sign-in in the flow.
func (c *Controller) ShowStep(step oauthflow.Step) {
	c.withCurrent(func(connection *state.Connection) { connection.ShowStep(step) })
}

// LeaveFlow returns from the flow to the screen of the sign-in.
func (c *Controller) LeaveFlow() { c.withCurrent((*state.Connection).LeaveFlow) }
