package oauthflow

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// followUserInfo runs it after a sign-in whose token is still good, and returns its event.
func (s *bentSetting) followUserInfo(ctx context.Context, t *testing.T, session Session) Event {
	t.Helper()
	session.ExpiresAt = s.clock.Now().Add(time.Hour)
	s.put(t, session)
	m, _, _, err := s.client.discover(t.Context(), s.tl)
	if err != nil {
		t.Fatal(err)
	}
	s.client.FollowUserInfo(ctx, s.tl, m, session)
	events := eventsOf(s.tl, EventUserInfo)
	if len(events) != 1 || events[0].Session == nil {
		t.Fatalf("events: %+v", events)
	}
	return events[0]
}

// UINF-01, UINF-08
func TestUserInfoIsKeptBesideTheClaims(t *testing.T) {
	s := newBentSetting(t)
	s.answers("/userinfo", 200, "application/json; charset=utf-8", `{"sub":"alice","iss":"https://evil.example","aud":"evil","email_verified":null,"level":3}`)
	session := s.signedIn(t)
	e := s.followUserInfo(t.Context(), t, session)
	if e.Err != nil {
		t.Fatal(e.Err)
	}
	wantRows(t, e.Checks, Passed, "UINF-04", "UINF-02")
	wantRows(t, e.Checks, Skipped, "UINF-05")
	stored, _ := s.store.session(t)
	for name, got := range map[string]Session{"event": *e.Session, "stored": stored} {
		if fmt.Sprint(got.UserInfo["level"]) != "3" || got.Claims["iss"] != s.URL || got.Claims["aud"] != "client" || len(got.UserInfoChecks) != 3 {
			t.Errorf("%s: claims %v, UserInfo %v", name, got.Claims, got.UserInfo)
		}
	}
	r := s.to("/userinfo")[0]
	if r.Method != http.MethodGet || r.Query != "" || r.Header.Get("Authorization") != "Bearer access-0" {
		t.Errorf("request is %s, query %q, Authorization %q", r.Method, r.Query, r.Header.Get("Authorization"))
	}
}

// UINF-02…UINF-05, UINF-07: nothing from a refused answer is used, and the sign-in stands.
func TestRefusedUserInfoIsDiscarded(t *testing.T) {
	tests := map[string]struct {
		status            int
		contentType, body string
		failed            string
		code              Code
	}{
		"another subject":                    {200, "application/json", `{"sub":"bob","name":"Bob"}`, "UINF-02", CodeUserInfoSubjectMismatch},
		"a subject in other letters":         {200, "application/json", `{"sub":"Alice"}`, "UINF-02", CodeUserInfoSubjectMismatch},
		"no subject":                         {200, "application/json", `{"name":"Ada"}`, "UINF-02", CodeUserInfoSubjectMismatch},
		"a subject that is an array":         {200, "application/json", `{"sub":["alice"]}`, "UINF-02", CodeUserInfoSubjectMismatch},
		"a subject given twice":              {200, "application/json", `{"sub":"bob","sub":"alice"}`, "UINF-04", CodeUserInfoFailed},
		"a subject in two letter cases":      {200, "application/json", `{"sub":"alice","Sub":"bob"}`, "UINF-04", CodeUserInfoFailed},
		"HTML":                               {200, "text/html", `{"sub":"alice"}`, "UINF-04", CodeUserInfoFailed},
		"no content type":                    {200, "", `{"sub":"alice"}`, "UINF-04", CodeUserInfoFailed},
		"a JWT of nothing":                   {200, "application/jwt", `e30.e30.AA`, "UINF-05", CodeUserInfoFailed},
		"no JWT":                             {200, "application/jwt", `{"sub":"alice"}`, "UINF-05", CodeUserInfoFailed},
		"an array":                           {200, "application/json", `["alice"]`, "UINF-04", CodeUserInfoFailed},
		"status 500":                         {500, "application/json", `{"sub":"alice"}`, "UINF-04", CodeUserInfoFailed},
		"status 201":                         {201, "application/json", `{"sub":"alice"}`, "UINF-04", CodeUserInfoFailed},
		"status 401 that names no challenge": {401, "application/json", `{}`, "UINF-04", CodeUserInfoFailed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.answers("/userinfo", test.status, test.contentType, test.body)
			e := s.followUserInfo(t.Context(), t, s.signedIn(t))
			if e.Err == nil || e.Err.Code != test.code || e.Err.Step != StepUserInfo {
				t.Errorf("error is %+v, want %s", e.Err, test.code)
			}
			wantRows(t, e.Checks, Failed, test.failed)
			stored, ok := s.store.session(t)
			if !ok || stored.UserInfo != nil || e.Session.UserInfo != nil || len(stored.UserInfoChecks) != 3 || !stored.AccessToken.Equal("access-0") {
				t.Errorf("stored %v with UserInfo %v and checks %v", ok, stored.UserInfo, stored.UserInfoChecks)
			}
			if len(s.to("/token")) != 0 {
				t.Error("the token was refreshed for nothing")
			}
		})
	}
}

// UINF-03
func TestUserInfoFollowsNoRedirect(t *testing.T) {
	s, thief := newBentSetting(t), newBentProvider(t)
	s.replace("/userinfo", http.RedirectHandler(thief.URL+"/userinfo", http.StatusFound).ServeHTTP)
	e := s.followUserInfo(t.Context(), t, s.signedIn(t))
	if e.Err == nil || e.Err.Code != CodeUserInfoFailed || len(thief.to("/userinfo")) != 0 {
		t.Errorf("error is %v, the other server had %d requests", e.Err, len(thief.to("/userinfo")))
	}
}

// UINF-06
func TestExpiredTokenAtUserInfoIsRefreshedOnce(t *testing.T) {
	s := newBentSetting(t)
	s.replace("/userinfo", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "Bearer access-0" {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		writeTestJSON(w, map[string]any{"sub": "alice"})
	})
	e := s.followUserInfo(t.Context(), t, s.signedIn(t))
	if e.Err != nil || len(s.to("/token")) != 1 || len(s.to("/userinfo")) != 2 {
		t.Errorf("%v after %d refreshes and %d requests", e.Err, len(s.to("/token")), len(s.to("/userinfo")))
	}
	if stored, _ := s.store.session(t); !stored.AccessToken.Equal("access-1") || stored.UserInfo["sub"] != "alice" {
		t.Error("the UserInfo was not stored into the refreshed session")
	}
}

func TestProviderWithoutUserInfoIsNoError(t *testing.T) {
	for name, endpoint := range map[string]any{"none": nil, "not allowed": "http://userinfo.example/"} {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.announce("userinfo_endpoint", endpoint)
			e := s.followUserInfo(t.Context(), t, s.signedIn(t))
			if e.Err != nil {
				t.Error(e.Err)
			}
			wantRows(t, e.Checks, Skipped, "UINF-04", "UINF-05", "UINF-02")
			if strings.Contains(e.Checks[0].Reason, "announces no") == (endpoint != nil) {
				t.Errorf("reason is %q", e.Checks[0].Reason)
			}
		})
	}
}

// The stored session of somebody else, or none, is not touched.
func TestUserInfoOfAnEarlierSignInIsNotStored(t *testing.T) {
	tests := map[string]func(t *testing.T, s *bentSetting){
		"signed out": func(t *testing.T, s *bentSetting) {
			if err := s.store.Delete(t.Context(), "c1"); err != nil {
				t.Error(err)
			}
		},
		"signed in anew": func(t *testing.T, s *bentSetting) {
			other := s.signedIn(t)
			other.SignedInAt = s.clock.Now()
			s.put(t, other)
		},
		"signed in as somebody else": func(t *testing.T, s *bentSetting) {
			other := s.signedIn(t)
			other.Subject = "bob"
			s.put(t, other)
		},
	}
	for name, meanwhile := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.replace("/userinfo", func(w http.ResponseWriter, _ *http.Request) {
				meanwhile(t, s)
				writeTestJSON(w, map[string]any{"sub": "alice"})
			})
			s.followUserInfo(t.Context(), t, s.signedIn(t))
			if stored, _ := s.store.session(t); stored.UserInfo != nil {
				t.Error("the UserInfo was stored")
			}
		})
	}
}

func TestUserInfoThatCannotBeStoredIsShownAndTold(t *testing.T) {
	s := newBentSetting(t)
	s.store.failAt[1] = true
	e := s.followUserInfo(t.Context(), t, s.signedIn(t))
	if e.Err != nil || e.Session.UserInfo["sub"] != "alice" {
		t.Errorf("event: %v, UserInfo %v", e.Err, e.Session.UserInfo)
	}
	if notices := eventsOf(s.tl, EventNotice); len(notices) != 1 || notices[0].Err.Code != CodeSessionNotStored {
		t.Errorf("notices: %+v", notices)
	}
}

func TestUserInfoCanBeCancelledWhereverItWaits(t *testing.T) {
	for _, where := range []string{"for the answer", "for the lock"} {
		t.Run(where, func(t *testing.T) {
			s := newBentSetting(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			if where == "for the lock" {
				unlock, err := s.store.Lock(t.Context(), "c1")
				if err != nil {
					t.Fatal(err)
				}
				defer unlock()
				go func() { <-s.store.contended; cancel(ErrCanceled) }()
			} else {
				s.replace("/userinfo", func(_ http.ResponseWriter, r *http.Request) {
					cancel(ErrCanceled)
					<-r.Context().Done()
				})
			}
			e := s.followUserInfo(ctx, t, s.signedIn(t))
			if where == "for the answer" && (e.Err == nil || e.Err.Code != CodeCancelled) {
				t.Errorf("error is %v", e.Err)
			}
			if stored, ok := s.store.session(t); !ok || stored.UserInfo != nil {
				t.Error("the session was not left as it was")
			}
		})
	}
}

func FuzzJudgeUserInfo(f *testing.F) {
	for _, body := range []string{`{"sub":"alice"}`, `{"sub":"bob","sub":"alice"}`, `{"sub":"alice","SUB":"x"}`, `[]`, `{"sub":{"sub":"alice"}}`, `{"sub":"al\u0069ce"}`} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		read, checks, _ := new(Client).readUserInfo(t.Context(), nil, nil, authorized{answer: &answer{Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}})
		claims, checks := judgeUserInfo(read, checks, "alice")
		if claims != nil && (claims["sub"] != "alice" || firstFailure(checks) != nil) {
			t.Errorf("claims %v with checks %v", claims, checks)
		}
		if claims == nil && firstFailure(checks) == nil {
			t.Errorf("nothing failed, and there are no claims: %s", body)
		}
	})
}
