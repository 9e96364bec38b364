package oauthflow

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// at makes the provider one with another issuer at the same server.
func (s *signInSetting) at(issuer string) {
	s.client.Profile.Issuer = issuer
	s.announce("issuer", issuer)
	s.bendRedirect = func(v url.Values) { v.Set("iss", issuer) }
	s.bendClaims = func(c map[string]any) { c["iss"] = issuer }
	path := strings.TrimPrefix(strings.TrimSuffix(issuer, "/"), s.URL)
	s.replace(path+"/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, s.document()) })
}

// Providers that differ in habits are signed in to without a setting of their own.
func TestProvidersWithHabitsOfTheirOwn(t *testing.T) {
	for name, row := range map[string]struct {
		bend func(s *signInSetting)
		want func(t *testing.T, s *signInSetting, session *Session)
	}{
		"an issuer with a path":             {bend: func(s *signInSetting) { s.at(s.URL + "/realms/main") }},
		"an issuer with a slash at its end": {bend: func(s *signInSetting) { s.at(s.URL + "/") }},
		"an issuer with a path and a slash": {bend: func(s *signInSetting) { s.at(s.URL + "/application/o/desk/") }},
		"endpoints on another host, with odd paths": {bend: func(s *signInSetting) {
			elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				r.URL.Path = map[string]string{"/oauth2/v3;x=1/token.php": "/token", "/me": "/userinfo"}[r.URL.Path]
				s.ServeHTTP(w, r)
			}))
			s.t.Cleanup(elsewhere.Close)
			s.announce("token_endpoint", elsewhere.URL+"/oauth2/v3;x=1/token.php?api-version=2")
			s.announce("userinfo_endpoint", elsewhere.URL+"/me")
		}, want: func(t *testing.T, s *signInSetting, _ *Session) {
			if requests := s.to("/token"); len(requests) != 1 || requests[0].Query != "api-version=2" {
				t.Errorf("token requests: %+v", requests)
			}
		}},
		"no scope in the answer": {want: func(t *testing.T, _ *signInSetting, session *Session) {
			if got := strings.Join(session.Scope, " "); got != "openid profile" { // RFC 6749 §5.1: as asked
				t.Errorf("scope is %q", got)
			}
		}},
		"an empty scope": {bend: func(s *signInSetting) { s.bendTokens = func(m map[string]any) { m["scope"] = "" } }},
		"a narrower scope": {
			bend: func(s *signInSetting) { s.bendTokens = func(m map[string]any) { m["scope"] = "openid" } },
			want: func(t *testing.T, _ *signInSetting, session *Session) {
				if got := strings.Join(session.Scope, " "); got != "openid" {
					t.Errorf("scope is %q", got)
				}
			},
		},
		"no refresh token": {
			bend: func(s *signInSetting) { s.bendTokens = func(m map[string]any) { delete(m, "refresh_token") } },
			want: func(t *testing.T, _ *signInSetting, session *Session) {
				if session.CanRefresh() {
					t.Error("there is a refresh token")
				}
			},
		},
		"a code of 300 characters":   {bend: func(s *signInSetting) { s.code = strings.Repeat("k", 300) }},
		"a code of 2,000 characters": {bend: func(s *signInSetting) { s.code = strings.Repeat("k", 2000) }},
		"parameters of its own in the redirect": {bend: func(s *signInSetting) {
			s.bendRedirect = func(v url.Values) {
				v.Set("session_state", "d3b0.738")
				v.Set("authuser", "0")
				v.Set("scope", "openid https://id.example/profile")
			}
		}},
		"no iss in the redirect, and none announced": {bend: func(s *signInSetting) {
			s.announce("authorization_response_iss_parameter_supported", nil)
			s.bendRedirect = func(v url.Values) { v.Del("iss") }
		}},
		"keys that appear after the token": {bend: func(s *signInSetting) {
			first := true
			s.replace("/keys", func(w http.ResponseWriter, r *http.Request) {
				if first {
					first = false
					writeTestJSON(w, map[string]any{"keys": []any{}})
					return
				}
				s.replace("/keys", nil)
				s.ServeHTTP(w, r)
			})
		}, want: func(t *testing.T, s *signInSetting, _ *Session) {
			if n := len(s.to("/keys")); n < 2 {
				t.Errorf("the keys were asked for %d times", n)
			}
		}},
		"UserInfo that fails": {
			bend: func(s *signInSetting) { s.answers("/userinfo", 500, "text/html", "<h1>oops</h1>") },
			want: func(t *testing.T, s *signInSetting, _ *Session) {
				if told := eventsOf(s.tl, EventUserInfo); len(told) != 1 || told[0].Err == nil || told[0].Err.Code != CodeUserInfoFailed {
					t.Errorf("told: %+v", told)
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSignInSetting(t)
			if row.bend != nil {
				row.bend(s)
			}
			session, err := s.signIn(t.Context(), SignInOptions{})
			if err != nil {
				t.Fatalf("%v\n%+v", err, err)
			}
			if Count(session.Checks, Failed) > 0 {
				t.Errorf("failed: %v", failures(session.Checks))
			}
			if row.want != nil {
				row.want(t, s, session)
			}
		})
	}
}

// DISC-03: a site that answers every path with its start page may have its metadata elsewhere.
func TestMetadataBehindASiteThatAnswersEverything(t *testing.T) {
	for name, page := range map[string]http.HandlerFunc{
		"a page": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<!doctype html>"))
		},
		"a redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusFound) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSignInSetting(t)
			s.replace("/.well-known/openid-configuration", page)
			s.replace("/.well-known/oauth-authorization-server", func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, s.document()) })
			if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
				t.Error(err)
			}
		})
	}
}
