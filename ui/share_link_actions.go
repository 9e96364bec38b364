// What the person does with share links, "proofkey:1.…".

package ui

import (
	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// ImportText shows the connection of a pasted text in the form; nothing is saved or sent yet.
func (c *Controller) ImportText(text string) {
	c.endDiscovery()
	c.imported([]byte(text), nil)
}

// importTyped shows the connection of a share link that was pasted as the issuer, as soon as it is whole.
func (c *Controller) importTyped() {
	f := &c.state.Form
	if f.ProfileID != "" || !oauthflow.IsShareLink(f.Issuer) {
		return
	}
	if p, err := oauthflow.ParseShareLink(f.Issuer); err == nil {
		c.endDiscovery()
		c.state.Form = state.ImportForm(p)
	}
}

// CopyShareLink puts the selected connection on the clipboard as a share link.
func (c *Controller) CopyShareLink() {
	connection := c.state.Current()
	if connection == nil || connection.Saved != nil || connection.Demo {
		return
	}
	link, err := connection.Profile.ShareLink()
	if err != nil {
		c.notSaved(connection.Profile.ID, err)
		return
	}
	c.Copy(link)
}

// notImported says in sight, not in the details alone, why a file or a link cannot be used.
func notImported(err error) *oauthflow.Error {
	problem := oauthflow.Error{Code: oauthflow.CodeConnectionInvalid, Err: err}
	if known := flowError(err); known != nil {
		problem = *known
	}
	if problem.Err != nil && problem.Actual == "" {
		problem.Expected, problem.Actual = "a share link, or a connection file, that this app can read", problem.Err.Error()
	}
	return &problem
}
