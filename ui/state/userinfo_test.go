package state

import (
	"testing"

	"proofkey/oauthflow"
)

func TestUserInfoShowsOnlyWhatItAdds(t *testing.T) {
	c := signedIn()
	c.Session.UserInfo = map[string]any{"sub": "248289761001", "name": "Augusta Ada King", "email": "ada@demo.example", "email_verified": true, "locale": "en-GB"}
	u := c.Identity(testNow()).UserInfo
	if len(u.Claims) != 2 || u.Claims[0].Name != "name" || u.Claims[1].Name != "locale" || u.Same {
		t.Fatalf("%+v", u)
	}
	if got := english(t, u.Claims[0].Meaning); got != "Differs from the ID token. Full name, as the user shows it" {
		t.Errorf("a claim that differs: %q", got)
	}
	c.Session.UserInfo = map[string]any{"sub": "248289761001"}
	if u = c.Identity(testNow()).UserInfo; !u.Same || len(u.Claims) != 0 {
		t.Errorf("the same: %+v", u)
	}
}

func TestAUserInfoAnswerAboutSomebodyElseIsShownApart(t *testing.T) {
	c := signedIn()
	c.Apply(oauthflow.Event{
		Kind: oauthflow.EventUserInfo, Err: failure(oauthflow.StepUserInfo, oauthflow.CodeUserInfoSubjectMismatch),
		Checks: []oauthflow.Check{{ID: "UINF-04", Result: oauthflow.Passed}, {ID: "UINF-02", Result: oauthflow.Failed, Expected: "a", Actual: "b"}},
	})
	u := c.Identity(testNow()).UserInfo
	if len(u.Checks) != 2 || u.Problem == nil || len(c.CheckRows()) != 2 {
		t.Fatalf("%+v", u)
	}
	if got := english(t, u.Problem.Title); got != "You are signed in, but UserInfo adds nothing: the UserInfo answer is about another person" {
		t.Errorf("the title is %q", got)
	}
}
