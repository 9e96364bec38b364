package oauthflow

import (
	"net/http"
	"testing"
	"time"
)

// RT-15
func TestRefreshIsDueALittleBeforeTheExpiry(t *testing.T) {
	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		lifetime, jitter time.Duration
		due              time.Duration // after the token's arrival
	}{
		"an hour: a minute before":                    {time.Hour, 0, 59 * time.Minute},
		"an hour with jitter: earlier":                {time.Hour, 20 * time.Second, 59*time.Minute - 20*time.Second},
		"jitter is never later":                       {time.Hour, -time.Hour, 59 * time.Minute},
		"too much jitter is bounded":                  {time.Hour, time.Hour, 58 * time.Minute},
		"a minute: a fifth before":                    {time.Minute, 0, 48 * time.Second},
		"a second: not in a tight loop":               {time.Second, 0, refreshFloor},
		"nothing: not in a tight loop":                {0, 0, refreshFloor},
		"a lifetime that ended before: no tight loop": {-time.Hour, 0, refreshFloor},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := Session{RefreshToken: NewSecret("r"), IssuedAt: at, ExpiresAt: at.Add(test.lifetime)}
			due, ok := NewClient(Profile{}, nil, nil, nil).RefreshAt(s, test.jitter)
			if !ok || !due.Equal(at.Add(test.due)) {
				t.Errorf("due %v after the arrival, %v; want %v", due.Sub(at), ok, test.due)
			}
		})
	}
	for name, s := range map[string]Session{
		"without a refresh token": {IssuedAt: at, ExpiresAt: at.Add(time.Hour)},
		"an unknown lifetime":     {IssuedAt: at, RefreshToken: NewSecret("r")},
	} {
		if due, ok := NewClient(Profile{}, nil, nil, nil).RefreshAt(s, 0); ok {
			t.Errorf("%s: due at %v", name, due)
		}
	}
}

// RT-15: a provider whose tokens live for a second is asked six times a minute at most.
func TestShortLifetimeIsNoTightLoop(t *testing.T) {
	s := newBentSetting(t)
	s.replace("/token", func(w http.ResponseWriter, _ *http.Request) {
		tokens := s.newTokens()
		tokens["expires_in"] = 1
		writeTestJSON(w, tokens)
	})
	for range 60 {
		if _, err := s.client.FreshSession(t.Context(), s.tl); err != nil {
			t.Fatal(err)
		}
		s.clock.move(time.Second)
	}
	if got := len(s.to("/token")); got != 6 {
		t.Errorf("%d token requests in a minute, want 6", got)
	}
}

// RT-06: failures in a row wait longer and longer, up to a bound; a success forgets them.
func TestBackOffGrowsAndEnds(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	var f refreshFlight
	for _, want := range []time.Duration{5, 10, 20, 40, 80, 160, 300, 300} {
		f.failed(now, time.Time{})
		if got := f.earliest(false).Sub(now); got != want*time.Second {
			t.Errorf("back-off is %v, want %v", got, want*time.Second)
		}
	}
	for range 100 {
		f.failed(now, time.Time{})
	}
	if got := f.earliest(false).Sub(now); got != backOffMost {
		t.Errorf("back-off after many failures is %v", got)
	}
	if got := f.earliest(true); !got.IsZero() {
		t.Errorf("a refresh by hand waits until %v", got)
	}
	f.failed(now, now.Add(time.Hour))
	if !f.earliest(true).Equal(now.Add(time.Hour)) || !f.earliest(false).Equal(now.Add(time.Hour)) {
		t.Error("Retry-After does not bind")
	}
	f.succeeded()
	if !f.earliest(false).IsZero() {
		t.Error("a success does not end the back-off")
	}
}

// RT-06
func TestRetryAfterIsHonoured(t *testing.T) {
	s := newBentSetting(t)
	s.replace("/token", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	for range 3 {
		_, err := s.client.Refresh(t.Context(), s.tl)
		wantCode(t, err, CodeRefreshUnavailable)
	}
	if got := len(s.to("/token")); got != 1 {
		t.Errorf("%d token requests before the time, want 1", got)
	}
	if due, _ := s.client.RefreshAt(s.signedIn(t), 0); !due.Equal(s.clock.Now().Add(2 * time.Minute)) {
		t.Errorf("the next automatic refresh is due at %v", due)
	}
	s.replace("/token", nil)
	s.clock.move(2 * time.Minute)
	if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
		t.Errorf("after the time: %v", err)
	}
}

// The person may try again at once where the provider named no time.
func TestBackOffDoesNotBindThePerson(t *testing.T) {
	s := newBentSetting(t)
	s.answers("/token", 500, "text/plain", "")
	_, err := s.client.FreshSession(t.Context(), s.tl)
	wantCode(t, err, CodeRefreshUnavailable)
	_, err = s.client.FreshSession(t.Context(), s.tl)
	wantCode(t, err, CodeRefreshUnavailable)
	if got := len(s.to("/token")); got != 1 {
		t.Errorf("%d token requests by itself, want 1", got)
	}
	s.replace("/token", nil)
	if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
		t.Errorf("by hand: %v", err)
	}
	s.put(t, s.signedIn(t))
	if _, err := s.client.FreshSession(t.Context(), s.tl); err != nil || len(s.to("/token")) != 3 {
		t.Errorf("the success did not end the back-off: %v after %d requests", err, len(s.to("/token")))
	}
}

func TestTimerOfAnOlderSessionSendsNothing(t *testing.T) {
	s := newBentSetting(t)
	old := s.signedIn(t)
	if _, err := s.newClient().Refresh(t.Context(), s.tl); err != nil {
		t.Fatal(err)
	}
	session, err := s.client.RefreshUnlessRenewed(t.Context(), s.tl, old)
	if err != nil || !session.AccessToken.Equal("access-1") {
		t.Errorf("session %v, %v", session, err)
	}
	if got := len(s.to("/token")); got != 1 {
		t.Errorf("%d token requests, want 1", got)
	}
}

func TestRetryAfterHeader(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		value string
		want  time.Duration // 0: none
	}{
		"seconds":             {"30", 30 * time.Second},
		"seconds with spaces": {" 30 ", 30 * time.Second},
		"a date":              {"Tue, 24 Nov 2026 12:05:00 GMT", 5 * time.Minute},
		"a date of the past":  {"Tue, 24 Nov 2026 11:05:00 GMT", 0},
		"zero":                {"0", 0},
		"a negative number":   {"-5", 0},
		"a word":              {"soon", 0},
		"nothing":             {"", 0},
		"a year":              {"31536000", retryMost},
		"a far date":          {"Wed, 24 Nov 2027 12:05:00 GMT", retryMost},
		"an overflow":         {"9223372036854775807", retryMost},
		"more digits":         {"99999999999999999999999", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := retryAfter(http.Header{"Retry-After": {test.value}}, now)
			if test.want == 0 && !got.IsZero() || test.want != 0 && !got.Equal(now.Add(test.want)) {
				t.Errorf("got %v, want %v from now", got, test.want)
			}
		})
	}
}
