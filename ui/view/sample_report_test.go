package view

import (
	"bytes"
	"context"
	"regexp"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
	"proofkey/ui/state"
)

// bundleOf is a report of a session with some events, saved a minute after the pictures.
func bundleOf(s *oauthflow.Session, events []oauthflow.Event) report.Bundle {
	b, err := report.NewBundle("Proofkey 1.0.0", demoProfile(), s, events, report.Options{At: later(60)})
	if err != nil {
		panic(err)
	}
	return b
}

// recordedSignIn are a sign-in that asks for the scope; one that failed did so at the token request.
func recordedSignIn(scope string, failed bool) []oauthflow.Event {
	at := func(ms int) time.Time { return later(-7).Add(time.Duration(ms) * time.Millisecond) }
	status, body := 200, `{"access_token":"at-secret-1","token_type":"Bearer","expires_in":3600,"scope":"`+scope+`"}`
	if failed {
		status, body = 400, `{"error":"invalid_grant","error_description":"the code was used"}`
	}
	const endpoint = "http://127.0.0.1:51723/token"
	field := func(value string) []oauthflow.HTTPField {
		return []oauthflow.HTTPField{{Name: "Content-Type", Value: value}}
	}
	events := []oauthflow.Event{
		{At: at(0), Kind: oauthflow.EventStepBegan, Step: oauthflow.StepDiscover},
		{At: at(4), Kind: oauthflow.EventStepEnded, Step: oauthflow.StepDiscover, Duration: 4 * time.Millisecond, Cached: true},
		{At: at(9), Kind: oauthflow.EventRequestReady, Step: oauthflow.StepRedirect, ListeningOn: "127.0.0.1:53911", Deadline: at(300000), Link: oauthflow.NewSecret("http://127.0.0.1:51723/authorize?response_type=code&client_id=proofkey&scope=" + scope)},
		{At: at(6250), Kind: oauthflow.EventHTTP, Step: oauthflow.StepTokenRequest, HTTP: &oauthflow.HTTPExchange{
			Method: "POST", URL: endpoint, Status: status, StartedAt: at(6214), Duration: 31 * time.Millisecond, FirstByte: 30 * time.Millisecond,
			Request: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Method: "POST", URL: endpoint, Fields: field("application/x-www-form-urlencoded"), Body: []byte("grant_type=authorization_code&code=code-secret&code_verifier=verifier-secret")}),
			Answer:  oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Proto: "HTTP/1.1", Status: status, Fields: field("application/json"), Body: []byte(body)}),
		}},
	}
	if failed {
		return append(events, oauthflow.Event{At: at(6260), Kind: oauthflow.EventFailed, Step: oauthflow.StepTokenRequest, Err: &oauthflow.Error{
			Step: oauthflow.StepTokenRequest, Code: oauthflow.CodeTokenError, OAuthError: "invalid_grant", Description: "the code was used",
		}})
	}
	s := session()
	s.Practice = verdicts()
	return append(events, oauthflow.Event{At: at(6260), Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: s})
}

// reportOf is the bundle, opened. Its markers are the same each time, which those of a bundle are not.
func reportOf(b report.Bundle) *state.Connection {
	c, err := state.NewSavedReport(b, string(b.Outcome))
	if err != nil {
		panic(err)
	}
	c.Profile.ID = "report " + string(b.Outcome)
	return c
}

// onReport is a report that was opened, on one of its tabs.
func onReport(tab state.Tab) func() *state.State {
	return func() *state.State {
		s := signedIn()
		events := recordedSignIn("openid+profile", false)
		b := sameMarkers(bundleOf(events[len(events)-1].Session, events))
		c := reportOf(b)
		s.AddReport(c)
		c.ShowTab(tab)
		return s
	}
}

func notOpened() *state.State {
	s := signedIn()
	s.ReportNotOpened(report.ErrNoBundle)
	return s
}

// comparedSignIns has a report of a sign-in that failed beside a present session.
func comparedSignIns() *state.State {
	s := signedIn()
	good := recordedSignIn("openid+profile+email", false)
	for _, e := range good {
		s.Current().Apply(e)
	}
	failed, live := sameMarkers(bundleOf(nil, recordedSignIn("openid", true))), bundleOf(good[len(good)-1].Session, good)
	s.AddReport(reportOf(failed))
	s.BeginComparison(s.ComparedAtFirst())
	found, err := report.Compare(context.Background(), failed, live)
	s.FinishComparison([2]report.Bundle{failed, live}, found, err)
	s.PickDifference(1)
	s.Show(state.RoomCompare)
	return s
}

func comparedAlike() *state.State {
	s := comparedSignIns()
	s.FinishComparison(s.Comparison.Bundles, nil, nil)
	return s
}

// sameMarkers gives every marker the same digits, so that a picture is the same each time.
func sameMarkers(b report.Bundle) report.Bundle {
	data, err := b.Encode()
	if err != nil {
		panic(err)
	}
	opened, err := report.Open(bytes.NewReader(markerDigits.ReplaceAll(data, []byte(" 0123abcd…"))))
	if err != nil {
		panic(err)
	}
	return opened
}

var markerDigits = regexp.MustCompile(` [0-9a-f]{8}…`)
