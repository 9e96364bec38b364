package demoapi

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

func TestATokenIsJudgedInFull(t *testing.T) {
	f := newFixture(t)
	private, other := f.issuer.keys[0], newKey(t, "one")
	modulus, err := json.Marshal(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	good := f.token()
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	payload := strings.Split(good, ".")[1]
	for _, row := range []struct {
		name, token, description string
	}{
		{"no JWT", "x", "no JWT"},
		{"alg none", part(`{"alg":"none","typ":"at+jwt","kid":"one"}`) + "." + payload + ".", "no JWT"},
		{"HS256 with the public key", sign(t, jose.HS256, modulus, "at+jwt", f.claims()), "no JWT with a signature that this API knows"},
		{"RS512 with the right key", sign(t, jose.RS512, jose.JSONWebKey{Key: private.Key, KeyID: "one"}, "at+jwt", f.claims()), "no JWT with a signature that this API knows"},
		{"an ID token", sign(t, jose.RS256, private, "JWT", f.claims()), "typ"},
		{"no typ", sign(t, jose.RS256, private, "", f.claims()), "typ"},
		{"another key of the same name", sign(t, jose.RS256, other, "at+jwt", f.claims()), "signature"},
		{"an unknown key", sign(t, jose.RS256, newKey(t, "two"), "at+jwt", f.claims()), "key the issuer does not have"},
		{"a changed payload", strings.Replace(good, payload, part(`{"sub":"248289761003"}`), 1), "signature"},
		{"a claim twice", signRaw(t, private, `{"sub":"a","sub":"b"}`), "signature"},
		{"a long token", good + strings.Repeat("A", maxTokenBytes), "too long"},
		{"another issuer", f.token("iss", f.issuer.URL+"/"), "another issuer"},
		{"no issuer", f.token("iss", nil), "another issuer"},
		{"another audience", f.token("aud", "proofkey"), "another audience"},
		{"no audience", f.token("aud", nil), "another audience"},
		{"an expired token", f.token("exp", f.now.Unix()), "has expired"},
		{"no exp", f.token("exp", nil), "when it expires"},
		{"no iat", f.token("iat", nil), "when it was issued"},
		{"iat in the future", f.token("iat", f.now.Add(2*time.Minute).Unix()), "in the future"},
		{"no sub", f.token("sub", nil), "no subject"},
		{"no client_id", f.token("client_id", nil), "which client"},
		{"no jti", f.token("jti", nil), "no identifier"},
	} {
		t.Run(row.name, func(t *testing.T) {
			w := f.call("GET", "/api/whoami", row.token, "")
			challenge := w.Header().Get("WWW-Authenticate")
			if w.Code != http.StatusUnauthorized || !strings.Contains(challenge, `error="invalid_token"`) || !strings.Contains(challenge, row.description) {
				t.Errorf("%d %s", w.Code, challenge)
			}
			if answer := decode(t, w); answer["error"] != "invalid_token" || !strings.Contains(answer["error_description"].(string), row.description) {
				t.Errorf("%v", answer)
			}
		})
	}
	for name, token := range map[string]string{
		"a good token":              good,
		"the long form of typ":      sign(t, jose.RS256, private, "application/at+jwt", f.claims()),
		"one audience of several":   f.token("aud", []string{"https://other.example", f.issuer.URL + "/api"}),
		"iat a moment ahead":        f.token("iat", f.now.Add(30*time.Second).Unix()),
		"a second before it ends":   f.token("exp", f.now.Add(time.Second).Unix()),
		"no scope and no auth_time": f.token("scope", nil, "auth_time", nil),
	} {
		if w := f.call("GET", "/api/whoami", token, ""); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", name, w.Code, w.Header().Get("WWW-Authenticate"))
		}
	}
}

// signRaw signs a payload that no JSON encoder would write.
func signRaw(t *testing.T, key jose.JSONWebKey, payload string) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key}, (&jose.SignerOptions{}).WithType("at+jwt"))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign([]byte(payload))
	if err != nil {
		t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestTheTokenStandsInOneHeader(t *testing.T) {
	f := newFixture(t)
	token := f.token()
	for _, row := range []struct {
		name    string
		headers []string
		query   string
		form    string
		want    int
		code    string
	}{
		{"in the header", []string{"Bearer " + token}, "", "", 200, ""},
		{"in the header, in lower case", []string{"bearer " + token}, "", "", 200, ""},
		{"nowhere", nil, "", "", 401, ""},
		{"with another scheme", []string{"Basic " + token}, "", "", 401, ""},
		{"with the scheme of tokens that are bound", []string{"DPoP " + token}, "", "", 401, "invalid_token"},
		{"empty", []string{"Bearer "}, "", "", 400, "invalid_request"},
		{"two in one header", []string{"Bearer " + token + ", Bearer " + token}, "", "", 400, "invalid_request"},
		{"in two headers", []string{"Bearer " + token, "Bearer " + token}, "", "", 400, "invalid_request"},
		{"in the URL", nil, "?access_token=" + token, "", 400, "invalid_request"},
		{"in the header and the URL", []string{"Bearer " + token}, "?access_token=" + token, "", 400, "invalid_request"},
		{"in a form", nil, "", "access_token=" + token, 400, "invalid_request"},
		{"in the header and a form", []string{"Bearer " + token}, "", "access_token=" + token, 400, "invalid_request"},
	} {
		t.Run(row.name, func(t *testing.T) {
			method, target := "GET", "/api/whoami"
			if row.form != "" {
				method, target = "POST", "/api/notes"
			}
			r := httptest.NewRequestWithContext(t.Context(), method, target+row.query, strings.NewReader(row.form))
			for _, value := range row.headers {
				r.Header.Add("Authorization", value)
			}
			if row.form != "" {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			w := f.serve(r)
			challenge := w.Header().Get("WWW-Authenticate")
			if w.Code != row.want || (row.want != 200) != strings.HasPrefix(challenge, "Bearer realm=") {
				t.Fatalf("%d %s", w.Code, challenge)
			}
			if row.code != "" && !strings.Contains(challenge, `error="`+row.code+`"`) || row.code == "" && strings.Contains(challenge, "error") {
				t.Errorf("%s", challenge)
			}
		})
	}
}

func FuzzATokenIsNeverAcceptedUnsigned(f *testing.F) {
	f.Add("e30.e30.e30")
	f.Add("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.")
	api := New(Config{Issuer: "http://127.0.0.1:1"})
	api.keys.http.Transport = nowhere{}
	f.Fuzz(func(t *testing.T, token string) {
		if _, refusal := api.judge(t.Context(), token, ""); refusal == nil {
			t.Fatalf("accepted %q", token)
		}
	})
}

// nowhere is a network in which the issuer has no keys.
type nowhere struct{}

func (nowhere) RoundTrip(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed }
