package ui

import (
	"testing"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// The demo provider's form keeps the issuer and client ID that the app sets, whatever it held when it was opened.
func TestSavingTheDemoConnectionKeepsWhatTheAppSets(t *testing.T) {
	folder := t.TempDir()
	c, d := openApp(t, folder, Arguments{})
	d.Until(t, "the demo provider", func() bool { return c.opened != nil && c.state.Current().DemoAPI != "" })
	demo := c.state.Current()
	issuer, client := demo.Profile.Issuer, demo.Profile.ClientID
	c.Show(state.RoomEditConnection)
	c.EditForm(func(f *state.Form) { f.Name, f.Issuer, f.ClientID = "My demo", "http://127.0.0.1:1", "another" })
	c.SaveForm(false)
	if p := demo.Profile; p.Name != "My demo" || p.Issuer != issuer || p.ClientID != client {
		t.Errorf("saved as %+v", p)
	}
}

// DISC-15: another endpoint ends the session, and the connection signs in again with endpoints by hand.
func TestEndpointsByHandEndTheSessionAndSignIn(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the demo provider", func() bool { return c.opened != nil && c.state.Current().DemoAPI != "" })
	c.Duplicate()
	c.SaveForm(true)
	connection := d.untilSignedIn(t, c)
	d.Until(t, "the metadata", func() bool { return connection.Metadata != nil })
	m := connection.Metadata
	c.Show(state.RoomEditConnection)
	c.EditForm(func(f *state.Form) {
		f.Endpoints = oauthflow.Endpoints{AuthorizationEndpoint: m.AuthorizationEndpoint, TokenEndpoint: m.TokenEndpoint, JWKSURI: m.JWKSURI, UserInfoEndpoint: m.UserInfoEndpoint}
	})
	if !c.state.Form.EndsSession(connection) {
		t.Error("the view does not ask")
	}
	c.SaveForm(false)
	d.Until(t, "the session's end", func() bool { return connection.Session == nil })
	c.SignIn()
	d.untilSignedIn(t, c)
	if first := connection.Steps[0]; !first.ByHand || connection.Metadata.RevocationEndpoint != "" {
		t.Errorf("step %+v, metadata %+v", first, connection.Metadata)
	}
}
