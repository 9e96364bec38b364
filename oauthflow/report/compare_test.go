package report_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// Two sign-ins of the same person at the same provider go the same way.
func TestTheSameFlowTwiceDiffersInNothing(t *testing.T) {
	r := newRun(t)
	var bundles []report.Bundle
	for range 2 {
		r.tl = &oauthflow.Timeline{}
		r.client = oauthflow.NewClient(r.client.Profile, r.client.Transport, r.client.UserAgent, r.client.Store)
		session, err := r.client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.client.Store.Delete(t.Context(), r.client.Profile.ID); err != nil {
			t.Fatal(err)
		}
		b, err := report.NewBundle("Proofkey 1.0", r.client.Profile, session, r.tl.Events(), report.Options{Personal: true})
		if err != nil {
			t.Fatal(err)
		}
		bundles = append(bundles, b)
	}
	for _, d := range differences(t, bundles[0], bundles[1]) {
		t.Errorf("%+v", d)
	}
}

// A timeline that holds an earlier sign-in too is compared by its last one, and masked claims are no difference to the
// same ones in the clear.
func TestTheLastSignInIsComparedWhateverIsMasked(t *testing.T) {
	r := newRun(t)
	var bundles []report.Bundle
	for i, scopes := range [][]string{{"openid"}, nil} {
		if scopes == nil {
			scopes = r.client.Profile.Scopes
		}
		p := r.client.Profile
		p.Scopes = scopes
		client := oauthflow.NewClient(p, r.client.Transport, r.client.UserAgent, r.client.Store)
		session, err := client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		for _, personal := range []bool{false, true} {
			b, err := report.NewBundle("Proofkey 1.0", r.client.Profile, session, r.tl.Events(), report.Options{Personal: personal})
			if err != nil {
				t.Fatal(i, err)
			}
			bundles = append(bundles, b)
		}
	}
	if found := differences(t, bundles[2], bundles[3]); len(found) != 0 {
		t.Errorf("masked and in the clear: %+v", found)
	}
	if found := differences(t, bundles[3], bundles[2]); len(found) != 0 {
		t.Errorf("in the clear and masked: %+v", found)
	}
	found := differences(t, bundles[0], bundles[3])
	i := slices.IndexFunc(found, func(d report.Difference) bool { return d.Name == "parameter scope" && d.A == "openid" })
	if i < 0 || !strings.Contains(found[i].B, "profile") || found[i].Event[1] <= found[i].Event[0] {
		t.Errorf("the scope that was asked for is not among %+v", found)
	}
}

// bent returns the bundle with something else in it.
func bent(t *testing.T, b report.Bundle, change func(*report.Bundle)) report.Bundle {
	t.Helper()
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	other, err := report.Open(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	change(&other)
	return other
}

func TestADifferenceIsFoundInItsArea(t *testing.T) {
	f := wholeFlow(t)
	b := f.bundle(t, report.Options{})
	at := func(step oauthflow.Step) int {
		return slices.IndexFunc(b.Events, func(e report.BundleEvent) bool { return e.HTTP != nil && e.Step == step })
	}
	exchange := func(b *report.Bundle, step oauthflow.Step) *report.BundleExchange { return b.Events[at(step)].HTTP }
	rows := []struct {
		name   string
		change func(*report.Bundle)
		want   report.Difference
	}{
		{"the outcome", func(b *report.Bundle) { b.Outcome = report.TimedOut }, report.Difference{Area: report.AreaOutcome, Name: "outcome", A: "signed_in", B: "timed_out", Event: [2]int{-1, -1}}},
		{
			"an error", func(b *report.Bundle) { b.Error = &report.BundleError{Code: "x"} },
			report.Difference{Area: report.AreaError, Name: "code", B: "x", Event: [2]int{-1, -1}},
		},
		{
			"a failed check", func(b *report.Bundle) {
				b.Checks[0].Result = oauthflow.Failed
				b.Checks[0].Expected = "E"
				b.Checks[0].Actual = "A"
			},
			report.Difference{Area: report.AreaFailedCheck, Name: "DISC-02", A: "passed: " + f.client.Profile.Issuer, B: "failed: expected E; actual A", Event: [2]int{-1, -1}},
		},
		{
			"a step", func(b *report.Bundle) { b.Steps = b.Steps[:5] },
			report.Difference{Area: report.AreaStep, Step: "signed_in", Name: "signed_in", A: "reached", Event: [2]int{-1, -1}},
		},
		{
			"the connection", func(b *report.Bundle) {
				b.Connection = json.RawMessage(strings.Replace(string(b.Connection), `"Demo"`, `"Other"`, 1))
			},
			report.Difference{Area: report.AreaConnection, Name: "name", A: "Demo", B: "Other", Event: [2]int{-1, -1}},
		},
		{
			"a parameter of the token request", func(b *report.Bundle) { exchange(b, oauthflow.StepTokenRequest).Request.Form += "&resource=https://r" },
			report.Difference{Area: report.AreaRequest, Step: "token_request", Name: "parameter resource", B: "https://r", Event: [2]int{at("token_request"), at("token_request")}},
		},
		{
			"a status", func(b *report.Bundle) { exchange(b, oauthflow.StepUserInfo).Answer.Status = 500 },
			report.Difference{Area: report.AreaAnswer, Step: "userinfo", Name: "status", A: "200", B: "500", Event: [2]int{at("userinfo"), at("userinfo")}},
		},
		{
			"metadata", func(b *report.Bundle) {
				exchange(b, oauthflow.StepDiscover).Answer.Body = json.RawMessage(`{"issuer":"https://x"}`)
			},
			report.Difference{Area: report.AreaMetadata, Step: "discover", Name: "member issuer", A: f.client.Profile.Issuer, B: "https://x", Event: [2]int{at("discover"), at("discover")}},
		},
		{
			"a claim", func(b *report.Bundle) { b.Session.Claims["acr"] = "low" },
			report.Difference{Area: report.AreaClaim, Step: "verify", Name: "acr", A: "urn:proofkey:demo:password", B: "low", Event: [2]int{-1, -1}},
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if found := differences(t, b, bent(t, b, row.change)); !slices.Contains(found, row.want) {
				t.Errorf("found %+v", found)
			}
		})
	}
}

func TestWhatMattersMostIsListedFirst(t *testing.T) {
	b := wholeFlow(t).bundle(t, report.Options{})
	other := bent(t, b, func(b *report.Bundle) {
		b.Session, b.Outcome, b.Error = nil, report.Failed, &report.BundleError{Code: "x", Step: oauthflow.StepVerify}
		b.Checks[5].Result, b.Steps, b.Events = oauthflow.Failed, b.Steps[:4], b.Events[:6]
	})
	found := differences(t, b, other)
	areas := report.Areas()
	last := 0
	for _, d := range found {
		if at := slices.Index(areas, d.Area); at < last {
			t.Fatalf("%s after %s", d.Area, areas[last])
		} else {
			last = at
		}
	}
	if len(found) < 8 || found[0].Area != report.AreaOutcome || found[len(found)-1].Area != report.AreaClaim {
		t.Errorf("found %+v", found)
	}
}
