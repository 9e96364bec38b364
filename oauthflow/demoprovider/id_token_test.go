package demoprovider

import (
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
		"at_hash": b.p.keys.accessTokenHash(text(t, answer, "access_token")), "preferred_username": "alice",
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
	if got := new(signingKey).accessTokenHash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"); got != "77QmUPtjPfzWtF2AnpK9RQ" {
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
