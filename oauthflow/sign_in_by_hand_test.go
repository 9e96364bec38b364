package oauthflow_test

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"proofkey/oauthflow"
)

// withoutMetadata is the way to a provider that has no metadata: a request for it fails and is counted.
type withoutMetadata struct {
	http.RoundTripper
	asked *atomic.Int32
}

func (w withoutMetadata) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.Contains(r.URL.Path, "/.well-known") {
		w.asked.Add(1)
		return nil, errors.New("there is no metadata here")
	}
	return w.RoundTripper.RoundTrip(r)
}

func endpointsOf(m *oauthflow.ServerMetadata) oauthflow.Endpoints {
	return oauthflow.Endpoints{
		AuthorizationEndpoint: m.AuthorizationEndpoint, TokenEndpoint: m.TokenEndpoint, JWKSURI: m.JWKSURI, UserInfoEndpoint: m.UserInfoEndpoint,
		RevocationEndpoint: m.RevocationEndpoint, IntrospectionEndpoint: m.IntrospectionEndpoint, EndSessionEndpoint: m.EndSessionEndpoint,
	}
}

// DISC-15: everything that a session does works with endpoints that were entered by hand, and nothing is discovered.
func TestASessionWithEndpointsByHandAsksForNoMetadata(t *testing.T) {
	c, browser := demoClient(t)
	other := oauthflow.NewClient(c.Profile, c.Transport, nil, nil) // c itself is to know nothing of it
	if err := other.Prefetch(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	m := other.Metadata()
	c.Profile.Endpoints = endpointsOf(m)
	var asked atomic.Int32
	c.Transport = withoutMetadata{c.Transport, &asked}
	if err := c.Prefetch(t.Context(), nil); err != nil || c.Metadata() == nil {
		t.Fatalf("prefetch: %v", err)
	}
	session, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	wantByHand(t, session, events)
	stored, err := c.Store.Load(t.Context(), c.Profile.ID)
	if err != nil || stored.UserInfo["sub"] != session.Subject {
		t.Errorf("UserInfo is %v, %v", stored.UserInfo, err)
	}
	var tl oauthflow.Timeline
	renewed, err := c.Refresh(t.Context(), &tl)
	if err != nil || renewed.Refreshes != 1 || renewed.AccessToken.Equal(session.AccessToken.Reveal()) {
		t.Fatalf("refreshed: %v, %v", renewed, err)
	}
	answer, err := c.CallAPI(t.Context(), &tl, oauthflow.APIRequest{Method: http.MethodGet, URL: m.UserInfoEndpoint})
	if err != nil || answer.Status != http.StatusOK {
		t.Errorf("UserInfo as an API: %v, %v", answer, err)
	}
	if err := c.SignOut(t.Context(), &tl, oauthflow.SignOutOptions{AtProvider: true}); err != nil {
		t.Fatal(err)
	}
	if page, err := browser.Wait(); err != nil || !strings.HasPrefix(page.URL, m.EndSessionEndpoint) {
		t.Errorf("the browser ended at %s, %v", page.URL, err)
	}
	answered := map[string]int{}
	for _, e := range append(events, tl.Events()...) {
		if e.Kind == oauthflow.EventNotice || e.HTTP != nil && (e.HTTP.Status == 0 || e.HTTP.Status >= 400) {
			t.Errorf("event %+v, %+v", e, e.HTTP)
		} else if e.HTTP != nil {
			answered[e.HTTP.URL]++
		}
	}
	for endpoint, times := range map[string]int{m.TokenEndpoint: 2, m.UserInfoEndpoint: 2, m.RevocationEndpoint: 2} {
		if answered[endpoint] != times {
			t.Errorf("%s was asked %d times, want %d", endpoint, answered[endpoint], times)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("metadata was asked for %d times", asked.Load())
	}
}

// wantByHand judges what the discover step tells: its checks, and that nothing was asked.
func wantByHand(t *testing.T, session *oauthflow.Session, events []oauthflow.Event) {
	t.Helper()
	want := map[string]oauthflow.Result{
		"DISC-02": oauthflow.Passed, "DISC-04": oauthflow.Skipped, "DISC-05": oauthflow.Skipped, "DISC-09": oauthflow.Skipped, "DISC-01": oauthflow.Skipped,
		"DISC-06": oauthflow.Passed, "DISC-07": oauthflow.Passed, "DISC-10": oauthflow.Skipped, "DISC-13": oauthflow.Skipped,
		"IDT-01": oauthflow.Passed, "RESP-09": oauthflow.Passed, "JOSE-20": oauthflow.Passed,
	}
	for _, check := range session.Checks {
		if result, ok := want[check.ID]; ok {
			delete(want, check.ID)
			if check.Result != result {
				t.Errorf("%s is %s: %+v", check.ID, check.Result, check)
			}
		}
	}
	if len(want) != 0 {
		t.Errorf("not judged: %v", want)
	}
	told := 0
	for _, e := range events {
		if e.Kind == oauthflow.EventStepEnded && e.Step == oauthflow.StepDiscover && e.ByHand && !e.Cached {
			told++
		}
	}
	if first := session.Steps[0]; told != 1 || !first.ByHand || first.Cached || session.Steps[1].ByHand {
		t.Errorf("told %d times, kept as %+v", told, session.Steps)
	}
}
