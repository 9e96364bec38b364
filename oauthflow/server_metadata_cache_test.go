package oauthflow

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"
)

func TestMetadataIsKeptByItsCacheControl(t *testing.T) { // DISC-13
	for header, life := range map[string]time.Duration{"": time.Hour, "max-age=60": time.Minute, "no-store": 0, "max-age=999999": 24 * time.Hour} {
		t.Run("Cache-Control "+header, func(t *testing.T) {
			p := newTestProvider(t)
			c := newTestClient(t, p)
			now := time.Now()
			c.Now = func() time.Time { return now }
			serve := p.handlers[openIDPath]
			p.handle(openIDPath, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Cache-Control", header)
				serve(w, r)
			})
			ask := func(at time.Duration, wantCached bool) {
				t.Helper()
				c.Now = func() time.Time { return now.Add(at) }
				m, checks, cached, err := c.discover(t.Context(), nil)
				if err != nil || m == nil || len(checks) != 9 || cached != wantCached {
					t.Errorf("after %v: cached %t, %d checks, error %v", at, cached, len(checks), err)
				}
			}
			ask(0, false)
			if life > 0 {
				ask(life-time.Second, true)
			}
			ask(life, false)
		})
	}
}

func TestMetadataOfAnotherIssuerIsNotTakenFromTheCache(t *testing.T) {
	p, other := newTestProvider(t), newTestProvider(t)
	c := newTestClient(t, p)
	if _, _, _, err := c.discover(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	c.Profile.Issuer = other.URL
	if m, _, cached, err := c.discover(t.Context(), nil); err != nil || cached || m.Issuer != other.URL {
		t.Errorf("metadata %+v, cached %t, error %v", m, cached, err)
	}
}

func TestPrefetchAndSignInShareTheirFetches(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	arrived, release := make(chan struct{}), make(chan struct{})
	serve := p.handlers[openIDPath]
	p.handle(openIDPath, func(w http.ResponseWriter, r *http.Request) {
		close(arrived)
		<-release
		serve(w, r)
	})
	var callers sync.WaitGroup
	prefetch, cancel := context.WithCancelCause(t.Context())
	callers.Go(func() {
		wantCode(t, c.Prefetch(prefetch, nil), CodeCancelled)
	})
	<-arrived
	var tl Timeline
	callers.Go(func() {
		if m, _, cached, err := c.discover(t.Context(), &tl); err != nil || m == nil || cached {
			t.Errorf("metadata %v, cached %t, error %v", m, cached, err)
		}
	})
	waitFor(t, func() bool {
		c.metadata.flight.mu.Lock()
		defer c.metadata.flight.mu.Unlock()
		return c.metadata.flight.call.waiting == 2
	})
	cancel(ErrCanceled)
	waitFor(t, func() bool {
		c.metadata.flight.mu.Lock()
		defer c.metadata.flight.mu.Unlock()
		return c.metadata.flight.call.waiting == 1
	})
	close(release)
	callers.Wait()
	if n := p.asked(openIDPath); n != 1 || len(eventsOf(&tl, EventHTTP)) != 1 {
		t.Errorf("asked %d times, %d exchanges on the sign-in's timeline", n, len(eventsOf(&tl, EventHTTP)))
	}
}

// waitFor polls a condition that another goroutine brings about.
func waitFor(t *testing.T, condition func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	limit := time.After(10 * time.Second)
	for !condition() {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatal("it did not come to that")
		}
	}
}

func TestCancelledDiscoveryEndsAtOnce(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	ctx, cancel := context.WithCancelCause(t.Context())
	p.handle(openIDPath, func(_ http.ResponseWriter, r *http.Request) {
		cancel(ErrCanceled)
		<-r.Context().Done()
	})
	_, _, _, err := c.discover(ctx, nil)
	wantCode(t, err, CodeCancelled)
	wantNoGoroutine(t, "oauthflow.(*Client).fetchMetadata")
}

func TestPrefetchGetsMetadataAndKeys(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	var tl Timeline
	for range 2 {
		if err := c.Prefetch(t.Context(), &tl); err != nil {
			t.Fatal(err)
		}
	}
	if p.asked(openIDPath) != 1 || p.asked("/jwks") != 1 || len(eventsOf(&tl, EventHTTP)) != 2 {
		t.Errorf("metadata asked %d times, keys %d times", p.asked(openIDPath), p.asked("/jwks"))
	}
	p.handle("/jwks", statusHandler(http.StatusInternalServerError))
	other := newTestClient(t, p)
	wantCode(t, other.Prefetch(t.Context(), nil), CodeKeysUnreachable)
}

func TestMovedEndpointsAreRefusedWhileSignedIn(t *testing.T) { // DISC-13
	p := newTestProvider(t)
	c := newTestClient(t, p)
	now := time.Now()
	c.Now = func() time.Time { return now }
	m, checks, _, err := c.discover(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantCheck(t, checks, "DISC-13", Skipped)
	session := Session{Issuer: c.Profile.Issuer, ClientID: c.Profile.ClientID}.servedBy(m)
	if err := c.Store.Save(t.Context(), c.Profile.ID, session); err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Hour)
	p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
		writeTestJSON(w, changed(p.metadata, "token_endpoint", "http://localhost:9/token"))
	})
	for range 2 { // it is not adopted by trying again
		_, checks, _, err = c.discover(t.Context(), nil)
		wantCode(t, err, CodeMetadataEndpointMoved)
		wantCheck(t, checks, "DISC-13", Failed)
	}
	if err := c.Store.Delete(t.Context(), c.Profile.ID); err != nil {
		t.Fatal(err)
	}
	if m, _, _, err := c.discover(t.Context(), nil); err != nil || m.TokenEndpoint != "http://localhost:9/token" {
		t.Errorf("after the session's end: %+v, %v", m, err)
	}
}
