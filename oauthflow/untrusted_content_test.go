package oauthflow

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

// IDT-21, IDT-19: what claims point to is not fetched.
func TestURLsInClaimsAreNotFetched(t *testing.T) {
	var asked atomic.Int32
	tracker := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer tracker.Close()
	s := newSignInSetting(t)
	point := func(claims map[string]any) {
		for _, name := range []string{"picture", "profile", "website", "jku", "x5u"} {
			claims[name] = tracker.URL + "/" + name
		}
		claims["_claim_names"] = map[string]any{"address": "src"}
		claims["_claim_sources"] = map[string]any{"src": map[string]any{"endpoint": tracker.URL + "/claims", "access_token": "x"}}
	}
	s.bendClaims = point
	s.replace("/userinfo", func(w http.ResponseWriter, _ *http.Request) {
		claims := map[string]any{"sub": "alice"}
		point(claims)
		writeTestJSON(w, claims)
	})
	session, err := s.signIn(t.Context(), SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if stored, _ := s.store.session(t); session.Claims["picture"] != tracker.URL+"/picture" || stored.UserInfo["picture"] != tracker.URL+"/picture" {
		t.Error("the claims did not arrive")
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests to what the claims point to", n)
	}
}

// API-10: an access token may look like anything, a JWT that says otherwise too; only the token response counts.
func TestAccessTokenIsOpaque(t *testing.T) {
	for name, token := range map[string]func(*signInSetting) string{
		"no JWT":             func(*signInSetting) string { return "x.y.z" },
		"a JWT that expired": func(s *signInSetting) string { return s.sign(t, opaqueClaims(s.URL, -time.Hour)) },
		"a JWT without a signature": func(*signInSetting) string {
			return "eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IiLCJzY29wZSI6ImFkbWluIiwiZXhwIjoxfQ."
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSignInSetting(t)
			s.client.Profile.APIOrigins = []string{s.URL}
			access := token(s)
			s.bendClaims = func(c map[string]any) { delete(c, "at_hash") }
			s.bendTokens = func(m map[string]any) { m["access_token"] = access }
			s.answers("/api", 200, "application/json", `{}`)
			session, err := s.signIn(t.Context(), SignInOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if session.Subject != "alice" || !slices.Equal(session.Scope, []string{"openid", "profile"}) || session.Expired(time.Now()) || session.ExpiresAt.Sub(session.IssuedAt) != time.Hour {
				t.Errorf("the session is of %s, %v, until %v", session.Subject, session.Scope, session.ExpiresAt)
			}
			if _, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"}); err != nil {
				t.Fatal(err)
			}
			if calls := s.to("/api"); len(calls) != 1 || calls[0].Header.Get("Authorization") != "Bearer "+access || len(s.to("/token")) != 1 {
				t.Errorf("%d calls, %d token requests", len(calls), len(s.to("/token")))
			}
		})
	}
}

func opaqueClaims(issuer string, life time.Duration) map[string]any {
	return map[string]any{"iss": issuer, "sub": "bob", "aud": "api", "scope": "admin", "exp": time.Now().Add(life).Unix()}
}

// REV-02: the revocation endpoint is judged as every other one is.
func TestRevocationEndpointFollowsTheURLRules(t *testing.T) {
	for _, bad := range []string{"http://op.example/revoke", "ftp://op.example/", "/revoke", "https://a:b@op.example/", "https://op.example/#x"} {
		s := newBentSetting(t)
		s.announce("revocation_endpoint", bad)
		m, _, _, err := s.client.discover(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if u, _ := url.Parse(bad); m.RevocationEndpoint != "" || u != nil && m.Unusable["revocation_endpoint"] == "" {
			t.Errorf("%s is used", bad)
		}
	}
}
