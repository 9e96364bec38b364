package state

import (
	"path/filepath"
	"reflect"
	"testing"

	"proofkey/oauthflow"
)

func settledForm(t *testing.T) Form {
	f := filledForm()
	f.Host, f.Port = "::1", "8400, 8401"
	f.Settings = FormSettings{
		Prompt: "login", MaxAge: " 60 ", LoginHint: "ada@example.com", ACRValues: "a b", UILocales: "de ja", Claims: "{ \"userinfo\": {\n\"email\": null } }", Audience: "x",
		Resources: "https://a.example\nhttps://b.example", TokenParameters: "audience=y", CAFile: filepath.Join(t.TempDir(), "ca.pem"), Proxy: "http://proxy.example:3128", ProxyUser: " ada ", ProxyPassword: " hush ",
	}
	f.Parameters = "access_type=offline"
	return f
}

func TestSettingsGoThroughTheForm(t *testing.T) {
	f := settledForm(t)
	p, err := f.Profile()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"prompt": "login", "max_age": "60", "login_hint": "ada@example.com", "acr_values": "a b", "ui_locales": "de ja", "claims": `{"userinfo":{"email":null}}`, "audience": "x",
		"access_type": "offline",
	}
	if !reflect.DeepEqual(p.AuthorizationParameters, want) || !reflect.DeepEqual(p.Resources, []string{"https://a.example", "https://b.example"}) ||
		!reflect.DeepEqual(p.TokenParameters, map[string]string{"audience": "y"}) || !reflect.DeepEqual(p.Network, oauthflow.Network{CAFile: f.Settings.CAFile, Proxy: "http://proxy.example:3128", ProxyUser: "ada", ProxyPassword: oauthflow.NewSecret(" hush ")}) ||
		!reflect.DeepEqual(p.Redirect, oauthflow.Redirect{Host: "::1", Ports: []int{8400, 8401}, Path: "/callback"}) {
		t.Errorf("%+v", p)
	}
	again := EditForm(p)
	if got, err := again.Profile(); err != nil || !reflect.DeepEqual(got, p) || !again.Advanced || again.Parameters != "access_type=offline" {
		t.Errorf("through the form and back: %+v, %v", again, err)
	}
}

// AUTHZ-10: that no prompt is to be sent is said by an empty one, which no field can hold.
func TestAnEmptyParameterStaysAmongTheOthers(t *testing.T) {
	p := testProfile()
	p.AuthorizationParameters = map[string]string{"prompt": "", "audience": "x"}
	f := EditForm(p)
	if got, err := f.Profile(); err != nil || f.Parameters != "prompt=" || f.Settings.Audience != "x" || !reflect.DeepEqual(got.AuthorizationParameters, p.AuthorizationParameters) {
		t.Errorf("%+v, %v, %v", f, got.AuthorizationParameters, err)
	}
}

func TestEachFieldOfTheFoldHasAHeading(t *testing.T) {
	for _, field := range NewForm().Fields() {
		if (field.Fold == FoldAdvanced) == field.Group.IsZero() {
			t.Errorf("%s: heading %v", field.Name, field.Group)
		}
	}
}

func TestAnImportedFormShowsEveryValueAndSignsNobodyIn(t *testing.T) {
	p := testProfile()
	p.Endpoints = endpointsByHand()
	f := ImportForm(p)
	v := f.FormView()
	if !f.Advanced || !f.ByHand || f.ProfileID != "" || english(t, v.Subtitle) != "Imported. Nothing is saved or sent yet: look at every value below, then save." {
		t.Errorf("%+v, %q", f, english(t, v.Subtitle))
	}
	for _, b := range v.Buttons {
		if b.Action == ActionSaveAndSignIn {
			t.Error("it offers to sign in at once")
		}
	}
	if last := v.Buttons[len(v.Buttons)-1]; last.Action != ActionSave || !last.Primary {
		t.Errorf("%+v", v.Buttons)
	}
}
