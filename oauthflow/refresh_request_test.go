package oauthflow

import (
	"net/http"
	"slices"
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
	if got := len(eventsOf(s.tl, EventRefreshed)); got != 3 {
		t.Errorf("%d events of refreshes, want 3", got)
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
