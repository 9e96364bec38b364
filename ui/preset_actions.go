// The file of Google's console, which Import takes as well as connection files.

package ui

import (
	"errors"

	"proofkey/oauthflow"
	"proofkey/oauthflow/preset"
	"proofkey/ui/state"
)

// importedGoogleClient shows the registration in the form of Google's preset; nothing is saved yet.
func (c *Controller) importedGoogleClient(data []byte) {
	c.endDiscovery()
	form := state.NewForm()
	form.ChoosePreset(preset.GoogleID)
	client, err := preset.ParseGoogleClient(data)
	if err != nil && !errors.As(err, &form.Problem) {
		form.Problem = &oauthflow.Error{Code: oauthflow.CodeConnectionInvalid, Err: err}
	}
	if err == nil {
		form.ClientID, form.ClientSecret = client.ClientID, client.Secret.Reveal()
	}
	c.state.Form = form
	c.change(func() { c.state.Show(state.RoomNewConnection) })
}
