package demoprovider

import (
	"net/http"
	"testing"
)

func TestACodeGivesTokensOnce(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	code := b.code()
	status, first := b.api("/token", codeForm(code))
	if status != http.StatusOK || first["token_type"] != "Bearer" || first["expires_in"] != 3600.0 || first["scope"] != "openid profile email offline_access" {
		t.Fatalf("%d %v", status, first)
	}
	text(t, first, "id_token")
	if status, answer := b.api("/token", refreshForm(text(t, first, "refresh_token"))); status != http.StatusOK {
		t.Fatalf("the refresh token does not work: %d %v", status, answer)
	}
	if status, answer := b.api("/token", codeForm(code)); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Fatalf("the code worked twice: %d %v", status, answer)
	}
	if s := b.userinfo(text(t, first, "access_token")); s.status != http.StatusUnauthorized {
		t.Fatalf("what a replayed code gave still works: %d", s.status)
	}
}

func (b *browser) userinfo(accessToken string) screen {
	b.t.Helper()
	r := b.request(http.MethodGet, "/userinfo", nil)
	r.Header.Set("Authorization", "Bearer "+accessToken)
	return b.do(r)
}
