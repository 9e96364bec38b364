// A client that is signed in at the provider that a test can bend.

package oauthflow

import (
	"encoding/json"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// bentClock is the real time, moved.
type bentClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *bentClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *bentClock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// bentSetting is a client of a bent provider that is signed in with access-0 and refresh-0; the access
// token expired a minute ago.
type bentSetting struct {
	*bentProvider
	store  *bentStore
	clock  *bentClock
	client *Client
	tl     *Timeline
}

func newBentSetting(t *testing.T) *bentSetting {
	t.Helper()
	p, store, clock := newBentProvider(t), newBentStore(), &bentClock{now: time.Now()}
	s := &bentSetting{bentProvider: p, store: store, clock: clock, tl: &Timeline{}}
	s.client = s.newClient()
	s.put(t, s.signedIn(t))
	return s
}

func (s *bentSetting) newClient() *Client {
	p := Profile{ID: "c1", Name: "Bent", Issuer: s.URL, ClientID: "client", Scopes: []string{"openid", "profile"}, Redirect: DefaultRedirect()}
	c := NewClient(p, NewTransport(), nil, s.store)
	c.Now = s.clock.Now
	return c
}

func (s *bentSetting) signedIn(t *testing.T) Session {
	t.Helper()
	at := s.clock.Now().Add(-time.Hour - time.Minute)
	claims := s.idClaims(at)
	claims["nonce"] = "nonce-0"
	return Session{
		Issuer: s.URL, ClientID: "client", Subject: "alice", TokenEndpoint: s.URL + "/token",
		AccessToken: NewSecret("access-0"), RefreshToken: NewSecret("refresh-0"), IDToken: NewSecret(s.sign(t, claims)),
		TokenType: "Bearer", Scope: []string{"openid", "profile"}, RequestedScope: []string{"openid", "profile"},
		IssuedAt: at, ExpiresAt: at.Add(time.Hour), Claims: asReadClaims(t, claims), Nonce: NewSecret("nonce-0"), VerifiedAt: at, SignedInAt: at,
		Checks: []Check{judge("TRES-01", true, "status 200", "status 200"), judge("IDT-10", true, "nonce-", "nonce-")},
	}
}

func (s *bentSetting) put(t *testing.T, session Session) {
	t.Helper()
	data, err := session.SealedForm()
	if err != nil {
		t.Fatal(err)
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.store.sessions["c1"] = data
}

// asReadClaims gives the claims the types that they have when they are read from a token.
func asReadClaims(t *testing.T, claims map[string]any) map[string]any {
	t.Helper()
	data, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	var read map[string]any
	if err := decodeJSON(data, &read); err != nil {
		t.Fatal(err)
	}
	return read
}

// wantCode fails unless err is an *Error of the code.
func wantCode(t *testing.T, err error, code Code) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("error is %v, want code %s", err, code)
	}
	return e
}

// eventsOf returns the events of a kind.
func eventsOf(tl *Timeline, kind EventKind) []Event {
	var found []Event
	for _, e := range tl.Events() {
		if e.Kind == kind {
			found = append(found, e)
		}
	}
	return found
}

// wantNoGoroutine fails if a goroutine runs the function, which is named as in a stack trace.
func wantNoGoroutine(t *testing.T, function string) {
	t.Helper()
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	if strings.Contains(string(stacks), function) {
		t.Errorf("a goroutine is left in %s:\n%s", function, stacks)
	}
}
