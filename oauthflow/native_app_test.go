package oauthflow

import (
	"bytes"
	"context"
	"encoding/json"
	"log"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

// wholeLife signs in, refreshes and signs out; it returns the URLs that the browser was given.
func (s *signInSetting) wholeLife(t *testing.T) []string {
	t.Helper()
	var opened []string
	open := s.client.UserAgent
	s.client.UserAgent = agentFunc(func(ctx context.Context, target string) error {
		opened = append(opened, target)
		return open.Open(ctx, target)
	})
	if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	s.replace("/token", nil)
	if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
		t.Fatal(err)
	}
	if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{}); err != nil {
		t.Fatal(err)
	}
	return opened
}

// NATIVE-01, NATIVE-04: a public client has no secret of its own to send, and uses no grant but two.
func TestPublicClientSendsNoSecretAndNoPasswordGrant(t *testing.T) {
	s := newSignInSetting(t)
	s.wholeLife(t)
	var grants []string
	for _, r := range s.requests {
		for _, name := range []string{"client_secret", "client_assertion", "client_assertion_type", "username", "password"} {
			if r.Form.Has(name) || strings.Contains(r.Query, name+"=") {
				t.Errorf("%s %s holds %s", r.Method, r.Path, name)
			}
		}
		if a := r.Header.Get("Authorization"); a != "" && !strings.HasPrefix(a, "Bearer ") {
			t.Errorf("%s %s is sent with the scheme of %.6s…", r.Method, r.Path, a)
		}
		if r.Path == "/token" {
			grants = append(grants, r.Form["grant_type"]...)
		}
	}
	if !slices.Equal(grants, []string{"authorization_code", "refresh_token"}) {
		t.Errorf("grants: %v", grants)
	}
	if s.asked.Has("client_secret") || len(s.to("/revoke")) == 0 {
		t.Error("the authorization request holds a secret, or nothing was revoked")
	}
}

// NATIVE-05: the authorization URL goes to the user agent, once, and we load no page of it ourselves.
func TestOnlyTheBrowserIsGivenTheAuthorizationURL(t *testing.T) {
	s := newSignInSetting(t)
	opened := s.wholeLife(t)
	if len(opened) != 1 || !strings.HasPrefix(opened[0], s.URL+"/authorize?") {
		t.Errorf("opened: %d URLs", len(opened))
	}
	if len(s.to("/authorize")) > 0 { // the setting's browser goes straight to the redirect
		t.Error("the app asked the authorization endpoint itself")
	}
}

// LOOP-27: whatever comes to the listener, nothing of its query is logged or told.
func TestNothingOfARedirectIsLogged(t *testing.T) {
	var logged bytes.Buffer
	before := log.Writer()
	log.SetOutput(&logged) // where net/http complains unless it is told otherwise
	defer log.SetOutput(before)
	s := newSignInSetting(t)
	s.before = func() {
		address := strings.TrimPrefix(strings.TrimSuffix(s.asked.Get("redirect_uri"), "/callback"), "http://")
		for _, raw := range []string{
			"GET /callback?code=stolen-code&state=guessed-state;x=1 HTTP/1.1\r\nHost: " + address + "\r\n\r\n",
			"GET /callback?code=stolen-code&state=guessed-state HTTP/9.9\r\n\r\n",
			"POST /callback?code=stolen-code&state=guessed-state HTTP/1.1\r\nHost: evil.test\r\n\r\n",
			"\x16\x03\x01\x02\x00stolen-code guessed-state",
		} {
			sendRaw(t, address, raw)
		}
	}
	if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	e, err := listenRedirect(t.Context(), DefaultRedirect(), s.tl, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close(t.Context())
	if e.server.ErrorLog == nil {
		t.Fatal("net/http logs to where all programs do")
	}
	e.server.ErrorLog.Print("stolen-code") // net/http may log what it could not read
	if logged.Len() > 0 {
		t.Errorf("logged: %s", logged.String())
	}
	told, err := json.Marshal(s.tl.Events())
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range []string{"stolen-code", "guessed-state", "the-code", s.asked.Get("state")} {
		if leak == "" || bytes.Contains(told, []byte(leak)) {
			t.Errorf("%q is told", leak)
		}
	}
	if n := len(eventsOf(s.tl, EventStranger)); n < 3 {
		t.Errorf("%d strangers came", n)
	}
}

// sendRaw sends bytes and reads until the other side ends.
func sendRaw(t *testing.T, address, raw string) {
	t.Helper()
	c, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Close() //nolint:errcheck // what matters is what was logged
	_ = c.SetDeadline(time.Now().Add(5 * time.Second))
	_, _ = c.Write([]byte(raw))
	_, _ = c.Read(make([]byte, 1<<10))
}
