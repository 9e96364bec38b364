package state

import (
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

// foundProvider is a search that found a provider at once.
func foundProvider(m *oauthflow.ServerMetadata) *oauthflow.ProviderSearch {
	return &oauthflow.ProviderSearch{Kind: oauthflow.FoundOpenID, Metadata: m, Tried: []oauthflow.TriedURL{{Kind: oauthflow.TriedOpenID, Result: oauthflow.TriedUsed, Status: 200}}}
}

// foundResource is a search that found an API.
func foundResource(resource string, scopes ...string) *oauthflow.ProviderSearch {
	s := foundProvider(&oauthflow.ServerMetadata{Issuer: "https://op.example", ScopesSupported: []string{"openid", "offline_access"}, CodeChallengeMethods: []string{"S256"}})
	s.Kind = oauthflow.FoundAPI
	s.Resource = &oauthflow.ProtectedResourceMetadata{Resource: resource, AuthorizationServers: []string{"https://op.example"}, Scopes: scopes}
	return s
}

func TestADomainCanBeSearchedAndIsNoFault(t *testing.T) {
	for text, can := range map[string]bool{
		"example.com": true, " example.com ": true, "localhost:8080": true, "https://id.example/.well-known/openid-configuration": true, "https://api.example/x?y=1": true,
		"": false, "http://example.com": false, "not a domain": false, "ftp://example.com": false,
	} {
		f := NewForm()
		f.Issuer = text
		v := f.FormView()
		if v.Discover.Enabled != can || (text != "" && (problems(t, f)[FieldIssuer] == "") != can) {
			t.Errorf("%q: enabled %t, %v", text, v.Discover.Enabled, problems(t, f))
		}
	}
	f := NewForm()
	f.Issuer, f.Tried = "example.com", true
	if got := problems(t, f)[FieldIssuer]; !strings.Contains(got, "begin it with https://") {
		t.Errorf("as an issuer to be saved: %q", got)
	}
}

func TestTheFoundIssuerIsFilledIn(t *testing.T) {
	f := NewForm()
	f.Issuer = "tenant.example"
	f.Searched("tenant.example", foundProvider(&oauthflow.ServerMetadata{Issuer: "https://tenant.example/"}), time.Second)
	if f.Issuer != "https://tenant.example/" || f.FormView().Found == nil || f.FormView().Found.TriedOpen {
		t.Errorf("%+v", f)
	}
	if f.Issuer += "x"; f.FormView().Found != nil {
		t.Error("what was found is shown for another issuer")
	}
	f.Issuer = "https://tenant.example"
	f.Searched(f.Issuer, foundProvider(&oauthflow.ServerMetadata{Issuer: "https://tenant.example/"}), time.Second)
	if got := english(t, f.FormView().Found.Notes[0]); got != "It writes its issuer as https://tenant.example/, and so must this connection." {
		t.Errorf("%q", got)
	}
}

func TestWhatAnAPIProposesIsFilledInAndTakenBack(t *testing.T) { // RES-02, RES-14, RES-16, MCP-07, MCP-13
	const mcp, other = "https://api.example/mcp", "https://api.example:444/notes"
	f := NewForm()
	f.Settings.Resources, f.Origins = "https://old.example", "https://mine.example"
	f.Issuer = mcp
	f.Searched(mcp, foundResource(mcp, "tools", "openid"), time.Second)
	if f.Issuer != "https://op.example" || f.Settings.Resources != mcp || f.Origins != "https://mine.example\nhttps://api.example" ||
		f.Scopes != "openid tools offline_access" || !f.MCP {
		t.Fatalf("%+v", f)
	}
	f.ClientID = "x"
	p, problem := f.Profile()
	if problem != nil || !p.MCP || p.Resource() != mcp || !slices.Equal(p.APIOrigins, []string{"https://mine.example", "https://api.example"}) {
		t.Errorf("%+v, %v", p, problem)
	}
	again := EditForm(p)
	if v := again.FormView().Resource; v == nil || v.Resource != mcp || !v.MCP || !v.Fault.IsZero() {
		t.Errorf("edited: %+v", v)
	}
	v := f.FormView()
	if got := english(t, v.Found.Title); got != "Found a protected API" {
		t.Errorf("%q", got)
	}
	var notes []string
	for _, n := range v.Found.Notes {
		notes = append(notes, english(t, n))
	}
	if got := strings.Join(notes, " "); !strings.Contains(got, "protected by https://op.example. ") || !strings.Contains(got, "may send them to https://api.example.") || !strings.Contains(got, "the scopes tools openid") {
		t.Errorf("%q", got)
	}
	f.Issuer = other
	f.Searched(other, foundResource(other), time.Second)
	if f.Settings.Resources != other || f.Origins != "https://mine.example\nhttps://api.example:444" || f.Scopes != defaultScopes() || f.MCP {
		t.Errorf("another API: %+v", f)
	}
	f.Issuer = "https://op.example"
	f.Searched(f.Issuer, foundProvider(&oauthflow.ServerMetadata{Issuer: f.Issuer}), time.Second)
	if f.Settings.Resources != "" || f.Origins != "https://mine.example" || f.FormView().Resource != nil {
		t.Errorf("a provider without an API: %+v", f)
	}
}

func TestScopesOfThePersonStay(t *testing.T) {
	f := NewForm()
	f.Scopes, f.Issuer = "openid mine", "https://api.example/mcp"
	f.Searched(f.Issuer, foundResource(f.Issuer, "tools"), time.Second)
	if f.Scopes != "openid mine" {
		t.Errorf("%q", f.Scopes)
	}
}

func TestAnMCPServersProviderWithoutPKCEIsAFault(t *testing.T) { // MCP-05
	f := NewForm()
	f.Issuer = "https://api.example/mcp"
	s := foundResource(f.Issuer)
	s.Metadata.CodeChallengeMethods = nil
	f.Searched(f.Issuer, s, time.Second)
	if got := english(t, f.FormView().Resource.Fault); got != "This provider does not announce PKCE with S256. An MCP client may not sign in at it." {
		t.Errorf("%q", got)
	}
	f.MCP = false
	if !f.FormView().Resource.Fault.IsZero() {
		t.Error("an API needs no announcement")
	}
}

func TestEveryTriedURLIsShown(t *testing.T) { // users want: every well-known URL tried, in order, with its result
	check := &oauthflow.Check{ID: "RES-05", Result: oauthflow.Failed, Expected: "https://api.example/x", Actual: "https://api.example"}
	tried := []oauthflow.TriedURL{
		{Kind: oauthflow.TriedOpenID, URL: "https://api.example/a", Result: oauthflow.TriedUnreachable, Err: failure(oauthflow.StepDiscover, oauthflow.CodeResponseTooLarge)},
		{Kind: oauthflow.TriedOAuth, URL: "https://api.example/b", Result: oauthflow.TriedAbsent, Status: 404},
		{Kind: oauthflow.TriedOAuth, URL: "https://api.example/c", Result: oauthflow.TriedAbsent, Status: 302, Location: "https://b.example"},
		{Kind: oauthflow.TriedAPI, URL: "https://api.example/d", Result: oauthflow.TriedSilent, Status: 200},
		{Kind: oauthflow.TriedAPI, URL: "https://api.example/e", Result: oauthflow.TriedNamed, Status: 401},
		{Kind: oauthflow.TriedResource, URL: "https://api.example/f", Result: oauthflow.TriedNotAsked, Check: check},
		{Kind: oauthflow.TriedResource, URL: "https://api.example/g", Result: oauthflow.TriedRefused, Status: 200, Check: check},
		{Kind: oauthflow.TriedOpenID, URL: "https://api.example/h", Result: oauthflow.TriedUsed, Status: 200, Took: 12 * time.Millisecond},
	}
	f := NewForm()
	f.Issuer = "https://api.example/x"
	f.Searched(f.Issuer, &oauthflow.ProviderSearch{Tried: tried}, time.Second)
	v := f.FormView().Found
	if v == nil || !v.TriedOpen || v.Kind != oauthflow.Failed || english(t, v.TriedLabel) != "8 URLs tried" || len(v.Tried) != len(tried) {
		t.Fatalf("%+v", v)
	}
	want := []string{
		"failed ", "skipped 404: nothing there", "skipped 302: a redirect to https://b.example, which is not followed", "skipped 200: names no metadata",
		"passed 401: names where its metadata is", "failed Not asked: Resource in the API's metadata is the URL that was called. Seen: https://api.example.",
		"failed Not used: Resource in the API's metadata is the URL that was called. Seen: https://api.example. Expected: https://api.example/x.", "passed 200 in 12 ms: used",
	}
	for i, row := range v.Tried {
		if got := string(row.Kind) + " " + english(t, row.Result); !strings.HasPrefix(got, want[i]) || row.URL != tried[i].URL || english(t, row.Asked) == "" {
			t.Errorf("%d: %q", i, got)
		}
	}
	f.Search.Resource = &oauthflow.ProtectedResourceMetadata{Resource: "https://api.example/x", AuthorizationServers: []string{"https://a.example", "https://b.example"}}
	f.Searched(f.Issuer, f.Search, time.Second)
	if v := f.FormView().Found; v.Kind != oauthflow.Skipped || !slices.Equal(v.Servers, f.Search.Resource.AuthorizationServers) || v.TriedOpen {
		t.Errorf("several servers: %+v", v)
	}
	f.Search.Tried = append(f.Search.Tried, oauthflow.TriedURL{Kind: oauthflow.TriedOAuth, Result: oauthflow.TriedAbsent, Status: 404})
	if f.Searched(f.Issuer, f.Search, time.Second); !f.FormView().Found.TriedOpen {
		t.Error("what came of the chosen server is folded away")
	}
	f.Search.Resource.AuthorizationServers = []string{"https://a.example"}
	if got := english(t, f.FormView().Found.Title); got != "The API’s authorization server was not found" {
		t.Errorf("%q", got)
	}
}

func TestMCPSampleCalls(t *testing.T) {
	c := signedIn()
	c.Profile.MCP, c.Profile.Resources = true, []string{"https://api.example/mcp"}
	sample := func(key string) SampleCall {
		for _, s := range c.APIView(testNow()).Samples {
			if s.Name.Key == key {
				return s
			}
		}
		t.Fatalf("no sample %s", key)
		return SampleCall{}
	}
	c.ShowTab(TabAPI) // which begins with it
	if c.API.URL != sample("sample.mcp_initialize").URL {
		t.Errorf("the tab begins with %q", c.API.URL)
	}
	c.EditCall(func(a *APICall) { a.Fill(sample("sample.mcp_initialize")) })
	r, problem := c.API.Request()
	if problem != nil || r.Method != "POST" || r.URL != "https://api.example/mcp" || r.Header.Get("Accept") != "application/json, text/event-stream" ||
		r.Header.Get("MCP-Protocol-Version") == "" || r.Header.Get("Content-Type") != "application/json" || !strings.Contains(string(r.Body), `"method": "initialize"`) {
		t.Errorf("%+v, %v", r, problem)
	}
	c.API.Answer = &oauthflow.APIAnswer{Status: 200, Header: map[string][]string{"Mcp-Session-Id": {"s-1"}}}
	for range 2 { // also once the answer names no session any more
		c.EditCall(func(a *APICall) { a.Fill(sample("sample.mcp_tools")) })
		if r, _ := c.API.Request(); r.Header.Get("Mcp-Session-Id") != "s-1" || !strings.Contains(string(r.Body), "tools/list") {
			t.Errorf("%+v", r)
		}
		c.API.Answer = &oauthflow.APIAnswer{Status: 200}
	}
	c.EditCall(func(a *APICall) { a.Fill(SampleCall{Method: "GET", URL: "https://api.example/x"}) })
	if c.API.Headers != "" {
		t.Errorf("the headers of the MCP call stay: %q", c.API.Headers)
	}
	c.EditCall(func(a *APICall) { a.Headers = "X-Mine: 1" })
	c.EditCall(func(a *APICall) { a.Fill(SampleCall{Method: "GET", URL: "https://api.example/y"}) })
	if c.API.Headers != "X-Mine: 1" {
		t.Errorf("what was typed is gone: %q", c.API.Headers)
	}
}

func TestARefusalSaysWhereTheMetadataIs(t *testing.T) { // API-08
	c := signedIn()
	c.API.Answer = &oauthflow.APIAnswer{Status: 401, SentToken: true, Challenges: []oauthflow.Challenge{{Scheme: "Bearer", Parameters: map[string]string{"resource_metadata": "https://api.example/meta"}}}}
	explained := c.APIView(testNow()).Answer.Explained
	if len(explained) != 1 || !strings.Contains(english(t, explained[0]), "stands at https://api.example/meta: paste") {
		t.Errorf("%+v", explained)
	}
	c.API.Answer.Status = 403
	if explained := c.APIView(testNow()).Answer.Explained; len(explained) != 0 {
		t.Errorf("of a 403: %+v", explained)
	}
}

// MCP-09: where a server takes the URL of a document as client ID, the form says so, before the offer to register; and
// takes one.
func TestTheFormSaysThatAClientIDCanBeAURL(t *testing.T) {
	for announced, want := range map[bool]bool{true: true, false: false} {
		f := NewForm()
		f.Issuer = "https://op.example"
		f.Searched(f.Issuer, foundProvider(&oauthflow.ServerMetadata{Issuer: "https://op.example", ClientIDURL: announced, RegistrationEndpoint: "https://op.example/register"}), time.Second)
		said := slices.ContainsFunc(f.FormView().Found.Notes, func(note Text) bool {
			return strings.HasPrefix(english(t, note), "It takes an https URL as client ID")
		})
		if said != want {
			t.Errorf("announced %t, said %t", announced, said)
		}
		const id = "https://App.example/client.json?v=1&w=a%20b"
		f.ClientID, f.Name = " "+id+" ", "x"
		if p, problem := f.Profile(); problem != nil || p.ClientID != id {
			t.Errorf("%q, %v", p.ClientID, problem)
		}
	}
}
