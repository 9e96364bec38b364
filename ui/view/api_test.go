package view

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"proofkey/ui/state"
)

func TestASampleFillsTheCallIn(t *testing.T) {
	v := open(t, onTab(state.TabAPI), designLook())
	v.tap("Add a note")
	call := v.state.Current().API
	if call.Method != "POST" || call.URL != "http://127.0.0.1:51723/api/notes" || call.Body == "" {
		t.Errorf("%+v", call)
	}
	screen := v.room().current.(*api)
	if screen.method.Selected != "POST" || screen.url.Text != call.URL || screen.body.Text != call.Body {
		t.Errorf("shown: %s %s %s", screen.method.Selected, screen.url.Text, screen.body.Text)
	}
	if !screen.fold.opened {
		t.Error("the body is folded away")
	}
}

func TestHeadersAndBodyAreTyped(t *testing.T) {
	v := open(t, onTab(state.TabAPI), designLook())
	screen := v.room().current.(*api)
	v.tap("▸ Headers and body")
	test.Type(screen.headers, "Accept: text/plain")
	test.Type(screen.body, "{}")
	screen.method.SetSelected("PUT")
	if call := v.state.Current().API; call.Headers != "Accept: text/plain" || call.Body != "{}" || call.Method != "PUT" {
		t.Errorf("%+v", call)
	}
}

func TestTheAnswersHeadersAreShownInstead(t *testing.T) {
	v := open(t, answered(), designLook())
	v.room().current.(*api).answer.which.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	v.mustHave("Content-Type: application/json")
	v.mustNotHave("analytical")
}

func TestARunningCallCanBeEnded(t *testing.T) {
	s := onTab(state.TabAPI)
	s.Current().API.URL = "https://api.example"
	s.Current().BeginCall()
	v := open(t, s, designLook())
	v.press(fyne.KeyEscape)
	if v.asked.last() != "cancel call" {
		t.Errorf("Escape asked for %q", v.asked.last())
	}
	v.asked.calls = nil
	v.tap("Cancel")
	if v.asked.last() != "cancel call" {
		t.Errorf("the button asked for %q", v.asked.last())
	}
}
