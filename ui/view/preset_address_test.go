package view

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// accountFound is the form of Bluesky's preset, whose search has found an account.
func accountFound() *state.State {
	const did, server, issuer = "did:plc:z72i7hdynmk6r22z27h6tvur", "https://morel.us-east.host.bsky.network", "https://bsky.social"
	s := addressTyped()
	s.Form.Searched("alice.bsky.social", &oauthflow.ProviderSearch{
		Kind: oauthflow.FoundAccount, Plain: true, Account: &oauthflow.Account{DID: did, Hint: "alice.bsky.social", Server: server},
		Metadata: &oauthflow.ServerMetadata{
			Issuer: issuer, CodeChallengeMethods: []string{"S256"}, IssInResponse: true, DPoPAlgorithms: []string{"ES256"}, GrantTypes: []string{"refresh_token"},
			PushedAuthorizationRequestEndpoint: issuer + "/oauth/par", RevocationEndpoint: issuer + "/oauth/revoke",
		},
		Resource: &oauthflow.ProtectedResourceMetadata{Resource: server, AuthorizationServers: []string{issuer}},
		Tried: []oauthflow.TriedURL{
			{Kind: oauthflow.TriedHandleDNS, URL: "dns:_atproto.alice.bsky.social?type=TXT", Result: oauthflow.TriedAbsent},
			{Kind: oauthflow.TriedHandle, URL: "https://alice.bsky.social/.well-known/atproto-did", Result: oauthflow.TriedNamed, Status: 200, Took: 30 * time.Millisecond},
			{Kind: oauthflow.TriedDID, URL: "https://plc.directory/" + did, Result: oauthflow.TriedUsed, Status: 200, Took: 40 * time.Millisecond},
			{Kind: oauthflow.TriedResource, URL: server + "/.well-known/oauth-protected-resource", Result: oauthflow.TriedUsed, Status: 200, Took: 50 * time.Millisecond},
			{Kind: oauthflow.TriedOAuth, URL: issuer + "/.well-known/oauth-authorization-server", Result: oauthflow.TriedUsed, Status: 200, Took: 60 * time.Millisecond},
		},
	}, 312*time.Millisecond)
	s.Form.TriedOpen = true
	s.Form.ClientID = "https://app.example/client.json" // shorter than a field: what an entry scrolls is no matter of this screen
	return s
}

func addressTyped() *state.State {
	s := sample()
	s.Form = state.NewForm()
	s.Form.ChoosePreset("bluesky")
	s.Form.SetPresetInput("account", "alice.bsky.social")
	s.Show(state.RoomNewConnection)
	return s
}

func TestAnAddressIsSearchedForFromItsPanel(t *testing.T) {
	v := open(t, addressTyped(), look{widget.AlwaysLight, 1, 1180, 2400})
	v.mustHave("Handle, DID or server", "It is found by its address", "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=atproto")
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	if action, ok := form.primary(); !ok || action != state.ActionDiscover {
		t.Errorf("Enter asks for %q", action)
	}
	v.state.Form.Issuer = "" // as a person may leave it
	v.update()
	v.presets().panel.search.Tapped(nil)
	if v.asked.last() != "discover" || v.state.Form.Issuer != "alice.bsky.social" {
		t.Errorf("asked for %q with the issuer %q", v.asked.last(), v.state.Form.Issuer)
	}
	v.state.Form.BeginDiscover()
	v.update()
	v.presets().panel.search.Tapped(nil)
	if v.asked.last() != "cancel discovery" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

func TestWhatASearchHasFoundComesIntoSight(t *testing.T) {
	v := open(t, addressTyped(), look{widget.AlwaysLight, 1, 1180, 760})
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	top := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(form.discover).Y }
	before := top()
	form.scroll.Reveal(v.presets().panel.content, 0, 400)
	if top() >= before {
		t.Fatal("the panel is in sight without being scrolled to")
	}
	found := accountFound()
	v.state.Form.Searched("alice.bsky.social", found.Form.Search, time.Second)
	v.update()
	if top() != before {
		t.Errorf("the Discover button is at %v instead of %v", top(), before)
	}
	v.mustHave("Found the account and its provider", "The form is filled in. What was found stands above.")
}
