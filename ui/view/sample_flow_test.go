package view

import (
	"time"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

const (
	sampleState    = "kq3vY7sample-state-9fA"
	sampleNonce    = "n-0S6_WzA2MjQ8"
	sampleCode     = "SplxlOBeZQQYbYS6WxSbIA"
	sampleVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	sampleToken    = "2YotnFZFEjr1zCsicMWpAA"
)

// sampleExchange is an exchange with a body in JSON.
func sampleExchange(at time.Time, method, url, form, body string) *oauthflow.HTTPExchange {
	fields := []oauthflow.HTTPField{{Name: "Host", Value: "127.0.0.1:51723"}, {Name: "Accept", Value: "application/json"}}
	if form != "" {
		fields = append(fields, oauthflow.HTTPField{Name: "Content-Type", Value: "application/x-www-form-urlencoded"})
	}
	return &oauthflow.HTTPExchange{
		Method: method, URL: url, Status: 200, Bytes: len(body), StartedAt: at, Duration: 31 * time.Millisecond, Connect: time.Millisecond, FirstByte: 30 * time.Millisecond,
		Request: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Method: method, URL: url, Proto: "HTTP/1.1", Fields: fields, Body: []byte(form)}),
		Answer: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{
			Proto: "HTTP/1.1", Status: 200, Body: []byte(body),
			Fields: []oauthflow.HTTPField{{Name: "Cache-Control", Value: "no-store"}, {Name: "Content-Type", Value: "application/json"}, {Name: "Set-Cookie", Value: "sid=cookie-secret"}},
		}),
	}
}

// signInEvents are the events of the sign-in of picture 04, which began at a time.
func signInEvents(began time.Time) []oauthflow.Event {
	at := func(ms int) time.Time { return began.Add(time.Duration(ms) * time.Millisecond) }
	began6 := func(step oauthflow.Step, from int) oauthflow.Event {
		return oauthflow.Event{At: at(from), Kind: oauthflow.EventStepBegan, Step: step}
	}
	ended := func(step oauthflow.Step, from, to int) oauthflow.Event {
		return oauthflow.Event{At: at(to), Kind: oauthflow.EventStepEnded, Step: step, Duration: at(to).Sub(at(from))}
	}
	exchanged := func(step oauthflow.Step, x *oauthflow.HTTPExchange) oauthflow.Event {
		return oauthflow.Event{At: x.StartedAt.Add(x.Duration), Kind: oauthflow.EventHTTP, Step: step, HTTP: x}
	}
	const host = "http://127.0.0.1:51723"
	link := host + "/authorize?response_type=code&client_id=proofkey&redirect_uri=http%3A%2F%2F127.0.0.1%3A53911%2Fcallback&scope=openid+profile&state=" +
		sampleState + "&nonce=" + sampleNonce + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
	redirect := sampleExchange(at(6213), "GET", "http://127.0.0.1:53911/callback?code="+sampleCode+"&state="+sampleState, "", "")
	redirect.Status, redirect.URL = 303, oauthflow.MaskURL(redirect.URL)
	form := "grant_type=authorization_code&code=" + sampleCode + "&code_verifier=" + sampleVerifier + "&client_id=proofkey"
	return []oauthflow.Event{
		began6(oauthflow.StepDiscover, 0),
		exchanged(oauthflow.StepDiscover, sampleExchange(at(0), "GET", host+"/.well-known/openid-configuration", "", `{"issuer":"http://127.0.0.1:51723"}`)),
		ended(oauthflow.StepDiscover, 0, 4),
		exchanged(oauthflow.StepVerify, sampleExchange(at(4), "GET", host+"/keys", "", `{"keys":[{"kty":"RSA","kid":"demo-2026-11"}]}`)),
		{
			At: at(9), Kind: oauthflow.EventRequestReady, Step: oauthflow.StepRedirect, Link: oauthflow.NewSecret(link), Deadline: at(300009),
			Request: oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Method: "GET", URL: link}),
		},
		{At: at(2000), Kind: oauthflow.EventStranger, Step: oauthflow.StepRedirect, Stranger: &oauthflow.Stranger{Method: "GET", Path: "/favicon.ico", Status: 404, Reason: "path"}},
		exchanged(oauthflow.StepRedirect, redirect),
		ended(oauthflow.StepRedirect, 9, 6214),
		exchanged(oauthflow.StepTokenRequest, sampleExchange(at(6214), "POST", host+"/token", form,
			`{"access_token":"`+sampleToken+`","token_type":"Bearer","expires_in":3600,"scope":"openid profile"}`)),
		began6(oauthflow.StepVerify, 6246),
		{At: at(6248), Kind: oauthflow.EventChecks, Step: oauthflow.StepVerify, Checks: ledger()[4:8]},
		ended(oauthflow.StepVerify, 6246, 6248),
		began6(oauthflow.StepSignedIn, 6248),
		ended(oauthflow.StepSignedIn, 6248, 6249),
		{At: at(6249), Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: session()},
	}
}

// flowed is picture 04: signed in, with the flow of the sign-in, at an entry.
func flowed(entry int) func() *state.State {
	return func() *state.State {
		s := signedIn()
		c := s.Current()
		for _, e := range signInEvents(later(-8)) {
			c.Apply(e)
		}
		c.Steps = doneSteps()
		c.ShowTab(state.TabFlow)
		c.Flow.Select(entry)
		return s
	}
}

// watched is a sign-in on its way, whose flow is looked at.
func watched() *state.State {
	s := waitingForBrowser()
	for _, e := range signInEvents(later(-7))[:6] {
		s.Current().Apply(e)
	}
	s.Current().ShowTab(state.TabFlow)
	return s
}

// refusedFlow is the flow of a sign-in that failed.
func refusedFlow() *state.State {
	s := refused()
	c := s.Current()
	c.Flow = state.Flow{} // the failure that it has without a sign-in
	for _, e := range signInEvents(later(-8))[:10] {
		c.Apply(e)
	}
	c.Apply(oauthflow.Event{At: later(-1), Kind: oauthflow.EventFailed, Step: oauthflow.StepVerify, Err: &oauthflow.Error{
		Step: oauthflow.StepVerify, Code: oauthflow.CodeIDTokenNonceMismatch, Expected: "n-0S6_…", Actual: "n-aaaa…",
	}})
	c.ShowTab(state.TabFlow)
	return s
}
