// An OpenID provider for tests of this package: it serves metadata and keys, a test can change every answer, and
// it signs with keys of every kind that we accept.

package oauthflow

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

const testClientID = "a-native-app"

// testProvider is reset between tests by making a new one. Set metadata and keys before the first request, or
// through handle.
type testProvider struct {
	*httptest.Server
	metadata map[string]any
	keys     []any // the members of the JWK Set, in order

	mu       sync.Mutex
	handlers map[string]http.HandlerFunc
	requests []*http.Request
}

func newTestProvider(t *testing.T) *testProvider {
	t.Helper()
	p := &testProvider{handlers: map[string]http.HandlerFunc{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	p.metadata = validMetadata(p.URL)
	for _, alg := range signingAlgorithms() {
		p.keys = append(p.keys, publicJWK(t, alg))
	}
	p.handle("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, p.metadata) })
	p.handle("/jwks", func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, map[string]any{"keys": p.keys}) })
	return p
}

// validMetadata has every endpoint that we know, all of them good.
func validMetadata(issuer string) map[string]any {
	return map[string]any{
		"issuer":                                         issuer,
		"authorization_endpoint":                         issuer + "/authorize",
		"token_endpoint":                                 issuer + "/token",
		"jwks_uri":                                       issuer + "/jwks",
		"userinfo_endpoint":                              issuer + "/userinfo",
		"revocation_endpoint":                            issuer + "/revoke",
		"introspection_endpoint":                         issuer + "/introspect",
		"end_session_endpoint":                           issuer + "/logout",
		"code_challenge_methods_supported":               []string{"S256"},
		"id_token_signing_alg_values_supported":          []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"},
		"authorization_response_iss_parameter_supported": true,
	}
}

// handle replaces the answer at path.
func (p *testProvider) handle(path string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.handlers[path] = h
}

// asked returns how many requests came for path.
func (p *testProvider) asked(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, r := range p.requests {
		if r.URL.Path == path {
			n++
		}
	}
	return n
}

func (p *testProvider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.requests = append(p.requests, r)
	h := p.handlers[r.URL.Path]
	p.mu.Unlock()
	if h == nil {
		http.NotFound(w, r)
		return
	}
	h(w, r)
}

// validClaims are what an ID token of this provider holds at the time now.
func validClaims(issuer string, now time.Time) map[string]any {
	return map[string]any{
		"iss": issuer, "sub": "alice-1", "aud": testClientID, "nonce": "nonce-of-this-sign-in",
		"iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
	}
}

// validExpectation is what validClaims pass.
func validExpectation(issuer string, now time.Time) idTokenExpectation {
	return idTokenExpectation{
		Issuer: issuer, ClientID: testClientID, Nonce: NewSecret("nonce-of-this-sign-in"),
		AccessToken: NewSecret("access-token"), StartedAt: now.Add(-time.Minute), Fresh: true,
	}
}

// changed returns a copy of members with one more or another value; nil removes the member.
func changed(members map[string]any, name string, value any) map[string]any {
	c := maps.Clone(members)
	c[name] = value
	if value == nil {
		delete(c, name)
	}
	return c
}

// agentFunc is a function as UserAgent.
type agentFunc func(ctx context.Context, url string) error

func (f agentFunc) Open(ctx context.Context, url string) error { return f(ctx, url) }

// newTestClient is a Client of the provider with a store in memory and a browser that opens nothing.
func newTestClient(t *testing.T, p *testProvider) *Client {
	t.Helper()
	profile := Profile{
		ID: NewProfileID(), Name: "Test", Issuer: p.URL, ClientID: testClientID,
		Scopes: DefaultScopes(), Redirect: DefaultRedirect(),
	}
	transport := NewTransport()
	t.Cleanup(transport.(*http.Transport).CloseIdleConnections)
	return NewClient(profile, transport, agentFunc(func(context.Context, string) error { return nil }), newBentStore())
}

// wantCheck fails unless the check of the row id has the result.
func wantCheck(t *testing.T, checks []Check, id string, result Result) Check {
	t.Helper()
	for _, c := range checks {
		if c.ID == id {
			if c.Result != result {
				t.Errorf("%s is %s, want %s: expected %q, actual %q, reason %q", id, c.Result, result, c.Expected, c.Actual, c.Reason)
			}
			return c
		}
	}
	t.Errorf("no check %s", id)
	return Check{}
}

// failures are the ids of the failed checks.
func failures(checks []Check) []string {
	var ids []string
	for _, c := range checks {
		if c.Result == Failed {
			ids = append(ids, c.ID)
		}
	}
	return ids
}
