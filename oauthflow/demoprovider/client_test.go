// The client for the tests: what it sends to the endpoints and what it reads.

package demoprovider

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// authorizationQuery returns a good request, changed by the pairs (an empty value: left out).
func authorizationQuery(pairs ...string) url.Values {
	sum := sha256.Sum256([]byte(testVerifier))
	query := url.Values{
		"response_type": {"code"}, "client_id": {ClientID}, "redirect_uri": {testRedirect}, "scope": {"openid profile email offline_access"},
		"state": {"the state"}, "nonce": {"the nonce"}, "code_challenge_method": {"S256"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])},
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		query.Del(pairs[i])
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	return query
}

// code signs alice in, allows all that is asked, and returns the code.
func (b *browser) code(pairs ...string) string {
	b.t.Helper()
	s := b.get("/authorize", authorizationQuery(pairs...))
	if strings.Contains(s.body, `action="/sign-in"`) {
		s = b.signInAlice(s)
	}
	if strings.Contains(s.body, `action="/consent"`) {
		s = b.submit(s, "decision", "approve")
	}
	code := s.answer().Get("code")
	if code == "" {
		b.t.Fatalf("no code: %d %v %s", s.status, s.redirect, s.body)
	}
	return code
}

// api sends a form that a client sends and decodes the JSON answer.
func (b *browser) api(path string, values url.Values) (int, map[string]any) {
	b.t.Helper()
	s := b.post(path, values)
	return s.status, decode(b.t, s)
}

func decode(t *testing.T, s screen) map[string]any {
	t.Helper()
	answer := map[string]any{}
	if s.body != "" {
		if err := json.Unmarshal([]byte(s.body), &answer); err != nil {
			t.Fatalf("no JSON: %d %s", s.status, s.body)
		}
	}
	return answer
}

func codeForm(code string, pairs ...string) url.Values {
	values := url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {testRedirect},
		"client_id": {ClientID}, "code_verifier": {testVerifier},
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Del(pairs[i])
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	return values
}

func refreshForm(token string) url.Values {
	return url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}, "client_id": {ClientID}}
}

func text(t *testing.T, answer map[string]any, name string) string {
	t.Helper()
	s, ok := answer[name].(string)
	if !ok || s == "" {
		t.Fatalf("%s is missing in %v", name, answer)
	}
	return s
}

// tokens signs alice in and returns the token response.
func (b *browser) tokens(pairs ...string) map[string]any {
	b.t.Helper()
	status, answer := b.api("/token", codeForm(b.code(pairs...)))
	if status != http.StatusOK {
		b.t.Fatalf("token request: %d %v", status, answer)
	}
	return answer
}
