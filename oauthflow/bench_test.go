package oauthflow_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"proofkey/oauthflow"
)

// providerDelay is added to every answer of the provider.
const providerDelay = 100 * time.Millisecond

// slowTransport hands over each answer a while after it came.
type slowTransport struct {
	inner http.RoundTripper
}

func (s *slowTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := s.inner.RoundTrip(r)
	select {
	case <-time.After(providerDelay):
	case <-r.Context().Done():
	}
	return response, err
}

// The time from the redirect to the verified and stored claims, in round trips to the provider. The limit is 1.1:
// the token request is the only one of them that this time may hold.
func BenchmarkRedirectToClaims(b *testing.B) {
	c, browser := demoClient(b)
	slow := &slowTransport{inner: c.Transport}
	c.Transport = slow
	if err := c.Prefetch(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	var times []time.Duration
	for b.Loop() {
		var tl oauthflow.Timeline
		if _, err := c.SignIn(b.Context(), &tl, oauthflow.SignInOptions{Limit: 30 * time.Second}); err != nil {
			b.Fatal(err)
		}
		if _, err := browser.Wait(); err != nil {
			b.Fatal(err)
		}
		taken, requests := redirectToClaims(tl.Events())
		if requests != 1 {
			b.Fatalf("%d requests stand between the redirect and the claims", requests)
		}
		times = append(times, taken)
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2])/float64(providerDelay), "redirect-to-claims/roundtrip")
	b.ReportMetric(1.1, "limit")
}

// redirectToClaims is the time between the two, and how many requests were sent in it.
func redirectToClaims(events []oauthflow.Event) (time.Duration, int) {
	var redirect, claims time.Time
	requests := 0
	for _, e := range events {
		switch {
		case e.Kind == oauthflow.EventStepEnded && e.Step == oauthflow.StepRedirect:
			redirect = e.At
		case e.Kind == oauthflow.EventSignedIn:
			claims = e.At
		}
	}
	for _, e := range events {
		if e.Kind == oauthflow.EventHTTP && e.HTTP.StartedAt.After(redirect) && e.HTTP.StartedAt.Before(claims) {
			requests++
		}
	}
	return claims.Sub(redirect), requests
}
