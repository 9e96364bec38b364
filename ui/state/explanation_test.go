package state

import (
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func TestEveryExplanationHasWordsThatCanBeShown(t *testing.T) {
	seen := map[string]bool{}
	for _, x := range explanations() {
		if seen[x.id] {
			t.Errorf("%s is there twice", x.id)
		}
		seen[x.id] = true
		if len(x.numbers)+len(x.phrases)+len(x.codes) == 0 {
			t.Errorf("nothing leads to %s", x.id)
		}
		found := explanationOf(x, testProfile())
		for _, text := range []Text{found.Cause, found.Fix} {
			if words := english(t, text); len(words) < 12 {
				t.Errorf("%s: %q", text.Key, words)
			}
		}
		if x.setting && english(t, found.Setting) == "" {
			t.Errorf("%s has no setting", x.id)
		}
	}
}

// Each row is reached by what it is for: a row before it does not take it away.
func TestEveryExplanationIsReachedByItsOwnErrors(t *testing.T) {
	for _, x := range explanations() {
		p := testProfile()
		if x.host != "" {
			p.Issuer = "https://" + x.host
		}
		for _, number := range x.numbers {
			for _, text := range []string{"AADSTS" + number + ": Some words of the vendor. Trace ID: 1234567-89", "aadsts" + number} {
				wantExplanation(t, p, &oauthflow.Error{Step: x.step, OAuthError: "invalid_request", Description: text}, x.id)
			}
		}
		for _, phrase := range x.phrases {
			wantExplanation(t, p, &oauthflow.Error{Step: x.step, OAuthError: "access_denied", Description: "The vendor says: " + strings.ToUpper(phrase) + "."}, x.id)
		}
		for _, code := range x.codes {
			wantExplanation(t, p, &oauthflow.Error{Step: x.step, OAuthError: code}, x.id)
		}
	}
}

func wantExplanation(t *testing.T, p oauthflow.Profile, e *oauthflow.Error, id string) {
	t.Helper()
	if x := explain(e, p); x == nil || x.ID != id {
		t.Errorf("%s %q is explained by %+v, want %s", e.OAuthError, e.Description, x, id)
	}
}

func TestTheSpecificationsErrorsAreAllExplained(t *testing.T) {
	codes := "invalid_request unauthorized_client access_denied unsupported_response_type invalid_scope server_error temporarily_unavailable " + // RFC 6749 §4.1.2.1
		"invalid_client invalid_grant unsupported_grant_type " + // §5.2
		"invalid_token insufficient_scope unsupported_token_type insufficient_user_authentication use_dpop_nonce invalid_dpop_proof " + // RFC 6750, 7009, 9470, 9449
		"interaction_required login_required account_selection_required consent_required invalid_request_uri invalid_request_object " +
		"request_not_supported request_uri_not_supported registration_not_supported unmet_authentication_requirements" // OpenID Connect
	for _, code := range strings.Fields(codes) {
		wantExplanation(t, testProfile(), &oauthflow.Error{OAuthError: code}, code)
	}
}

func TestWhatIsNotKnownIsNotExplained(t *testing.T) {
	for _, e := range []*oauthflow.Error{
		nil,
		{},
		{OAuthError: "of_the_future"},
		{OAuthError: "of_the_future", Description: "AADSTS1234: too short"},
		{OAuthError: "of_the_future", Description: "50011 without its letters"},
		{Description: "AADSTS50011: no error that it belongs to"},
	} {
		if x := explain(e, testProfile()); x != nil {
			t.Errorf("%+v is explained by %s", e, x.ID)
		}
	}
}

func TestAnErrorThatMeansSomethingElseElsewhere(t *testing.T) {
	google := testProfile()
	google.Issuer = "https://accounts.google.com"
	denied := &oauthflow.Error{OAuthError: "access_denied"}
	wantExplanation(t, google, denied, "google_access_denied")
	wantExplanation(t, testProfile(), denied, "access_denied")
	wantExplanation(t, testProfile(), &oauthflow.Error{Step: oauthflow.StepTokenRequest, OAuthError: "invalid_grant"}, "invalid_grant")
	wantExplanation(t, testProfile(), &oauthflow.Error{Step: oauthflow.StepRefresh, OAuthError: "invalid_grant"}, "refresh_token_refused")
}

func TestAProblemShowsCauseFixAndSetting(t *testing.T) {
	c := waiting()
	c.Profile.Redirect = oauthflow.Redirect{Host: "localhost", Port: 8400, Path: "/callback"}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Err: &oauthflow.Error{
		Step: oauthflow.StepRedirect, Code: oauthflow.CodeAuthorizationError, OAuthError: "invalid_request",
		Description: "AADSTS50011: The redirect URI does not match",
	}})
	p := c.Problem()
	var got []string
	for _, f := range p.Explained {
		got = append(got, english(t, f.Label)+": "+english(t, f.Words))
	}
	if len(got) != 3 || !strings.HasPrefix(got[0], "Cause: The redirect URI") || !strings.HasPrefix(got[1], "Fix: Register http://localhost:8400/callback there.") ||
		!strings.HasPrefix(got[2], "Setting: Microsoft Entra admin center, App registrations, the app proofkey, Authentication") {
		t.Errorf("%q", got)
	}
	if p := failedWith(oauthflow.CodeIDTokenNonceMismatch, oauthflow.StepVerify).Problem(); p.Explained != nil {
		t.Errorf("an error that is not the provider's is explained by %+v", p.Explained)
	}
}

func TestASessionThatEndedIsExplained(t *testing.T) {
	c := signedIn()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventSessionEnded, Err: &oauthflow.Error{Step: oauthflow.StepRefresh, Code: oauthflow.CodeSessionEnded, OAuthError: "invalid_grant"}})
	if p := c.SignedOutScreen().Ended; p == nil || len(p.Explained) != 2 {
		t.Errorf("%+v", p)
	}
}

func TestACodeThatIsTypedIsExplained(t *testing.T) {
	c := waiting()
	for typed, want := range map[string]string{
		"AADSTS700016": "explain.entra_app_not_found.cause", " 50011 ": "explain.entra_redirect.cause",
		"Error 400: redirect_uri_mismatch": "explain.google_redirect.cause", "We are sorry... Invalid parameter: redirect_uri": "explain.keycloak_redirect.cause",
		"Callback URL mismatch.": "explain.auth0_redirect.cause", "admin_policy_enforced": "explain.google_admin_policy.cause",
		"something else": "browser_help.unknown", "": "", "  ": "",
	} {
		found := c.CodeHelp(typed)
		if found == nil {
			found = &BrowserCode{}
		}
		if found.Cause.Key != want || (found.Fix.Key == "") != !strings.HasPrefix(want, "explain.") {
			t.Errorf("%q: %+v", typed, found)
		}
	}
}

func TestAfterThirtySecondsTheWindowAsksWhatTheBrowserShows(t *testing.T) {
	c := waiting()
	for at, offered := range map[time.Duration]bool{0: false, 29 * time.Second: false, 30 * time.Second: true, 10 * time.Minute: true} {
		if got := c.WaitingScreen(testNow().Add(at)).Help; got.Enabled != offered || got.Action != ActionBrowserHelp {
			t.Errorf("after %v: %+v", at, got)
		}
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventDeadline, Deadline: testNow().Add(10 * time.Minute)})
	if !c.WaitingScreen(testNow().Add(30 * time.Second)).Help.Enabled {
		t.Error("more time takes the question away")
	}
	c.Phase = PhaseJudging
	if c.WaitingScreen(testNow().Add(time.Minute)).Help.Enabled {
		t.Error("it is asked although the answer has come")
	}
}

func TestEachCaseSaysWhatToDo(t *testing.T) {
	h := waiting().BrowserHelp()
	if len(h.Cases) < 7 || h.Buttons[0].Action != ActionKeep {
		t.Fatalf("%+v", h)
	}
	all := ""
	for _, row := range h.Cases {
		if english(t, row.Sees) == "" || len(english(t, row.Do)) < 30 {
			t.Errorf("%q: %q", english(t, row.Sees), english(t, row.Do))
		}
		all += english(t, row.Do)
	}
	if !strings.Contains(all, "Register http://127.0.0.1/callback") || !strings.Contains(all, "client ID proofkey") {
		t.Errorf("the connection's own values are not in it: %s", all)
	}
}
