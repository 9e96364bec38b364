package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"
)

// STOR-08: however a sign-in ends, no copy of its state, nonce, verifier, code and link is left, in the timeline neither,
// but in the messages as they went over the wire, which are kept in memory for the person to look at.
func TestNoSecretOfASignInOutlivesIt(t *testing.T) {
	rows := []struct {
		name    string
		bend    func(t *testing.T, s *signInSetting)
		options SignInOptions
		code    Code
		opens   bool // the browser comes to be opened
	}{
		{"signed in", nil, SignInOptions{}, "", true},
		{"the person refuses", func(_ *testing.T, s *signInSetting) {
			s.bendRedirect = func(v url.Values) { v.Del("code"); v.Set("error", "access_denied") }
		}, SignInOptions{}, CodeAuthorizationDenied, true},
		{"the provider refuses the code", func(_ *testing.T, s *signInSetting) {
			s.bendRedirect = func(v url.Values) { v.Set("code", "another") }
		}, SignInOptions{}, CodeTokenError, true},
		{"the ID token is refused", func(_ *testing.T, s *signInSetting) {
			s.bendClaims = func(c map[string]any) { c["nonce"] = "another" }
		}, SignInOptions{}, CodeIDTokenNonceMismatch, true},
		{"nothing can be stored", func(_ *testing.T, s *signInSetting) { s.store.failAt = map[int]bool{1: true} }, SignInOptions{}, CodeSessionNotStored, true},
		{"its time ends", func(_ *testing.T, s *signInSetting) {
			s.bendRedirect = func(v url.Values) { v.Set("state", "another") }
		}, SignInOptions{Limit: 50 * time.Millisecond}, CodeTimedOut, true},
		{"it is cancelled", func(_ *testing.T, s *signInSetting) {
			s.bendRedirect = func(v url.Values) { v.Set("state", "another") }
		}, SignInOptions{}, CodeCancelled, true},
		{"the port is taken", takePort, SignInOptions{}, CodePortInUse, false},
		{"the URL is too long", func(_ *testing.T, s *signInSetting) {
			s.client.Profile.AuthorizationParameters = map[string]string{"claims": `{"id_token":{"` + strings.Repeat("x", maxRequestURL) + `":null}}`}
		}, SignInOptions{}, CodeRequestTooLong, false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := newSignInSetting(t)
			if row.bend != nil {
				row.bend(t, s)
			}
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			f := &signInFlow{Client: s.client, tl: s.tl, options: row.options, now: StepDiscover}
			var pending []Secret
			s.client.UserAgent = agentFunc(func(ctx context.Context, target string) error {
				pending = []Secret{f.link, f.request.State, f.request.Nonce, f.request.Verifier}
				if row.code == CodeCancelled {
					cancel(ErrCanceled)
				}
				return s.open(ctx, target)
			})
			session, err := f.run(ctx, f.untilSignedIn)
			if row.code == "" && err != nil || row.code != "" && wantCode(t, err, row.code) == nil {
				t.Fatalf("error is %v", err)
			}
			if row.opens != (len(pending) == 4) {
				t.Fatalf("the browser was opened: %t", len(pending) == 4)
			}
			f.wantWiped(t, pending)
			if session != nil && (session.Nonce.IsZero() || session.AccessToken.IsZero() || session.RefreshToken.IsZero() || session.IDToken.IsZero()) {
				t.Error("the session lost a secret of its own")
			}
		})
	}
}

// takePort makes the redirect's port one that somebody else listens on.
func takePort(t *testing.T, s *signInSetting) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
	s.client.Profile.Redirect.Port = l.Addr().(*net.TCPAddr).Port
}

// wantWiped looks in every place that had a copy.
func (f *signInFlow) wantWiped(t *testing.T, pending []Secret) {
	t.Helper()
	places := map[string]Secret{
		"link": f.link, "code": f.code, "state": f.request.State, "nonce": f.request.Nonce, "verifier": f.request.Verifier,
	}
	if f.endpoint != nil {
		places["the listener's state"] = f.endpoint.state
	}
	if failed := eventsOf(f.tl, EventFailed); len(failed) > 0 {
		places["access token"], places["refresh token"], places["ID token"] = f.tokens.AccessToken, f.tokens.RefreshToken, f.tokens.IDToken
	}
	for name, s := range places {
		if !s.IsZero() {
			t.Errorf("%s is left", name)
		}
	}
	for i, s := range pending {
		if !s.IsZero() {
			t.Errorf("copy %d is left", i)
		}
	}
	for _, e := range f.tl.Events() {
		if !e.Link.IsZero() {
			t.Error("the timeline keeps the link")
		}
	}
}

// A wiped secret is empty in every copy, and what was made anew from it is not.
func TestWipedSecretIsEmptyEverywhere(t *testing.T) {
	s := NewSecret("hush-hush")
	another, anew := s, NewSecret(s.Reveal())
	s.wipe()
	Secret{}.wipe()
	if !s.IsZero() || !another.IsZero() || another.Reveal() != "" || another.Equal("hush-hush") || !anew.Equal("hush-hush") {
		t.Errorf("lengths %d, %d and %d", s.Len(), another.Len(), anew.Len())
	}
}

// The link goes with the sign-in; the request stays to be looked at, and prints as nothing.
func TestTheAuthorizationRequestCanBeLookedAtAfterTheSignIn(t *testing.T) {
	s := newSignInSetting(t)
	asked := ""
	s.client.UserAgent = agentFunc(func(ctx context.Context, target string) error {
		asked = target
		return s.open(ctx, target)
	})
	if _, err := s.client.SignIn(t.Context(), s.tl, SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	e := eventsOf(s.tl, EventRequestReady)[0]
	if kept := e.Request.Reveal(); kept.URL == "" || kept.URL != asked || kept.Method != "GET" {
		t.Errorf("kept %d characters of %d", len(kept.URL), len(asked))
	}
	if text := fmt.Sprintf("%v %+v %#v", e.Request, e, e); strings.Contains(text, "code_challenge") {
		t.Error("the request prints itself")
	}
}
