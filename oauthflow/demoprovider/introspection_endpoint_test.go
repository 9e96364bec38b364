package demoprovider

import (
	"net/http"
	"net/url"
	"testing"
	"time"
)

func TestIntrospectionSaysWhatAnActiveTokenIs(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	first := b.tokens()
	_, access := b.api("/introspect", tokenForm(text(t, first, "access_token")))
	claims := unverified(t, text(t, first, "access_token"))
	for _, name := range []string{"iss", "sub", "aud", "exp", "iat", "jti", "client_id", "scope", "auth_time", "acr"} {
		if access[name] != claims[name] || access[name] == nil {
			t.Errorf("%s: %v, want %v", name, access[name], claims[name])
		}
	}
	if access["active"] != true || access["token_type"] != "Bearer" || access["username"] != "alice" {
		t.Errorf("%v", access)
	}
	_, refresh := b.api("/introspect", tokenForm(text(t, first, "refresh_token")))
	if refresh["active"] != true || refresh["scope"] != "openid profile email offline_access" || refresh["sub"] != "248289761001" {
		t.Errorf("%v", refresh)
	}
}

func TestIntrospectionSaysNothingOfOtherTokens(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now}))
	expired := text(t, b.tokens(), "refresh_token")
	clock.add(refreshLifetime - time.Hour)
	first := b.tokens()
	_, second := b.api("/token", refreshForm(text(t, first, "refresh_token")))
	b.post("/revoke", tokenForm(text(t, second, "access_token")))
	clock.add(time.Hour)
	for name, token := range map[string]string{
		"an expired access token": text(t, first, "access_token"), "a revoked access token": text(t, second, "access_token"),
		"a used refresh token": text(t, first, "refresh_token"), "an expired refresh token": expired, "an ID token": text(t, first, "id_token"), "nonsense": "x",
	} {
		status, answer := b.api("/introspect", tokenForm(token))
		if status != http.StatusOK || answer["active"] != false || len(answer) != 1 {
			t.Errorf("%s: %d %v", name, status, answer)
		}
	}
	if status, answer := b.api("/introspect", url.Values{"token": {"x"}}); status != http.StatusBadRequest || answer["error"] != "invalid_request" {
		t.Errorf("no client: %d %v", status, answer)
	}
}
