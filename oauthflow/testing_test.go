// An OpenID provider for tests of this package: it serves metadata and keys, a test can change every answer, and
// it signs with keys of every kind that we accept.

package oauthflow

import (
	"cmp"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
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

// signing is how sign makes a token; the zero value is RS256 with its key and kid.
type signing struct {
	alg    jose.SignatureAlgorithm
	key    any            // nil: the algorithm's
	kid    string         // "": the algorithm's name
	noKid  bool           // leaves kid out
	header map[string]any // more members
}

// sign signs a payload, which is JSON text or something to be marshalled.
func sign(t testing.TB, payload any, s signing) string {
	t.Helper()
	s.alg = cmp.Or(s.alg, jose.RS256)
	if s.key == nil {
		s.key = testKeys().of(s.alg)
	}
	options := &jose.SignerOptions{ExtraHeaders: map[jose.HeaderKey]any{"kid": cmp.Or(s.kid, string(s.alg))}}
	if s.noKid {
		delete(options.ExtraHeaders, "kid")
	}
	for name, value := range s.header {
		options.ExtraHeaders[jose.HeaderKey(name)] = value
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: s.alg, Key: s.key}, options)
	if err != nil {
		t.Fatal(err)
	}
	text, ok := payload.(string)
	if !ok {
		b, err := json.Marshal(payload)
		if err != nil {
			t.Fatal(err)
		}
		text = string(b)
	}
	jws, err := signer.Sign([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	compact, err := jws.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}

// keyRing has one key per kind; making an RSA key for each test would take most of the tests' time.
type keyRing struct {
	rsa              *rsa.PrivateKey
	p256, p384, p521 *ecdsa.PrivateKey
	ed25519          ed25519.PrivateKey
}

var testKeys = sync.OnceValue(func() keyRing {
	must := func(k *ecdsa.PrivateKey, err error) *ecdsa.PrivateKey {
		if err != nil {
			panic(err)
		}
		return k
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, minRSABits)
	if err != nil {
		panic(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return keyRing{
		rsa: rsaKey, ed25519: edKey,
		p256: must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)),
		p384: must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader)),
		p521: must(ecdsa.GenerateKey(elliptic.P521(), rand.Reader)),
	}
})

func (k keyRing) of(alg jose.SignatureAlgorithm) crypto.Signer {
	switch {
	case alg == jose.ES256:
		return k.p256
	case alg == jose.ES384:
		return k.p384
	case alg == jose.ES512:
		return k.p521
	case alg == jose.EdDSA:
		return k.ed25519
	case strings.HasPrefix(string(alg), "HS"):
		return nil
	}
	return k.rsa
}

// publicJWK is the public key of alg as members of a JWK, with the algorithm's name as kid.
func publicJWK(t testing.TB, alg jose.SignatureAlgorithm) map[string]any {
	t.Helper()
	return jwkMembers(t, jose.JSONWebKey{Key: testKeys().of(alg).Public(), KeyID: string(alg), Use: "sig", Algorithm: string(alg)})
}

func jwkMembers(t testing.TB, key jose.JSONWebKey) map[string]any {
	t.Helper()
	b, err := key.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(b, &members); err != nil {
		t.Fatal(err)
	}
	return members
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
