package state

import (
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func answered(a oauthflow.APIAnswer) *AnswerView {
	c := signedIn()
	c.API.URL = "http://127.0.0.1:51723/api/notes"
	c.BeginCall()
	c.FinishCall(&a, nil)
	return c.APIView(testNow()).Answer
}

func TestTheAnswerOfPicture07(t *testing.T) {
	a := answered(oauthflow.APIAnswer{
		Status: 200, Duration: 6 * time.Millisecond, Body: make([]byte, 312), SentToken: true,
		Header: map[string][]string{"Content-Type": {"application/json; charset=utf-8"}, "Set-Cookie": {"id=secret"}, "A": {"1", "2\u202E"}},
	})
	if a.Status != "200 OK" || a.Kind != oauthflow.Passed || english(t, a.Line) != "6 ms · 312 B · application/json" || !a.Meaning.IsZero() || a.StepUp != nil {
		t.Errorf("%+v, %q", a, english(t, a.Line))
	}
	if want := "A: 1\nA: 2‹U+202E›\nContent-Type: application/json; charset=utf-8\nSet-Cookie: [secret]"; a.Headers != want { // DISP-02
		t.Errorf("headers: %q", a.Headers)
	}
}

func TestARefusalIsExplained(t *testing.T) {
	now, hour := 0, 3600
	rows := []struct {
		name   string
		answer oauthflow.APIAnswer
		want   string
		offer  bool
	}{
		{"a token that is not accepted", oauthflow.APIAnswer{Status: 401, SentToken: true}, "The API does not accept this access token. It may be expired, revoked, or made for another API.", false},
		{"nor after a refresh", oauthflow.APIAnswer{Status: 401, SentToken: true, Refreshed: true}, "The API does not accept the renewed access token either. It may be made for another API.", false},
		{"no token was sent", oauthflow.APIAnswer{Status: 401}, "The API wants an access token, and none was sent.", false},
		{"refused without a way out", oauthflow.APIAnswer{Status: 403, SentToken: true}, "The API knows the token and refuses this call. Signing in again does not change that.", false},
		{
			"a scope is missing",
			oauthflow.APIAnswer{Status: 403, StepUp: &oauthflow.StepUp{Reason: "insufficient_scope", Scopes: []string{"openid", "admin"}, Missing: []string{"admin"}}},
			"This call needs a scope that the access token does not have: admin. A sign-in that asks for it may get it, if the provider grants it.", true,
		},
		{
			"no scope is missing",
			oauthflow.APIAnswer{Status: 403, StepUp: &oauthflow.StepUp{Reason: "insufficient_scope", Scopes: []string{"openid", "admin"}}},
			"This call needs the scopes openid admin, and all of them were granted. Another sign-in does not change that.", false,
		},
		{
			"a stronger sign-in",
			oauthflow.APIAnswer{Status: 401, StepUp: &oauthflow.StepUp{ACRValues: []string{"mfa"}, MaxAge: &hour}},
			"This call needs a stronger sign-in: mfa. Signing in again at that level may satisfy it.", true,
		},
		{
			"a fresh sign-in",
			oauthflow.APIAnswer{Status: 401, StepUp: &oauthflow.StepUp{MaxAge: &hour}},
			"This call needs a sign-in that is at most 1 h old. Signing in again satisfies it.", true,
		},
		{
			"a sign-in now",
			oauthflow.APIAnswer{Status: 401, StepUp: &oauthflow.StepUp{MaxAge: &now}},
			"This call needs you to prove now who you are. Signing in again satisfies it.", true,
		},
		{
			"a fresh sign-in after one with more scopes",
			oauthflow.APIAnswer{Status: 401, StepUp: &oauthflow.StepUp{Reason: "insufficient_user_authentication", Scopes: []string{"admin"}, MaxAge: &hour}},
			"This call needs a sign-in that is at most 1 h old. Signing in again satisfies it.", true,
		},
		{
			"a sign-in as there is one",
			oauthflow.APIAnswer{Status: 401, StepUp: &oauthflow.StepUp{Reason: "insufficient_user_authentication", MaxAge: &hour, Met: true}},
			"This call needs a sign-in as yours is already. Another sign-in does not change that: the API may not see how you signed in.", false,
		},
		{
			"a challenge that names nothing",
			oauthflow.APIAnswer{Status: 401, StepUp: &oauthflow.StepUp{}},
			"This call needs another sign-in. Signing in again may satisfy it.", true,
		},
		{"a redirect", oauthflow.APIAnswer{Status: 307}, "The API sends the call to another address. It was not followed, so that the token does not go where you have not confirmed it.", false},
		{"too many calls", oauthflow.APIAnswer{Status: 429}, "The API has had too many calls. Wait as long as it says in Retry-After.", false},
		{"a failure of the API", oauthflow.APIAnswer{Status: 500}, "", false},
	}
	for _, row := range rows {
		a := answered(row.answer)
		if got := english(t, a.Meaning); got != row.want || (a.StepUp != nil) != row.offer {
			t.Errorf("%s: %q, offers a sign-in: %t", row.name, got, a.StepUp != nil)
		}
	}
}

func TestStatusAndSizeAreForPeople(t *testing.T) {
	for status, want := range map[int]string{200: "200 OK", 401: "401 Unauthorized", 418: "418", 599: "599"} {
		if got := statusLine(status); got != want {
			t.Errorf("%d is %q", status, got)
		}
	}
	for n, want := range map[int]string{0: "0 B", 999: "999 B", 4500: "4.5 kB", 10 << 20: "10.5 MB"} {
		if got := english(t, sizeText(n)); got != want {
			t.Errorf("%d bytes are %q", n, got)
		}
	}
	for status, want := range map[int]oauthflow.Result{200: oauthflow.Passed, 204: oauthflow.Passed, 302: oauthflow.Skipped, 403: oauthflow.Failed} {
		if got := statusKind(status); got != want {
			t.Errorf("%d is %s", status, got)
		}
	}
}

func TestSamplesAreWhatTheConnectionHas(t *testing.T) {
	c := signedIn()
	if n := len(c.APIView(testNow()).Samples); n != 0 {
		t.Errorf("%d samples without metadata and demo API", n)
	}
	c.Metadata = &oauthflow.ServerMetadata{UserInfoEndpoint: "https://id.example/userinfo"}
	c.DemoAPI = "http://127.0.0.1:51723/api"
	var got []string
	for _, s := range c.APIView(testNow()).Samples {
		got = append(got, english(t, s.Name)+" "+s.Method+" "+s.URL)
	}
	want := "UserInfo GET https://id.example/userinfo|Notes (demo API) GET http://127.0.0.1:51723/api/notes|Add a note POST http://127.0.0.1:51723/api/notes|" +
		"Admin only (403) GET http://127.0.0.1:51723/api/admin|Needs fresh sign-in (401) GET http://127.0.0.1:51723/api/fresh|Who am I GET http://127.0.0.1:51723/api/whoami|" +
		"MCP: initialize POST http://127.0.0.1:51723/api/mcp|MCP: list the tools POST http://127.0.0.1:51723/api/mcp"
	if strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
}

func TestWhatIsSentAlongIsSaid(t *testing.T) {
	c := signedIn()
	if got := english(t, c.APIView(testNow()).Authorization); got != "Authorization: Bearer •••• (JWT · RFC 9068, expires in 59 min)" {
		t.Errorf("%q", got)
	}
	c.Session.ExpiresAt = testNow()
	if got := english(t, c.APIView(testNow()).Authorization); got != "Authorization: Bearer •••• (JWT · RFC 9068, expired)" {
		t.Errorf("%q", got)
	}
}

func TestAnotherOriginIsAskedAboutFirst(t *testing.T) {
	c := signedIn()
	c.API.URL = "https://api.example/notes"
	c.BeginCall()
	if v := c.APIView(testNow()); v.Call.Enabled || english(t, v.Call.Label) != "Calling…" {
		t.Errorf("while it runs: %+v", v.Call)
	}
	c.FinishCall(nil, failure(oauthflow.StepAPI, oauthflow.CodeAPIOriginNotConfirmed))
	v := c.APIView(testNow())
	if english(t, v.AskOrigin) != "Send this access token to https://api.example?" || v.Problem != nil || v.Call.Enabled {
		t.Fatalf("%+v", v)
	}
	before := c.Profile.APIOrigins
	if got := c.ConfirmOrigin(); got != "https://api.example" || c.API.AskOrigin != "" || len(c.Profile.APIOrigins) != len(before)+1 {
		t.Errorf("confirmed %q: %v", got, c.Profile.APIOrigins)
	}
	c.API.AskOrigin = "https://other.example"
	c.RefuseOrigin()
	if c.API.AskOrigin != "" || len(c.Profile.APIOrigins) != len(before)+1 {
		t.Errorf("refused: %v", c.Profile.APIOrigins)
	}
}

func TestACallThatFailedIsAProblem(t *testing.T) {
	c := signedIn()
	c.BeginCall()
	c.FinishCall(nil, failure(oauthflow.StepAPI, oauthflow.CodeAPIUnreachable))
	if p := c.APIView(testNow()).Problem; p == nil || english(t, p.Title) != "The API was not called: the API could not be reached" {
		t.Errorf("%+v", p)
	}
}

func TestTheRequestIsWhatThePersonWrote(t *testing.T) {
	r, problem := APICall{URL: " https://a.example/x ", Headers: "accept: text/plain\n\n X-Two:1\nx-two: 2 ", Body: "dropped"}.Request()
	if problem != nil || r.Method != "GET" || r.URL != "https://a.example/x" || r.Body != nil {
		t.Fatalf("%+v, %v", r, problem)
	}
	if got := strings.Join(r.Header["X-Two"], "+") + r.Header.Get("Accept"); got != "1+2text/plain" {
		t.Errorf("headers: %v", r.Header)
	}
	r, problem = APICall{Method: "POST", Body: `{"a":1}`}.Request()
	if problem != nil || string(r.Body) != `{"a":1}` {
		t.Errorf("body: %q, %v", r.Body, problem)
	}
	for _, headers := range []string{"no colon", ": no name"} {
		if _, problem = (APICall{Headers: headers}).Request(); problem == nil || problem.Code != oauthflow.CodeAPIRequestInvalid {
			t.Errorf("%q: %v", headers, problem)
		}
	}
}

type cutDocument bool

func (d cutDocument) Rows() int { return 1 }
func (d cutDocument) Cut() bool { return bool(d) }

func TestAnAnswerThatIsShownInPartSaysSo(t *testing.T) {
	for cut, want := range map[cutDocument]string{true: "Only the beginning of 10.5 MB is shown. Copy or save has all of it.", false: ""} {
		c := signedIn()
		c.FinishCall(&oauthflow.APIAnswer{Status: 200, Body: make([]byte, 10<<20)}, nil)
		c.API.Document = cut
		if got := english(t, c.APIView(testNow()).Answer.Cut); got != want {
			t.Errorf("cut %t: %q", cut, got)
		}
	}
}

// A new call takes the old answer away with its body.
func TestANewCallClearsTheOldAnswer(t *testing.T) {
	c := signedIn()
	c.API.Answer, c.API.Document = &oauthflow.APIAnswer{Status: 200}, cutDocument(false)
	c.BeginCall()
	if c.API.Answer != nil || c.API.Document != nil || !c.API.Running {
		t.Errorf("%+v", c.API)
	}
}

func TestTheAnswerOfAnotherCallIsPutAway(t *testing.T) {
	admin := "http://127.0.0.1:51723/api/admin"
	rows := []struct {
		name   string
		change func(*APICall)
		stays  bool
	}{
		{"another URL", func(a *APICall) { a.URL += "x" }, false},
		{"another method", func(a *APICall) { a.Method = "POST" }, false},
		{"the same call", func(a *APICall) { a.URL = admin }, true},
		{"the headers of the answer", func(a *APICall) { a.ShowHeaders = true }, true},
	}
	for _, row := range rows {
		c := signedIn()
		c.API.URL = admin
		c.BeginCall()
		c.FinishCall(&oauthflow.APIAnswer{Status: 403, StepUp: &oauthflow.StepUp{Reason: "insufficient_scope", Missing: []string{"admin"}}}, nil)
		c.EditCall(row.change)
		v := c.APIView(testNow())
		if (v.Answer != nil) != row.stays || v.Call.Primary == row.stays {
			t.Errorf("%s: answer %v, Call is primary: %v", row.name, v.Answer, v.Call.Primary)
		}
	}
}

func TestAnEditDoesNotLoseTheCallThatRuns(t *testing.T) {
	c := signedIn()
	c.BeginCall()
	c.EditCall(func(a *APICall) { a.URL = "http://127.0.0.1:51723/api/whoami" })
	if !c.API.Running {
		t.Error("the call that runs cannot be cancelled any more")
	}
}

func TestTheSignInThatTheAPIAskedForMakesTheCallTheNextThing(t *testing.T) {
	for name, row := range map[string]struct {
		stepUp *oauthflow.StepUp
		kept   bool
	}{
		"the answer asked for it": {&oauthflow.StepUp{Missing: []string{"admin"}}, false},
		"the answer was another":  {nil, true},
	} {
		c := signedIn()
		c.API.URL = "http://127.0.0.1:51723/api/admin"
		c.FinishCall(&oauthflow.APIAnswer{Status: 403, SentToken: true, StepUp: row.stepUp}, nil)
		c.Apply(oauthflow.Event{Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: c.Session})
		v := c.APIView(time.Now())
		if (v.Answer != nil) != row.kept || !v.Call.Primary || c.API.URL == "" {
			t.Errorf("%s: answer %+v, the call is filled: %t, URL %q", name, v.Answer, v.Call.Primary, c.API.URL)
		}
	}
}

func TestARepeatedCallSaysThatTheTokenWasNotAccepted(t *testing.T) { // it need not have expired
	c := signedIn()
	c.FinishCall(&oauthflow.APIAnswer{Status: 401, SentToken: true, Refreshed: true}, nil)
	if got := english(t, c.APIView(time.Now()).Answer.Refreshed); got != "The API did not accept the token: it was renewed, and the call was repeated once." {
		t.Errorf("%q", got)
	}
}
