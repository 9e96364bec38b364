package oauthflow

import (
	"context"
	"net/http"
	"runtime"
	"testing"
)

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
