package view

import (
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// searched is a search that found the provider by its issuer, at once.
func searched(issuer string, m *oauthflow.ServerMetadata) *oauthflow.ProviderSearch {
	return &oauthflow.ProviderSearch{Kind: oauthflow.FoundOpenID, Metadata: m, Tried: []oauthflow.TriedURL{
		{Kind: oauthflow.TriedOpenID, URL: issuer + "/.well-known/openid-configuration", Result: oauthflow.TriedUsed, Status: 200, Took: 80 * time.Millisecond},
	}}
}

// searchedForm is the form of a new connection after a search.
func searchedForm(pasted string, s *oauthflow.ProviderSearch) *state.State {
	shown := sample()
	shown.Form = state.NewForm()
	shown.Form.Issuer = pasted
	shown.Form.Searched(pasted, s, 312*time.Millisecond)
	shown.Show(state.RoomNewConnection)
	return shown
}

// nothingFound has one URL of each kind that leads nowhere.
func nothingFound() *state.State {
	const host = "https://app.staging.example"
	mismatch := oauthflow.Check{ID: "RES-05", Result: oauthflow.Failed, Expected: host + "/mcp", Actual: host}
	return searchedForm(host+"/mcp", &oauthflow.ProviderSearch{Tried: []oauthflow.TriedURL{
		{Kind: oauthflow.TriedOpenID, URL: host + "/mcp/.well-known/openid-configuration", Result: oauthflow.TriedAbsent, Status: 404},
		{Kind: oauthflow.TriedOAuth, URL: host + "/.well-known/oauth-authorization-server/mcp", Result: oauthflow.TriedAbsent, Status: 302, Location: "https://www.staging.example/"},
		{Kind: oauthflow.TriedAPI, URL: host + "/mcp", Result: oauthflow.TriedNamed, Status: 401},
		{Kind: oauthflow.TriedResource, URL: host + "/.well-known/oauth-protected-resource/mcp", Result: oauthflow.TriedRefused, Status: 200, Check: &mismatch},
	}})
}

// severalServers is an API that names two.
func severalServers() *state.State {
	return searchedForm("https://api.staging.example/notes", &oauthflow.ProviderSearch{
		Resource: &oauthflow.ProtectedResourceMetadata{Resource: "https://api.staging.example/notes", AuthorizationServers: []string{"https://id.staging.example/realms/main", "https://partners.example"}},
		Tried:    []oauthflow.TriedURL{{Kind: oauthflow.TriedResource, URL: "https://api.staging.example/.well-known/oauth-protected-resource/notes", Result: oauthflow.TriedUsed, Status: 200}},
	})
}

// foundMCP is an MCP server whose provider does not announce PKCE.
func foundMCP() *state.State {
	const issuer = "https://id.staging.example/realms/main"
	s := searched(issuer, &oauthflow.ServerMetadata{Issuer: issuer, ScopesSupported: []string{"openid", "offline_access"}, UserInfoEndpoint: issuer + "/userinfo"})
	s.Kind = oauthflow.FoundAPI
	s.Resource = &oauthflow.ProtectedResourceMetadata{Resource: "https://mcp.staging.example/mcp", AuthorizationServers: []string{issuer}, Scopes: []string{"tools"}}
	return searchedForm("https://mcp.staging.example/mcp", s)
}

// searching is the form while a search runs.
func searching() *state.State {
	s := found()
	s.Form.BeginDiscover()
	return s
}
