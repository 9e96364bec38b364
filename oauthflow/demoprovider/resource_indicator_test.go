package demoprovider

import (
	"net/http"
	"testing"
)

func audienceIn(t *testing.T, p *Provider, token string) string {
	t.Helper()
	var claims accessTokenClaims
	if err := p.keys.verify(typeAccessToken, token, &claims); err != nil {
		t.Fatal(err)
	}
	return claims.Audience
}

// RFC 8707 §2.2: the access token, and the refreshed one, are for the resource that was asked for.
func TestAnAccessTokenIsForItsResource(t *testing.T) {
	p := start(t, Config{})
	b := newBrowser(t, p)
	mcp := p.Issuer() + "/api/mcp"
	for resource, want := range map[string]string{"": p.Issuer() + "/api", p.Issuer() + "/api": p.Issuer() + "/api", mcp: mcp} {
		first := b.tokens("resource", resource)
		if got := audienceIn(t, p, text(t, first, "access_token")); got != want {
			t.Errorf("%q: aud is %s", resource, got)
		}
		if s := b.userinfo(text(t, first, "access_token")); s.status != http.StatusOK {
			t.Errorf("%q: UserInfo answers %d", resource, s.status)
		}
		status, second := b.api("/token", refreshForm(text(t, first, "refresh_token")))
		if status != http.StatusOK || audienceIn(t, p, text(t, second, "access_token")) != want {
			t.Errorf("%q: the refreshed token: %d", resource, status)
		}
		other := refreshForm(text(t, second, "refresh_token"))
		other.Set("resource", p.Issuer()+"/api/admin")
		if status, answer := b.api("/token", other); status != http.StatusBadRequest || answer["error"] != "invalid_target" {
			t.Errorf("%q: another resource at the refresh: %d %v", resource, status, answer)
		}
	}
}

func TestAResourceElsewhereIsRefused(t *testing.T) {
	p := start(t, Config{})
	b := newBrowser(t, p)
	for _, resources := range [][]string{{"https://api.example"}, {p.Issuer()}, {p.Issuer() + "/apis"}, {p.Issuer() + "/api", p.Issuer() + "/api/mcp"}} {
		query := authorizationQuery()
		query["resource"] = resources
		if got := b.get("/authorize", query).answer().Get("error"); got != "invalid_target" {
			t.Errorf("%v: %q", resources, got)
		}
	}
	form := codeForm(b.code("resource", p.Issuer()+"/api/mcp"))
	form.Set("resource", p.Issuer()+"/api")
	if status, answer := b.api("/token", form); status != http.StatusBadRequest || answer["error"] != "invalid_target" {
		t.Errorf("a wider resource at the token endpoint: %d %v", status, answer)
	}
}
