package demoprovider

import (
	"net/http"
	"testing"
	"time"
)

func TestARefreshTokenRotatesAndItsReuseRevokesTheFamily(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now}))
	first := b.tokens()
	clock.add(time.Hour)
	status, second := b.api("/token", refreshForm(text(t, first, "refresh_token")))
	if status != http.StatusOK || second["refresh_token"] == first["refresh_token"] {
		t.Fatalf("%d %v", status, second)
	}
	before, after := unverified(t, text(t, first, "id_token")), unverified(t, text(t, second, "id_token"))
	for _, name := range []string{"iss", "sub", "aud", "auth_time", "sid", "acr"} { // OpenID Connect Core 1.0 §12.2
		if before[name] != after[name] || after[name] == nil {
			t.Errorf("%s: %v, then %v", name, before[name], after[name])
		}
	}
	if after["iat"] == before["iat"] || after["nonce"] != nil || after["at_hash"] != b.p.keys.accessTokenHash(text(t, second, "access_token")) {
		t.Errorf("%v", after)
	}
	if status, answer := b.api("/token", refreshForm(text(t, first, "refresh_token"))); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Fatalf("reuse: %d %v", status, answer)
	}
	if status, answer := b.api("/token", refreshForm(text(t, second, "refresh_token"))); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("the family survived a reuse: %d %v", status, answer)
	}
	if s := b.userinfo(text(t, second, "access_token")); s.status != http.StatusUnauthorized {
		t.Errorf("an access token survived a reuse: %d", s.status)
	}
}

func TestARefreshMayNarrowTheScopesButNotWidenThem(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	refresh := text(t, b.tokens(), "refresh_token")
	ask := func(scope string) (int, map[string]any) {
		values := refreshForm(refresh)
		values.Set("scope", scope)
		return b.api("/token", values)
	}
	if status, answer := ask("openid admin"); status != http.StatusBadRequest || answer["error"] != "invalid_scope" {
		t.Fatalf("%d %v", status, answer)
	}
	status, answer := ask("email openid")
	if status != http.StatusOK || answer["scope"] != "openid email" || unverified(t, text(t, answer, "access_token"))["scope"] != "openid email" {
		t.Fatalf("%d %v", status, answer)
	}
	if status, answer := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusOK || answer["scope"] != "openid profile email offline_access" {
		t.Errorf("a narrowed refresh narrowed the grant: %d %v", status, answer)
	}
}

func TestARefreshTokenExpiresWithoutUse(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now}))
	token := text(t, b.tokens(), "refresh_token")
	clock.add(refreshLifetime - time.Second)
	_, answer := b.api("/token", refreshForm(token))
	token = text(t, answer, "refresh_token")
	clock.add(refreshLifetime)
	if status, answer := b.api("/token", refreshForm(token)); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("%d %v", status, answer)
	}
}
