package oauthflow

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// newAPISetting is signed in with a token that is good for an hour, and may call the provider's origin.
func newAPISetting(t *testing.T) *bentSetting {
	t.Helper()
	s := newBentSetting(t)
	session := s.signedIn(t)
	session.IssuedAt, session.ExpiresAt = s.clock.Now(), s.clock.Now().Add(time.Hour)
	s.put(t, session)
	s.client.Profile.APIOrigins = []string{s.URL}
	s.answers("/api", 200, "application/json", `{"notes":[]}`)
	return s
}

// refuseWith makes /api refuse every token, or all but the one that is good.
func (s *bentSetting) refuseWith(status int, challenge, good string) {
	s.replace("/api", func(w http.ResponseWriter, r *http.Request) {
		if good != "" && r.Header.Get("Authorization") == "Bearer "+good {
			_, _ = io.WriteString(w, "ok")
			return
		}
		if challenge != "" {
			w.Header().Set("WWW-Authenticate", challenge)
		}
		w.WriteHeader(status)
	})
}

// API-01
func TestAPICallCarriesTheTokenInItsHeaderOnly(t *testing.T) {
	s := newAPISetting(t)
	answer, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{
		Method: "POST", URL: s.URL + "/api?q=1", Header: http.Header{"X-Note": {"a", "b"}, "content-type": {"text/plain"}}, Body: []byte("hello"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if answer.Status != 200 || string(answer.Body) != `{"notes":[]}` || answer.Proto != "HTTP/1.1" || !answer.SentToken || answer.Refreshed || answer.StepUp != nil {
		t.Errorf("answer is %+v", answer)
	}
	r := s.to("/api")[0]
	if r.Method != "POST" || r.Query != "q=1" || r.Body != "hello" || fmt.Sprint(r.Header["X-Note"], r.Header["Content-Type"]) != "[a b] [text/plain]" {
		t.Errorf("request is %+v", r)
	}
	if got := fmt.Sprint(r.Header["Authorization"]); got != "[Bearer access-0]" {
		t.Errorf("Authorization is %q", got)
	}
	if text := fmt.Sprintf("%+v", s.tl.Events()); strings.Contains(text, "access-0") {
		t.Errorf("the token is told: %s", text)
	}
}

// API-02: tested with two servers. The other one gets nothing until its origin is confirmed.
func TestTokenGoesToConfirmedOriginsOnly(t *testing.T) {
	s, other := newAPISetting(t), newBentProvider(t)
	call := APIRequest{Method: "GET", URL: other.URL + "/api"}
	_, err := s.client.CallAPI(t.Context(), s.tl, call)
	if e := wantCode(t, err, CodeAPIOriginNotConfirmed); e.Actual != other.URL {
		t.Errorf("actual is %q, want the origin", e.Actual)
	}
	if got := len(other.requests); got != 0 {
		t.Fatalf("the other server had %d requests", got)
	}
	s.client.Profile.APIOrigins = append(s.client.Profile.APIOrigins, other.URL)
	if _, err := s.client.CallAPI(t.Context(), s.tl, call); err != nil {
		t.Fatal(err)
	}
	if got := other.to("/api")[0].Header.Get("Authorization"); got != "Bearer access-0" {
		t.Errorf("after it was confirmed, Authorization is %q", got)
	}
}

// The UserInfo endpoint is the provider's own: exactly that URL needs no confirmation.
func TestUserInfoEndpointNeedsNoConfirmation(t *testing.T) {
	s := newAPISetting(t)
	s.client.Profile.APIOrigins = nil
	if _, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/userinfo"}); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/userinfo/", "/userinfo?x=1", "/api", "/USERINFO", ""} {
		_, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + path})
		wantCode(t, err, CodeAPIOriginNotConfirmed)
	}
	if got := len(s.to("/userinfo")); got != 1 {
		t.Errorf("%d requests with the token", got)
	}
}

// API-05
func TestRefusedTokenIsRefreshedAndTheCallSentAgain(t *testing.T) {
	s := newAPISetting(t)
	s.refuseWith(401, `Negotiate abc==, bearer realm="api", error="invalid_token"`, "access-1")
	answer, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "POST", URL: s.URL + "/api", Body: []byte("note")})
	if err != nil || answer.Status != 200 || !answer.Refreshed {
		t.Fatalf("answer %+v, %v", answer, err)
	}
	calls := s.to("/api")
	if len(calls) != 2 || calls[0].Body != "note" || calls[1].Body != "note" { // API-09
		t.Errorf("calls are %+v", calls)
	}
	if stored, _ := s.store.session(t); !stored.AccessToken.Equal("access-1") {
		t.Error("the new token is not stored")
	}
}

// API-05: a server that always refuses sees one refresh and one replay.
func TestServerThatAlwaysRefusesIsAskedTwice(t *testing.T) {
	s := newAPISetting(t)
	s.refuseWith(401, `Bearer error="invalid_token"`, "")
	answer, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
	if err != nil || answer.Status != 401 || !answer.Refreshed || len(answer.Challenges) != 1 {
		t.Fatalf("answer %+v, %v", answer, err)
	}
	if calls, refreshes := len(s.to("/api")), len(s.to("/token")); calls != 2 || refreshes != 1 {
		t.Errorf("%d calls and %d refreshes, want 2 and 1", calls, refreshes)
	}
}

// API-06, API-07, API-08: these are answers to show, and nothing is tried again.
func TestOtherRefusalsAreNotTriedAgain(t *testing.T) {
	tests := map[string]struct {
		status    int
		challenge string
		stepUp    bool
	}{
		"403 insufficient_scope":               {403, `Bearer error="insufficient_scope", scope="admin"`, true},
		"401 insufficient_user_authentication": {401, `Bearer error="insufficient_user_authentication", max_age=5`, true},
		"400 invalid_request":                  {400, `Bearer error="invalid_request"`, false},
		"401 without error information":        {401, `Bearer realm="api", resource_metadata="https://evil.example/"`, false}, // STEP-07
		"401 without a challenge":              {401, ``, false},
		"401 with a broken challenge":          {401, `Bearer error="invalid_token`, false},
		"401 invalid_token of another scheme":  {401, `DPoP error="invalid_token"`, false},
		"403 invalid_token":                    {403, `Bearer error="invalid_token"`, false},
		"500":                                  {500, ``, false},
		"a redirect to itself":                 {302, ``, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newAPISetting(t)
			s.refuseWith(test.status, test.challenge, "")
			answer, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
			if err != nil || answer.Status != test.status || answer.Refreshed || (answer.StepUp != nil) != test.stepUp {
				t.Errorf("answer %+v, %v", answer, err)
			}
			if calls, refreshes := len(s.to("/api")), len(s.to("/token")); calls != 1 || refreshes != 0 {
				t.Errorf("%d calls and %d refreshes, want 1 and 0", calls, refreshes)
			}
		})
	}
}

// A refusal whose refresh fails is shown as it is; the reason is on the timeline.
func TestRefusalStandsWhenTheRefreshFails(t *testing.T) {
	tests := map[string]struct {
		answer string
		status int
		kind   EventKind
	}{
		"for now":           {``, 500, EventNotice},
		"for good":          {`{"error":"invalid_grant"}`, 400, EventSessionEnded},
		"for a wrong setup": {`{"error":"invalid_client"}`, 401, EventNotice},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newAPISetting(t)
			s.refuseWith(401, `Bearer error="invalid_token"`, "")
			s.answers("/token", test.status, "application/json", test.answer)
			answer, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
			if err != nil || answer.Status != 401 || answer.Refreshed || len(s.to("/api")) != 1 || len(eventsOf(s.tl, test.kind)) != 1 {
				t.Errorf("answer %+v, %v after %d calls", answer, err, len(s.to("/api")))
			}
		})
	}
}

func TestRefusedTokenWithoutRefreshTokenIsReported(t *testing.T) {
	s := newAPISetting(t)
	session := s.signedIn(t)
	session.RefreshToken = Secret{}
	s.put(t, session)
	s.refuseWith(401, `Bearer error="invalid_token"`, "")
	answer, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: s.URL + "/api"})
	if err != nil || answer.Status != 401 || answer.Refreshed || len(s.to("/api")) != 1 || len(eventsOf(s.tl, EventNotice)) != 0 {
		t.Errorf("answer %+v, %v", answer, err)
	}
}

// API-09: a body that can be read once only is not sent again.
func TestStreamedBodyIsNotReplayed(t *testing.T) {
	s := newAPISetting(t)
	s.refuseWith(401, `Bearer error="invalid_token"`, "access-1")
	session, _ := s.store.session(t)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/api", io.NopCloser(strings.NewReader("stream")))
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.client.sendAuthorized(t.Context(), exchange{step: StepAPI, tl: s.tl}, req, session)
	if err != nil || got.answer.Status != 401 || got.refreshed || len(s.to("/api")) != 1 || len(s.to("/token")) != 0 {
		t.Errorf("answer %+v, %v after %d calls", got.answer, err, len(s.to("/api")))
	}
}
