package oauthflow_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/vault"
)

// demoClient is the real Client against the embedded provider, with a function as browser.
func demoClient(t testing.TB) (*oauthflow.Client, *oauthtest.Browser) {
	t.Helper()
	return demoClientOf(t, demoprovider.Config{})
}

// demoClientOf is demoClient with a provider of its own kind.
func demoClientOf(t testing.TB, config demoprovider.Config) (*oauthflow.Client, *oauthtest.Browser) {
	t.Helper()
	return demoClientWith(t, config, demoapi.Config{})
}

// demoClientWith is demoClientOf with an API of its own kind too.
func demoClientWith(t testing.TB, config demoprovider.Config, api demoapi.Config) (*oauthflow.Client, *oauthtest.Browser) {
	t.Helper()
	config.API = func(issuer string) http.Handler {
		api.Issuer, api.Audience, api.HTTP = issuer, issuer+"/api", http.DefaultClient
		return demoapi.New(api)
	}
	provider, err := demoprovider.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	memory, err := vault.Open(t.Context(), vault.Config{})
	if err != nil {
		t.Fatal(err)
	}
	browser := oauthtest.NewBrowser("alice", "wonderland")
	profile := oauthflow.Profile{
		ID: oauthflow.NewProfileID(), Name: "Demo", Issuer: provider.Issuer(), ClientID: demoprovider.ClientID,
		Scopes: []string{"openid", "profile", "email", "offline_access"}, Redirect: oauthflow.DefaultRedirect(),
		APIOrigins: []string{provider.Issuer()},
	}
	return oauthflow.NewClient(profile, oauthflow.NewTransport(), browser, oauthflow.NewTokenStore(memory)), browser
}

func signIn(t *testing.T, c *oauthflow.Client, o oauthflow.SignInOptions) (*oauthflow.Session, []oauthflow.Event, error) {
	t.Helper()
	o.Limit = 5 * time.Second // a browser that got stuck fails the test soon
	var tl oauthflow.Timeline
	session, err := c.SignIn(t.Context(), &tl, o)
	return session, tl.Events(), err
}

func TestSignInEndsWithVerifiedClaimsAndAStoredSession(t *testing.T) {
	c, browser := demoClient(t)
	session, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		page, browserErr := browser.Wait()
		t.Fatalf("%v; the browser: %v %s", err, browserErr, page.Body)
	}
	if got := session.Claims["name"]; got != "Ada Lovelace" {
		t.Errorf("name is %v", got)
	}
	for _, check := range session.Checks {
		if check.Result == oauthflow.Failed {
			t.Errorf("failed: %+v", check)
		}
	}
	page, err := browser.Wait()
	if err != nil || !strings.Contains(page.Body, "You are signed in") || strings.Contains(page.URL, "code=") {
		t.Errorf("the browser ended at %s with %q, %v", page.URL, page.Body, err)
	}
	stored, err := c.Store.Load(t.Context(), c.Profile.ID)
	if err != nil || stored.Subject != "248289761001" || stored.RefreshToken.IsZero() {
		t.Errorf("stored: %v, %v", stored.Subject, err)
	}
	signedInAt := slices.IndexFunc(events, func(e oauthflow.Event) bool { return e.Kind == oauthflow.EventSignedIn })
	userInfoAt := slices.IndexFunc(events, func(e oauthflow.Event) bool { return e.Kind == oauthflow.EventUserInfo })
	if signedInAt < 0 || userInfoAt < signedInAt {
		t.Errorf("signed_in is event %d, userinfo event %d", signedInAt, userInfoAt)
	}
	if stored.UserInfo["sub"] != "248289761001" {
		t.Errorf("UserInfo is %v", stored.UserInfo)
	}
}

// The options of a sign-in as a matrix: each combination ends signed in, with what was asked in the URL.
func TestSignInWithOptions(t *testing.T) {
	age := 3600
	for _, host := range []string{"127.0.0.1", "localhost"} {
		for name, o := range map[string]oauthflow.SignInOptions{
			"nothing special":    {},
			"prompt login":       {Prompt: "login"},
			"select an account":  {Prompt: "select_account"},
			"a maximum age":      {MaxAge: &age},
			"the same person":    {Subject: "248289761001"},
			"a scope on top":     {Scopes: []string{"admin"}},
			"login and max_age":  {Prompt: "login", MaxAge: &age},
			"a context of login": {ACRValues: []string{"urn:proofkey:pwd"}},
		} {
			t.Run(host+" with "+name, func(t *testing.T) {
				c, browser := demoClient(t)
				c.Profile.Redirect.Host = host
				if len(o.ACRValues) > 0 {
					if err := c.Prefetch(t.Context(), nil); err != nil {
						t.Fatal(err)
					}
					o.ACRValues = c.Metadata().ACRValues[:1]
				}
				session, _, err := signIn(t, c, o)
				if err != nil {
					page, browserErr := browser.Wait()
					t.Fatalf("%v; the browser: %v %s", err, browserErr, page.Body)
				}
				for _, scope := range o.Scopes {
					if !slices.Contains(session.Scope, scope) {
						t.Errorf("scope %s was not granted: %v", scope, session.Scope)
					}
				}
			})
		}
	}
}

func TestDeniedConsentEndsTheSignInWithTheProvidersError(t *testing.T) {
	c, browser := demoClient(t)
	browser.Deny = true
	_, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeAuthorizationDenied}) {
		t.Fatalf("error is %v", err)
	}
	page, _ := browser.Wait()
	if !strings.Contains(page.Body, "Not signed in") {
		t.Errorf("the browser shows %q", page.Body)
	}
	if last := events[len(events)-1]; last.Kind != oauthflow.EventFailed {
		t.Errorf("the last event is %v", last.Kind)
	}
	if _, err := c.Store.Load(t.Context(), c.Profile.ID); !errors.Is(err, oauthflow.ErrNotFound) {
		t.Errorf("something is stored: %v", err)
	}
}

func TestAnotherPersonIsNotSilentlyAdopted(t *testing.T) { // IDT-17
	c, _ := demoClient(t)
	_, _, err := signIn(t, c, oauthflow.SignInOptions{Subject: "somebody else"})
	if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeIDTokenSubjectChanged}) {
		t.Fatalf("error is %v", err)
	}
	if _, err := c.Store.Load(t.Context(), c.Profile.ID); !errors.Is(err, oauthflow.ErrNotFound) {
		t.Errorf("something is stored: %v", err) // TRES-12
	}
}

func TestCancelWhileTheBrowserIsOpenEndsTheSignIn(t *testing.T) {
	c, browser := demoClient(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	ended := make(chan struct{})
	browser.Before = func(context.Context, string) {
		cancel(oauthflow.ErrCanceled)
		<-ended
	}
	var tl oauthflow.Timeline
	_, err := c.SignIn(ctx, &tl, oauthflow.SignInOptions{})
	close(ended)
	if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeCancelled}) {
		t.Fatalf("error is %v", err)
	}
	if _, err := browser.Wait(); err == nil {
		t.Error("the listener still answered after the cancel") // LOOP-23
	}
}

// LOOP-10, LOOP-11, RESP-15: strangers are refused, and the sign-in goes on.
func TestARedirectWithAForeignStateChangesNothing(t *testing.T) {
	c, browser := demoClient(t)
	stranger := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	strangers := 0
	browser.Before = func(ctx context.Context, target string) {
		u, _ := url.Parse(target)
		redirect := u.Query().Get("redirect_uri")
		for _, query := range []string{"", "?code=x", "?code=x&state=", "?code=x&state=other", "?error=access_denied&state=other"} {
			r, _ := http.NewRequestWithContext(ctx, http.MethodGet, redirect+query, nil)
			if response, err := stranger.Do(r); err == nil {
				_ = response.Body.Close()
				if response.StatusCode == http.StatusBadRequest {
					strangers++
				}
			}
		}
	}
	if _, _, err := signIn(t, c, oauthflow.SignInOptions{}); err != nil {
		t.Fatalf("strangers ended the sign-in: %v", err)
	}
	if strangers != 5 {
		t.Errorf("%d of 5 strangers were answered with 400", strangers)
	}
}
