package view

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

func TestThePasteDialogHandsOverTheURL(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.tap("Paste redirect URL…")
	v.mustHave("Paste the redirect URL")
	test.Type(v.window.Canvas().Focused(), " http://127.0.0.1:53911/callback?code=x ")
	v.press(fyne.KeyReturn)
	if got := v.asked.last(); got != "paste http://127.0.0.1:53911/callback?code=x" {
		t.Errorf("asked for %q", got)
	}
	v.mustNotHave("Paste the redirect URL")
}

func TestTheBareEnterInThePasteDialogPastesNothing(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.tap("Paste redirect URL…")
	v.press(fyne.KeyReturn)
	if v.asked.last() != "" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

func TestAQuestionGoesWithTheScreenItIsAbout(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.tap("Paste redirect URL…")
	v.state.Current().Apply(oauthflow.Event{Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: session(), At: later(0)})
	v.updateAt(1)
	v.mustNotHave("Paste the redirect URL")
	v.mustHave("Ada Lovelace")
}

func TestSigningOutAsksWhere(t *testing.T) {
	for label, want := range map[string]string{"Sign out at the provider too": "sign out there", "Cancel": ""} {
		v := open(t, signedIn(), designLook())
		v.tap("Sign out")
		v.mustHave("The tokens are revoked and deleted from this computer")
		v.tap(label)
		if got := v.asked.last(); got != want {
			t.Errorf("%s asked for %q, want %q", label, got, want)
		}
	}
	v := open(t, signedIn(), designLook())
	v.tap("Sign out")
	v.press(fyne.KeyReturn) // the focus is on the last button
	if got := v.asked.last(); got != "sign out here" {
		t.Errorf("Enter asked for %q", got)
	}
}

func TestDeletingAsksFirst(t *testing.T) {
	s := sample()
	s.Select("google")
	v := open(t, s, designLook())
	v.main.perform(state.ActionDelete)
	v.mustHave("Delete Google?")
	if v.asked.has("delete") {
		t.Error("it was deleted without an answer")
	}
	v.press(fyne.KeyEscape)
	if v.asked.has("delete") {
		t.Error("Escape deleted it")
	}
	v.main.perform(state.ActionDelete)
	v.tap("Delete")
	if v.asked.last() != "delete" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

func TestChangingTheIssuerOfASessionAsksFirst(t *testing.T) {
	s := signedIn()
	s.Form = state.EditForm(s.Current().Profile)
	s.Show(state.RoomEditConnection)
	v := open(t, s, designLook())
	v.tap("Save")
	if v.asked.last() != "save only" {
		t.Errorf("nothing changed and it asked for %q", v.asked.last())
	}
	v.asked.calls = nil
	s.Form.ClientID = "another"
	v.update()
	v.tap("Save")
	v.mustHave("End the session?")
	if len(v.asked.calls) != 0 {
		t.Errorf("it was saved without an answer: %q", v.asked.calls)
	}
	v.press(fyne.KeyReturn)
	if v.asked.last() != "save only" {
		t.Errorf("asked for %q", v.asked.last())
	}
}
