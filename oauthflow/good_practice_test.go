package oauthflow

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/oauth2"
)

const testVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" // RFC 7636, appendix B

// practiceCase is a sign-in in which everything is as it should be; a test breaks one thing of it.
type practiceCase struct {
	request  url.Values
	target   string // of the authorization request, without its query
	redirect url.Values
	answer   HTTPContent // ours to the redirect
	token    url.Values
	more     []Event // further events of the sign-in
	before   []Event
	checks   []Check
	until    Step // the last step that there was; empty: all of them
}

func goodCase() *practiceCase {
	passed := func(id string) Check { return judge(id, true, "", "") }
	return &practiceCase{
		target: "https://op.example/authorize",
		request: url.Values{
			"response_type": {"code"}, "state": {"state-of-this-sign-in"}, "code_challenge_method": {"S256"},
			"code_challenge": {oauth2.S256ChallengeFromVerifier(testVerifier)},
		},
		redirect: url.Values{"code": {"code-of-this-sign-in"}, "state": {"state-of-this-sign-in"}},
		answer:   HTTPContent{Status: 303, Fields: []HTTPField{{"Cache-Control", "no-store"}, {"Location", donePath}}},
		token:    url.Values{"grant_type": {"authorization_code"}, "code_verifier": {testVerifier}},
		checks:   []Check{passed("DISC-10"), passed("RESP-03"), passed("RESP-13"), passed("JOSE-20"), passed("IDT-10"), passed("STOR-01")},
	}
}

func recorded(step Step, method, address, body string, answer HTTPContent) Event {
	return Event{Kind: EventHTTP, Step: step, HTTP: &HTTPExchange{
		Method: method, URL: MaskURL(address), Status: answer.Status,
		Request: NewHTTPMessage(HTTPContent{Method: method, URL: address, Body: []byte(body)}), Answer: NewHTTPMessage(answer),
	}}
}

func tokenRequest(form url.Values) Event {
	return recorded(StepTokenRequest, "POST", "https://op.example/token", form.Encode(), HTTPContent{Status: 200, Body: []byte(`{}`)})
}

// judge puts the case on a timeline and judges it.
func (p *practiceCase) judge() []Practice {
	events := append(p.before[:len(p.before):len(p.before)], Event{Kind: EventStepBegan, Step: StepDiscover})
	if p.until != StepDiscover {
		events = append(events, Event{Kind: EventRequestReady, Link: NewSecret(p.target + "?" + p.request.Encode())})
	}
	if p.until == "" || p.until == StepRedirect {
		events = append(events, recorded(StepRedirect, "GET", "http://127.0.0.1:5391/callback?"+p.redirect.Encode(), "", p.answer))
	}
	if p.until == "" {
		events = append(events, tokenRequest(p.token))
	}
	return judgeGoodPractice(append(events, p.more...), p.checks)
}

func (p *practiceCase) change(id string, result Result, actual string) {
	i := slices.IndexFunc(p.checks, func(c Check) bool { return c.ID == id })
	p.checks[i].Result, p.checks[i].Actual = result, actual
}

func (p *practiceCase) drop(id string) {
	p.checks = slices.DeleteFunc(p.checks, func(c Check) bool { return c.ID == id })
}

func findingOf(t *testing.T, list []Practice, rule PracticeRule) Practice {
	t.Helper()
	i := slices.IndexFunc(list, func(p Practice) bool { return p.Rule() == rule })
	if i < 0 {
		t.Fatalf("no verdict on %s", rule)
	}
	return list[i]
}

func TestASignInAsItShouldBeKeepsEveryRuleThatCanBeSeen(t *testing.T) {
	list := goodCase().judge()
	for i, rule := range PracticeRules() {
		p := list[i]
		want := Passed
		if rule == PracticeRefresh {
			want = Skipped // the session says
		}
		if p.Rule() != rule || p.Result() != want || !p.Complete() {
			t.Errorf("%s: %+v is %q", rule, p, p.Result())
		}
	}
}

func TestEachRuleSeesWhatBreaksIt(t *testing.T) {
	elsewhere := func(step Step, address, body string, answer HTTPContent) func(*practiceCase) {
		return func(p *practiceCase) { p.more = append(p.more, recorded(step, "POST", address, body, answer)) }
	}
	rows := []struct {
		name   string
		broken func(*practiceCase)
		rule   PracticeRule
		want   Finding
		value  string // one of the evidence's
	}{
		{"the challenge is of another verifier", func(p *practiceCase) { p.request.Set("code_challenge", "other") }, PracticePKCE, "s256_differs", ""},
		{"the challenge is the verifier itself", func(p *practiceCase) { p.request.Set("code_challenge_method", "plain") }, PracticePKCE, "s256_missing", "plain"},
		{"no method is sent", func(p *practiceCase) { p.request.Del("code_challenge_method") }, PracticePKCE, "s256_missing", "–"},
		{"no challenge is sent", func(p *practiceCase) { p.request.Del("code_challenge") }, PracticePKCE, "s256_missing", "S256"},
		{"the provider announces nothing", func(p *practiceCase) { p.change("DISC-10", Skipped, "") }, PracticePKCE, "s256_not_announced", ""},
		{"the provider announces plain only", func(p *practiceCase) { p.change("DISC-10", Failed, "plain"); p.until = StepDiscover }, PracticePKCE, "s256_refused", "plain"},
		{"the code was never redeemed", func(p *practiceCase) { p.until = StepRedirect }, PracticePKCE, "s256_not_redeemed", ""},
		{"nothing was asked", func(p *practiceCase) { p.until = StepDiscover }, PracticePKCE, "s256_not_asked", ""},

		{"the verifier has 42 characters", func(p *practiceCase) { p.token.Set("code_verifier", testVerifier[1:]) }, PracticeVerifier, "verifier_short", "42"},
		{"the verifier has a space", func(p *practiceCase) { p.token.Set("code_verifier", testVerifier+" x") }, PracticeVerifier, "verifier_characters", ""},
		{"the verifier is that of the sign-in before", func(p *practiceCase) { p.before = []Event{tokenRequest(p.token)} }, PracticeVerifier, "verifier_repeated", ""},
		{"the token request has no verifier", func(p *practiceCase) { p.token.Del("code_verifier") }, PracticeVerifier, "verifier_missing", ""},
		{"no token request was sent", func(p *practiceCase) { p.until = StepRedirect }, PracticeVerifier, "verifier_not_sent", ""},
		{"a sign-in before had another verifier", func(p *practiceCase) {
			p.before = []Event{tokenRequest(url.Values{"code_verifier": {"another"}})}
		}, PracticeVerifier, "verifier_fresh", "1"},

		{"no state is sent", func(p *practiceCase) { p.request.Del("state") }, PracticeState, "state_missing", ""},
		{"another state comes back", func(p *practiceCase) { p.redirect.Set("state", "another") }, PracticeState, "state_differs", ""},
		{"the state was not compared", func(p *practiceCase) { p.drop("RESP-03") }, PracticeState, "state_differs", ""},
		{"the comparison failed", func(p *practiceCase) { p.change("RESP-03", Failed, "") }, PracticeState, "state_differs", ""},
		{"no redirect came", func(p *practiceCase) { p.until = StepAuthorizationRequest; p.drop("RESP-03") }, PracticeState, "state_not_returned", ""},
		{"the redirect was pasted", func(p *practiceCase) { p.until = StepAuthorizationRequest }, PracticeState, "state_compared", "state-…"},

		{"the verifier is in the authorization URL", func(p *practiceCase) { p.request.Set("code_challenge", testVerifier) }, PracticeConfined, "verifier_elsewhere", "GET https://op.example/authorize"},
		{"the verifier is in a query", elsewhere(StepUserInfo, "https://op.example/userinfo?v="+testVerifier, "", HTTPContent{}), PracticeConfined, "verifier_elsewhere", "POST https://op.example/userinfo"},
		{"the verifier is in another body", elsewhere(StepRevocation, "https://op.example/revoke", "x="+testVerifier, HTTPContent{}), PracticeConfined, "verifier_elsewhere", "POST https://op.example/revoke"},
		{"the verifier is in an answer", elsewhere(StepVerify, "https://op.example/jwks", "", HTTPContent{Body: []byte(testVerifier)}), PracticeConfined, "verifier_elsewhere", "POST https://op.example/jwks"},
		{"the verifier is in a header", elsewhere(StepVerify, "https://op.example/jwks", "", HTTPContent{Fields: []HTTPField{{"X-Echo", testVerifier}}}), PracticeConfined, "verifier_elsewhere", "POST https://op.example/jwks"},
		{"the answer to the token request repeats the verifier", func(p *practiceCase) {
			e := tokenRequest(p.token)
			e.HTTP.Answer = NewHTTPMessage(HTTPContent{Body: []byte(`{"seen":"` + testVerifier + `"}`)})
			p.more = append(p.more, e)
		}, PracticeConfined, "verifier_elsewhere", "POST https://op.example/token"},
		{"a request is too long to be kept whole", elsewhere(StepAPI, "https://api.example/", strings.Repeat("x", maxKeptBody+1), HTTPContent{}), PracticeConfined, "verifier_bodies_gone", ""},
		{"a body was let go", func(p *practiceCase) {
			e := recorded(StepAPI, "GET", "https://api.example/", "", HTTPContent{Body: []byte("x")})
			e.HTTP.Answer.dropBody()
			p.more = append(p.more, e)
		}, PracticeConfined, "verifier_bodies_gone", ""},
		{"the verifier was not used", func(p *practiceCase) { p.until = StepRedirect }, PracticeConfined, "verifier_unused", ""},

		{"the implicit flow is asked for", func(p *practiceCase) { p.request.Set("response_type", "id_token token") }, PracticeCodeFlow, "other_response_type", "id_token token"},
		{"a token comes in the redirect", func(p *practiceCase) { p.change("RESP-13", Failed, "access_token") }, PracticeCodeFlow, "token_in_redirect", "access_token"},
		{"no answer came", func(p *practiceCase) { p.until = StepAuthorizationRequest; p.drop("RESP-13") }, PracticeCodeFlow, "code_not_returned", ""},
		{"no flow began", func(p *practiceCase) { p.until = StepDiscover }, PracticeCodeFlow, "code_not_asked", ""},

		{"there is no keyring", func(p *practiceCase) { p.change("STOR-01", Skipped, "") }, PracticeStorage, "tokens_in_memory", ""},
		{"the session was not written", func(p *practiceCase) { p.change("STOR-01", Failed, "") }, PracticeStorage, "tokens_not_written", ""},
		{"there is nothing to store", func(p *practiceCase) { p.drop("STOR-01") }, PracticeStorage, "tokens_none", ""},

		{"a request goes over http to another computer", elsewhere(StepUserInfo, "http://op.example/userinfo?access_token=x", "", HTTPContent{}), PracticeTransport, "request_plain", "http://op.example/userinfo"},
		{"the browser is sent over http", func(p *practiceCase) { p.target = "http://op.example/authorize" }, PracticeTransport, "request_plain", "http://op.example/authorize"},
		{"no request was sent", func(p *practiceCase) { p.until = StepDiscover }, PracticeTransport, "requests_none", ""},

		{"the nonce is another one", func(p *practiceCase) { p.change("IDT-10", Failed, "") }, PracticeIDToken, "id_token_failed", "IDT-10"},
		{"the signature was not looked at", func(p *practiceCase) { p.drop("JOSE-20") }, PracticeIDToken, "id_token_none", ""},
		{"there was no ID token", func(p *practiceCase) { p.checks = p.checks[:3] }, PracticeIDToken, "id_token_none", ""},

		{"the browser gets a text", func(p *practiceCase) { p.answer.Body = []byte("panic: nil") }, PracticeErrors, "answer_tells", ""},
		{"the browser is sent on with the error", func(p *practiceCase) {
			p.redirect = url.Values{"error": {"access_denied"}, "state": {"state-of-this-sign-in"}}
			p.answer.Fields[1].Value = donePath + "?error=access_denied"
		}, PracticeErrors, "answer_tells", ""},
		{"a header repeats the code", func(p *practiceCase) { p.answer.Fields[0].Value = "code-of-this-sign-in" }, PracticeErrors, "answer_tells", ""},
		{"the browser gets an error", func(p *practiceCase) { p.answer.Status = 500 }, PracticeErrors, "answer_tells", ""},
		{"no browser came", func(p *practiceCase) { p.until = StepAuthorizationRequest }, PracticeErrors, "answer_none", ""},
		{"it is confirmed on another device", onDevice, PracticePKCE, "s256_device", ""},
		{"there is no verifier on another device", onDevice, PracticeVerifier, "verifier_device", ""},
		{"there is no state on another device", onDevice, PracticeState, "state_device", ""},
		{"nothing is confined on another device", onDevice, PracticeConfined, "confined_device", ""},
		{"there is no code on another device", onDevice, PracticeCodeFlow, "code_device", ""},
		{"no browser of ours comes from another device", onDevice, PracticeErrors, "answer_device", ""},
		{"a stranger came", func(p *practiceCase) { p.more = []Event{{Kind: EventStranger, Stranger: &Stranger{}}} }, PracticeErrors, "answer_fixed", "1"},
	}
	found := map[Finding]bool{}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := goodCase()
			row.broken(p)
			list := p.judge()
			got := findingOf(t, list, row.rule)
			found[got.Finding] = true
			if got.Finding != row.want || !got.Complete() {
				t.Fatalf("%+v, want %s", got, row.want)
			}
			if row.value != "" && !slices.ContainsFunc(valuesOf(got), func(v string) bool { return strings.HasPrefix(v, row.value) }) {
				t.Errorf("the evidence is %v, want %q", got.Values, row.value)
			}
			for _, verdict := range list {
				for _, value := range valuesOf(verdict) {
					for _, secret := range []string{testVerifier, testVerifier[1:], "code-of-this", "state-of-this"} {
						if strings.Contains(value, secret) {
							t.Errorf("%s shows %q", verdict.Finding, value)
						}
					}
				}
			}
		})
	}
	everyFindingIsMet(t, found)
}

// onDevice makes it a sign-in of the device grant.
func onDevice(p *practiceCase) {
	p.until = StepDiscover
	p.more = []Event{{Kind: EventDeviceCode, Device: &DeviceAuthorization{}}, tokenRequest(url.Values{"device_code": {"x"}})}
}

func everyFindingIsMet(t *testing.T, found map[Finding]bool) {
	t.Helper()
	for _, p := range goodCase().judge() {
		found[p.Finding] = true
	}
	for _, f := range Findings() {
		if !found[f] && !strings.HasPrefix(string(f), "refresh_") {
			t.Errorf("no row leads to %s", f)
		}
	}
}

func valuesOf(p Practice) []string {
	var values []string
	for _, v := range p.Values {
		values = append(values, v)
	}
	return values
}

func TestWhetherRefreshIsUsedIsSeenInTheSession(t *testing.T) {
	rows := []struct {
		name    string
		session Session
		want    Finding
	}{
		{"it was refreshed", Session{Refreshes: 2, RefreshToken: NewSecret("r")}, "refresh_used"},
		{"it can be, and was not yet", Session{RefreshToken: NewSecret("r")}, "refresh_ready"},
		{"a refresh token was asked for and not given", Session{RequestedScope: []string{"openid", "offline_access"}}, "refresh_not_granted"},
		{"none was asked for", Session{RequestedScope: []string{"openid"}}, "refresh_not_asked"},
	}
	for _, row := range rows {
		row.session.Practice = goodCase().judge()
		if got := findingOf(t, row.session.GoodPractice(), PracticeRefresh); got.Finding != row.want || !got.Complete() {
			t.Errorf("%s: %+v", row.name, got)
		}
	}
	if list := (Session{}).GoodPractice(); len(list) != 0 {
		t.Errorf("a session of an earlier version has %v", list)
	}
}

func TestTheVerdictsRestWithTheSession(t *testing.T) {
	data, err := Session{Practice: goodCase().judge()}.SealedForm()
	if err != nil {
		t.Fatal(err)
	}
	back, err := OpenSealedForm(data)
	if err != nil || len(back.Practice) != 10 || back.Practice[1].Values["Length"] != "43" {
		t.Errorf("%+v, %v", back.Practice, err)
	}
	old, err := OpenSealedForm([]byte(`{"version":1,"iss":"x"}`))
	if err != nil || old.Practice != nil {
		t.Errorf("an earlier version: %+v, %v", old.Practice, err)
	}
}

func TestAFindingOfAnotherVersionHasNoRule(t *testing.T) {
	for _, p := range []Practice{{Finding: "of_the_future"}, {Finding: "verifier_fresh"}} {
		if p.Complete() {
			t.Errorf("%+v can be shown", p)
		}
	}
}
