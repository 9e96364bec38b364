package oauthflow_test

import (
	"net/http"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/vault"
)

// faultyClient is demoClient at a provider with faults, and an API with some too.
func faultyClient(t testing.TB, api demoapi.Config, faults ...demoprovider.Fault) (*oauthflow.Client, *oauthtest.Browser) {
	t.Helper()
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{Faults: faults, API: func(issuer string) http.Handler {
		api.Issuer, api.HTTP = issuer, http.DefaultClient
		return demoapi.New(api)
	}})
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
		APIOrigins: []string{provider.Issuer()}, DPoP: oauthflow.DPoPOff,
	}
	return oauthflow.NewClient(profile, oauthflow.NewTransport(), browser, oauthflow.NewTokenStore(memory)), browser
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
