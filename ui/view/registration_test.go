package view

import (
	"testing"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func formLook() look { return look{widget.AlwaysLight, 1, 1180, 1400} }

func TestRegisteringIsOfferedAndIsTheNextThingToDo(t *testing.T) {
	v := open(t, offered(), formLook())
	v.mustHave("This provider registers apps by itself", "Register this app")
	v.mustNotHave("Initial access token", "Delete the registration")
	v.window.Canvas().Unfocus()
	if v.press(fyne.KeyReturn); v.asked.last() != "register client" {
		t.Errorf("Enter: %s", v.asked.last())
	}
	v.state.Form.BeginRegistration()
	v.update()
	v.mustHave("Registering…")
	v.tap("Cancel")
	if v.asked.last() != "cancel registration" {
		t.Errorf("%s", v.asked.last())
	}
}

func TestNothingIsOfferedWhereTheProviderDoesNot(t *testing.T) {
	open(t, found(), formLook()).mustNotHave("Register this app")
	s := offered()
	s.Form.Issuer = "https://another.example"
	open(t, s, formLook()).mustNotHave("Register this app")
}

func TestTheInitialAccessTokenIsTypedIntoASecretField(t *testing.T) {
	v := open(t, tokenWanted(), formLook())
	v.mustHave("The app was not registered: the provider wants an initial access token", "Initial access token", "An initial access token is needed to register here.")
	panel := v.main.rooms[state.RoomNewConnection].(*connectionForm).registered
	panel.token.SetText("pasted-secret")
	if v.state.Form.Registration.InitialToken != "pasted-secret" {
		t.Error("what was typed is not there")
	}
	v.mustNotHave("pasted-secret")
}

func TestWhatTheProviderRegisteredIsShown(t *testing.T) {
	v := open(t, registered(), formLook())
	v.mustHave("Registered by Proofkey", "registered-5f1c9a", "kept once you save", "The provider changed scope: asked for openid profile email, registered openid", "gave a client secret all the same")
	v.mustNotHave("registration-secret", "client-secret-value")
	v.tap("Delete the registration")
	v.mustHave("Delete the registration?", "nobody can sign in with it any more")
	v.press(fyne.KeyReturn)
	if v.asked.last() != "delete registration" {
		t.Errorf("%v", v.asked.calls)
	}
}

func TestDeletingARegisteredConnectionAsksForBoth(t *testing.T) {
	for label, call := range map[string]string{"Delete here only": "delete", "Delete both": "delete with registration"} {
		s := sample()
		s.Select("keycloak")
		c := s.Current()
		c.Profile.Registration = oauthflow.Registration{Issuer: c.Profile.Issuer, ClientID: c.Profile.ClientID, AccessToken: oauthflow.NewSecret("x"), URI: "https://id.staging.example/register/desk"}
		v := open(t, s, designLook())
		v.main.perform(state.ActionDelete)
		v.tap(label)
		if v.asked.last() != call {
			t.Errorf("%s: %v", label, v.asked.calls)
		}
	}
}
