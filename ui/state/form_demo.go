// The form of the demo provider's connection. The provider is a part of this app, which sets its address at each
// start and knows one client: what would part the two is shown or left out, and cannot be changed.

package state

import (
	"slices"

	"proofkey/oauthflow"
)

func (f Form) ofDemo() bool { return f.ProfileID == oauthflow.DemoProfileID }

func (f *Field) asOfDemo() {
	switch {
	case f.Name == FieldIssuer || f.Name == FieldClientID:
		f.ReadOnly, f.Help = true, T("form.set_by_app")
		if !f.Problem.IsZero() {
			f.Problem = T("form.demo_not_started")
		}
	case f.Name == FieldPath || f.Name == FieldClientSecret || slices.Contains(networkFields(), f.Name) || f.Name == FieldIdentity || f.Fold == FoldByHand:
		f.Hidden = true
	}
}

// redirectNoteOfDemo: nothing has to be registered at the demo provider, which takes any port of this computer.
func (f Form) redirectNoteOfDemo() Text {
	if r, err := f.redirect(); err == nil && r.Port != 0 {
		return T("form.redirect_uri.demo_port", "Port", r.Port)
	}
	return T("form.redirect_uri.demo")
}
