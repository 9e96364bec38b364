package state

import (
	"testing"
	"time"

	"proofkey/oauthflow"
)

// offering is a form whose provider registers apps.
func offering() Form {
	f := NewForm()
	f.Issuer = "https://op.example"
	f.Searched(f.Issuer, foundProvider(&oauthflow.ServerMetadata{Issuer: f.Issuer, RegistrationEndpoint: "https://op.example/register"}), time.Second)
	return f
}

func madeRegistration() *oauthflow.Registration {
	return &oauthflow.Registration{
		Issuer: "https://op.example", ClientID: "made", AccessToken: oauthflow.NewSecret("x"), URI: "https://op.example/register/made", ClientSecret: oauthflow.NewSecret("secret"),
	}
}

func TestRegisteringIsOfferedWhereItCanWork(t *testing.T) {
	for name, row := range map[string]struct {
		change         func(f *Form)
		offered, ready bool
	}{
		"a provider that registers":    {func(*Form) {}, true, true},
		"one that does not":            {func(f *Form) { f.Found.RegistrationEndpoint = "" }, false, false},
		"nothing was found":            {func(f *Form) { f.Found = nil }, false, false},
		"another issuer was typed":     {func(f *Form) { f.Issuer = "https://other.example" }, false, false},
		"the demo provider's own form": {func(f *Form) { f.ProfileID = oauthflow.DemoProfileID }, false, false},
		"a port that is none":          {func(f *Form) { f.Port = "x" }, true, false},
		"a path that is none":          {func(f *Form) { f.Path = "no slash" }, true, false},
		"while it is asked":            {func(f *Form) { f.BeginRegistration() }, true, false},
	} {
		f := offering()
		row.change(&f)
		_, ready := f.RegistrationRequest()
		v := f.FormView().Registration
		if offered := !v.Title.IsZero() && len(v.Buttons) > 0; offered != row.offered || ready != row.ready || ready != (offered && v.Buttons[0].Enabled) {
			t.Errorf("%s: offered %v, ready %v", name, offered, ready)
		}
	}
}

func TestARegistrationFillsTheFormAndBelongsToItsClientOnly(t *testing.T) {
	f := offering()
	f.Registration.InitialToken = "pasted"
	f.Registered(madeRegistration(), nil)
	if f.ClientID != "made" || f.ClientSecret != "secret" || !f.Advanced || !f.Registration.Unsaved || f.Registration.InitialToken != "" {
		t.Errorf("%+v", f.Registration)
	}
	p, problem := f.Profile()
	if problem != nil || !p.Registration.Of("https://op.example", "made") {
		t.Fatalf("%v %+v", problem, p.Registration)
	}
	back := EditForm(p)
	if v := back.FormView().Registration; english(t, v.Title) != "Registered by Proofkey" || len(v.Buttons) != 1 || v.Buttons[0].Action != ActionDeleteRegistration {
		t.Errorf("%+v", v)
	}
	for name, change := range map[string]func(*Form){"another client": func(f *Form) { f.ClientID = "other" }, "another issuer": func(f *Form) { f.Issuer = "https://other.example" }} {
		other := back
		change(&other)
		if p, problem := other.Profile(); problem != nil || p.Registration.Given() {
			t.Errorf("%s: %v %+v", name, problem, p.Registration)
		}
	}
}

func TestADeletedRegistrationLeavesTheForm(t *testing.T) {
	f := offering()
	f.Registered(madeRegistration(), nil)
	f.BeginRegistration()
	f.RegistrationDeleted(&oauthflow.Error{Step: oauthflow.StepRegistration, Code: oauthflow.CodeRegistrationNotDeleted})
	if v := f.FormView().Registration; v.Problem == nil || english(t, v.Problem.Title) != "The registration was not deleted" || f.ClientID != "made" || !v.Buttons[0].Enabled {
		t.Errorf("%+v", v)
	}
	f.RegistrationDeleted(nil)
	if v := f.FormView().Registration; english(t, v.Title) != "The registration is deleted" || f.ClientID != "" || f.ClientSecret != "" || v.Buttons[0].Action != ActionRegisterClient {
		t.Errorf("%+v", v)
	}
}

func TestARegistrationWithoutItsTokenSaysThatItStays(t *testing.T) {
	f := offering()
	made := madeRegistration()
	made.AccessToken = oauthflow.Secret{}
	f.Registered(made, nil)
	if v := f.FormView().Registration; len(v.Buttons) != 0 || english(t, v.Changes[len(v.Changes)-1]) != "The provider gave no registration access token, so the registration can be deleted there only." {
		t.Errorf("%+v", v)
	}
}
