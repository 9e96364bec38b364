package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// RT-01, TREQ-03, TREQ-05, TREQ-08
func TestRefreshRequestHasItsParametersInTheBodyOnly(t *testing.T) {
	for _, secret := range []string{"", "s3cret"} {
		t.Run("client secret "+secret, func(t *testing.T) {
			s := newBentSetting(t)
			s.client.Profile.ClientSecret = NewSecret(secret)
			if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
				t.Fatal(err)
			}
			requests := s.to("/token")
			if len(requests) != 1 {
				t.Fatalf("%d token requests, want 1", len(requests))
			}
			r := requests[0]
			want := map[string]string{"grant_type": "refresh_token", "refresh_token": "refresh-0", "client_id": "client"}
			if secret != "" {
				want["client_secret"] = secret
			}
			for name, value := range want {
				if got := r.Form[name]; !slices.Equal(got, []string{value}) {
					t.Errorf("%s is %q, want %q", name, got, value)
				}
			}
			if len(r.Form) != len(want) {
				t.Errorf("parameters are %v, want only %v", r.Form, want)
			}
			if r.Method != http.MethodPost || r.Query != "" || r.Header.Get("Authorization") != "" {
				t.Errorf("request is %s with query %q and Authorization %q", r.Method, r.Query, r.Header.Get("Authorization"))
			}
			if got := r.Header.Get("Accept"); got != "application/json" {
				t.Errorf("Accept is %q", got)
			}
		})
	}
}

// RT-02, RT-03
func TestRotatedRefreshTokenReplacesTheOldOne(t *testing.T) {
	s := newBentSetting(t)
	first, err := s.client.Refresh(t.Context(), s.tl)
	if err != nil {
		t.Fatal(err)
	}
	if !first.Rotates || first.Refreshes != 1 || !first.AccessToken.Equal("access-1") || !first.ExpiresAt.Equal(s.clock.Now().Add(time.Hour)) {
		t.Errorf("after one refresh: rotates %v, refreshes %d, expires %v", first.Rotates, first.Refreshes, first.ExpiresAt)
	}
	if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
		t.Fatal(err)
	}
	if got := s.to("/token")[1].Form.Get("refresh_token"); got != "refresh-1" {
		t.Errorf("the second refresh sent %s", got)
	}
	s.answers("/token", 200, "application/json", `{"access_token":"access-3","token_type":"bearer"}`)
	third, err := s.client.Refresh(t.Context(), s.tl)
	if err != nil {
		t.Fatal(err)
	}
	if !third.RefreshToken.Equal("refresh-2") || third.Rotates || !third.ExpiresAt.IsZero() {
		t.Errorf("without a new refresh token: rotates %v, expires %v", third.Rotates, third.ExpiresAt)
	}
	if got := eventsOf(s.tl, EventRefreshed); len(got) != 3 || got[0].Session == nil || !got[0].Session.AccessToken.Equal("access-1") {
		t.Errorf("%d events of refreshes, want 3", len(got))
	}
}

// RT-04: fifty parallel API calls, one refresh.
func TestParallelCallsShareOneRefresh(t *testing.T) {
	s := newBentSetting(t)
	s.client.Profile.APIOrigins = []string{s.URL}
	s.answers("/api", 200, "application/json", `{}`)
	var calls sync.WaitGroup
	for range 50 {
		calls.Go(func() {
			if _, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"}); err != nil {
				t.Error(err)
			}
		})
	}
	calls.Wait()
	if got := len(s.to("/token")); got != 1 {
		t.Errorf("%d token requests, want 1", got)
	}
	api := s.to("/api")
	for _, r := range api {
		if got := r.Header.Get("Authorization"); got != "Bearer access-1" {
			t.Errorf("an API call was sent with %q", got)
		}
	}
	if len(api) != 50 {
		t.Errorf("%d API calls, want 50", len(api))
	}
}

// RT-04: two copies of the app share the store and its lock.
func TestAnotherCopysRefreshIsUsedAndNotRepeated(t *testing.T) {
	s := newBentSetting(t)
	one, other := s.client, s.newClient()
	began, finish := make(chan struct{}), make(chan struct{})
	s.replace("/token", func(w http.ResponseWriter, _ *http.Request) {
		close(began)
		<-finish
		writeTestJSON(w, s.newTokens())
	})
	var tokens [2]Secret
	var copies sync.WaitGroup
	refresh := func(i int, c *Client) {
		copies.Go(func() {
			session, err := c.Refresh(t.Context(), s.tl)
			if err != nil {
				t.Error(err)
				return
			}
			tokens[i] = session.AccessToken
		})
	}
	refresh(0, one)
	<-began
	refresh(1, other)
	<-s.store.contended // the other copy has seen the old session by the time it waits for the lock
	close(finish)
	copies.Wait()
	if got := len(s.to("/token")); got != 1 {
		t.Errorf("%d token requests, want 1", got)
	}
	if !tokens[0].Equal("access-1") || !tokens[1].Equal("access-1") {
		t.Error("a copy did not get the new access token")
	}
	if got := len(eventsOf(s.tl, EventRefreshed)); got != 2 {
		t.Errorf("%d events of refreshes, want one in each copy", got)
	}
}

// RT-02, STOR-04: what could not be stored is not used, and is not lost either.
func TestRefreshIsStoredBeforeItIsUsed(t *testing.T) {
	s := newBentSetting(t)
	s.client.Profile.APIOrigins = []string{s.URL}
	s.answers("/api", 200, "application/json", `{}`)
	s.store.failAt = map[int]bool{1: true, 2: true}
	call := APIRequest{Method: "GET", URL: s.URL + "/api"}

	for range 2 {
		_, err := s.client.CallAPI(t.Context(), s.tl, call)
		wantCode(t, err, CodeSessionNotStored)
		if stored, _ := s.store.session(t); !stored.RefreshToken.Equal("refresh-0") || !stored.AccessToken.Equal("access-0") {
			t.Error("the store holds neither the old session nor a whole new one")
		}
	}
	if got := len(s.to("/api")); got != 0 {
		t.Errorf("%d API calls with a token that was not stored", got)
	}
	if _, err := s.client.CallAPI(t.Context(), s.tl, call); err != nil {
		t.Fatal(err)
	}
	if got := len(s.to("/token")); got != 1 {
		t.Errorf("%d token requests, want 1: the rotated token was kept until it could be stored", got)
	}
	if stored, _ := s.store.session(t); !stored.RefreshToken.Equal("refresh-1") || !stored.AccessToken.Equal("access-1") {
		t.Error("the store does not hold the new session")
	}
	if got := s.to("/api")[0].Header.Get("Authorization"); got != "Bearer access-1" {
		t.Errorf("the API call was sent with %q", got)
	}
}

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
		"a page with status 500":                   {answer(500, "text/html", "<h1>access_token</h1>"), CodeRefreshUnavailable},
		"status 502":                               {answer(502, "text/plain", ""), CodeRefreshUnavailable},
		"invalid_grant with status 503":            {answer(503, "application/json", `{"error":"invalid_grant"}`), CodeRefreshUnavailable},
		"status 429":                               {answer(429, "application/json", `{"error":"slow_down"}`), CodeRefreshUnavailable},
		"temporarily_unavailable":                  {answer(400, "application/json", `{"error":"temporarily_unavailable"}`), CodeRefreshUnavailable},
		"invalid_client":                           {answer(401, "application/json", `{"error":"invalid_client"}`), CodeTokenError},
		"a page with status 200":                   {answer(200, "text/html", "invalid_grant"), CodeTokenResponseInvalid},
		"an answer with an unknown token type":     {answer(200, "application/json", `{"access_token":"a","token_type":"mac"}`), CodeTokenTypeNotSupported},
		"an answer that is too large":              {answer(200, "application/json", strings.Repeat(" ", maxBody+1)), CodeResponseTooLarge},
		"a redirect, which is not followed":        {func(s *bentSetting) { s.replace("/token", http.RedirectHandler(s.URL+"/elsewhere", 307).ServeHTTP) }, CodeTokenRedirected},
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

// RT-16, DISC-13
func TestRefreshTokenStaysWithTheRecordedTokenEndpoint(t *testing.T) {
	s := newBentSetting(t)
	thief := newBentProvider(t)
	s.announce("token_endpoint", thief.URL+"/token")
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeMetadataEndpointMoved)
	if len(thief.to("/token")) != 0 {
		t.Error("the refresh token went to another host")
	}
	if _, ok := s.store.session(t); !ok {
		t.Error("the session was not kept")
	}
}

// RT-17
func TestSessionWithoutRefreshTokenLastsUntilItsExpiry(t *testing.T) {
	s := newBentSetting(t)
	session := s.signedIn(t)
	session.RefreshToken = Secret{}
	s.put(t, session)
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeRefreshTokenMissing)
	fresh, err := s.client.FreshSession(t.Context(), s.tl)
	if err != nil || !fresh.AccessToken.Equal("access-0") {
		t.Errorf("FreshSession: %v", err)
	}
	if got := len(s.to("/token")); got != 0 {
		t.Errorf("%d token requests, want none", got)
	}
}

// STOR-05
func TestSessionOfAnotherIssuerOrClientIsNotUsed(t *testing.T) {
	for name, change := range map[string]func(*Session){
		"issuer": func(s *Session) { s.Issuer = "https://other.example" },
		"client": func(s *Session) { s.ClientID = "other" },
	} {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			session := s.signedIn(t)
			change(&session)
			s.put(t, session)
			_, err := s.client.Refresh(t.Context(), s.tl)
			wantCode(t, err, CodeNotSignedIn)
			if got := len(s.to("/token")); got != 0 {
				t.Errorf("%d token requests, want none", got)
			}
		})
	}
}

// A session that was signed out while its refresh was under way does not come back.
func TestSignOutDuringARefreshIsFinal(t *testing.T) {
	s := newBentSetting(t)
	s.replace("/token", func(w http.ResponseWriter, r *http.Request) {
		if err := s.store.Delete(r.Context(), "c1"); err != nil {
			t.Error(err)
		}
		writeTestJSON(w, s.newTokens())
	})
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeNotSignedIn)
	if _, ok := s.store.session(t); ok {
		t.Error("the session is stored again")
	}
	var revoked []string
	for _, r := range s.to("/revoke") {
		revoked = append(revoked, r.Form.Get("token"))
	}
	if !slices.Equal(revoked, []string{"refresh-1", "access-1"}) {
		t.Errorf("revoked: %v", revoked)
	}
}

// Every place where a refresh waits ends with its context, and nothing runs on.
func TestRefreshCanBeCancelledWhereverItWaits(t *testing.T) {
	stall := func(s *bentSetting, path string) <-chan struct{} {
		reached := make(chan struct{})
		s.replace(path, func(_ http.ResponseWriter, r *http.Request) {
			close(reached)
			<-r.Context().Done()
		})
		return reached
	}
	tests := map[string]func(*testing.T, *bentSetting) <-chan struct{}{
		"for the metadata": func(_ *testing.T, s *bentSetting) <-chan struct{} {
			return stall(s, "/.well-known/openid-configuration")
		},
		"for the tokens": func(_ *testing.T, s *bentSetting) <-chan struct{} { return stall(s, "/token") },
		"for the keys": func(t *testing.T, s *bentSetting) <-chan struct{} {
			s.replace("/token", func(w http.ResponseWriter, _ *http.Request) {
				tokens := s.newTokens()
				tokens["id_token"] = s.sign(t, s.idClaims(s.clock.Now()))
				writeTestJSON(w, tokens)
			})
			return stall(s, "/keys")
		},
		"for the lock": func(t *testing.T, s *bentSetting) <-chan struct{} {
			unlock, err := s.store.Lock(t.Context(), "c1")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(unlock)
			reached := make(chan struct{})
			close(reached)
			return reached
		},
	}
	for name, bend := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			reached := bend(t, s)
			ctx, cancel := context.WithCancelCause(t.Context())
			go func() { <-reached; cancel(ErrCanceled) }()
			_, err := s.client.Refresh(ctx, s.tl)
			wantCode(t, err, CodeCancelled)
			wantNoGoroutine(t, "refreshAttempt")
			if _, ok := s.store.session(t); !ok {
				t.Error("the session was not kept")
			}
			if len(eventsOf(s.tl, EventNotice))+len(eventsOf(s.tl, EventSessionEnded)) != 0 {
				t.Error("a cancellation was told as a failure")
			}
		})
	}
}

// One caller's cancellation is not the others'.
func TestCancelledCallerLeavesTheRefreshToTheOthers(t *testing.T) {
	s := newBentSetting(t)
	reached, finish := make(chan struct{}), make(chan struct{})
	s.replace("/token", func(w http.ResponseWriter, _ *http.Request) {
		close(reached)
		<-finish
		writeTestJSON(w, s.newTokens())
	})
	ctx, cancel := context.WithCancelCause(t.Context())
	first := make(chan error)
	go func() { _, err := s.client.Refresh(ctx, s.tl); first <- err }()
	<-reached
	second := make(chan error)
	own := &Timeline{}
	go func() { _, err := s.client.Refresh(t.Context(), own); second <- err }()
	for callersOf(s.client) < 2 {
		runtime.Gosched()
	}
	cancel(ErrCanceled)
	wantCode(t, <-first, CodeCancelled)
	close(finish)
	if err := <-second; err != nil {
		t.Errorf("the other caller got %v", err)
	}
	if got := len(s.to("/token")); got != 1 {
		t.Errorf("%d token requests, want 1", got)
	}
	if len(eventsOf(own, EventRefreshed)) != 1 {
		t.Error("the other caller's timeline does not tell the refresh")
	}
}

func callersOf(c *Client) int {
	f := &c.refreshes.flight
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.call.waiting
}

// RT-07: an answer that is on its way when the person cancels is still stored.
func TestAnswerOnItsWayIsStoredAfterACancellation(t *testing.T) {
	s := newBentSetting(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	s.replace("/token", func(w http.ResponseWriter, _ *http.Request) {
		cancel(ErrCanceled)
		writeTestJSON(w, s.newTokens())
	})
	_, err := s.client.Refresh(ctx, s.tl)
	wantCode(t, err, CodeCancelled)
	if stored, _ := s.store.session(t); !stored.RefreshToken.Equal("refresh-1") {
		t.Error("the rotated refresh token was lost")
	}
}
