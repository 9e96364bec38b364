// ID tokens that the programs must refuse, from a token endpoint that a test can bend.

package sample_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
)

// bent answers every token request with an ID token that the test has made, and every API call with a note.
type bent struct {
	*httptest.Server
	issuer, clientID string
	key, other       *rsa.PrivateKey

	mu    sync.Mutex
	token string
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
		answer = map[string]any{"access_token": "opaque", "token_type": "Bearer", "expires_in": 3600, "id_token": b.token}
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

func TestTheNativeProgramRefusesABadIDToken(t *testing.T) {
	d := startDemo(t, demoprovider.ClientID, 0)
	b, m := startBent(t, d), d.metadata(t)
	b.replaces(m)
	program := buildNative(t, d, m)
	for _, row := range bentTokens() {
		n := startNative(t, program, noBus)
		target, err := url.Parse(n.address(t))
		if err != nil {
			t.Fatal(err)
		}
		asked := target.Query()
		b.gives(t, row, asked.Get("nonce"))
		for _, answer := range []string{"?code=x&state=wrong", "?code=x", "?code=x&state=" + asked.Get("state") + "&iss=" + url.QueryEscape(d.issuer)} {
			response, err := http.Get(asked.Get("redirect_uri") + answer)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
		}
		output, complaint := n.end(t)
		row.want(t, strings.Contains(output, "You are signed in"), complaint)
	}
}

func TestTheWebAppRefusesABadIDToken(t *testing.T) {
	needPython(t)
	d := startDemo(t, demoprovider.WebClientID, freePort(t))
	b, m := startBent(t, d), d.metadata(t)
	b.replaces(m)
	base := startFlask(t, d, m)
	for _, row := range bentTokens() {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
			if strings.HasPrefix(r.URL.String(), d.issuer) {
				return http.ErrUseLastResponse
			}
			return nil
		}}
		asked := begin(t, client, base).Query()
		b.gives(t, row, asked.Get("nonce"))
		answer, err := client.Get(base + "/callback?code=x&state=" + asked.Get("state") + "&iss=" + url.QueryEscape(d.issuer))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		client.CloseIdleConnections()
		if err != nil {
			t.Fatal(err)
		}
		row.want(t, strings.Contains(string(body), "You are signed in"), string(body))
	}
}

func TestTheSinglePageAppRefusesABadIDToken(t *testing.T) {
	needProgram(t, "chromium", "chromium-browser", "google-chrome")
	var b *bent
	a := startSinglePageApp(t, func(d *demo, m *oauthflow.ServerMetadata) {
		b = startBent(t, d)
		b.replaces(m)
	})
	for _, row := range bentTokens() {
		b.gives(t, row, "the nonce")
		a.open(a.url)
		a.until(`document.readyState === "complete" && !document.getElementById("status")?.textContent.includes("moment")`)
		a.run(`sessionStorage.clear(); sessionStorage.setItem("pending", '{"state":"s","nonce":"the nonce","verifier":"v"}')`)
		a.open(a.url + "?code=x&state=s&iss=" + url.QueryEscape(a.issuer))
		a.until(`sessionStorage.getItem("pending") === null && !document.getElementById("status").textContent.includes("moment")`)
		row.want(t, a.run(`sessionStorage.getItem("tokens")`) != "", a.run(`document.getElementById("status").textContent`))
	}
}
