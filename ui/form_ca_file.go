// The CA file that is named in the form: read beside the window, as a disk of the network may be slow.

package ui

import (
	"context"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// readCAFile reads the CA file of the form as soon as another one is named.
func (c *Controller) readCAFile() {
	path := c.state.Form.CAFileToRead()
	if path == "" {
		return
	}
	c.background(c.ctx, func(context.Context) {
		certificates, err := oauthflow.ReadCAFile(path)
		seen := state.CAFileSeen{Path: path, Certificates: certificates, Err: err, At: c.now()}
		c.post(func() { c.change(func() { c.state.Form.SawCAFile(seen) }) })
	})
}
