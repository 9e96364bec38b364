package state

import (
	"errors"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestTheProblemOfPicture06(t *testing.T) {
	c := waiting()
	c.Profile.Name = "Keycloak staging"
	c.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Err: &oauthflow.Error{
		Step: oauthflow.StepVerify, Code: oauthflow.CodeIDTokenNonceMismatch, Spec: "OIDC Core §3.1.3.7 (11)", Expected: "n-0S6_…", Actual: "n-aaaa…",
	}})
	p := c.Problem()
	if got := english(t, p.Title); got != "You were not signed in: the ID token belongs to another sign-in" {
		t.Errorf("title: %q", got)
	}
	want := "The token’s nonce is not the one this app sent. Someone may be replaying an old answer, or the provider mixed up two sign-ins. Nothing was stored, and the tokens were thrown away."
	if got := english(t, p.Happened); got != want {
		t.Errorf("happened: %q", got)
	}
	var facts []string
	for _, f := range p.Facts {
		facts = append(facts, english(t, f.Label)+": "+f.Value+english(t, f.Words))
	}
	wantFacts := "We sent: n-0S6_…|The token says: n-aaaa…|Rule: OIDC Core §3.1.3.7 (11)|Error code: id_token_nonce_mismatch"
	if got := strings.Join(facts, "|"); got != wantFacts {
		t.Errorf("facts: %q", got)
	}
	if buttons := c.ProblemButtons(); len(buttons) != 2 || buttons[0].Action != ActionTryAgain || !buttons[0].Primary || buttons[1].Action != ActionDoctor || buttons[1].Primary {
		t.Errorf("buttons: %+v", buttons)
	}
}

func TestAProblemSaysWhereItHappened(t *testing.T) {
	rows := []struct {
		step oauthflow.Step
		code oauthflow.Code
		want string
	}{
		{oauthflow.StepDiscover, oauthflow.CodeMetadataUnreachable, "You were not signed in: the provider could not be reached"},
		{oauthflow.StepRefresh, oauthflow.CodeTokenResponseInvalid, "The tokens were not renewed: the token endpoint’s answer breaks the rules"},
		{oauthflow.StepRefresh, oauthflow.CodeSessionEnded, "Your session has ended: the provider no longer renews it"},
		{oauthflow.StepUserInfo, oauthflow.CodeUserInfoUnreachable, "You are signed in, but UserInfo adds nothing: the UserInfo endpoint could not be reached"},
		{oauthflow.StepRevocation, oauthflow.CodeRevocationFailed, "You are signed out on this computer, but the provider did not confirm that the tokens are revoked"},
		{oauthflow.StepEndSession, oauthflow.CodeBrowserNotOpened, "You are signed out on this computer, but the system opened no browser"},
		{oauthflow.StepAPI, oauthflow.CodeAPIUnreachable, "The API was not called: the API could not be reached"},
		{oauthflow.StepTokenRequest, oauthflow.CodeProxyUnauthenticated, "You were not signed in: the proxy wants a valid user name and password"},
		{"", oauthflow.CodeStorageUnavailable, "Something did not work: the store for secrets does not answer"},
		{"", oauthflow.CodeConnectionInvalid, "This connection cannot be used as it is"},
	}
	for _, row := range rows {
		if got := english(t, ProblemOf(failure(row.step, row.code)).Title); got != row.want {
			t.Errorf("%s in %s: %q, want %q", row.code, row.step, got, row.want)
		}
	}
}

// A title that is the second half of a sentence begins in lower case, one that stands alone does not.
func TestTitlesFitTheirFrame(t *testing.T) {
	entries := catalogue(t)
	for _, code := range oauthflow.Codes() {
		title := entries["problem."+string(code)+".title"]["other"]
		first := title[:1]
		proper := strings.HasPrefix(title, "UserInfo") || strings.HasPrefix(title, "API")
		if lower := first == strings.ToLower(first); !proper && lower == standsAlone(code) {
			t.Errorf("%s: %q", code, title)
		}
	}
}

// DISP-05
func TestEveryCodeAndFrameGivesWholeSentences(t *testing.T) {
	steps := append(oauthflow.SignInSteps(), oauthflow.StepUserInfo, oauthflow.StepRefresh, oauthflow.StepRevocation, oauthflow.StepEndSession, oauthflow.StepAPI, "")
	for _, code := range oauthflow.Codes() {
		for _, step := range steps {
			p := ProblemOf(&oauthflow.Error{Step: step, Code: code})
			for _, text := range []Text{p.Title, p.Happened, p.Do} {
				if s := english(t, text); s == "" || strings.Contains(s, "..") || strings.Contains(s, "<no value>") {
					t.Errorf("%s in %s: %q", code, step, s)
				}
			}
		}
	}
}

func TestAnErrorOfElsewhereIsUnexpectedAndItsTextIsInTheDetails(t *testing.T) {
	p := ProblemOf(errors.New("disk \u202Eon fire"))
	if p.Code != oauthflow.CodeUnexpected || english(t, p.Details) != "disk ‹U+202E›on fire" || strings.Contains(english(t, p.Title), "disk") {
		t.Errorf("%+v, %q", p, english(t, p.Title))
	}
}

func TestTheProvidersWordsAreShownAsPlainText(t *testing.T) { // DISP-01
	p := ProblemOf(&oauthflow.Error{
		Step: oauthflow.StepRedirect, Code: oauthflow.CodeAuthorizationError, OAuthError: "invalid_scope",
		Description: "no\u202Epe {{.Secret}}", ErrorURI: "https://x.example/e",
	})
	var got []string
	for _, f := range p.Facts {
		got = append(got, english(t, f.Label)+": "+f.Value)
	}
	want := "The provider’s error: invalid_scope|The provider says: no‹U+202E›pe {{.Secret}}|The provider refers to: https://x.example/e|Error code: authorization_error"
	if strings.Join(got, "|") != want {
		t.Errorf("%q", got)
	}
}

func TestWhatMendsTheConnectionIsTheFilledButton(t *testing.T) {
	c := failedWith(oauthflow.CodePortInUse, oauthflow.StepAuthorizationRequest)
	if b := c.ProblemButtons(); b[0].Action != ActionEdit || !b[0].Primary || b[1].Action != ActionTryAgain || b[2].Action != ActionDoctor {
		t.Errorf("%+v", b)
	}
	c = failedWith(oauthflow.CodeAuthorizationDenied, oauthflow.StepRedirect)
	if b := c.ProblemButtons(); len(b) != 3 || b[1].Action != ActionSignInAsOther || b[2].Action != ActionDoctor {
		t.Errorf("%+v", b)
	}
}

// What stops a request before the provider has it is no word of the provider's.
func TestAProxyThatRefusesIsNotQuotedAsTheProvider(t *testing.T) {
	for _, step := range []oauthflow.Step{oauthflow.StepDiscover, oauthflow.StepTokenRequest, oauthflow.StepUserInfo} {
		e := failure(step, oauthflow.CodeProxyUnauthenticated)
		e.Expected, e.Actual = "a proxy that lets requests through", "the proxy asks for NTLM"
		facts := ProblemOf(e).Facts
		if len(facts) < 2 || english(t, facts[0].Label) != "We expected" || english(t, facts[1].Label) != "We saw" || english(t, facts[1].Words) != e.Actual {
			t.Errorf("%s: %+v", step, facts)
		}
	}
}

// An account is judged before any metadata is asked for, and looked up apart from the tokens.
func TestWhatIsWrongWithAnAccountIsNotQuotedAsTheMetadata(t *testing.T) {
	for code, step := range map[oauthflow.Code]oauthflow.Step{oauthflow.CodeAccountNotUsable: oauthflow.StepDiscover, oauthflow.CodeAccountUnreachable: oauthflow.StepVerify, oauthflow.CodeAccountMismatch: oauthflow.StepVerify} {
		e := failure(step, code)
		e.Expected, e.Actual = "a handle", "alice.invalid"
		facts := ProblemOf(e).Facts
		if len(facts) < 2 || english(t, facts[0].Label) != "We expected" || english(t, facts[1].Label) != "We saw" {
			t.Errorf("%s: %s, %s", code, english(t, facts[0].Label), english(t, facts[1].Label))
		}
	}
}
