package oauthflow

import (
	"testing"
)

// A client ID that is the https URL of a document about the client (MCP-09) goes everywhere as it was typed: to the
// authorization and token endpoints, into the check of the audience, and between people.
func TestAClientIDThatIsAURLIsNeverChanged(t *testing.T) {
	for _, id := range []string{
		"https://app.example/oauth/client.json", "https://App.example:443/%7Eme/client.json?v=1&w=a%20b", "https://app.example/client/",
	} {
		s := newSignInSetting(t)
		s.client.Profile.ClientID = id
		s.bendClaims = func(c map[string]any) { c["aud"] = id }
		session, err := s.signIn(t.Context(), SignInOptions{})
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if got := s.asked.Get("client_id"); got != id {
			t.Errorf("asked as %q", got)
		}
		if got := s.to("/token")[0].Form.Get("client_id"); got != id {
			t.Errorf("redeemed as %q", got)
		}
		if session.ClientID != id {
			t.Errorf("kept as %q", session.ClientID)
		}
		p := plainProfile()
		p.ClientID = id
		link, err := p.ShareLink()
		if err != nil {
			t.Fatal(err)
		}
		if shared, err := ParseShareLink(link); err != nil || shared.ClientID != id {
			t.Errorf("shared as %q, %v", shared.ClientID, err)
		}
	}
}

func TestWhetherAClientIDMayBeAURLIsRead(t *testing.T) {
	for value, want := range map[any]bool{true: true, false: false, "true": false, nil: false} {
		p := newTestProvider(t)
		if value != nil {
			p.metadata["client_id_metadata_document_supported"] = value
		}
		c := newTestClient(t, p)
		if err := c.Prefetch(t.Context(), nil); err != nil || c.Metadata().ClientIDURL != want {
			t.Errorf("%v: %v", value, err)
		}
	}
}
