package demoprovider

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// unverified reads the claims of a JWT.
func unverified(t *testing.T, token string) map[string]any {
	t.Helper()
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	claims := map[string]any{}
	if err := parsed.UnsafeClaimsWithoutVerification(&claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

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

func TestTheIDTokenSaysWhatCoreDemands(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now}))
	b.code()
	clock.add(5 * time.Second)
	answer := b.tokens()
	claims := unverified(t, text(t, answer, "id_token"))
	now := float64(clock.Unix())
	for name, want := range map[string]any{
		"iss": b.p.Issuer(), "sub": "248289761001", "aud": ClientID, "iat": now, "exp": now + 3600, "auth_time": now - 5,
		"nonce": "the nonce", "acr": acrPassword, "name": "Ada Lovelace", "email": "ada@demo.example", "email_verified": true,
		"at_hash": accessTokenHash(text(t, answer, "access_token")), "preferred_username": "alice",
	} {
		if claims[name] != want {
			t.Errorf("%s is %v, want %v", name, claims[name], want)
		}
	}
	if amr, ok := claims["amr"].([]any); !ok || len(amr) != 1 || amr[0] != "pwd" {
		t.Errorf("amr is %v", claims["amr"])
	}
	text(t, claims, "sid")
	if claims["website"] != nil || claims["address"] != nil {
		t.Errorf("the ID token is longer than it need be: %v", claims)
	}
}

// The example of OpenID Connect Core 1.0, appendix A.3.
func TestTheAccessTokenHashIsThatOfCore(t *testing.T) {
	if got := accessTokenHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"); got != "77QmUPtjPfzWtF2AnpK9RQ" {
		t.Error(got)
	}
}

func TestTheAccessTokenIsOfTheJWTProfile(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now, AccessTokenLifetime: time.Minute}))
	token := text(t, b.tokens("scope", "openid admin"), "access_token")
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	if typ := parsed.Headers[0].ExtraHeaders[jose.HeaderType]; typ != "at+jwt" || parsed.Headers[0].KeyID != b.p.keys.public.KeyID {
		t.Errorf("typ %v, kid %s", typ, parsed.Headers[0].KeyID)
	}
	claims, now := unverified(t, token), float64(clock.Unix())
	for name, want := range map[string]any{
		"iss": b.p.Issuer(), "sub": "248289761001", "aud": b.p.Issuer() + "/api", "client_id": ClientID, "iat": now, "exp": now + 60,
		"auth_time": now, "scope": "openid admin", "acr": acrPassword,
	} {
		if claims[name] != want {
			t.Errorf("%s is %v, want %v", name, claims[name], want)
		}
	}
	if other := unverified(t, text(t, b.tokens("scope", "openid admin"), "access_token")); other["jti"] == text(t, claims, "jti") {
		t.Error("two access tokens have one jti")
	}
}

func TestTheClassAskedForIsReported(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for _, row := range [][2]string{{"", acrPassword}, {acrPassword, acrPassword}, {acrFreshPassword, acrFreshPassword}, {"urn:other", acrPassword}} {
		claims := unverified(t, text(t, b.tokens("acr_values", row[0]), "id_token"))
		if claims["acr"] != row[1] {
			t.Errorf("asked for %q: %v", row[0], claims["acr"])
		}
	}
}

func TestWithoutOpenIDThereIsNoIDToken(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	answer := b.tokens("scope", "admin")
	if answer["id_token"] != nil || answer["refresh_token"] != nil || answer["scope"] != "admin" {
		t.Errorf("%v", answer)
	}
}

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
	if after["iat"] == before["iat"] || after["nonce"] != nil || after["at_hash"] != accessTokenHash(text(t, second, "access_token")) {
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
