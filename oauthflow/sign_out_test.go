package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// browserFunc is a browser that a test writes.
type browserFunc func(ctx context.Context, target string) error

func (f browserFunc) Open(ctx context.Context, target string) error { return f(ctx, target) }

// getOnce is a browser that loads a page and follows no redirect.
func getOnce(ctx context.Context, target string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return nil, err
	}
	client := http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return resp, errors.Join(err, resp.Body.Close())
}

func noticesOf(tl *Timeline) []Code {
	var codes []Code
	for _, e := range eventsOf(tl, EventNotice) {
		codes = append(codes, e.Err.Code)
	}
	return codes
}

// wantSignedOut fails unless nothing is stored and the timeline ends with a plain end of the session.
func (s *bentSetting) wantSignedOut(t *testing.T) {
	t.Helper()
	if _, ok := s.store.session(t); ok {
		t.Error("the session is still stored")
	}
	events := s.tl.Events()
	if last := events[len(events)-1]; last.Kind != EventSessionEnded || last.Err != nil {
		t.Errorf("the last event is %+v", last)
	}
}

// REV-04…REV-07, LOGO-05: the session is gone whatever the provider does, and the person learns of it.
func TestSignOutSucceedsWhateverTheProviderDoes(t *testing.T) {
	tests := map[string]struct {
		bend    func(*bentSetting)
		notices []Code
	}{
		"everything is right":     {func(*bentSetting) {}, nil},
		"no revocation endpoint":  {func(s *bentSetting) { s.announce("revocation_endpoint", nil) }, []Code{CodeRevocationUnsupported}},
		"an endpoint not allowed": {func(s *bentSetting) { s.announce("revocation_endpoint", "http://op.example/revoke") }, []Code{CodeRevocationUnsupported}},
		"unsupported_token_type": {func(s *bentSetting) {
			s.answers("/revoke", 400, "application/json", `{"error":"unsupported_token_type"}`)
		}, []Code{CodeRevocationUnsupported}},
		"status 503": {func(s *bentSetting) { s.answers("/revoke", 503, "text/plain", "") }, []Code{CodeRevocationFailed}},
		"a redirect": {func(s *bentSetting) {
			s.replace("/revoke", http.RedirectHandler(s.URL+"/thief", http.StatusTemporaryRedirect).ServeHTTP)
		}, []Code{CodeRevocationFailed}},
		"a broken connection": {func(s *bentSetting) { s.replace("/revoke", breakConnection) }, []Code{CodeRevocationFailed}},
		"no metadata":         {func(s *bentSetting) { s.replace("/.well-known/openid-configuration", breakConnection) }, []Code{CodeRevocationFailed}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			test.bend(s)
			if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{}); err != nil {
				t.Fatal(err)
			}
			s.wantSignedOut(t)
			if got := noticesOf(s.tl); !slices.Equal(got, test.notices) {
				t.Errorf("notices are %v, want %v", got, test.notices)
			}
			if len(s.to("/thief")) != 0 {
				t.Error("a token followed a redirect")
			}
			if text := fmt.Sprintf("%+v", s.tl.Events()); strings.Contains(text, "refresh-0") || strings.Contains(text, "access-0") {
				t.Errorf("a token is told: %s", text)
			}
		})
	}
}

// REV-06: what is stored is gone before the network is asked, and a cancellation ends the rest at once.
func TestSignOutDeletesBeforeItAsksTheNetwork(t *testing.T) {
	for _, path := range []string{"/revoke", "/.well-known/openid-configuration"} {
		t.Run(path, func(t *testing.T) {
			s := newBentSetting(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			s.replace(path, func(_ http.ResponseWriter, r *http.Request) {
				if _, err := s.store.Load(r.Context(), "c1"); !errors.Is(err, ErrNotFound) {
					t.Errorf("the session is still stored: %v", err)
				}
				cancel(ErrCanceled)
				<-r.Context().Done()
			})
			if err := s.client.SignOut(ctx, s.tl, SignOutOptions{AtProvider: true}); err != nil {
				t.Fatal(err)
			}
			s.wantSignedOut(t)
			if got := len(s.to("/revoke")); path == "/revoke" && got != 1 {
				t.Errorf("%d revocation requests of a provider that did not answer, want 1", got)
			}
		})
	}
}

func TestSignOutCancelledBeforeTheDeletionChangesNothing(t *testing.T) {
	s := newBentSetting(t)
	unlock, err := s.store.Lock(t.Context(), "c1")
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() { <-s.store.contended; cancel(ErrCanceled) }()
	wantCode(t, s.client.SignOut(ctx, s.tl, SignOutOptions{}), CodeCancelled)
	if _, ok := s.store.session(t); !ok {
		t.Error("the session is gone")
	}
	if got := len(s.tl.Events()); got != 0 {
		t.Errorf("%d events", got)
	}
}

func TestSignOutThatCannotDeleteIsAnError(t *testing.T) {
	s := newBentSetting(t)
	s.store.failDel = errors.New("locked")
	wantCode(t, s.client.SignOut(t.Context(), s.tl, SignOutOptions{}), CodeStorageUnavailable)
	if len(eventsOf(s.tl, EventSessionEnded)) != 0 || len(eventsOf(s.tl, EventFailed)) != 1 {
		t.Error("the timeline says that the session ended")
	}
	if got := len(s.to("/revoke")); got != 2 {
		t.Errorf("%d revocation requests, want 2: the tokens are worthless then", got)
	}
}

func TestSignOutOfWhatCannotBeReadStillDeletes(t *testing.T) {
	tests := map[string]struct {
		bend    func(*testing.T, *bentSetting)
		notices []Code
	}{
		"a store that fails to load": {func(_ *testing.T, s *bentSetting) { s.store.loadErr = errors.New("damaged") }, []Code{CodeStorageUnavailable}},
		"nothing stored": {func(t *testing.T, s *bentSetting) {
			if err := s.store.Delete(t.Context(), "c1"); err != nil {
				t.Fatal(err)
			}
		}, nil},
		"a session of another issuer": {func(t *testing.T, s *bentSetting) { // STOR-05
			session := s.signedIn(t)
			session.Issuer = "https://other.example"
			s.put(t, session)
		}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			test.bend(t, s)
			if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{AtProvider: true}); err != nil {
				t.Fatal(err)
			}
			s.store.loadErr = nil
			s.wantSignedOut(t)
			if got := noticesOf(s.tl); !slices.Equal(got, test.notices) || s.store.deletes == 0 {
				t.Errorf("notices are %v, want %v; %d deletions", got, test.notices, s.store.deletes)
			}
			if len(s.to("/revoke"))+len(s.to("/end")) != 0 {
				t.Error("a token of another session was sent")
			}
		})
	}
}

// A rotated token that could not be stored is what the provider knows, so it is what gets revoked.
func TestSignOutRevokesTokensThatCouldNotBeStored(t *testing.T) {
	s := newBentSetting(t)
	s.store.failAt[1] = true
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeSessionNotStored)
	if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := s.to("/revoke")[0].Form.Get("token"); got != "refresh-1" {
		t.Errorf("revoked %s", got)
	}
}
