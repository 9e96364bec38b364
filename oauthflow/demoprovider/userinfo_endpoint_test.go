// The UserInfo endpoint.

package demoprovider

import (
	"strings"
	"testing"
	"time"
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
