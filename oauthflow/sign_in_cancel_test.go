package oauthflow

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// stallingStore waits in Save until its context ends.
type stallingStore struct {
	*bentStore
	reached func()
}

func (s stallingStore) Save(ctx context.Context, _ string, _ Session) error {
	s.reached()
	<-ctx.Done()
	return context.Cause(ctx)
}

// stall makes the path wait for its request's end, and tells when it is reached.
func (s *signInSetting) stall(path string, reached func()) {
	s.replace(path, func(_ http.ResponseWriter, r *http.Request) {
		reached()
		<-r.Context().Done()
	})
}

// awaitExchange waits until the path has been asked and the answer is on the timeline.
func (s *signInSetting) awaitExchange(t *testing.T, path string) {
	for n := 0; ; {
		events, err := s.tl.Wait(t.Context(), n)
		if err != nil {
			return // the test has ended
		}
		n += len(events)
		if slices.ContainsFunc(events, func(e Event) bool { return e.HTTP != nil && strings.HasSuffix(e.HTTP.URL, path) }) {
			return
		}
	}
}

// wantNothingLeft fails if the sign-in left a goroutine, a listener or a temporary file (LOOP-05, LOOP-23).
func (s *signInSetting) wantNothingLeft(t *testing.T, temporary string) {
	t.Helper()
	for _, e := range eventsOf(s.tl, EventRequestReady) {
		if c, err := net.Dial("tcp", e.ListeningOn); err == nil {
			_ = c.Close()
			t.Errorf("%s still accepts connections", e.ListeningOn)
		}
	}
	requireNoGoroutine(t, "oauthflow.(*redirectionEndpoint)", "oauthflow.(*connection)", "oauthflow.(*heldPage)",
		"oauthflow.(*signInFlow)", "oauthflow.(*Client)", "oauthflow.(*flight", "oauthflow.(*refreshAttempt)")
	if files, err := os.ReadDir(temporary); err != nil || len(files) > 0 {
		t.Errorf("left in the folder for temporary files: %v, %v", files, err)
	}
}

// Every place where a sign-in waits ends with its context, soon, with the code cancelled.
func TestASignInCanBeCancelledWhereverItWaits(t *testing.T) {
	rows := []struct {
		name string
		bend func(t *testing.T, s *signInSetting, reached func())
		step Step
	}{
		{"for the metadata", func(_ *testing.T, s *signInSetting, reached func()) {
			s.stall("/.well-known/openid-configuration", reached)
		}, StepDiscover},
		{"for metadata in the other place", func(_ *testing.T, s *signInSetting, reached func()) {
			s.answers("/.well-known/openid-configuration", 404, "text/plain", "")
			s.stall("/.well-known/oauth-authorization-server", reached)
		}, StepDiscover},
		{"for the opener", func(_ *testing.T, s *signInSetting, reached func()) {
			s.client.UserAgent = agentFunc(func(ctx context.Context, _ string) error {
				reached()
				<-ctx.Done()
				return context.Cause(ctx)
			})
		}, StepRedirect},
		{"for the redirect", func(_ *testing.T, s *signInSetting, reached func()) {
			s.client.UserAgent = agentFunc(func(context.Context, string) error { reached(); return nil })
		}, StepRedirect},
		{"for the redirect while strangers come", func(_ *testing.T, s *signInSetting, reached func()) {
			s.bendRedirect = func(v url.Values) { v.Set("state", "another"); s.browser.Go(reached) }
		}, StepRedirect},
		{"for the redirect while the keys stall", func(_ *testing.T, s *signInSetting, reached func()) {
			s.client.UserAgent = agentFunc(func(context.Context, string) error { return nil })
			s.stall("/keys", reached)
		}, StepRedirect},
		{"for the tokens", func(_ *testing.T, s *signInSetting, reached func()) { s.stall("/token", reached) }, StepTokenRequest},
		{"for the rest of the tokens", func(_ *testing.T, s *signInSetting, reached func()) {
			s.replace("/token", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write([]byte(`{"access_token":`))
				_ = http.NewResponseController(w).Flush()
				reached()
				<-r.Context().Done()
			})
		}, StepTokenRequest},
		{"for the keys", func(t *testing.T, s *signInSetting, reached func()) {
			s.before = func() { s.awaitExchange(t, "/keys") } // else the verification shares the fetch that fails
			first := true
			s.replace("/keys", func(w http.ResponseWriter, r *http.Request) {
				if first { // the fetch ahead of time fails
					first = false
					w.WriteHeader(http.StatusServiceUnavailable)
					return
				}
				reached()
				<-r.Context().Done()
			})
		}, StepVerify},
		{"for the lock of the store", func(t *testing.T, s *signInSetting, reached func()) {
			unlock, err := s.store.Lock(t.Context(), "c1")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(unlock)
			go func() { <-s.store.contended; reached() }()
		}, StepSignedIn},
		{"for the store", func(_ *testing.T, s *signInSetting, reached func()) {
			s.client.Store = stallingStore{s.store, reached}
		}, StepSignedIn},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := newSignInSetting(t)
			temporary := t.TempDir()
			t.Setenv("TMPDIR", temporary)
			ctx, cancel := context.WithCancelCause(t.Context())
			var cancelled time.Time
			row.bend(t, s, func() { cancelled = time.Now(); cancel(ErrCanceled) })
			_, err := s.signIn(ctx, SignInOptions{})
			if e := wantCode(t, err, CodeCancelled); e.Step != row.step {
				t.Errorf("cancelled at %s, want %s", e.Step, row.step)
			}
			if took := time.Since(cancelled); took > 2*time.Second {
				t.Errorf("it took %v to end", took)
			}
			s.wantNothingLeft(t, temporary)
			if _, ok := s.store.session(t); ok {
				t.Error("a session is stored")
			}
			if _, page := s.lastPage(); strings.Contains(page, "You are signed in") {
				t.Error("the browser says signed in")
			}
			if events := s.tl.Events(); events[len(events)-1].Kind != EventFailed && len(eventsOf(s.tl, EventFailed)) != 1 {
				t.Error("the end is not told")
			}
		})
	}
}

// A person who is signed in stays so when the UserInfo request, or a revocation after a failure, is cancelled.
func TestWhatFollowsASignInCanBeCancelled(t *testing.T) {
	t.Run("the UserInfo request", func(t *testing.T) {
		s := newSignInSetting(t)
		ctx, cancel := context.WithCancelCause(t.Context())
		s.stall("/userinfo", func() { cancel(ErrCanceled) })
		if _, err := s.signIn(ctx, SignInOptions{}); err != nil {
			t.Errorf("the sign-in does not stand: %v", err)
		}
		if _, ok := s.store.session(t); !ok {
			t.Error("the session is gone")
		}
		s.wantNothingLeft(t, t.TempDir())
	})
	t.Run("the revocation", func(t *testing.T) {
		s := newSignInSetting(t)
		ctx, cancel := context.WithCancelCause(t.Context())
		s.client.Store = stallingStore{s.store, func() { cancel(ErrCanceled) }}
		s.stall("/revoke", func() {})
		began := time.Now()
		_, err := s.signIn(ctx, SignInOptions{})
		wantCode(t, err, CodeCancelled)
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("it took %v to end", took)
		}
		s.wantNothingLeft(t, t.TempDir())
	})
}

// LOOP-22, RESP-07: the provider may never send anybody back.
func TestASignInEndsAtItsDeadline(t *testing.T) {
	s := newSignInSetting(t)
	s.client.UserAgent = agentFunc(func(ctx context.Context, _ string) error { <-ctx.Done(); return context.Cause(ctx) })
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	_, err := s.signIn(t.Context(), SignInOptions{Limit: 50 * time.Millisecond})
	if e := wantCode(t, err, CodeTimedOut); e.Step != StepRedirect {
		t.Errorf("timed out at %s", e.Step)
	}
	s.wantNothingLeft(t, temporary)
	if len(s.to("/token")) > 0 {
		t.Error("a token request was sent")
	}
}

// BROW-03: where no browser opens, the link can be copied, and the sign-in goes on.
func TestASignInGoesOnWithoutAnOpener(t *testing.T) {
	s := newSignInSetting(t)
	s.client.UserAgent = agentFunc(func(context.Context, string) error { return os.ErrNotExist })
	go func() {
		for n := 0; ; {
			events, err := s.tl.Wait(t.Context(), n)
			if err != nil {
				return
			}
			for _, e := range events {
				if e.Kind == EventBrowserFailed { // the person copies the link
					_ = s.open(t.Context(), eventsOf(s.tl, EventRequestReady)[0].Link.Reveal())
					return
				}
			}
			n += len(events)
		}
	}()
	if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
		t.Error(err)
	}
	if failed := eventsOf(s.tl, EventBrowserFailed); len(failed) != 1 || failed[0].Err.Code != CodeBrowserNotOpened {
		t.Errorf("told: %v", failed)
	}
}
