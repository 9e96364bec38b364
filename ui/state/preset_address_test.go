package state

import (
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

const aliceDID = "did:plc:z72i7hdynmk6r22z27h6tvur"

// accountSearch is what a search for a handle comes to.
func accountSearch() *oauthflow.ProviderSearch {
	return &oauthflow.ProviderSearch{
		Kind: oauthflow.FoundAccount, Plain: true, Metadata: &oauthflow.ServerMetadata{Issuer: "https://bsky.social"},
		Resource: &oauthflow.ProtectedResourceMetadata{Resource: "https://morel.host.bsky.network", AuthorizationServers: []string{"https://bsky.social"}},
		Account:  &oauthflow.Account{DID: aliceDID, Hint: "alice.bsky.social", Server: "https://morel.host.bsky.network"},
		Tried: []oauthflow.TriedURL{
			{Kind: oauthflow.TriedHandleDNS, URL: "dns:_atproto.alice.bsky.social?type=TXT", Result: oauthflow.TriedAbsent},
			{Kind: oauthflow.TriedHandle, URL: "https://alice.bsky.social/.well-known/atproto-did", Result: oauthflow.TriedNamed, Status: 200},
			{Kind: oauthflow.TriedDID, URL: "https://plc.directory/" + aliceDID, Result: oauthflow.TriedUsed, Status: 200},
			{Kind: oauthflow.TriedResource, URL: "https://morel.host.bsky.network/.well-known/oauth-protected-resource", Result: oauthflow.TriedUsed, Status: 200},
			{Kind: oauthflow.TriedOAuth, URL: "https://bsky.social/.well-known/oauth-authorization-server", Result: oauthflow.TriedUsed, Status: 200},
		},
	}
}

// searchedPreset is what the search for the address of a preset comes to.
func searchedPreset(f *Form) {
	s := accountSearch()
	if !f.ofATProto() {
		s = foundResource(f.address())
		s.Plain = true
	}
	f.Searched(strings.TrimSpace(f.Issuer), s, time.Second)
}

func TestAHandleFillsTheFormOfBluesky(t *testing.T) {
	f := chosen(t, "bluesky")
	if f.Issuer != "https://bsky.social" || !f.SearchesAccount() || f.DPoP != "required" || !f.FormView().Discover.Enabled {
		t.Errorf("%s, %s, %+v, %+v", f.Issuer, f.Scopes, f.Settings, f.OAuthOnly)
	}
	f.SetPresetInput("account", "@alice.bsky.social")
	panel, v := f.PresetView().Panel, f.FormView()
	if f.Issuer != "@alice.bsky.social" || !panel.Search.Primary || !panel.Search.Enabled || v.Buttons[len(v.Buttons)-1].Primary || v.Discover.Primary || english(t, panel.Searched) != "It is found by its address: search for it, and the form is filled in." {
		t.Errorf("%q, %+v", f.Issuer, panel)
	}
	searchedPreset(&f)
	if f.Issuer != "https://bsky.social" || f.Settings.LoginHint != "alice.bsky.social" || f.OAuthOnly.Account != aliceDID || f.Origins != "https://morel.host.bsky.network" || f.Settings.Resources != "" {
		t.Errorf("%s, %s, %+v, %+v", f.Issuer, f.Scopes, f.Settings, f.OAuthOnly)
	}
	p, err := f.Profile()
	if err != nil || !f.Usable() || p.OAuthOnly != (oauthflow.OAuthOnly{Identity: oauthflow.IdentityATProto, Account: aliceDID}) || p.DPoP != oauthflow.DPoPRequired || p.AuthorizationParameters["login_hint"] != "alice.bsky.social" {
		t.Errorf("%+v, %v, %v", p, err, problems(t, f))
	}
	found := f.found()
	if english(t, found.Title) != "Found the account and its provider" || len(found.Tried) != 5 || english(t, found.Tried[0].Result) != "No record" || english(t, found.Tried[1].Result) != "It names a DID" || english(t, found.Tried[2].Asked) != "Document of the DID" {
		t.Errorf("%+v", found)
	}
	if panel := f.PresetView().Panel; panel.Search.Primary || english(t, panel.Searched) != "The form is filled in. What was found stands above." {
		t.Errorf("%+v", panel)
	}
	f.SetPresetInput("account", "https://bsky.social")
	if f.Settings.LoginHint != "" || f.OAuthOnly.Account != "" || f.Origins != "" || f.Search != nil {
		t.Errorf("another account stands: %+v, %+v", f.Settings, f.OAuthOnly)
	}
}

func TestASearchThatIsMadeAnewTakesTheAccountBack(t *testing.T) {
	f := chosen(t, "bluesky")
	f.SetPresetInput("account", "alice.bsky.social")
	searchedPreset(&f)
	f.SeekAddress()
	if f.Issuer != "alice.bsky.social" {
		t.Error(f.Issuer)
	}
	f.BeginDiscover()
	f.Searched("alice.bsky.social", &oauthflow.ProviderSearch{Tried: []oauthflow.TriedURL{{Kind: oauthflow.TriedHandle, Result: oauthflow.TriedAbsent, Status: 404}}}, time.Second)
	if f.Settings.LoginHint != "" || f.OAuthOnly.Account != "" || f.Origins != "" || !f.TriedOpen || english(t, f.PresetView().Panel.Searched) != "Nothing was found that fits. Every URL that was asked stands above." {
		t.Errorf("%s, %s, %+v, %+v", f.Issuer, f.Scopes, f.Settings, f.OAuthOnly)
	}
	if f.Try(); problems(t, f)[FieldIssuer] != "Search for it first: press “Discover”." {
		t.Error(problems(t, f))
	}
}

func TestTheClientIDFollowsRedirectAndScopes(t *testing.T) {
	f := chosen(t, "bluesky")
	searchedPreset(&f)
	f.Set(FieldScopes, "atproto transition:generic")
	f.Set(FieldPath, "/cb")
	f.Set(FieldHost, "::1")
	if f.ClientID != "http://localhost?redirect_uri=http%3A%2F%2F%5B%3A%3A1%5D%2Fcb&scope=atproto+transition%3Ageneric" || !f.Usable() {
		t.Errorf("%s, %v", f.ClientID, problems(t, f))
	}
	f.Set(FieldClientID, "https://app.example.com/client-metadata.json")
	f.Set(FieldPath, "/other")
	if f.ClientID != "https://app.example.com/client-metadata.json" || !f.Usable() {
		t.Errorf("%s, %v", f.ClientID, problems(t, f))
	}
	for name, row := range map[string]struct {
		field      FieldName
		text, says string
	}{
		"a scope too few":      {FieldScopes, "transition:generic", "“atproto” is missing"},
		"no proof":             {FieldDPoP, "off", "has no Bearer tokens"},
		"localhost":            {FieldHost, "localhost", "takes no localhost"},
		"a client of its own":  {FieldClientID, "proofkey", "is no client ID of AT Protocol"},
		"another redirect":     {FieldClientID, "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fx&scope=atproto", "redirect_uri is not that of the connection"},
		"an account by handle": {FieldAccount, "alice.bsky.social", "is not a DID"},
		"an identity URL":      {FieldIdentityURL, "https://bsky.social/x", "leave the URL out"},
	} {
		g := chosen(t, "bluesky")
		searchedPreset(&g)
		g.Set(row.field, row.text)
		got := problems(t, g)
		if len(got) != 1 || !strings.Contains(strings.ReplaceAll(got[row.field], `"atproto"`, "“atproto”"), row.says) || g.Usable() {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAnMCPServerThatIssuesNoIDTokens(t *testing.T) {
	f := chosen(t, "mcp-example")
	if f.Scopes != "" || f.Issuer != "https://example-server.modelcontextprotocol.io/mcp" {
		t.Errorf("%s, %s, %+v, %+v", f.Issuer, f.Scopes, f.Settings, f.OAuthOnly)
	}
	s := foundResource(f.Issuer, "mcp:tools")
	s.Plain, s.Metadata.RegistrationEndpoint = true, "https://as.example/register"
	f.Searched(f.Issuer, s, time.Second)
	if f.Identity != "none" || f.Scopes != "mcp:tools offline_access" || !f.MCP || f.Settings.Resources != f.Pasted {
		t.Errorf("%s, %s, %+v, %+v", f.Issuer, f.Scopes, f.Settings, f.OAuthOnly)
	}
	notes := ""
	for _, note := range f.found().Notes {
		notes += english(t, note)
	}
	if !strings.Contains(notes, "nobody says who signed in") {
		t.Error(notes)
	}
	if v := f.registrationView(); len(v.Buttons) == 0 || !v.Buttons[0].Primary || v.Buttons[0].Action != ActionRegisterClient {
		t.Errorf("%+v", v)
	}
	f.ClientID = "made"
	p, err := f.Profile()
	if err != nil || p.OAuthOnly.Identity != oauthflow.IdentityUnknown || !p.MCP || slices.Contains(p.Scopes, "openid") {
		t.Errorf("%+v, %v", p, err)
	}
	again := s
	again.Plain = false
	f.Issuer = f.Pasted
	f.BeginDiscover()
	f.Searched(f.Issuer, again, time.Second)
	if f.Identity != "" || f.Scopes != "openid mcp:tools offline_access" {
		t.Errorf("an OpenID provider: %q, %q", f.Identity, f.Scopes)
	}
}

func TestGitHubsMCPServerKeepsWhatThePresetKnows(t *testing.T) {
	f := chosen(t, "github-mcp")
	searchedPreset(&f)
	f.ClientID, f.ClientSecret = "app", "hush"
	p, err := f.Profile()
	if err != nil || !p.MCP || p.OAuthOnly.IdentityURL != "https://api.github.com/user" || p.OAuthOnly.Identity != "" || strings.Join(p.Scopes, " ") != "read:user" || p.Resource() != "https://api.githubcopilot.com/mcp/" {
		t.Errorf("%+v, %v", p, err)
	}
	if panel := f.PresetView().Panel; !slices.Equal(panel.Register, []string{"http://127.0.0.1/callback"}) || panel.Secret.IsZero() {
		t.Errorf("%+v", panel)
	}
}

func TestTheIdentityOfAnATProtocolAccount(t *testing.T) {
	c := connectionOf(aliceDID)
	v := c.Identity(testNow())
	if v.Person.Subject != aliceDID || v.Person.Name != "alice.bsky.social" || english(t, v.Person.Badge) != "Account proved by its documents" || !strings.HasPrefix(english(t, v.OAuthOnly), "AT Protocol has no ID tokens.") {
		t.Errorf("%+v", v.Person)
	}
	var urls []string
	for _, call := range c.presetCalls(nil) {
		urls = append(urls, call.URL)
	}
	if got := strings.Join(urls, " "); got != "https://pds.example/xrpc/com.atproto.server.getSession https://pds.example/xrpc/app.bsky.actor.getProfile?actor=did%3Aplc%3Az72i7hdynmk6r22z27h6tvur" {
		t.Error(got)
	}
	c.Profile.OAuthOnly.Identity = oauthflow.IdentityUnknown
	if got := english(t, c.Identity(testNow()).OAuthOnly); !strings.Contains(got, "nobody says who signed in") {
		t.Error(got)
	}
}

// connectionOf is a connection that an AT Protocol account is signed in with.
func connectionOf(did string) *Connection {
	c := NewConnection(oauthflow.Profile{
		Name: "Bluesky", Issuer: "https://bsky.social", ClientID: "x", Scopes: []string{"atproto"}, OAuthOnly: oauthflow.OAuthOnly{Identity: oauthflow.IdentityATProto, Account: did},
	})
	c.Session = &oauthflow.Session{
		Issuer: "https://bsky.social", ClientID: "x", Subject: did, AccountServer: "https://pds.example", UserInfo: map[string]any{"did": did, "handle": "alice.bsky.social"},
	}
	return c
}

func TestAnAccountIsNotInSightInPresenterMode(t *testing.T) {
	s := New()
	s.Form = chosen(t, "bluesky")
	s.Form.SetPresetInput("account", "alice.bsky.social")
	searchedPreset(&s.Form)
	inSight := func() string {
		v := s.FormView()
		var shown []string
		for _, note := range v.Found.Notes {
			shown = append(shown, english(t, note))
		}
		for _, row := range v.Found.Tried {
			shown = append(shown, row.URL, english(t, row.Result))
		}
		for _, field := range s.FormFields() {
			if field.Masked == "" {
				field.Masked = field.Value
			}
			shown = append(shown, field.Masked)
		}
		for _, input := range s.PresetView().Panel.Inputs {
			if input.Masked == "" {
				input.Masked = input.Value
			}
			shown = append(shown, input.Masked)
		}
		return strings.Join(shown, "\n")
	}
	if got := inSight(); strings.Count(got, "alice") < 4 || strings.Count(got, aliceDID) < 3 {
		t.Errorf("not shown: %s", got)
	}
	s.Present(true)
	if got := inSight(); strings.Contains(got, "alice") || strings.Contains(got, aliceDID) || !strings.Contains(got, "https://bsky.social") {
		t.Errorf("in sight: %s", got)
	}
}

func TestAHandleThatIsNotSearchedForYetIsNotInSightInPresenterMode(t *testing.T) {
	s := New()
	s.Form = chosen(t, "bluesky")
	s.Present(true)
	for typed, masked := range map[string]bool{"alice.bsky.social": true, aliceDID: true, "https://bsky.social": false} {
		s.Form.SetPresetInput("account", typed)
		for _, field := range s.FormFields() {
			if field.Name == FieldIssuer && (field.Masked != "" || !masked) != true {
				t.Errorf("%s is in sight", typed)
			}
			if field.Name == FieldIssuer && !masked && field.Masked != "" {
				t.Errorf("%s is masked: %s", typed, field.Masked)
			}
		}
	}
}

func TestTheIssuerSaysWhatIsWrongWithAnAccount(t *testing.T) {
	f := chosen(t, "bluesky")
	f.SetPresetInput("account", "alice.invalid")
	for _, field := range f.Fields() {
		if got := english(t, field.Problem); field.Name == FieldIssuer && !strings.Contains(got, ".invalid") {
			t.Errorf("%q", got)
		}
	}
	if f.PresetView().Panel.Search.Enabled {
		t.Error("it can be searched for")
	}
}
