// An OpenID provider that a test can bend: every endpoint can be replaced, every request is kept.

package oauthflow

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

type bentRequest struct {
	Method, Path, Query, Body string
	Header                    http.Header
	Form                      url.Values
}

type bentProvider struct {
	*httptest.Server
	key *ecdsa.PrivateKey

	mu       sync.Mutex
	replaced map[string]http.HandlerFunc
	metadata map[string]any // nil values are left out
	requests []bentRequest
	tokens   int
}

func newBentProvider(t *testing.T) *bentProvider {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &bentProvider{key: key, replaced: map[string]http.HandlerFunc{}, metadata: map[string]any{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// replace bends one path.
func (p *bentProvider) replace(path string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.replaced[path] = h
}

// answers bends one path to a constant answer.
func (p *bentProvider) answers(path string, status int, contentType, body string) {
	p.replace(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

func (p *bentProvider) announce(name string, value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.metadata[name] = value
}

func (p *bentProvider) to(path string) []bentRequest {
	p.mu.Lock()
	defer p.mu.Unlock()
	var found []bentRequest
	for _, r := range p.requests {
		if r.Path == path {
			found = append(found, r)
		}
	}
	return found
}

func (p *bentProvider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	p.mu.Lock()
	p.requests = append(p.requests, bentRequest{r.Method, r.URL.Path, r.URL.RawQuery, string(body), r.Header.Clone(), form})
	h := p.replaced[r.URL.Path]
	p.mu.Unlock()
	r.Form = form
	switch {
	case h != nil:
		h(w, r)
	case r.URL.Path == "/.well-known/openid-configuration":
		writeTestJSON(w, p.document())
	case r.URL.Path == "/keys":
		writeTestJSON(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "k1", Use: "sig", Algorithm: "ES256"}}})
	case r.URL.Path == "/token":
		writeTestJSON(w, p.newTokens())
	case r.URL.Path == "/userinfo":
		writeTestJSON(w, map[string]any{"sub": "alice", "name": "Ada Lovelace"})
	case r.URL.Path == "/revoke":
	default:
		http.NotFound(w, r)
	}
}

func (p *bentProvider) document() map[string]any {
	d := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
		"jwks_uri": p.URL + "/keys", "userinfo_endpoint": p.URL + "/userinfo", "revocation_endpoint": p.URL + "/revoke",
		"end_session_endpoint": p.URL + "/end", "code_challenge_methods_supported": []string{"S256"},
		"id_token_signing_alg_values_supported": []string{"ES256"}, "response_types_supported": []string{"code"},
		"subject_types_supported": []string{"public"},
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.Copy(d, p.metadata)
	maps.DeleteFunc(d, func(_ string, v any) bool { return v == nil })
	return d
}

// newTokens rotates: access-1 and refresh-1, then access-2 and refresh-2.
func (p *bentProvider) newTokens() map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tokens++
	return map[string]any{
		"access_token": fmt.Sprintf("access-%d", p.tokens), "refresh_token": fmt.Sprintf("refresh-%d", p.tokens),
		"token_type": "Bearer", "expires_in": 3600,
	}
}

// idClaims are those of a right ID token issued at that time.
func (p *bentProvider) idClaims(at time.Time) map[string]any {
	return map[string]any{
		"iss": p.URL, "sub": "alice", "aud": "client", "exp": at.Add(time.Hour).Unix(), "iat": at.Unix(),
		"auth_time": at.Add(-time.Minute).Unix(), "name": "Ada",
	}
}

func (p *bentProvider) sign(t *testing.T, claims map[string]any) string {
	t.Helper()
	options := (&jose.SignerOptions{}).WithType("JWT")
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: p.key, KeyID: "k1"}}, options)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	compact, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}

func writeTestJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

// bentStore keeps sessions in memory, sealed form and all, and can be shared by several Clients as
// copies of the app share the data folder.
type bentStore struct {
	mu        sync.Mutex
	sessions  map[string][]byte
	writes    int
	failAt    map[int]bool // writes, counted from 1, that fail
	loadErr   error
	deletes   int
	failDel   error
	held      chan struct{}
	contended chan struct{} // gets a value for each flow that has to wait for the lock
}

func newBentStore() *bentStore {
	return &bentStore{sessions: map[string][]byte{}, failAt: map[int]bool{}, held: make(chan struct{}, 1), contended: make(chan struct{}, 100)}
}

func (s *bentStore) Load(ctx context.Context, id string) (Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return Session{}, err
	}
	if s.loadErr != nil {
		return Session{}, s.loadErr
	}
	data, ok := s.sessions[id]
	if !ok {
		return Session{}, ErrNotFound
	}
	return OpenSealedForm(data)
}

func (s *bentStore) Save(ctx context.Context, id string, session Session) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.writes++; s.failAt[s.writes] {
		return errors.New("the disk is full")
	}
	data, err := session.SealedForm()
	if err != nil {
		return err
	}
	s.sessions[id] = data
	return nil
}

func (s *bentStore) Delete(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deletes++
	if s.failDel != nil {
		return s.failDel
	}
	delete(s.sessions, id)
	return nil
}

func (s *bentStore) Lock(ctx context.Context, _ string) (func(), error) {
	select {
	case s.held <- struct{}{}:
		return func() { <-s.held }, nil
	default:
		s.contended <- struct{}{}
	}
	select {
	case s.held <- struct{}{}:
		return func() { <-s.held }, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

func (s *bentStore) Sealed() (bool, string) { return true, "" }

// session returns what is stored; ok is false if nothing is.
func (s *bentStore) session(t *testing.T) (stored Session, ok bool) {
	t.Helper()
	stored, err := s.Load(t.Context(), "c1")
	if errors.Is(err, ErrNotFound) {
		return Session{}, false
	}
	if err != nil {
		t.Fatal(err)
	}
	return stored, true
}

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
