// What the person does to look at the flow: view.FlowActions.

package ui

import (
	"context"
	"io"

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

// ShowDiagram shows the sequence diagram in the Flow tab, or the detail.
func (c *Controller) ShowDiagram(on bool) { c.change(func() { c.state.Diagram = on }) }

// CopyDiagram puts the diagram of the flow on the clipboard, as Mermaid.
func (c *Controller) CopyDiagram() {
	id := c.state.Selected
	what := c.recorded(id)
	if what == nil {
		return
	}
	c.background(c.ctx, func(context.Context) {
		text, err := what.report(state.ShareMermaid, false)
		c.post(func() {
			if err != nil {
				c.notSaved(id, err)
				return
			}
			c.Copy(string(text))
		})
	})
}

// SaveDiagram writes the diagram of the flow.
func (c *Controller) SaveDiagram(format state.ShareFormat, file io.WriteCloser) {
	what := c.recorded(c.state.Selected)
	if what == nil {
		_ = file.Close()
		return
	}
	c.writeFile(file, func() ([]byte, error) { return what.report(format, false) })
}
