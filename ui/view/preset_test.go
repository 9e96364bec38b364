package view

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// presetChosen is the form with a preset that has inputs, one of them wrong, and with all tiles in sight.
func presetChosen() *state.State {
	s := sample()
	s.Form = state.NewForm()
	s.Form.ChoosePreset("keycloak")
	s.Form.SetPresetInput("host", "id.staging.example")
	s.Form.SetPresetInput("realm", "a b")
	s.Form.Presets.More = true
	s.Show(state.RoomNewConnection)
	return s
}

// oauthOnlySignedIn is the Identity tab of a provider that is OAuth only.
func oauthOnlySignedIn() *state.State {
	s := signedIn()
	c := s.Current()
	c.Session.IDToken, c.Session.Claims, c.Session.Subject = oauthflow.Secret{}, nil, ""
	c.Session.UserInfo = map[string]any{"login": "ada", "name": "Ada Lovelace", "email": "ada@demo.example"}
	return s
}

func (v *shown) presets() *presetPart {
	return v.main.rooms[state.RoomNewConnection].(*connectionForm).presets
}

func TestAPresetIsChosenByKeyAndFilledIn(t *testing.T) {
	v := open(t, sample(), look{widget.AlwaysLight, 1, 1180, 2400})
	v.tap("+  New connection")
	v.mustHave("Keycloak", "host · realm", "Any other", "Redirect URI")
	v.mustNotHave("Register exactly")
	tile := v.presets().tiles["keycloak"]
	reached := false
	for range v.focusable() {
		v.window.Canvas().FocusNext()
		if reached = v.window.Canvas().Focused() == fyne.Focusable(tile); reached {
			break
		}
	}
	if !reached {
		t.Fatal("Tab does not come to the tile")
	}
	v.press(fyne.KeyReturn)
	if v.state.Form.Presets.Chosen != "keycloak" || !tile.Selected() || v.asked.last() == "save" {
		t.Errorf("chosen: %q, asked for %q", v.state.Form.Presets.Chosen, v.asked.last())
	}
	v.mustHave("Keycloak: what it asks for, and what to register there", "Register exactly", "http://127.0.0.1/callback", "Realm", "! Not tried live")
	v.mustNotHave("Redirect URI", "User pool")
	inputs := v.presets().panel.inputs
	inputs[0].entry.SetText("id.example.com")
	inputs[1].entry.SetText("main")
	if v.state.Form.Issuer != "https://id.example.com/realms/main" {
		t.Errorf("the issuer is %q", v.state.Form.Issuer)
	}
	inputs[1].entry.SetText("a b")
	v.mustHave("! Give the name of the realm")
	v.presets().tiles["okta"].Tapped(nil)
	v.mustHave("Authorization server", "http://127.0.0.1:8400/callback", "http://127.0.0.1:8401/callback", "http://127.0.0.1:8402/callback", "Register all of them")
	v.mustNotHave("! Give the name of the realm", "Realm")
	v.presets().tiles["gitlab"].Tapped(nil)
	v.mustHave("http://127.0.0.1/callback")
	v.mustNotHave(":8400", "Register all of them")
	v.presets().tiles[""].Tapped(nil)
	v.mustNotHave("Register exactly")
	v.mustHave("Redirect URI")
}

// Each entry of the console has a copy button of its own.
func TestEachEntryToRegisterIsCopiedAlone(t *testing.T) {
	s := presetChosen()
	s.Form.ChoosePreset("okta")
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 2400})
	entries := v.presets().panel.entries
	if len(entries.lines) != 3 {
		t.Fatalf("%d lines", len(entries.lines))
	}
	entries.content.Objects[1].(*fyne.Container).Objects[1].(*widget.Button).Tapped(nil)
	if got := v.asked.last(); got != "copy http://127.0.0.1:8401/callback" {
		t.Errorf("%q", got)
	}
	s.Form.ChoosePreset("auth0") // all in one field, of which a line shows the beginning
	s.Form.Port = "8400, 8401, 8402, 8403, 8404, 8405, 8406, 8407, 8408, 8409, 8410, 8411, 8412, 8413, 8414, 8415, 8416, 8417, 8418, 8419"
	v.update()
	entries.content.Objects[0].(*fyne.Container).Objects[1].(*widget.Button).Tapped(nil)
	if got := v.asked.last(); strings.Count(got, "http://127.0.0.1:84") != 20 || !strings.HasSuffix(got, ", http://127.0.0.1:8419/callback") {
		t.Errorf("%q", got)
	}
}

func TestTheExampleIsOfTheChosenPreset(t *testing.T) {
	s := presetChosen()
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 2400})
	for id, want := range map[string]string{"dex": "https://dex.example.com/dex", "duende-identityserver": "https://id.example.com", "ory": "https://example.projects.oryapis.com"} {
		s.Form.ChoosePreset(id)
		v.update()
		if got := v.presets().panel.inputs[0].entry.PlaceHolder; got != want {
			t.Errorf("%s: %s", id, got)
		}
	}
}

func TestWhatCannotWorkSaysWhy(t *testing.T) {
	v := open(t, presetChosen(), look{widget.AlwaysLight, 1, 1180, 2400})
	v.mustHave("Apple cannot be used here.")
	apple := v.presets().tiles["apple"]
	if apple.Tapped(nil); v.state.Form.Presets.Chosen != "keycloak" || !apple.Disabled() {
		t.Error("it was chosen")
	}
}

func TestTheSecretOfAPresetIsMaskedUntilItIsShown(t *testing.T) {
	s := presetChosen()
	s.Form.ChoosePreset("google")
	s.Form.ClientSecret = "client-secret-value"
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 2400})
	v.mustHave("Import…", "Google requires the client secret")
	v.mustNotHave("client-secret-value")
	v.presets().panel.secret.show.Tapped(nil)
	v.mustHave("client-secret-value")
	v.tap("Settings")
	v.state.Show(state.RoomNewConnection)
	v.update()
	v.mustNotHave("client-secret-value")
}

func TestIdentityFromAnAPIShowsNoEmptyClaims(t *testing.T) {
	v := open(t, oauthOnlySignedIn(), designLook())
	v.mustHave("This provider is OAuth only", "From the API", "! From an API call, not signed", "login")
	v.mustNotHave("CLAIM NAME", "subject ")
	v.state.Current().Tab = state.TabTokens
	v.update()
	v.mustHave("There is none: this provider is OAuth only")
}
