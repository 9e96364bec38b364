package oauthflow_test

import (
	"testing"
	"time"

	"proofkey/oauthflow"
)

// The evidence of good practice is in what was recorded of the real sign-in.
func TestASignInWithTheDemoProviderIsGoodPractice(t *testing.T) {
	c, browser := demoClient(t)
	session, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := browser.Wait(); err != nil {
		t.Fatal(err)
	}
	want := map[oauthflow.PracticeRule]oauthflow.Finding{
		oauthflow.PracticePKCE: "s256_sent", oauthflow.PracticeVerifier: "verifier_first", oauthflow.PracticeState: "state_compared",
		oauthflow.PracticeConfined: "verifier_confined", oauthflow.PracticeCodeFlow: "code_only", oauthflow.PracticeRefresh: "refresh_ready",
		oauthflow.PracticeStorage: "tokens_in_memory", oauthflow.PracticeTransport: "requests_protected",
		oauthflow.PracticeIDToken: "id_token_validated", oauthflow.PracticeErrors: "answer_fixed",
	}
	list := session.GoodPractice()
	for _, p := range list {
		if want[p.Rule()] != p.Finding {
			t.Errorf("%s: %+v", p.Rule(), p)
		}
	}
	stored, err := c.Store.Load(t.Context(), c.Profile.ID)
	if err != nil || len(list) != 10 || len(stored.Practice) != 10 {
		t.Errorf("%d verdicts, %d stored, %v", len(list), len(stored.Practice), err)
	}
	measured := 0
	for _, e := range events {
		if offset, ok := oauthflow.MeasureClock(e.HTTP); ok && offset.Ahead.Abs() <= 2*time.Second {
			measured++
		}
	}
	if measured == 0 {
		t.Error("no answer told the provider's time")
	}
}

func TestARefusedSignInHasItsVerdictsToo(t *testing.T) {
	c, browser := demoClient(t)
	browser.Deny = true
	_, events, err := signIn(t, c, oauthflow.SignInOptions{})
	last := events[len(events)-1]
	if err == nil || last.Kind != oauthflow.EventFailed || len(last.Practice) != 10 {
		t.Fatalf("%v, the last event is %s with %d verdicts", err, last.Kind, len(last.Practice))
	}
	for _, p := range last.Practice {
		if p.Result() == oauthflow.Failed {
			t.Errorf("%+v", p)
		}
		if p.Rule() == oauthflow.PracticeErrors && p.Finding != "answer_fixed" {
			t.Errorf("the browser got an answer, and the verdict is %+v", p)
		}
	}
}
