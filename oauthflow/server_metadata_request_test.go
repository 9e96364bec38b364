package oauthflow

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"
)

func TestWellKnownURLs(t *testing.T) { // DISC-03
	for issuer, want := range map[string][]string{
		"https://op.example":       {"https://op.example/.well-known/openid-configuration", "https://op.example/.well-known/oauth-authorization-server"},
		"https://op.example/":      {"https://op.example/.well-known/openid-configuration", "https://op.example/.well-known/oauth-authorization-server"},
		"https://op.example:444/a": {"https://op.example:444/a/.well-known/openid-configuration", "https://op.example:444/.well-known/oauth-authorization-server/a"},
		"https://op.example/a/b/":  {"https://op.example/a/b/.well-known/openid-configuration", "https://op.example/.well-known/oauth-authorization-server/a/b"},
		"https://op.example/a//":   {"https://op.example/a//.well-known/openid-configuration", "https://op.example/.well-known/oauth-authorization-server/a/"},
		"https://op.example/a%2Fb": {"https://op.example/a%2Fb/.well-known/openid-configuration", "https://op.example/.well-known/oauth-authorization-server/a%2Fb"},
	} {
		if got := wellKnownURLs(issuer); !slices.Equal(got, want) {
			t.Errorf("%s\n got %v\nwant %v", issuer, got, want)
		}
	}
}

const (
	openIDPath = "/.well-known/openid-configuration"
	oauthPath  = "/.well-known/oauth-authorization-server"
)

func statusHandler(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

func TestDiscoverAsksTheSecondURLAfterAClientError(t *testing.T) {
	for status, second := range map[int]bool{404: true, 400: true, 403: true, 405: true, 410: true, 302: false, 429: false, 500: false, 503: false} {
		p := newTestProvider(t)
		c := newTestClient(t, p)
		p.handle(oauthPath, p.handlers[openIDPath])
		p.handle(openIDPath, statusHandler(status))
		m, checks, cached, err := c.discover(t.Context(), nil)
		if second != (err == nil) || second != (p.asked(oauthPath) == 1) || cached {
			t.Errorf("status %d: error %v, second URL asked %d times", status, err, p.asked(oauthPath))
		}
		if second && m.Source != p.URL+oauthPath {
			t.Errorf("status %d: source is %s", status, m.Source)
		}
		if !second {
			want := CodeMetadataInvalid
			if status >= 429 {
				want = CodeMetadataUnreachable
			}
			wantCode(t, err, want)
			wantCheck(t, checks, "DISC-04", Failed)
		}
	}
}

func TestDiscoverTellsWhatItFailedAt(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	for _, tt := range []struct {
		name string
		bend func()
		code Code
	}{
		{"both documents are missing", func() { p.handle(openIDPath, statusHandler(404)) }, CodeMetadataInvalid},
		{"the answer is too large", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, maxBody+1)) })
		}, CodeResponseTooLarge},
		{"the issuer is another one", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
				writeTestJSON(w, changed(p.metadata, "issuer", "https://evil.example"))
			})
		}, CodeMetadataIssuerMismatch},
		{"an endpoint is missing", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
				writeTestJSON(w, changed(p.metadata, "token_endpoint", nil))
			})
		}, CodeMetadataEndpointMissing},
		{"an endpoint is no allowed URL", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
				writeTestJSON(w, changed(p.metadata, "token_endpoint", "ftp://x/"))
			})
		}, CodeMetadataEndpointNotAllowed},
		{"PKCE is not supported", func() {
			p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
				writeTestJSON(w, changed(p.metadata, "code_challenge_methods_supported", []string{"plain"}))
			})
		}, CodePKCENotSupported},
		{"nobody answers", func() { p.Close() }, CodeMetadataUnreachable},
		{"the issuer is not allowed", func() { c.Profile.Issuer = "http://op.example" }, CodeIssuerNotAllowed},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.bend()
			m, checks, _, err := c.discover(t.Context(), nil)
			if e := wantCode(t, err, tt.code); m != nil || e.Step != StepDiscover {
				t.Errorf("metadata %+v, step %s", m, e.Step)
			}
			wantLedger(t, checks, "DISC-02", "DISC-04", "DISC-05", "DISC-09", "DISC-01", "DISC-06", "DISC-07", "DISC-10", "DISC-13")
		})
	}
}

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
	c.rememberEndpoints(m)
	now = now.Add(2 * time.Hour)
	p.handle(openIDPath, func(w http.ResponseWriter, _ *http.Request) {
		writeTestJSON(w, changed(p.metadata, "token_endpoint", "http://localhost:9/token"))
	})
	for range 2 { // it is not adopted by trying again
		_, checks, _, err = c.discover(t.Context(), nil)
		wantCode(t, err, CodeMetadataEndpointMoved)
		wantCheck(t, checks, "DISC-13", Failed)
	}
	c.forgetEndpoints()
	if m, _, _, err := c.discover(t.Context(), nil); err != nil || m.TokenEndpoint != "http://localhost:9/token" {
		t.Errorf("after the session's end: %+v, %v", m, err)
	}
}

func TestDiscoverForANewConnection(t *testing.T) {
	p := newTestProvider(t)
	m, checks, err := Discover(t.Context(), http.DefaultTransport, p.URL)
	if err != nil || m.Issuer != p.URL || len(checks) != 9 {
		t.Errorf("metadata %+v, error %v", m, err)
	}
	_, checks, err = Discover(t.Context(), http.DefaultTransport, "http://op.example")
	if e := (*Error)(nil); !errors.As(err, &e) || e.Code != CodeIssuerNotAllowed || len(checks) != 9 {
		t.Errorf("error %v", err)
	}
}

func TestClockOffset(t *testing.T) { // DISP-06
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		header http.Header
		want   time.Duration
	}{
		{http.Header{"Date": {"Tue, 24 Nov 2026 12:10:00 GMT"}}, 10 * time.Minute},
		{http.Header{"Date": {"Tue, 24 Nov 2026 11:50:00 GMT"}}, -10 * time.Minute},
		{http.Header{"Date": {"Tue, 24 Nov 2026 11:50:00 GMT"}, "Age": {"600"}}, 0},
		{http.Header{"Date": {"yesterday"}}, 0},
		{http.Header{}, 0},
	} {
		if got := clockOffset(tt.header, now); got != tt.want {
			t.Errorf("%v: %v, want %v", tt.header, got, tt.want)
		}
	}
}
