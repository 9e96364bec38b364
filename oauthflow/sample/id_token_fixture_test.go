// ID tokens that the programs must refuse, from a token endpoint that a test can bend.

package sample_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"proofkey/oauthflow"
)

// bent answers every token request with an ID token that the test has made, and every API call with a note.
type bent struct {
	*httptest.Server
	issuer, clientID string
	key, other       *rsa.PrivateKey

	mu        sync.Mutex
	token     string
	refreshed string // set: the access token ends at once, and this ID token comes with the next one
}

func startBent(t *testing.T, d *demo) *bent {
	t.Helper()
	b := &bent{issuer: d.issuer, clientID: d.profile.ClientID}
	for _, key := range []**rsa.PrivateKey{&b.key, &b.other} {
		made, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		*key = made
	}
	b.Server = httptest.NewServer(b)
	t.Cleanup(b.Close)
	return b
}

// ServeHTTP answers any page: what is tested here is not CORS.
func (b *bent) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Content-Type", "application/json")
	var answer any
	switch r.URL.Path {
	case "/token":
		tokens := map[string]any{"access_token": "opaque", "token_type": "Bearer", "expires_in": 3600, "id_token": b.token}
		if b.refreshed != "" {
			tokens["expires_in"], tokens["refresh_token"] = 1, "refresh"
		}
		if r.FormValue("grant_type") == "refresh_token" {
			tokens["id_token"] = b.refreshed
		}
		answer = tokens
	case "/keys":
		answer = jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: b.key.Public(), KeyID: "one", Use: "sig", Algorithm: "RS256"}}}
	}
	_ = json.NewEncoder(w).Encode(answer)
}

// replaces puts the token endpoint and the keys into what a program knows of the provider.
func (b *bent) replaces(m *oauthflow.ServerMetadata) {
	m.TokenEndpoint, m.JWKSURI, m.RevocationEndpoint, m.EndSessionEndpoint = b.URL+"/token", b.URL+"/keys", "", ""
}

// bentToken changes a good ID token.
type bentToken struct {
	name   string
	claims map[string]any // nil: left out
	sign   func(t *testing.T, b *bent, claims map[string]any) string
	good   bool
}

func bentTokens() []bentToken {
	now := time.Now()
	return []bentToken{
		{name: "one as it should be", good: true},
		{name: "one for this client by its azp too", claims: map[string]any{"azp": "CLIENT"}, good: true},
		{name: "one with the hash of its access token", claims: map[string]any{"at_hash": halfHash("opaque")}, good: true},
		{name: "the hash of another access token", claims: map[string]any{"at_hash": halfHash("another")}},
		{name: "another nonce", claims: map[string]any{"nonce": "another"}},
		{name: "no nonce", claims: map[string]any{"nonce": nil}},
		{name: "another issuer", claims: map[string]any{"iss": "https://evil.example"}},
		{name: "another audience", claims: map[string]any{"aud": "another"}},
		{name: "no audience", claims: map[string]any{"aud": nil}},
		{name: "several audiences and no authorized party", claims: map[string]any{"aud": []string{"CLIENT", "another"}}},
		{name: "another authorized party", claims: map[string]any{"azp": "another"}},
		{name: "one that has expired", claims: map[string]any{"exp": now.Add(-2 * time.Minute).Unix()}},
		{name: "no end", claims: map[string]any{"exp": nil}},
		{name: "one of the future", claims: map[string]any{"iat": now.Add(time.Hour).Unix(), "exp": now.Add(2 * time.Hour).Unix()}},
		{name: "no time of issue", claims: map[string]any{"iat": nil}},
		{name: "nobody's", claims: map[string]any{"sub": nil}},
		{name: "one without a signature", sign: unsigned},
		{name: "a MAC with the public key", sign: func(t *testing.T, b *bent, claims map[string]any) string {
			return signed(t, jose.HS256, b.key.PublicKey.N.Bytes(), claims)
		}},
		{name: "another key of the same name", sign: func(t *testing.T, b *bent, claims map[string]any) string {
			return signed(t, jose.RS256, b.other, claims)
		}},
		{name: "an algorithm that was not announced", sign: func(t *testing.T, b *bent, claims map[string]any) string {
			return signed(t, jose.PS256, b.key, claims)
		}},
		{name: "no token", sign: func(*testing.T, *bent, map[string]any) string { return "x" }},
	}
}

// halfHash is the at_hash of an access token for RS256.
func halfHash(token string) string {
	hash := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(hash[:len(hash)/2])
}

func signed(t *testing.T, algorithm jose.SignatureAlgorithm, key any, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: "one"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func unsigned(t *testing.T, _ *bent, claims map[string]any) string {
	t.Helper()
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"one"}`)) + "." + base64.RawURLEncoding.EncodeToString(payload) + "."
}

// gives makes the next answer hold the token, for a sign-in with the nonce.
func (b *bent) gives(t *testing.T, row bentToken, nonce string) {
	t.Helper()
	now := time.Now()
	claims := map[string]any{"iss": b.issuer, "aud": b.clientID, "sub": "somebody", "nonce": nonce, "iat": now.Unix(), "exp": now.Add(time.Hour).Unix()}
	for name, value := range row.claims {
		if value == "CLIENT" {
			value = b.clientID
		}
		if list, ok := value.([]string); ok {
			value = []string{b.clientID, list[1]}
		}
		claims[name] = value
	}
	maps.DeleteFunc(claims, func(_ string, value any) bool { return value == nil })
	token := ""
	if row.sign == nil {
		token = signed(t, jose.RS256, b.key, claims)
	} else {
		token = row.sign(t, b, claims)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.token = token
}

// want judges what a program showed.
func (row bentToken) want(t *testing.T, signedIn bool, shown string) {
	t.Helper()
	if signedIn != row.good || !row.good && !strings.Contains(shown, "ID token") {
		t.Errorf("%s: signed in %v: %s", row.name, signedIn, shown)
	}
}
