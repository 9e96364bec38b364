package oauthflow

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// RT-05
func TestInvalidGrantEndsTheSession(t *testing.T) {
	for _, status := range []int{400, 401, 403} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			s := newBentSetting(t)
			s.answers("/token", status, "application/json", `{"error":"invalid_grant","error_description":"Token is \u202eused"}`)
			_, err := s.client.FreshSession(t.Context(), s.tl)
			e := wantCode(t, err, CodeSessionEnded)
			if e.OAuthError != "invalid_grant" || e.Step != StepRefresh || strings.Contains(e.Description, "\u202e") {
				t.Errorf("error is %+v", e)
			}
			if _, ok := s.store.session(t); ok {
				t.Error("the session is still stored")
			}
			for range 3 {
				_, err = s.client.FreshSession(t.Context(), s.tl)
				wantCode(t, err, CodeNotSignedIn)
			}
			if got := len(s.to("/token")); got != 1 {
				t.Errorf("%d token requests, want 1", got)
			}
			ended := eventsOf(s.tl, EventSessionEnded)
			if len(ended) != 1 || ended[0].Err == nil || ended[0].Err.Code != CodeSessionEnded {
				t.Errorf("events of the end: %+v", ended)
			}
		})
	}
}

// RT-06
func TestWhatMayPassKeepsTheSession(t *testing.T) {
	answer := func(status int, contentType, body string) func(*bentSetting) {
		return func(s *bentSetting) { s.answers("/token", status, contentType, body) }
	}
	tests := map[string]struct {
		bend func(*bentSetting)
		code Code
	}{
		"a page with status 500":               {answer(500, "text/html", "<h1>access_token</h1>"), CodeRefreshUnavailable},
		"status 502":                           {answer(502, "text/plain", ""), CodeRefreshUnavailable},
		"invalid_grant with status 503":        {answer(503, "application/json", `{"error":"invalid_grant"}`), CodeRefreshUnavailable},
		"status 429":                           {answer(429, "application/json", `{"error":"slow_down"}`), CodeRefreshUnavailable},
		"temporarily_unavailable":              {answer(400, "application/json", `{"error":"temporarily_unavailable"}`), CodeRefreshUnavailable},
		"invalid_client":                       {answer(401, "application/json", `{"error":"invalid_client"}`), CodeTokenError},
		"a page with status 200":               {answer(200, "text/html", "invalid_grant"), CodeTokenResponseInvalid},
		"an answer with an unknown token type": {answer(200, "application/json", `{"access_token":"a","token_type":"mac"}`), CodeTokenTypeNotSupported},
		"an answer that is too large":          {answer(200, "application/json", strings.Repeat(" ", maxBody+1)), CodeResponseTooLarge},
		"a redirect, which is not followed": {func(s *bentSetting) {
			s.replace("/token", http.RedirectHandler(s.URL+"/elsewhere", http.StatusTemporaryRedirect).ServeHTTP)
		}, CodeTokenRedirected},
		"a connection that breaks":                 {func(s *bentSetting) { s.replace("/token", breakConnection) }, CodeRefreshUnavailable},
		"metadata that cannot be had":              {func(s *bentSetting) { s.replace("/.well-known/openid-configuration", breakConnection) }, CodeRefreshUnavailable},
		"a store that cannot be read for a moment": {func(s *bentSetting) { s.store.loadErr = errors.New("locked") }, CodeStorageUnavailable},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			test.bend(s)
			_, err := s.client.Refresh(t.Context(), s.tl)
			wantCode(t, err, test.code)
			s.store.loadErr = nil
			if stored, ok := s.store.session(t); !ok || !stored.RefreshToken.Equal("refresh-0") || s.store.writes != 0 {
				t.Error("the session was not kept as it was")
			}
			if len(eventsOf(s.tl, EventSessionEnded)) != 0 {
				t.Error("the session was reported as ended")
			}
			if len(s.to("/elsewhere")) != 0 {
				t.Error("a redirect was followed with the refresh token")
			}
			if text := fmt.Sprintf("%v %+v", err, s.tl.Events()); strings.Contains(text, "refresh-0") || strings.Contains(text, "<h1>") {
				t.Errorf("a secret or the body of the answer is told: %s", text)
			}
		})
	}
}

func breakConnection(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// RT-07: the answer was lost after the provider rotated; the next try is refused and reported as that.
func TestLostAnswerIsFoundOutAtTheNextRefresh(t *testing.T) {
	s := newBentSetting(t)
	s.replace("/token", breakConnection)
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeRefreshUnavailable)
	s.answers("/token", 400, "application/json", `{"error":"invalid_grant"}`)
	_, err = s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeSessionEnded)
}

// A token that is still good is used while the provider cannot refresh it.
func TestFailedRefreshLeavesAGoodToken(t *testing.T) {
	s := newBentSetting(t)
	session := s.signedIn(t)
	session.ExpiresAt = s.clock.Now().Add(30 * time.Second)
	s.put(t, session)
	s.answers("/token", 500, "text/plain", "")
	for range 3 {
		fresh, err := s.client.FreshSession(t.Context(), s.tl)
		if err != nil || !fresh.AccessToken.Equal("access-0") {
			t.Fatalf("FreshSession: %v", err)
		}
	}
	if got := len(s.to("/token")); got != 1 {
		t.Errorf("%d token requests within the back-off, want 1", got)
	}
	if notices := eventsOf(s.tl, EventNotice); len(notices) != 1 || notices[0].Err.Code != CodeRefreshUnavailable {
		t.Errorf("notices: %+v", notices)
	}
	s.clock.move(31 * time.Second)
	_, err := s.client.FreshSession(t.Context(), s.tl)
	wantCode(t, err, CodeRefreshUnavailable)
}
