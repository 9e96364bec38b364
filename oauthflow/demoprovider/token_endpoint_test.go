package demoprovider

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func (b *browser) userinfo(accessToken string) screen {
	b.t.Helper()
	r := b.request(http.MethodGet, "/userinfo", nil)
	r.Header.Set("Authorization", "Bearer "+accessToken)
	return b.do(r)
}

func TestACodeGivesTokensOnce(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	code := b.code()
	status, first := b.api("/token", codeForm(code))
	if status != http.StatusOK || first["token_type"] != "Bearer" || first["expires_in"] != 3600.0 || first["scope"] != "openid profile email offline_access" {
		t.Fatalf("%d %v", status, first)
	}
	_, second := b.api("/token", refreshForm(text(t, first, "refresh_token")))
	if status, answer := b.api("/token", codeForm(code)); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Fatalf("the code worked twice: %d %v", status, answer)
	}
	for _, token := range []string{text(t, first, "access_token"), text(t, second, "access_token")} {
		if s := b.userinfo(token); s.status != http.StatusUnauthorized {
			t.Errorf("what a replayed code gave still works: %d", s.status)
		}
	}
	if status, _ := b.api("/token", refreshForm(text(t, second, "refresh_token"))); status != http.StatusBadRequest {
		t.Errorf("a refresh token of a replayed code still works: %d", status)
	}
}

func TestARefusedTokenRequestSaysWhy(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	code := b.code()
	for _, row := range []struct {
		name  string
		pairs []string
		want  string
	}{
		{"no grant_type", []string{"grant_type", ""}, "invalid_request"},
		{"the password grant", []string{"grant_type", "password"}, "unsupported_grant_type"},
		{"no client_id", []string{"client_id", ""}, "invalid_request"},
		{"an unknown client_id", []string{"client_id", "other"}, "invalid_client"},
		{"a client secret", []string{"client_secret", "s"}, "invalid_client"},
		{"a client assertion", []string{"client_assertion", "e30.e30.e30"}, "invalid_client"},
		{"no code", []string{"code", ""}, "invalid_request"},
		{"an unknown code", []string{"code", "guessed"}, "invalid_grant"},
		{"no redirect_uri", []string{"redirect_uri", ""}, "invalid_request"},
		{"another redirect_uri", []string{"redirect_uri", "http://127.0.0.1:53912/callback"}, "invalid_grant"},
		{"no code_verifier", []string{"code_verifier", ""}, "invalid_request"},
		{"another code_verifier", []string{"code_verifier", strings.Repeat("v", 43)}, "invalid_grant"},
		{"a short code_verifier", []string{"code_verifier", "short"}, "invalid_grant"},
		{"the code_challenge as code_verifier", []string{"code_verifier", authorizationQuery().Get("code_challenge")}, "invalid_grant"},
		{"no refresh token", []string{"grant_type", "refresh_token"}, "invalid_request"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := b.post("/token", codeForm(code, row.pairs...))
			answer := decode(t, s)
			if s.status != http.StatusBadRequest || answer["error"] != row.want || answer["error_description"] == "" {
				t.Errorf("%d %v, want %s", s.status, answer, row.want)
			}
			if s.header.Get("Cache-Control") != "no-store" || s.header.Get("Content-Type") != "application/json" {
				t.Errorf("%v", s.header)
			}
		})
	}
	if status, answer := b.api("/token", codeForm(code)); status != http.StatusOK {
		t.Errorf("refused tries spoiled the code: %d %v", status, answer)
	}
}

func TestTheTokenEndpointTakesOnlyAPlainForm(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	code := b.code()
	send := func(change func(*http.Request)) (screen, map[string]any) {
		r := b.request(http.MethodPost, "/token", strings.NewReader(codeForm(code).Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		change(r)
		s := b.do(r)
		return s, decode(t, s)
	}
	if s, answer := send(func(r *http.Request) { r.SetBasicAuth(ClientID, "secret") }); s.status != http.StatusUnauthorized || answer["error"] != "invalid_client" || s.header.Get("WWW-Authenticate") == "" {
		t.Errorf("client authentication: %d %v", s.status, answer)
	}
	if s, answer := send(func(r *http.Request) { r.Header.Set("Content-Type", "application/json") }); s.status != http.StatusBadRequest || answer["error"] != "invalid_request" {
		t.Errorf("another content type: %d %v", s.status, answer)
	}
	if s, answer := send(func(r *http.Request) { r.URL.RawQuery = "code_verifier=x" }); s.status != http.StatusBadRequest || answer["error"] != "invalid_request" {
		t.Errorf("parameters in the URL: %d %v", s.status, answer)
	}
	if s := b.get("/token", codeForm(code)); s.status != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", s.status)
	}
	twice := codeForm(code)
	twice.Add("code", code)
	if status, answer := b.api("/token", twice); status != http.StatusBadRequest || answer["error"] != "invalid_request" {
		t.Errorf("code twice: %d %v", status, answer)
	}
	if status, answer := b.api("/token", codeForm(code, "x", strings.Repeat("x", maxBodyBytes))); status != http.StatusBadRequest || answer["error"] != "invalid_request" {
		t.Errorf("a long body: %d %v", status, answer)
	}
}

func TestACodeExpires(t *testing.T) {
	for age, want := range map[time.Duration]int{codeLifetime - time.Second: http.StatusOK, codeLifetime: http.StatusBadRequest} {
		clock := newClock()
		b := newBrowser(t, start(t, Config{Now: clock.now}))
		code := b.code()
		clock.add(age)
		if status, answer := b.api("/token", codeForm(code)); status != want {
			t.Errorf("after %s: %d %v", age, status, answer)
		}
	}
}
