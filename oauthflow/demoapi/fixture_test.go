// An issuer and an API for the tests.

package demoapi

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// issuer publishes metadata and keys, and signs what a test wants.
type issuer struct {
	*httptest.Server
	fetches  atomic.Int32
	down     atomic.Bool
	issuerID string // what the metadata says
	keys     []jose.JSONWebKey
}

func newKey(t *testing.T, kid string) jose.JSONWebKey {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return jose.JSONWebKey{Key: private, KeyID: kid, Algorithm: "RS256", Use: "sig"}
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{keys: []jose.JSONWebKey{newKey(t, "one")}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/oauth-authorization-server", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"issuer": i.issuerID, "jwks_uri": i.URL + "/keys"})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		i.fetches.Add(1)
		if i.down.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		var set jose.JSONWebKeySet
		for _, key := range i.keys {
			set.Keys = append(set.Keys, key.Public())
		}
		writeJSON(w, http.StatusOK, set)
	})
	i.Server = httptest.NewServer(mux)
	i.issuerID = i.URL
	t.Cleanup(i.Close)
	return i
}

// sign makes a compact JWT.
func sign(t *testing.T, algorithm jose.SignatureAlgorithm, key any, typ string, claims any) string {
	t.Helper()
	options := &jose.SignerOptions{}
	if typ != "" {
		options.WithType(jose.ContentType(typ))
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// fixture is an API, its issuer, and a clock that stands until it is moved.
type fixture struct {
	t      *testing.T
	issuer *issuer
	api    *API
	now    time.Time
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t, issuer: newIssuer(t), now: time.Now().Truncate(time.Second)}
	f.api = New(Config{Issuer: f.issuer.URL, Now: func() time.Time { return f.now }})
	return f
}

// claims returns the claims of a good token, changed by the pairs (nil: left out).
func (f *fixture) claims(pairs ...any) map[string]any {
	claims := map[string]any{
		"iss": f.issuer.URL, "aud": f.issuer.URL + "/api", "sub": "248289761001", "client_id": "proofkey", "jti": "id",
		"iat": f.now.Unix(), "exp": f.now.Add(time.Hour).Unix(), "auth_time": f.now.Unix(), "scope": "openid profile",
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		claims[pairs[i].(string)] = pairs[i+1]
	}
	maps.DeleteFunc(claims, func(_ string, value any) bool { return value == nil })
	return claims
}

func (f *fixture) token(pairs ...any) string {
	f.t.Helper()
	return sign(f.t, jose.RS256, f.issuer.keys[0], "at+jwt", f.claims(pairs...))
}

// call sends a request; an empty token sends none.
func (f *fixture) call(method, target, token, body string) *httptest.ResponseRecorder {
	f.t.Helper()
	r := httptest.NewRequestWithContext(f.t.Context(), method, target, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return f.serve(r)
}

func (f *fixture) serve(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	f.api.ServeHTTP(w, r)
	return w
}

func decode(t *testing.T, w *httptest.ResponseRecorder) map[string]any {
	t.Helper()
	answer := map[string]any{}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%d %q: %v", w.Code, w.Body, err)
	}
	return answer
}
