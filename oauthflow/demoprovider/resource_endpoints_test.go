// UserInfo, revocation and introspection.

package demoprovider

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

func TestUserInfoHasTheClaimsOfTheScopes(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for _, row := range []struct {
		scope         string
		present, gone []string
	}{
		{"openid", []string{"sub"}, []string{"name", "email", "address", "phone_number"}},
		{"openid profile", []string{"sub", "name", "given_name", "preferred_username", "website"}, []string{"email", "address"}},
		{"openid email", []string{"email", "email_verified"}, []string{"name", "address"}},
		{"openid address phone", []string{"address", "phone_number", "phone_number_verified"}, []string{"name", "email"}},
	} {
		answer := decode(t, b.userinfo(text(t, b.tokens("scope", row.scope), "access_token")))
		if answer["sub"] != "248289761001" {
			t.Errorf("%s: %v", row.scope, answer)
		}
		for _, name := range row.present {
			if answer[name] == nil {
				t.Errorf("%s: no %s", row.scope, name)
			}
		}
		for _, name := range row.gone {
			if answer[name] != nil {
				t.Errorf("%s: has %s", row.scope, name)
			}
		}
	}
}

func TestGraceHasClaimsOfEveryKind(t *testing.T) {
	a, ok := authenticate("grace", "nanosecond")
	claims := a.userinfoClaims(supportedScopes())
	if _, isObject := claims["address"].(map[string]any); !ok || !isObject || claims["email_verified"] != false || claims["zoneinfo"] == nil || claims["locale"] == nil {
		t.Errorf("%v", claims)
	}
	if groups, isArray := a.idTokenClaims([]string{"openid", "profile"})["groups"].([]string); !isArray || len(groups) < 2 {
		t.Errorf("%v", groups)
	}
}

func TestUserInfoRefusesByRFC6750(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now}))
	noOpenID := text(t, b.tokens("scope", "admin"), "access_token")
	expired := text(t, b.tokens(), "access_token")
	clock.add(time.Hour)
	answer := b.tokens()
	good, idToken := text(t, answer, "access_token"), text(t, answer, "id_token")
	noOpenIDNow := text(t, b.tokens("scope", "admin"), "access_token")
	foreign := foreignToken(t, good)
	for _, row := range []struct {
		name, method, header, query, body string
		status                            int
		code                              string
	}{
		{"a good token in the header", "GET", "Bearer " + good, "", "", 200, ""},
		{"a good token in a POST", "POST", "bearer " + good, "", "", 200, ""},
		{"a good token in a form", "POST", "", "", "access_token=" + good, 200, ""},
		{"no token", "GET", "", "", "", 401, ""},
		{"another scheme", "GET", "Basic eDp5", "", "", 401, ""},
		{"a token in the URL", "GET", "", "access_token=" + good, "", 400, "invalid_request"},
		{"two tokens", "POST", "Bearer " + good, "", "access_token=" + good, 400, "invalid_request"},
		{"an expired token", "GET", "Bearer " + expired, "", "", 401, "invalid_token"},
		{"an ID token", "GET", "Bearer " + idToken, "", "", 401, "invalid_token"},
		{"no JWT", "GET", "Bearer x", "", "", 401, "invalid_token"},
		{"a changed signature", "GET", "Bearer " + good[:len(good)-4] + "AAAA", "", "", 401, "invalid_token"},
		{"a token of another key", "GET", "Bearer " + foreign, "", "", 401, "invalid_token"},
		{"a token without openid", "GET", "Bearer " + noOpenIDNow, "", "", 403, "insufficient_scope"},
		{"an expired token without openid", "GET", "Bearer " + noOpenID, "", "", 401, "invalid_token"},
	} {
		t.Run(row.name, func(t *testing.T) {
			r := b.request(row.method, "/userinfo?"+row.query, strings.NewReader(row.body))
			if row.header != "" {
				r.Header.Set("Authorization", row.header)
			}
			if row.body != "" {
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
			s := b.do(r)
			challenge := s.header.Get("WWW-Authenticate")
			if s.status != row.status || (row.status != 200) != strings.HasPrefix(challenge, "Bearer ") {
				t.Fatalf("%d %q", s.status, challenge)
			}
			if row.code == "" && strings.Contains(challenge, "error") || row.code != "" && !strings.Contains(challenge, `error="`+row.code+`"`) {
				t.Errorf("%q", challenge)
			}
		})
	}
}

// The signature alone does not make a token one of its kind.
func TestTokensOfOneKindAreNotTakenForAnother(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	answer, keys := b.tokens(), b.p.keys
	access, id := unverified(t, text(t, answer, "access_token")), unverified(t, text(t, answer, "id_token"))
	sign := func(typ string, claims map[string]any, pairs ...any) string {
		changed := maps.Clone(claims)
		for i := 0; i+1 < len(pairs); i += 2 {
			changed[pairs[i].(string)] = pairs[i+1]
		}
		token, err := keys.sign(typ, changed)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	for name, row := range map[string]struct {
		token string
		good  bool
	}{
		"as it was":            {sign(typeAccessToken, access), true},
		"the type of ID token": {sign(typeIDToken, access), false},
		"another issuer":       {sign(typeAccessToken, access, "iss", "http://127.0.0.1:1"), false},
		"another audience":     {sign(typeAccessToken, access, "aud", ClientID), false},
	} {
		if _, err := b.p.readAccessToken(row.token); (err == nil) != row.good {
			t.Errorf("access token, %s: %v", name, err)
		}
	}
	for name, row := range map[string]struct {
		token string
		good  bool
	}{
		"as it was":                {sign(typeIDToken, id), true},
		"the type of access token": {sign(typeAccessToken, id), false},
		"another issuer":           {sign(typeIDToken, id, "iss", "http://127.0.0.1:1"), false},
		"another audience":         {sign(typeIDToken, id, "aud", "other"), false},
		"no subject":               {sign(typeIDToken, id, "sub", ""), false},
	} {
		if _, err := b.p.readIDTokenHint(row.token); (err == nil) != row.good {
			t.Errorf("hint, %s: %v", name, err)
		}
	}
}

// foreignToken signs the claims of a good token with another key of the same name.
func foreignToken(t *testing.T, token string) string {
	t.Helper()
	key, err := newSigningKey(time.Now(), true)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := newSigner(key)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := keys.sign(typeAccessToken, unverified(t, token))
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

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

func TestIntrospectionSaysWhatAnActiveTokenIs(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now}))
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
	_, second := b.api("/token", refreshForm(text(t, first, "refresh_token")))
	b.post("/revoke", tokenForm(text(t, second, "access_token")))
	clock.add(time.Hour)
	for name, token := range map[string]string{
		"an expired access token": text(t, first, "access_token"), "a revoked access token": text(t, second, "access_token"),
		"a used refresh token": text(t, first, "refresh_token"), "an ID token": text(t, first, "id_token"), "nonsense": "x",
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

func TestTheKeySetIsPublicAndVerifiesTheTokens(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.get("/keys", nil)
	var set jose.JSONWebKeySet
	unmarshal(t, s.body, &set)
	if len(set.Keys) != 1 || !set.Keys[0].IsPublic() || set.Keys[0].Use != "sig" || set.Keys[0].Algorithm != "RS256" || strings.Contains(s.body, `"d"`) {
		t.Fatal(s.body)
	}
	signed, err := jose.ParseSigned(text(t, b.tokens(), "id_token"), []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := signed.Verify(set.Keys[0]); err != nil || signed.Signatures[0].Header.KeyID != set.Keys[0].KeyID {
		t.Errorf("%v", err)
	}
}
