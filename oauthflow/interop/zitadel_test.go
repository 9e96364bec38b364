// Sign-ins at an OpenID provider that nobody here wrote: the example server of zitadel/oidc.

package interop

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestSignInAtZitadelEndsVerified(t *testing.T) {
	for name, z := range map[string]zitadel{
		"an issuer on 127.0.0.1":           {},
		"an issuer on localhost":           {host: "localhost"},
		"an issuer that ends with a slash": {host: "localhost", slash: true},
		"the library's newer server":       {wrapped: true},
		"the newer server, with a slash":   {slash: true, wrapped: true},
	} {
		for _, redirect := range []string{"127.0.0.1", "localhost"} {
			t.Run(name+", redirected to "+redirect, func(t *testing.T) {
				s := newSigningIn(t, z.start(t))
				s.Profile.Redirect.Host = redirect
				session := s.mustSignIn(t, oauthflow.SignInOptions{})
				wantChecks(t, session.Checks)
				if session.Subject != "id1" || session.Claims["iss"] != s.Profile.Issuer || !session.CanRefresh() {
					t.Errorf("subject %q, issuer %v, refresh token %v", session.Subject, session.Claims["iss"], session.CanRefresh())
				}
				page := s.browser.wait()
				if !strings.Contains(page.body, "You are signed in") || strings.Contains(page.url, "code=") {
					t.Errorf("the browser ended at %s with %q", page.url, page.body)
				}
			})
		}
	}
}

// wantChecks: none failed, each that was skipped says why, and those that carry the proof passed.
func wantChecks(t *testing.T, checks []oauthflow.Check) {
	t.Helper()
	var passed []string
	for _, c := range checks {
		switch {
		case c.Result == oauthflow.Passed:
			passed = append(passed, c.ID)
		case c.Result == oauthflow.Failed:
			t.Errorf("failed: %+v", c)
		case c.Reason == "":
			t.Errorf("skipped without a reason: %+v", c)
		}
	}
	for _, id := range []string{
		"DISC-01", "DISC-06", "DISC-07", "DISC-10", "RESP-03", "RESP-02", "TRES-01", "TRES-03", "TRES-05", "TRES-06",
		"JOSE-01", "JOSE-02", "JOSE-05", "JOSE-20", "IDT-01", "IDT-02", "IDT-03", "IDT-04", "IDT-05", "IDT-06", "IDT-08",
		"IDT-10", "IDT-14",
	} {
		if !slices.Contains(passed, id) {
			t.Errorf("%s did not pass", id)
		}
	}
}

func TestUserInfoFollowsASignInAtZitadel(t *testing.T) {
	s := newSigningIn(t, zitadel{}.start(t))
	s.mustSignIn(t, oauthflow.SignInOptions{})
	stored, err := s.Store.Load(t.Context(), s.Profile.ID)
	if err != nil {
		t.Fatal(err)
	}
	for claim, want := range map[string]string{"sub": "id1", "name": "Test User", "email": "test-user@zitadel.ch"} {
		if got := stored.UserInfo[claim]; got != want {
			t.Errorf("%s is %v, want %s", claim, got, want)
		}
	}
	if n := oauthflow.Count(stored.UserInfoChecks, oauthflow.Passed); n != 2 || len(stored.UserInfoChecks) != 3 {
		t.Errorf("checks are %+v", stored.UserInfoChecks)
	}
}

// What a sign-in may ask for beside the usual; zitadel has no acr, and says when the person signed in.
func TestSignInAtZitadelWithOptions(t *testing.T) {
	age := 3600
	for name, test := range map[string]struct {
		options oauthflow.SignInOptions
		passed  string // the check that this is about
	}{
		"prompt login":      {oauthflow.SignInOptions{Prompt: "login"}, "IDT-13"},
		"select an account": {oauthflow.SignInOptions{Prompt: "select_account"}, "IDT-10"},
		"a maximum age":     {oauthflow.SignInOptions{MaxAge: &age}, "IDT-12"},
		"the same person":   {oauthflow.SignInOptions{Subject: "id1"}, "IDT-17"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSigningIn(t, zitadel{}.start(t))
			session := s.mustSignIn(t, test.options)
			wantChecks(t, session.Checks)
			if !slices.ContainsFunc(session.Checks, func(c oauthflow.Check) bool { return c.ID == test.passed && c.Result == oauthflow.Passed }) {
				t.Errorf("%s did not pass: %+v", test.passed, session.Checks)
			}
		})
	}
}

func TestRefreshAtZitadelRotatesTheTokens(t *testing.T) {
	s := newSigningIn(t, zitadel{}.start(t))
	before := s.mustSignIn(t, oauthflow.SignInOptions{})
	after, err := s.Refresh(t.Context(), s.tl)
	if err != nil {
		t.Fatal(err)
	}
	if after.AccessToken.Equal(before.AccessToken.Reveal()) || after.RefreshToken.Equal(before.RefreshToken.Reveal()) || !after.Rotates || after.Refreshes != 1 {
		t.Errorf("after the refresh: rotates %v, %d refreshes", after.Rotates, after.Refreshes)
	}
	wantChecks(t, after.Checks)
	for _, id := range []string{"RT-08", "RT-09", "RT-10", "JOSE-18", "RT-12"} { // OIDC Core §12.2
		if !slices.ContainsFunc(after.Checks, func(c oauthflow.Check) bool { return c.ID == id && c.Result == oauthflow.Passed }) {
			t.Errorf("%s did not pass", id)
		}
	}
	if got := userInfoStatus(t, s.Profile.Issuer, before.AccessToken); got == http.StatusOK {
		t.Error("the access token before the refresh still works, so this provider does not rotate")
	}
	answer, err := s.CallAPI(t.Context(), s.tl, oauthflow.APIRequest{Method: http.MethodGet, URL: s.Profile.Issuer + "/userinfo"})
	if err != nil || answer.Status != http.StatusOK || !strings.Contains(string(answer.Body), `"sub":"id1"`) {
		t.Errorf("a call with the new access token: %+v, %v", answer, err)
	}
}

// Signing out revokes both tokens (RFC 7009), and ends the session in the browser (RP-Initiated Logout 1.0).
func TestSignOutAtZitadel(t *testing.T) {
	s := newSigningIn(t, zitadel{}.start(t))
	session := s.mustSignIn(t, oauthflow.SignInOptions{})
	s.browser.wait()
	if got := userInfoStatus(t, s.Profile.Issuer, session.AccessToken); got != http.StatusOK {
		t.Fatalf("before the sign-out, UserInfo has status %d", got)
	}
	if err := s.SignOut(t.Context(), s.tl, oauthflow.SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	if page := s.browser.wait(); page.url != s.Profile.Issuer+"/logged-out" || !strings.Contains(page.body, "signed out successfully") {
		t.Errorf("the browser ended at %s with %q", page.url, page.body)
	}
	for _, e := range s.tl.Events() {
		if e.Kind == oauthflow.EventNotice {
			t.Errorf("the provider did not confirm: %v", e.Err)
		}
	}
	if _, err := s.Store.Load(t.Context(), s.Profile.ID); !errors.Is(err, oauthflow.ErrNotFound) {
		t.Errorf("a session is still stored: %v", err)
	}
	if got := userInfoStatus(t, s.Profile.Issuer, session.AccessToken); got == http.StatusOK {
		t.Error("the access token still works")
	}
	if err := s.Store.Save(t.Context(), s.Profile.ID, *session); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Refresh(t.Context(), s.tl); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeSessionEnded}) {
		t.Errorf("a refresh with the revoked token: %v", err)
	}
}

// A request on the listener that is not the answer to ours disturbs no sign-in.
func TestStrangersDoNotDisturbASignInAtZitadel(t *testing.T) {
	s := newSigningIn(t, zitadel{}.start(t))
	refused := 0
	s.browser.before = func(ctx context.Context, target string) {
		u, err := url.Parse(target)
		if err != nil {
			return
		}
		redirect := u.Query().Get("redirect_uri")
		for _, query := range []string{"", "?code=x", "?code=x&state=", "?code=x&state=other", "?error=access_denied&state=other"} {
			if status(ctx, redirect+query, "") == http.StatusBadRequest {
				refused++
			}
		}
	}
	session := s.mustSignIn(t, oauthflow.SignInOptions{})
	wantChecks(t, session.Checks)
	if refused != 5 {
		t.Errorf("%d of 5 strangers were refused", refused)
	}
}
