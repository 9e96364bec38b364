package state

import (
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func chosen(t *testing.T, id string) Form {
	t.Helper()
	f := NewForm()
	f.ChoosePreset(id)
	if f.Presets.Chosen != id {
		t.Fatalf("%s was not chosen", id)
	}
	return f
}

func TestTilesAreThoseOfPicture11(t *testing.T) {
	v := NewForm().PresetView()
	var names []string
	for _, tile := range v.Usual {
		names = append(names, english(t, tile.TileName())+": "+english(t, tile.Needs))
	}
	want := "Google: needs a Desktop client, Microsoft Entra ID: tenant · http://localhost, Auth0: domain, Okta: domain, Keycloak: host · realm, " +
		"GitHub: OAuth only, no ID token, GitLab: host, AWS Cognito: region · pool, Any other: issuer or endpoints"
	if got := strings.Join(names, ", "); got != want || !v.Shown || !v.Usual[8].Selected || v.Panel != nil {
		t.Errorf("%s", got)
	}
	last := v.More[len(v.More)-1]
	if last.ID != "apple" || last.Enabled || len(v.Unusable) != 1 || !strings.HasPrefix(english(t, v.Unusable[0]), "Apple cannot be used here. Apple takes no loopback redirect") {
		t.Errorf("%+v, %v", last, v.Unusable)
	}
	if EditForm(testProfile()).PresetView().Shown {
		t.Error("a connection that is edited is offered presets")
	}
}

func TestEveryPresetFillsAFormThatCanBeSaved(t *testing.T) {
	for _, p := range NewForm().Presets.All {
		if p.Unusable != "" {
			continue
		}
		f := chosen(t, p.ID)
		for _, i := range p.Inputs {
			f.SetPresetInput(i.Name, i.Example)
		}
		if p.Address != "" {
			searchedPreset(&f)
		}
		if f.ClientID == "" {
			f.ClientID = "client"
		}
		f.Try()
		profile, err := f.Profile()
		if err != nil || !f.Usable() {
			t.Errorf("%s: %v, %v", p.ID, err, problems(t, f))
			continue
		}
		if profile.Name != p.Name || p.Address == "" && profile.OAuthOnly != p.OAuthOnly || profile.Endpoints != p.Endpoints || strings.Join(profile.Scopes, " ") != strings.Join(p.Scopes, " ") || len(profile.APIOrigins) == 0 {
			t.Errorf("%s: %+v", p.ID, profile)
		}
		panel := f.PresetView().Panel
		if panel == nil || !slices.Equal(panel.Register, p.Registration(profile.Redirect)) || panel.Where.IsZero() || len(panel.Watch) == 0 || len(panel.Calls) == 0 && p.ID != "bluesky" || !panel.Fixed.IsZero() || len(panel.Inputs) != len(p.Inputs) {
			t.Errorf("%s: %+v", p.ID, panel)
		}
		for _, i := range panel.Inputs {
			if english(t, i.Label) == "URL" && i.Name != "url" || !strings.HasPrefix(english(t, i.Help), "Such as ") {
				t.Errorf("%s: the input %s has no words of its own", p.ID, i.Name)
			}
		}
	}
}

func TestInputsOfAPresetAreJudgedAsTheyAreTyped(t *testing.T) {
	f := chosen(t, "keycloak")
	if f.Issuer != "" || len(problems(t, f)) != 0 || !f.PresetView().Panel.Inputs[0].Problem.IsZero() {
		t.Error("an empty form is scolded")
	}
	f.SetPresetInput("host", "id.staging.example")
	f.SetPresetInput("realm", "a b")
	realm := f.PresetView().Panel.Inputs[1]
	if got := english(t, realm.Problem); f.Issuer != "" || got != "Give the name of the realm as it stands in URLs, without spaces and slashes." {
		t.Errorf("%q, %q", f.Issuer, got)
	}
	wantSentence(t, english(t, realm.Problem))
	if f.Usable() {
		t.Error("it can be saved")
	}
	f.SetPresetInput("realm", "main")
	if f.Issuer != "https://id.staging.example/realms/main" || f.Origins != "https://id.staging.example" || !f.PresetView().Panel.Inputs[1].Problem.IsZero() {
		t.Errorf("%q, %q", f.Issuer, f.Origins)
	}
	f.SetPresetInput("host", "")
	if f.Try(); f.Issuer != "" || english(t, f.PresetView().Panel.Inputs[0].Problem) != "This is needed." {
		t.Errorf("%q", f.Issuer)
	}
}

func TestChoosingAnotherPresetBeginsAnew(t *testing.T) {
	f := chosen(t, "github")
	f.ClientID, f.ClientSecret, f.Presets.More = "x", "hush", true
	f.ChoosePreset("okta")
	if f.ClientID != "" || f.ClientSecret != "" || f.OAuthOnly.Given() || f.Endpoints.Given() || f.Port != "8400, 8401, 8402" || !f.Presets.More {
		t.Errorf("%+v", f)
	}
	f.ChoosePreset("apple")
	if f.Presets.Chosen != "okta" {
		t.Error("what cannot work was chosen")
	}
	f.ChoosePreset("")
	if f.Presets.Chosen != "" || f.Issuer != "" || f.Port != "" || f.PresetView().Panel != nil {
		t.Errorf("%+v", f)
	}
}

func TestThePortsThatAProviderComparesMustBeThere(t *testing.T) {
	f := chosen(t, "okta")
	panel := f.PresetView().Panel
	if got := strings.Join(panel.Register, " "); got != "http://127.0.0.1:8400/callback http://127.0.0.1:8401/callback http://127.0.0.1:8402/callback" || !panel.Fixed.IsZero() {
		t.Errorf("%+v", panel)
	}
	wantSentence(t, english(t, panel.Several))
	f.Port = "9000"
	if panel := f.PresetView().Panel; strings.Join(panel.Register, " ") != "http://127.0.0.1:9000/callback" || !panel.Several.IsZero() {
		t.Errorf("%+v", panel)
	}
	f.Port = ""
	panel = f.PresetView().Panel
	if english(t, panel.Fixed) != "This provider compares the port: enter fixed ones under Advanced, such as 8400, 8401, 8402." || len(panel.Register) != 3 || !panel.Several.IsZero() {
		t.Errorf("%+v", panel)
	}
	f = chosen(t, "keycloak")
	f.Port = "9000, 9001"
	if panel := f.PresetView().Panel; len(panel.Register) != 1 || !panel.Several.IsZero() || !panel.Fixed.IsZero() {
		t.Errorf("the port is not compared there: %+v", panel)
	}
}

func TestTheSecretStandsWithThePresetThatNeedsIt(t *testing.T) {
	for id, needed := range map[string]bool{"google": true, "github": true, "keycloak": false, "": false} {
		f := chosen(t, id)
		for _, field := range f.Fields() {
			if field.Name == FieldClientSecret && field.Hidden != needed {
				t.Errorf("%q: hidden %t", id, field.Hidden)
			}
		}
		if panel := f.PresetView().Panel; panel != nil && panel.Secret.IsZero() == needed {
			t.Errorf("%q: %+v", id, panel.Secret)
		}
	}
}

func TestATenantIsPinnedAtAMultiTenantIssuerAlone(t *testing.T) {
	const tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47"
	f := chosen(t, "entra")
	f.ClientID, f.Tenant = "x", tenant
	if p, err := f.Profile(); err != nil || p.Tenant != tenant || f.hidesForPreset(FieldTenant) {
		t.Errorf("%+v, %v", p, err)
	}
	if f.Tenant = "contoso"; f.Usable() || !strings.HasPrefix(problems(t, f)[FieldTenant], "“contoso”") && !strings.Contains(problems(t, f)[FieldTenant], "is no tenant ID") {
		t.Errorf("%v", problems(t, f))
	}
	f.SetPresetInput("tenant", tenant)
	if p, err := f.Profile(); err != nil || p.Tenant != "" || !f.hidesForPreset(FieldTenant) || !f.Usable() {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestAProviderThatIsOAuthOnlyByHand(t *testing.T) {
	f := filledForm()
	f.Scopes = "read"
	f.Endpoints = oauthflow.Endpoints{AuthorizationEndpoint: "https://x.example/a", TokenEndpoint: "https://x.example/t"}
	f.Tried = true
	if len(problems(t, f)) != 2 {
		t.Errorf("as an OpenID provider: %v", problems(t, f))
	}
	f.Set(FieldIdentityURL, " https://api.x.example/user ")
	if p, err := f.Profile(); err != nil || !f.Usable() || p.OAuthOnly.IdentityURL != "https://api.x.example/user" {
		t.Errorf("%+v, %v, %v", p, err, problems(t, f))
	}
	again := EditForm(oauthflow.Profile{Issuer: "https://x.example", OAuthOnly: f.OAuthOnly, Tenant: "x"})
	if again.OAuthOnly != f.OAuthOnly || again.Tenant != "x" {
		t.Errorf("%+v", again)
	}
	f.Set(FieldIdentityURL, "api.x.example")
	wantSentence(t, problems(t, f)[FieldIdentityURL])
	if f.Usable() {
		t.Error("a URL without a scheme is taken")
	}
}

// How this computer reaches a provider does not follow from the provider.
func TestThePresetLeavesTheProxyAndTheCAFile(t *testing.T) {
	f := chosen(t, "keycloak")
	network := map[FieldName]string{FieldCAFile: "/etc/company.pem", FieldProxy: "http://proxy.example:8080", FieldProxyUser: "anna", FieldProxyPassword: "secret"}
	for name, value := range network {
		f.Set(name, value)
	}
	f.Set(FieldLoginHint, "anna")
	stays := func(after string) {
		t.Helper()
		for name, value := range network {
			if f.value(name) != value {
				t.Errorf("%s: %s is %q", after, name, f.value(name))
			}
		}
		if !f.Advanced {
			t.Errorf("%s: it is folded away", after)
		}
	}
	f.Advanced = true
	f.SetPresetInput("realm", "other")
	stays("another realm is typed")
	f.ChoosePreset("okta")
	stays("another preset is chosen")
	f.ChoosePreset("")
	stays("no preset is chosen")
	if f.Settings.LoginHint != "" {
		t.Error("what belongs to a provider stays too")
	}
}
