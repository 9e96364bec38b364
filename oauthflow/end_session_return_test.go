package oauthflow

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// returning is a browser that goes through the provider's end-session endpoint and then where visit says.
func (s *bentSetting) returning(t *testing.T, visit func(ctx context.Context, back *url.URL, state string)) {
	t.Helper()
	s.client.Profile.PostLogoutPath = "/signed-out"
	s.client.UserAgent = browserFunc(func(ctx context.Context, target string) error {
		ctx = context.WithoutCancel(ctx)
		resp, err := getOnce(ctx, target)
		if err != nil {
			return err
		}
		location, err := url.Parse(resp.Header.Get("Location"))
		if err != nil {
			return err
		}
		back, err := url.Parse(location.Query().Get("post_logout_redirect_uri"))
		if err != nil || back.Path != "/signed-out" || back.Hostname() != "127.0.0.1" || location.Query().Get("id_token_hint") == "" {
			t.Errorf("the provider was told %v", location.Query())
		}
		go visit(ctx, back, location.Query().Get("state"))
		return nil
	})
}

func backWith(back *url.URL, path, query string) string {
	u := *back
	u.Path, u.RawQuery = path, query
	return u.String()
}

// LOGO-01, LOGO-04
func TestTheProviderSendsTheBrowserBackAfterASignOut(t *testing.T) {
	s := newBentSetting(t)
	s.client.Language = inLanguage("de")
	page := make(chan string, 1)
	s.returning(t, func(ctx context.Context, back *url.URL, state string) {
		_, body := load(ctx, backWith(back, back.Path, "state="+state))
		page <- body
	})
	if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	s.wantSignedOut(t)
	if got := noticesOf(s.tl); got != nil {
		t.Errorf("notices are %v", got)
	}
	if body := <-page; !strings.Contains(body, "Sie sind abgemeldet") {
		t.Errorf("the browser shows %q", body)
	}
	told := slices.ContainsFunc(s.tl.Events(), func(e Event) bool {
		return e.HTTP != nil && e.Step == StepEndSession && strings.Contains(e.HTTP.URL, "/signed-out?")
	})
	if !told {
		t.Error("the way back is not told")
	}
}

// LOGO-04, LOGO-06: what does not belong to this sign-out changes nothing, and the right return still ends it.
func TestStrangersDoNotEndASignOut(t *testing.T) {
	s := newBentSetting(t)
	s.returning(t, func(ctx context.Context, back *url.URL, state string) {
		for _, stranger := range []string{
			backWith(back, back.Path, ""), backWith(back, back.Path, "state=another"), backWith(back, back.Path, "state="+state+"&state="+state),
			backWith(back, "/callback", "code=x&state="+state),
		} {
			if status, _ := load(ctx, stranger); status < 400 {
				t.Errorf("%s is answered with %d", stranger, status)
			}
		}
		if status, _ := load(ctx, backWith(back, back.Path, "state="+state)); status != http.StatusOK {
			t.Errorf("the right return is answered with %d", status)
		}
	})
	if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	s.wantSignedOut(t)
	if got := noticesOf(s.tl); got != nil {
		t.Errorf("notices are %v", got)
	}
	if n := len(eventsOf(s.tl, EventStranger)); n != 4 {
		t.Errorf("%d strangers are told", n)
	}
}

// LOGO-05: a provider that keeps the browser is told, and the sign-out ends.
func TestAProviderThatKeepsTheBrowserIsTold(t *testing.T) {
	s := newBentSetting(t)
	s.returning(t, func(context.Context, *url.URL, string) {})
	if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{AtProvider: true, Return: 100 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	s.wantSignedOut(t)
	if got := noticesOf(s.tl); !slices.Equal(got, []Code{CodeEndSessionNotReturned}) {
		t.Errorf("notices are %v", got)
	}
}

func TestTheWayBackHasAPathOfItsOwn(t *testing.T) { // LOGO-04
	p := Profile{Issuer: "https://id.example", ClientID: "a", Scopes: DefaultScopes(), Redirect: DefaultRedirect()}
	for path, fits := range map[string]bool{"": true, "/signed-out": true, "/callback": false, "signed-out": false, "//x": false, "/done": false, "/a?b": false, "/../x": false} {
		p.PostLogoutPath = path
		if err := p.Validate(); (err == nil) != fits {
			t.Errorf("%q: %v", path, err)
		}
		if !fits || path == "" {
			continue
		}
		file, err := p.ConnectionFile()
		if err != nil {
			t.Fatal(err)
		}
		if read, err := ParseConnectionFile(file); err != nil || read.PostLogoutPath != path {
			t.Errorf("from the file: %q, %v", read.PostLogoutPath, err)
		}
	}
}
