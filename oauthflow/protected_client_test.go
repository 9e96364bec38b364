package oauthflow_test

import (
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
)

// faultyClient is demoClient at a provider with faults, and an API with some too.
func faultyClient(t testing.TB, api demoapi.Config, faults ...demoprovider.Fault) (*oauthflow.Client, *oauthtest.Browser) {
	t.Helper()
	c, browser := demoClientWith(t, demoprovider.Config{Faults: faults}, api)
	c.Profile.DPoP = oauthflow.DPoPOff
	return c, browser
}

// exchangesOf are the exchanges of a step.
func exchangesOf(events []oauthflow.Event, step oauthflow.Step) []*oauthflow.HTTPExchange {
	var all []*oauthflow.HTTPExchange
	for _, e := range events {
		if e.Kind == oauthflow.EventHTTP && e.Step == step {
			all = append(all, e.HTTP)
		}
	}
	return all
}

// wantResult fails unless the row has the result.
func wantResult(t *testing.T, checks []oauthflow.Check, id string, want oauthflow.Result) {
	t.Helper()
	for _, c := range checks {
		if c.ID == id {
			if c.Result != want {
				t.Errorf("%s is %s, want %s: expected %q, actual %q, reason %q", id, c.Result, want, c.Expected, c.Actual, c.Reason)
			}
			return
		}
	}
	if want != "" {
		t.Errorf("no check %s", id)
	}
}

const soon = 5 * time.Second
