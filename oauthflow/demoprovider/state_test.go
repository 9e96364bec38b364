package demoprovider

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

type memory struct {
	mu      sync.Mutex
	state   []byte
	saves   int
	failure error
}

func (m *memory) Load(context.Context) ([]byte, error) { return m.state, m.failure }

func (m *memory) Save(_ context.Context, state []byte) error {
	if !m.mu.TryLock() {
		return errors.New("two saves at once")
	}
	defer m.mu.Unlock()
	if m.failure == nil {
		m.state, m.saves = slices.Clone(state), m.saves+1
	}
	return m.failure
}

func restart(t *testing.T, p *Provider, c Config) *Provider {
	t.Helper()
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return start(t, c)
}

func TestARestartForgetsNothing(t *testing.T) {
	store := &memory{}
	first := start(t, Config{Store: store})
	b := newBrowser(t, first)
	answer := b.tokens()
	pending := b.code()
	second := restart(t, first, Config{Store: store})
	if second.Issuer() != first.Issuer() || second.PortChanged() || second.keys.public.KeyID != first.keys.public.KeyID {
		t.Fatalf("%s, then %s", first.Issuer(), second.Issuer())
	}
	b.http.CloseIdleConnections() // those of the provider that has ended, at the same address
	b.p = second
	if s := b.userinfo(text(t, answer, "access_token")); s.status != http.StatusOK {
		t.Errorf("the access token no longer works: %d", s.status)
	}
	if !b.signedIn() {
		t.Error("the browser is no longer signed in, or consent is forgotten")
	}
	if status, answer := b.api("/token", codeForm(pending)); status != http.StatusOK {
		t.Errorf("a code on its way no longer works: %d %v", status, answer)
	}
	status, refreshed := b.api("/token", refreshForm(text(t, answer, "refresh_token")))
	if status != http.StatusOK {
		t.Fatalf("the refresh token no longer works: %d %v", status, refreshed)
	}
	b.p = restart(t, second, Config{Store: store})
	b.http.CloseIdleConnections()
	if status, answer := b.api("/token", refreshForm(text(t, answer, "refresh_token"))); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("a restart forgot that a token was used: %d %v", status, answer)
	}
	if status, answer := b.api("/token", refreshForm(text(t, refreshed, "refresh_token"))); status != http.StatusBadRequest {
		t.Errorf("the reuse did not revoke the family: %d %v", status, answer)
	}
}

func TestNoSecretIsKeptInTheClear(t *testing.T) {
	store := &memory{}
	b := newBrowser(t, start(t, Config{Store: store}))
	code := b.code()
	_, answer := b.api("/token", codeForm(code))
	cookies := b.http.Jar.Cookies(b.request(http.MethodGet, "/", nil).URL)
	for name, secret := range map[string]string{
		"code": code, "refresh token": text(t, answer, "refresh_token"), "access token": text(t, answer, "access_token"),
		"cookie": cookies[0].Value, "verifier": testVerifier,
	} {
		if strings.Contains(string(store.state), secret) {
			t.Errorf("the %s stands in the state", name)
		}
	}
	if !strings.Contains(string(store.state), hash(text(t, answer, "refresh_token"))) {
		t.Error("the state does not hold the hash of the refresh token either: this test looks at the wrong thing")
	}
}

func TestAStateThatIsNoneIsAFreshStart(t *testing.T) {
	for name, state := range map[string]string{
		"no JSON": "x", "another version": `{"version":99}`, "null": "null", "no key": `{"version":1,"port":1}`,
		"null members": `{"version":1,"sessions":null,"consents":{},"codes":{},"grants":{"a":null}}`,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, start(t, Config{Store: &memory{state: []byte(state)}}))
			b.tokens()
		})
	}
}

func TestTheStateDoesNotGrowWithoutLimit(t *testing.T) {
	s, now := newState(), time.Now()
	for i := range 3 * maxGrants {
		key, expires := strconv.Itoa(i), now.Add(time.Duration(i+1)*time.Second)
		s.Grants[key] = &grant{Expires: expires}
		s.Codes[key] = &code{Expires: expires}
		s.Sessions[key] = &browserSession{Expires: expires}
	}
	s.prune(now)
	if len(s.Grants) != maxGrants || len(s.Codes) != maxCodes || len(s.Sessions) != maxSessions {
		t.Errorf("%d %d %d", len(s.Grants), len(s.Codes), len(s.Sessions))
	}
	if s.Grants[strconv.Itoa(3*maxGrants-1)] == nil || s.Grants["0"] != nil {
		t.Error("the wrong ones were dropped")
	}
	s.prune(now.Add(time.Hour))
	if len(s.Grants)+len(s.Codes)+len(s.Sessions) != 0 {
		t.Error("expired ones are kept")
	}
	g := &grant{Expires: now}
	g.revokeAlone("a", now)
	for range 2 * maxUsedRefreshes {
		g.rotate(now)
	}
	if g.prune(now); len(g.Used) != maxUsedRefreshes || len(g.Revoked) != 0 {
		t.Errorf("%d used, %d revoked", len(g.Used), len(g.Revoked))
	}
}
