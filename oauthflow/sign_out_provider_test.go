package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// LOGO-01, LOGO-03, LOGO-07: the browser gets a one-use loopback URL, which leads to the provider.
func TestSignOutAtTheProvider(t *testing.T) {
	s := newBentSetting(t)
	session, _ := s.store.session(t)
	var opened string
	s.client.UserAgent = browserFunc(func(ctx context.Context, target string) error {
		opened = target
		if got := len(s.to("/revoke")); got != 2 {
			t.Errorf("%d revocation requests before the browser opened, want 2", got)
		}
		resp, err := getOnce(ctx, target)
		if err != nil {
			return err
		}
		location, err := url.Parse(resp.Header.Get("Location"))
		if err != nil || resp.StatusCode != http.StatusSeeOther {
			t.Errorf("status %d, %v", resp.StatusCode, err)
			return err
		}
		if got := location.Scheme + "://" + location.Host + location.Path; got != s.URL+"/end" {
			t.Errorf("the browser was led to %s", got)
		}
		want := url.Values{"client_id": {"client"}, "id_token_hint": {session.IDToken.Reveal()}}
		if got := location.Query(); got.Encode() != want.Encode() {
			t.Errorf("parameters are %v", got)
		}
		return nil
	})
	if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	s.wantSignedOut(t)
	u, err := url.Parse(opened)
	if err != nil || u.Hostname() != "127.0.0.1" || u.RawQuery != "" || len(u.Path) < 20 {
		t.Errorf("the browser was given %q", opened)
	}
	if _, err := getOnce(t.Context(), opened); err == nil {
		t.Error("the one-use URL still answers")
	}
	if text := fmt.Sprintf("%+v", s.tl.Events()); strings.Contains(text, session.IDToken.Reveal()) {
		t.Error("the ID token is told")
	}
}

// LOGO-02, LOGO-05, LOGO-08
func TestSignOutAtTheProviderThatFailsIsTold(t *testing.T) {
	tests := map[string]struct {
		endpoint any
		browser  error
		code     Code
	}{
		"no end-session endpoint": {nil, nil, CodeEndSessionUnsupported},
		"an endpoint not allowed": {"javascript:alert(1)", nil, CodeEndSessionUnsupported},
		"no browser":              {"default", errors.New("xdg-open is missing"), CodeBrowserNotOpened},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			if test.endpoint != "default" {
				s.announce("end_session_endpoint", test.endpoint)
			}
			s.client.UserAgent = browserFunc(func(context.Context, string) error {
				if test.browser == nil {
					t.Error("the browser was opened")
				}
				return test.browser
			})
			if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{AtProvider: true}); err != nil {
				t.Fatal(err)
			}
			s.wantSignedOut(t)
			if got := noticesOf(s.tl); !slices.Equal(got, []Code{test.code}) {
				t.Errorf("notices are %v, want %v", got, test.code)
			}
		})
	}
}

// LOGO-06: the sign-out's listener takes no sign-in, and strangers change nothing.
func TestSignOutListenerTakesNoSignIn(t *testing.T) {
	s := newBentSetting(t)
	s.client.UserAgent = browserFunc(func(ctx context.Context, target string) error {
		u, err := url.Parse(target)
		if err != nil {
			return err
		}
		for _, path := range []string{"/callback?code=x&state=y", "/", "/other"} {
			resp, err := getOnce(ctx, "http://"+u.Host+path)
			if err != nil || resp.StatusCode < 400 {
				t.Errorf("%s: %v, %v", path, resp, err)
			}
		}
		_, err = getOnce(ctx, target)
		return err
	})
	if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	s.wantSignedOut(t)
	if got := noticesOf(s.tl); got != nil {
		t.Errorf("notices are %v", got)
	}
}

// A browser that never comes, and an opener that stays, end with the context.
func TestSignOutAtTheProviderCanBeCancelled(t *testing.T) {
	s := newBentSetting(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	var opened string
	s.client.UserAgent = browserFunc(func(ctx context.Context, target string) error {
		opened = target
		cancel(ErrCanceled)
		<-ctx.Done()
		return context.Cause(ctx)
	})
	if err := s.client.SignOut(ctx, s.tl, SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	s.wantSignedOut(t)
	if _, err := getOnce(t.Context(), opened); err == nil {
		t.Error("the listener is still there")
	}
	wantNoGoroutine(t, "endSession")
}

func TestBrowserThatDoesNotComeIsAFailure(t *testing.T) {
	s := newBentSetting(t)
	s.client.UserAgent = browserFunc(func(ctx context.Context, _ string) error { <-ctx.Done(); return nil })
	ctx, cancel := context.WithTimeoutCause(t.Context(), time.Millisecond, browserSilent())
	defer cancel()
	e := wantCode(t, s.client.leadBrowser(ctx, s.tl, s.URL+"/end"), CodeEndSessionFailed)
	if e.Step != StepEndSession || !strings.Contains(e.Actual, "30s") {
		t.Errorf("error is %+v", e)
	}
}
