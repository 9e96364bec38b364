// An OpenID provider that a test can bend: every endpoint can be replaced, every request is kept.

package oauthflow

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

type bentRequest struct {
	Method, Path, Query, Body string
	Header                    http.Header
	Form                      url.Values
}

type bentProvider struct {
	*httptest.Server
	key *ecdsa.PrivateKey

	mu       sync.Mutex
	replaced map[string]http.HandlerFunc
	metadata map[string]any // nil values are left out
	requests []bentRequest
	tokens   int
}

func newBentProvider(t *testing.T) *bentProvider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &bentProvider{key: key, replaced: map[string]http.HandlerFunc{}, metadata: map[string]any{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// replace bends one path.
func (p *bentProvider) replace(path string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.replaced[path] = h
}

// answers bends one path to a constant answer.
func (p *bentProvider) answers(path string, status int, contentType, body string) {
	p.replace(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

func (p *bentProvider) announce(name string, value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.metadata[name] = value
}

func (p *bentProvider) to(path string) []bentRequest {
	p.mu.Lock()
	defer p.mu.Unlock()
	var found []bentRequest
	for _, r := range p.requests {
		if r.Path == path {
			found = append(found, r)
		}
	}
	return found
}

func (p *bentProvider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	p.mu.Lock()
	p.requests = append(p.requests, bentRequest{r.Method, r.URL.Path, r.URL.RawQuery, string(body), r.Header.Clone(), form})
	h := p.replaced[r.URL.Path]
	p.mu.Unlock()
	r.Form = form
	switch {
	case h != nil:
		h(w, r)
	case r.URL.Path == "/.well-known/openid-configuration":
		writeTestJSON(w, p.document())
	case r.URL.Path == "/keys":
		writeTestJSON(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "k1", Use: "sig", Algorithm: "ES256"}}})
	case r.URL.Path == "/token":
		writeTestJSON(w, p.newTokens())
	case r.URL.Path == "/userinfo":
		writeTestJSON(w, map[string]any{"sub": "alice", "name": "Ada Lovelace"})
	case r.URL.Path == "/revoke":
	default:
		http.NotFound(w, r)
	}
}

func (p *bentProvider) document() map[string]any {
	d := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
		"jwks_uri": p.URL + "/keys", "userinfo_endpoint": p.URL + "/userinfo", "revocation_endpoint": p.URL + "/revoke",
		"end_session_endpoint": p.URL + "/end", "code_challenge_methods_supported": []string{"S256"},
		"id_token_signing_alg_values_supported": []string{"ES256"}, "response_types_supported": []string{"code"},
		"subject_types_supported": []string{"public"},
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.Copy(d, p.metadata)
	maps.DeleteFunc(d, func(_ string, v any) bool { return v == nil })
	return d
}

// newTokens rotates: access-1 and refresh-1, then access-2 and refresh-2.
func (p *bentProvider) newTokens() map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tokens++
	return map[string]any{
		"access_token": fmt.Sprintf("access-%d", p.tokens), "refresh_token": fmt.Sprintf("refresh-%d", p.tokens),
		"token_type": "Bearer", "expires_in": 3600,
	}
}

// idClaims are those of a right ID token issued at that time.
func (p *bentProvider) idClaims(at time.Time) map[string]any {
	return map[string]any{
		"iss": p.URL, "sub": "alice", "aud": "client", "exp": at.Add(time.Hour).Unix(), "iat": at.Unix(),
		"auth_time": at.Add(-time.Minute).Unix(), "name": "Ada",
	}
}

func (p *bentProvider) sign(t *testing.T, claims map[string]any) string {
	t.Helper()
	options := (&jose.SignerOptions{}).WithType("JWT")
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: p.key, KeyID: "k1"}}, options)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	compact, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}

func writeTestJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}
