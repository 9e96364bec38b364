package oauthflow_test

import (
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
)

// Each kind of provider is signed in to, and what it does in its own way is judged.
func TestSignInAtEachKindOfProvider(t *testing.T) {
	for name, row := range map[string]struct {
		config demoprovider.Config
		passed []string // checks that pass at this kind alone
	}{
		"plain":           {},
		"signed UserInfo": {demoprovider.Config{SignedUserInfo: true}, []string{"UINF-05"}},
	} {
		t.Run(name, func(t *testing.T) {
			c, browser := demoClientOf(t, row.config)
			session, events, err := signIn(t, c, oauthflow.SignInOptions{})
			if err != nil {
				page, browserErr := browser.Wait()
				t.Fatalf("%v; the browser: %v %s", err, browserErr, page.Body)
			}
			for _, e := range events {
				if e.Kind == oauthflow.EventUserInfo {
					session = e.Session
				}
			}
			results := map[string]oauthflow.Result{}
			for _, check := range append(session.Checks, session.UserInfoChecks...) {
				results[check.ID] = check.Result
				if check.Result == oauthflow.Failed {
					t.Errorf("failed: %+v", check)
				}
			}
			for _, id := range row.passed {
				if results[id] != oauthflow.Passed {
					t.Errorf("%s is %s", id, results[id])
				}
			}
			if session.UserInfo["email"] != "ada@demo.example" {
				t.Errorf("UserInfo is %v", session.UserInfo)
			}
		})
	}
}
