package view

import (
	"testing"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestAClickOnAStepThatTheFlowDoesNotHaveOpensItsChecks(t *testing.T) {
	v := open(t, signedIn(), designLook())
	strip := v.room().strip
	for range 4 {
		strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	}
	strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // the third: Redirect
	screen, ok := v.room().current.(*checks)
	if !ok {
		t.Fatalf("a %T is shown", v.room().current)
	}
	if row := screen.table.Selected(); row != 2 || screen.rows[row].Step != oauthflow.StepRedirect {
		t.Errorf("row %d is selected", row)
	}
}

func TestAStepOfARunningSignInWithoutAFlowOpensNothing(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.room().strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	v.mustHave("Continue in your browser")
}

func TestUserInfoIsShownBelowTheClaims(t *testing.T) {
	s := signedIn()
	s.Current().Session.UserInfo = map[string]any{"sub": "248289761001", "nickname": "Countess"}
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("From UserInfo", "Countess")
	s.Current().Session.UserInfo = nil
	s.Current().UserInfoProblem = &oauthflow.Error{Step: oauthflow.StepUserInfo, Code: oauthflow.CodeUserInfoUnreachable}
	v.update()
	v.mustHave("the UserInfo endpoint could not be reached")
	v.mustNotHave("Countess")
}

func TestARestoredSessionSaysWhenItWasVerified(t *testing.T) {
	s := signedIn()
	s.Current().Restored = true
	open(t, s, designLook()).mustHave("As verified at 07:12:04")
}

func TestDetailsAreFoldedAway(t *testing.T) {
	v := open(t, refused(), designLook())
	v.mustNotHave("nonce differs in words")
	v.state.Current().Failure.Err = errText("nonce differs in words")
	v.update()
	v.mustNotHave("nonce differs in words")
	v.tap("▸ Details")
	v.mustHave("nonce differs in words", "▾ Details")
	v.updateAt(1)
	v.mustHave("nonce differs in words")
}

type errText string

func (e errText) Error() string { return string(e) }

func TestAnEmptyTabSaysWhy(t *testing.T) {
	s := refused()
	s.Current().Tab = state.TabTokens
	open(t, s, designLook()).mustHave("Nobody is signed in, so there is nothing to show here.")
}
