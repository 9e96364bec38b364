package view

import (
	"testing"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// previewed shows what would be sent.
func previewed() *state.State {
	s := sample()
	c := s.Current()
	c.Metadata.AuthorizationEndpoint = "http://127.0.0.1:51723/authorize"
	c.Preview()
	return s
}

// stopped is a sign-in that waits before a step.
func stopped(step oauthflow.Step) func() *state.State {
	return func() *state.State {
		s := sample()
		s.StepByStep = true
		c := s.Current()
		c.BeginSignIn(later(-30))
		for i, next := range oauthflow.SignInSteps() {
			stop := oauthflow.Event{At: later(-24 + 4*i), Kind: oauthflow.EventStopped, Step: next}
			if next == oauthflow.StepRedirect {
				stop.Request = oauthflow.NewHTTPMessage(oauthflow.HTTPContent{
					Method: "GET", URL: "http://127.0.0.1:51723/authorize?client_id=proofkey&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" +
						"&code_challenge_method=S256&nonce=n-0S6_WzA2MjQ8&redirect_uri=http%3A%2F%2F127.0.0.1%3A53911%2Fcallback&response_type=code&scope=openid+profile&state=kq3vY7bT0dQm",
				})
			}
			if c.Apply(stop); next == step {
				break
			}
			c.Apply(oauthflow.Event{At: later(-22 + 4*i), Kind: oauthflow.EventStepBegan, Step: next})
			c.Apply(oauthflow.Event{At: later(-21 + 4*i), Kind: oauthflow.EventStepEnded, Step: next})
		}
		return s
	}
}

// stopWatched looks at the flow meanwhile.
func stopWatched() *state.State {
	s := stopped(oauthflow.StepTokenRequest)()
	s.Current().ShowTab(state.TabFlow)
	return s
}

func TestEnterContinuesAndEscapeCancelsAtAStop(t *testing.T) {
	v := open(t, stopped(oauthflow.StepVerify)(), designLook())
	v.press(fyne.KeyEscape)
	if got := v.asked.last(); got != "cancel sign-in" {
		t.Errorf("Escape asked for %q", got)
	}
	v.press(fyne.KeyReturn)
	if got := v.asked.last(); got != "continue" {
		t.Errorf("Enter asked for %q", got)
	}
	v = open(t, stopWatched(), designLook())
	v.press(fyne.KeyReturn)
	if got := v.asked.last(); got != "continue" {
		t.Errorf("Enter in the flow asked for %q", got)
	}
	v = open(t, stopWatched(), designLook())
	v.press(fyne.KeyEscape)
	if v.asked.last() != "leave flow" || v.state.Current().Screen() != state.ScreenStop {
		t.Errorf("Escape in the flow asked for %q", v.asked.last())
	}
}

func TestWhatWillBeSentIsReachedAndLeft(t *testing.T) {
	v := open(t, sample(), designLook())
	v.tap("What will be sent")
	v.mustHave("Nothing has been sent")
	v.press(fyne.KeyEscape)
	v.mustHave("Sign in with your browser")
	v.menuItem("What will be sent").Action()
	v.press(fyne.KeyReturn)
	if got := v.asked.last(); got != "sign in" {
		t.Errorf("Enter asked for %q", got)
	}
}

func TestStepByStepIsTickedInTheMenu(t *testing.T) {
	v := open(t, sample(), designLook())
	entry := v.menuItem("Step by step")
	if entry.Checked {
		t.Error("it is on from the start")
	}
	entry.Action()
	if !v.asked.has("step by step true") || !entry.Checked {
		t.Errorf("ticked %v after %q", entry.Checked, v.asked.calls)
	}
	v.main.room(state.RoomConnection).(*connectionRoom).current.(*signedOut).steps.OnChosen(0)
	if !v.asked.has("step by step false") || entry.Checked {
		t.Errorf("ticked %v after %q", entry.Checked, v.asked.calls)
	}
}
