package demoprovider

import (
	"net/http"
	"net/url"
	"testing"
)

func tokenForm(token string) url.Values { return url.Values{"token": {token}, "client_id": {ClientID}} }

func TestRevokingARefreshTokenEndsTheGrant(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	answer := b.tokens()
	if s := b.post("/revoke", tokenForm(text(t, answer, "refresh_token"))); s.status != http.StatusOK || s.body != "" {
		t.Fatalf("%d %s", s.status, s.body)
	}
	if status, _ := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusBadRequest {
		t.Errorf("the refresh token still works: %d", status)
	}
	if s := b.userinfo(text(t, answer, "access_token")); s.status != http.StatusUnauthorized {
		t.Errorf("the access token still works: %d", s.status)
	}
}

func TestRevokingAnAccessTokenLeavesTheGrant(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	answer := b.tokens()
	values := tokenForm(text(t, answer, "access_token"))
	values.Set("token_type_hint", "refresh_token") // a wrong hint does no harm, RFC 7009 §2.1
	if s := b.post("/revoke", values); s.status != http.StatusOK {
		t.Fatalf("%d %s", s.status, s.body)
	}
	if s := b.userinfo(text(t, answer, "access_token")); s.status != http.StatusUnauthorized {
		t.Errorf("the access token still works: %d", s.status)
	}
	status, second := b.api("/token", refreshForm(text(t, answer, "refresh_token")))
	if status != http.StatusOK {
		t.Fatalf("the refresh token no longer works: %d", status)
	}
	if s := b.userinfo(text(t, second, "access_token")); s.status != http.StatusOK {
		t.Errorf("the next access token does not work: %d", s.status)
	}
}

func TestRevocationAnswersStrangersAndUnknownTokens(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	if s := b.post("/revoke", tokenForm("unknown")); s.status != http.StatusOK {
		t.Errorf("an unknown token: %d", s.status)
	}
	if status, answer := b.api("/revoke", url.Values{"client_id": {ClientID}}); status != http.StatusBadRequest || answer["error"] != "invalid_request" {
		t.Errorf("no token: %d %v", status, answer)
	}
	if status, answer := b.api("/revoke", url.Values{"token": {"x"}, "client_id": {"other"}}); status != http.StatusBadRequest || answer["error"] != "invalid_client" {
		t.Errorf("another client: %d %v", status, answer)
	}
}
