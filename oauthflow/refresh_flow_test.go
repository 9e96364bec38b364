package oauthflow_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/oauthtest"
)

// callAPI calls a resource of the demo API.
func callAPI(t *testing.T, c *oauthflow.Client, method, path, body string) *oauthflow.APIAnswer {
	t.Helper()
	var tl oauthflow.Timeline
	r := oauthflow.APIRequest{Method: method, URL: c.Profile.Issuer + path, Body: []byte(body)}
	if body != "" {
		r.Header = http.Header{"Content-Type": {"application/json"}}
	}
	answer, err := c.CallAPI(t.Context(), &tl, r)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer
}

// The life of a session at the embedded provider and API: calls, two refreshes with rotation, sign-out
// at the provider, and the end of what was revoked.
func TestSessionLivesAndEnds(t *testing.T) {
	c, browser := demoClient(t)
	first, _, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := browser.Wait(); err != nil {
		t.Fatal(err)
	}
	writeAndReadANote(t, c)
	second := refreshAfter(t, c, *first)
	last := refreshAfter(t, c, second)
	if last.Refreshes != 2 || last.UserInfo["sub"] != last.Subject {
		t.Errorf("stored: %d refreshes, UserInfo %v", last.Refreshes, last.UserInfo)
	}
	signOutAtProvider(t, c, browser)

	if err := c.Store.Save(t.Context(), c.Profile.ID, last); err != nil { // a thief's copy
		t.Fatal(err)
	}
	var tl oauthflow.Timeline
	if _, err := c.Refresh(t.Context(), &tl); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeSessionEnded}) {
		t.Errorf("a refresh with the revoked token: %v", err)
	}
}

func writeAndReadANote(t *testing.T, c *oauthflow.Client) {
	t.Helper()
	if answer := callAPI(t, c, "POST", "/api/notes", `{"text":"from the test"}`); answer.Status != http.StatusCreated {
		t.Errorf("a new note: status %d: %s", answer.Status, answer.Body)
	}
	if answer := callAPI(t, c, "GET", "/api/notes", ""); answer.Status != http.StatusOK || !strings.Contains(string(answer.Body), "from the test") {
		t.Errorf("notes: status %d: %s", answer.Status, answer.Body)
	}
}

// refreshAfter returns the stored session after a refresh of the one before.
func refreshAfter(t *testing.T, c *oauthflow.Client, before oauthflow.Session) oauthflow.Session {
	t.Helper()
	var tl oauthflow.Timeline
	session, err := c.Refresh(t.Context(), &tl)
	if err != nil {
		t.Fatal(err)
	}
	if !session.Rotates || session.RefreshToken.Equal(before.RefreshToken.Reveal()) {
		t.Error("the refresh token did not rotate")
	}
	if !slices.Contains(session.ChangedClaims, "at_hash") || slices.Contains(session.ChangedClaims, "sub") || oauthflow.Count(session.Checks, oauthflow.Failed) != 0 {
		t.Errorf("changed claims %v, checks %+v", session.ChangedClaims, session.Checks)
	}
	stored, err := c.Store.Load(t.Context(), c.Profile.ID)
	if err != nil || !stored.RefreshToken.Equal(session.RefreshToken.Reveal()) {
		t.Errorf("what is stored is not what was returned: %v", err)
	}
	return stored
}

func signOutAtProvider(t *testing.T, c *oauthflow.Client, browser *oauthtest.Browser) {
	t.Helper()
	var tl oauthflow.Timeline
	if err := c.SignOut(t.Context(), &tl, oauthflow.SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	page, err := browser.Wait()
	if err != nil || !strings.Contains(strings.ToLower(page.Body), "signed out") || !strings.HasPrefix(page.URL, c.Profile.Issuer+"/") {
		t.Errorf("the browser ended at %s with %q, %v", page.URL, page.Body, err)
	}
	for _, e := range tl.Events() {
		if e.Kind == oauthflow.EventNotice {
			t.Errorf("notice: %v", e.Err)
		}
	}
}

// STEP-02, STEP-03, API-06: the challenge leads to a sign-in that satisfies it.
func TestStepUpSatisfiesTheResource(t *testing.T) {
	c, _ := demoClient(t)
	first, _, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	refused := callAPI(t, c, "GET", "/api/admin", "")
	if refused.Status != 403 || refused.StepUp == nil || strings.Join(refused.StepUp.Missing, " ") != "admin" {
		t.Fatalf("status %d, step-up %+v", refused.Status, refused.StepUp)
	}
	up := *refused.StepUp
	second, _, err := signIn(t, c, oauthflow.SignInOptions{Scopes: up.Scopes, ACRValues: up.ACRValues, MaxAge: up.MaxAge, Subject: first.Subject})
	if err != nil {
		t.Fatal(err)
	}
	if second.RefreshToken.IsZero() {
		t.Error("the step-up lost the refresh token")
	}
	if answer := callAPI(t, c, "GET", "/api/admin", ""); answer.Status != 200 {
		t.Errorf("after the step-up: status %d: %s", answer.Status, answer.Body)
	}
}

// RT-04: two copies of the app with an expired token, at the same moment, at a provider that revokes
// the whole family when a refresh token is used twice.
func TestTwoCopiesRefreshWithoutReuse(t *testing.T) {
	c, _ := demoClient(t)
	session, _, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	session.IssuedAt, session.ExpiresAt = session.IssuedAt.Add(-2*time.Hour), session.IssuedAt.Add(-time.Hour)
	if err := c.Store.Save(t.Context(), c.Profile.ID, *session); err != nil {
		t.Fatal(err)
	}
	errs := make(chan error)
	for range 2 {
		copyOfApp := oauthflow.NewClient(c.Profile, c.Transport, c.UserAgent, c.Store)
		for range 10 {
			go func() {
				var tl oauthflow.Timeline
				_, err := copyOfApp.FreshSession(t.Context(), &tl)
				errs <- err
			}()
		}
	}
	for range 20 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	stored, err := c.Store.Load(t.Context(), c.Profile.ID)
	if err != nil || stored.Refreshes != 1 {
		t.Errorf("%d refreshes, %v", stored.Refreshes, err)
	}
}
