package view

import (
	"testing"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestTheFormIsTypedIn(t *testing.T) {
	s := sample()
	v := open(t, s, designLook())
	v.tap("+  New connection")
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	if v.window.Canvas().Focused() != form.fields[state.FieldIssuer].entry {
		t.Errorf("the focus is on a %T", v.window.Canvas().Focused())
	}
	for name, field := range form.fields {
		if field.entry != nil {
			field.entry.SetText("typed " + string(name))
		}
	}
	form.fields[state.FieldHost].host.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for _, field := range s.Form.Fields() {
		want := "typed " + string(field.Name)
		if field.Name == state.FieldHost {
			want = "localhost"
		}
		if field.Value != want {
			t.Errorf("%s holds %q", field.Name, field.Value)
		}
	}
}

func TestTheClientSecretIsMaskedUntilItIsShown(t *testing.T) {
	v := open(t, unfolded(), look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustNotHave("client-secret-value")
	v.tap("Reveal")
	v.mustHave("client-secret-value")
	v.tap("Hide")
	v.mustNotHave("client-secret-value")
	v.tap("Reveal")
	v.tap("Settings")
	v.state.Show(state.RoomNewConnection)
	v.update()
	v.mustNotHave("client-secret-value")
}

func TestFaultsStandAtTheirFields(t *testing.T) {
	v := open(t, unfolded(), look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("! This is needed.", "! Use a number from 1 to 65535", "! Write one name=value on a line")
	v.state.Form.Port = "8080"
	v.update()
	v.mustNotHave("! Use a number from 1 to 65535")
	v.mustHave("http://127.0.0.1:8080/callback")
}
