package view

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func (v *shown) flow() *flow {
	v.t.Helper()
	f, ok := v.room().current.(*flow)
	if !ok {
		v.t.Fatalf("a %T is shown", v.room().current)
	}
	return f
}

func TestAClickOnAStepOpensItInTheFlow(t *testing.T) {
	s := flowed(0)()
	s.Current().ShowTab(state.TabIdentity)
	v := open(t, s, designLook())
	strip := v.room().strip
	strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if v.flow().list.Selected() != 3 {
		t.Errorf("entry %d is selected", v.flow().list.Selected())
	}
	v.mustHave("response_type")
}

func TestTheFlowIsOneStepAwayFromTheWaitingScreen(t *testing.T) {
	s := watched()
	s.Current().LeaveFlow()
	v := open(t, s, designLook())
	v.mustHave("Continue in your browser")
	v.tap("Show the flow")
	v.flow()
	v.press(fyne.KeyEscape)
	if v.asked.last() != "leave flow" || v.asked.has("cancel sign-in") {
		t.Errorf("asked for %q", v.asked.calls)
	}
	v.mustHave("Continue in your browser")
	v.menuItem("Flow").Action()
	v.flow()
	v.tap("Back")
	v.mustHave("Continue in your browser")
}

func TestTheListGoesByTheKeysAndShowsTheDetail(t *testing.T) {
	v := open(t, flowed(0)(), designLook())
	v.window.Canvas().Focus(v.flow().list)
	v.press(fyne.KeyDown, fyne.KeyDown)
	v.mustHave("Proofkey fetches the provider’s public keys")
	v.press(fyne.KeyEnd)
	v.mustHave("The session is kept")
	v.press(fyne.KeyUp)
	v.mustHave("What was checked")
	v.press(fyne.KeyHome)
	if v.state.Current().Flow.Selected() != 0 {
		t.Errorf("entry %d is selected", v.state.Current().Flow.Selected())
	}
}

// secretTexts are the secrets of the samples that a text anywhere in the window holds, in sight or not.
func (v *shown) secretTexts() []string {
	var found []string
	see := func(o fyne.CanvasObject) {
		text, ok := o.(*canvas.Text)
		for _, secret := range []string{sampleState, sampleNonce, sampleCode, sampleVerifier, sampleToken, "cookie-secret"} {
			if ok && strings.Contains(text.Text, secret[:10]) {
				found = append(found, text.Text)
			}
		}
	}
	for _, o := range test.LaidOutObjects(v.window.Content()) {
		see(o)
	}
	return found
}

func TestSecretsAreShownOnlyWhileTheirEntryIsLookedAt(t *testing.T) {
	leave := map[string]func(v *shown){
		"another entry": func(v *shown) { v.press(fyne.KeyUp, fyne.KeyDown) },
		"another tab":   func(v *shown) { v.main.perform(state.ActionShowChecks) },
		"another room":  func(v *shown) { v.main.perform(state.ActionSettings) },
		"another connection": func(v *shown) {
			v.tapRow("Google")
			v.tapRow("Demo provider")
		},
		"the toggle": func(v *shown) { v.tap("Hide secrets") },
	}
	for name, go1 := range leave {
		t.Run(name, func(t *testing.T) {
			v := open(t, flowed(6)(), look{widget.AlwaysLight, 1, 1180, 2400})
			v.window.Canvas().Focus(v.flow().list)
			if found := v.secretTexts(); len(found) > 0 {
				t.Errorf("shown before anybody asked: %q", found)
			}
			v.tap("Reveal secrets")
			v.mustHave(sampleCode, sampleVerifier[:12], sampleToken, "cookie-secret")
			v.updateAt(1)
			v.mustHave(sampleToken)
			go1(v)
			if found := v.secretTexts(); len(found) > 0 {
				t.Errorf("still there: %q", found)
			}
		})
	}
}

func TestTheSelectedRowOfTheDetailIsCopied(t *testing.T) {
	v := open(t, flowed(3)(), designLook())
	v.flow().detail.parts[state.PartParameters].table.Select(4)
	v.main.copySelected()
	if got := v.asked.last(); got != "copy state\tkq3vY7…" {
		t.Errorf("asked for %q", got)
	}
	v.tap("Copy")
	if got := v.asked.last(); strings.Contains(got, sampleState) || !strings.HasPrefix(got, "copy GET http://127.0.0.1:51723/authorize?") {
		t.Errorf("asked for %q", got)
	}
}

func TestNewEntriesAppearWhileTheSignInRuns(t *testing.T) {
	v := open(t, watched(), designLook())
	v.mustNotHave("POST /token")
	for _, e := range signInEvents(later(-7))[6:9] {
		v.state.Current().Apply(e)
	}
	v.updateAt(1)
	v.mustHave("POST /token", "Proofkey redeems the code")
	v.asked.SelectFlowEntry(3)
	v.state.Current().Apply(signInEvents(later(-7))[9])
	v.updateAt(1)
	v.mustHave("ID token", "Everything in this URL can be read")
}

// longFlow is a flow of 5,000 calls of an API.
func longFlow() *state.State {
	s := onTab(state.TabFlow)
	for i := range 5000 {
		s.Current().Apply(callEvent(i))
	}
	return s
}

func callEvent(i int) oauthflow.Event {
	return oauthflow.Event{Kind: oauthflow.EventHTTP, Step: oauthflow.StepAPI, HTTP: sampleExchange(later(i), "GET", fmt.Sprintf("http://127.0.0.1:51723/api/%d", i), "", `{"notes":[]}`)}
}

func TestAFlowOfFiveThousandEntriesIsShownToItsEnds(t *testing.T) {
	v := open(t, longFlow(), designLook())
	v.mustHave("GET /api/4999")
	v.mustNotHave("GET /api/4900 ")
	if n := len(test.LaidOutObjects(v.window.Content())); n > 1500 {
		t.Errorf("%d objects are drawn", n)
	}
	v.window.Canvas().Focus(v.flow().list)
	v.press(fyne.KeyHome)
	v.mustHave("GET /api/0")
	v.press(fyne.KeyPageDown, fyne.KeyPageDown)
	if at := v.state.Current().Flow.Selected(); at < 10 || at > 30 {
		t.Errorf("two pages down is entry %d", at)
	}
	v.press(fyne.KeyEnd)
	v.mustHave("GET /api/4999")
}

func TestTheFlowIsNotBuiltBeforeItIsShown(t *testing.T) {
	s := flowed(0)()
	s.Current().ShowTab(state.TabIdentity)
	v := open(t, s, designLook())
	v.state.Current().Apply(callEvent(1))
	v.updateAt(1)
	if v.room().screens[screenName(state.TabFlow)] != nil {
		t.Error("the flow was built")
	}
}

func BenchmarkUpdateOfTheFlowTabWithFiveThousandEntries(b *testing.B) {
	v := open(b, longFlow(), designLook())
	i := 5000
	for b.Loop() {
		v.state.Current().Apply(callEvent(i))
		i++
		v.main.Update(v.state, later(1))
	}
}

func BenchmarkOpeningTheFlowTabWithFiveThousandEntries(b *testing.B) {
	s := longFlow()
	for b.Loop() {
		s.Current().Tab = state.TabIdentity
		v := open(b, s, designLook())
		s.Current().Tab = state.TabFlow
		v.main.Update(v.state, later(1))
	}
}
