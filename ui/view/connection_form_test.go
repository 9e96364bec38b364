package view

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
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
	for _, name := range []state.FieldName{state.FieldHost, state.FieldPush, state.FieldDPoP, state.FieldIdentity} {
		form.fields[name].choice.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	}
	for _, field := range s.Form.Fields() {
		want := "typed " + string(field.Name)
		switch field.Name {
		case state.FieldHost:
			want = "::1" // the last choice
		case state.FieldPush:
			want = "when_offered"
		case state.FieldDPoP:
			want = "required"
		case state.FieldIdentity:
			want = "atproto"
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

func TestTheDemoProvidersIssuerAndClientAreNotTyped(t *testing.T) {
	v := open(t, ofDemo(), look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("Edit connection", "sets its issuer and its client ID", "Set by this app", "Other parameters", "Authorization request", "Resources")
	v.mustNotHave("Discover", "Redirect path", "Client secret", "client secret", "CA file", "Proxy", "Endpoints by hand", "Authorization endpoint")
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	if form.first() != form.fields[state.FieldTitle].entry {
		t.Errorf("the first is a %T", form.first())
	}
	for _, name := range []state.FieldName{state.FieldIssuer, state.FieldClientID} {
		field := form.fields[name]
		if holds(v.window.Content(), field.entry) || !field.value.Visible() || field.value.Text() == "" {
			t.Errorf("%s can be typed, or is not shown: %q", name, field.value.Text())
		}
	}
	v.tap("+  New connection") // the same controls serve another connection
	v.mustHave("Discover", "Endpoints by hand, for a provider without discovery")
	if issuer := form.fields[state.FieldIssuer]; form.first() != issuer.entry || issuer.value.Visible() || !holds(v.window.Content(), issuer.entry) {
		t.Error("the issuer of a new connection cannot be typed")
	}
	v.mustNotHave("Set by this app")
}

func TestAnImportedConnectionShowsEveryValue(t *testing.T) {
	s := sample()
	p, err := oauthflow.ParseConnectionFile([]byte(`{"version":1,"name":"Imported one","issuer":"https://id.example","client_id":"desk",
		"redirect":{"host":"localhost","port":0,"ports":[8400,8401],"path":"/cb"},"authorization_parameters":{"prompt":"login","odd_one":"odd value"},
		"token_parameters":{"token_one":"token value"},"resources":["https://resource.example"],"api_origins":["https://api.example"],
		"endpoints":{"authorization_endpoint":"https://id.example/a","token_endpoint":"https://id.example/t","jwks_uri":"https://id.example/k"}}`))
	if err != nil {
		t.Fatal(err)
	}
	s.Form = state.ImportForm(p)
	s.Show(state.RoomNewConnection)
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("look at every value", "https://id.example", "Imported one", "desk", "http://localhost:8400/cb", "http://localhost:8401/cb", "8400, 8401", "/cb", "login",
		"odd_one=odd value", "token_one=token value", "https://resource.example", "https://api.example", "https://id.example/a", "https://id.example/t", "https://id.example/k")
	v.mustNotHave("Save and sign in")
}

func TestAShareLinkIsPasted(t *testing.T) {
	v := open(t, sample(), designLook())
	v.main.perform(state.ActionImportText)
	entry, ok := v.window.Canvas().Focused().(*widget.KeyEntry)
	if !ok {
		t.Fatalf("the focus is on a %T", v.window.Canvas().Focused())
	}
	v.mustHave("Import from text", "begins with proofkey:")
	entry.SetText(" proofkey:1.x ")
	v.tap("Show the values")
	if want := []string{"import text proofkey:1.x"}; !slices.Equal(v.asked.calls, want) {
		t.Errorf("asked for %q", v.asked.calls)
	}
}

func TestEndpointsAreTypedByHand(t *testing.T) { // DISC-15
	s := found()
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustNotHave("Authorization endpoint")
	v.tap("▸ Endpoints by hand, for a provider without discovery")
	v.mustHave("Authorization endpoint", "Where the browser is sent to sign in")
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	form.fields["jwks_uri"].entry.SetText("https://id.example/jwks")
	if !s.Form.ByHand || s.Form.Endpoints.JWKSURI != "https://id.example/jwks" {
		t.Errorf("%+v", s.Form)
	}
	v.update()
	v.mustHave("entered by hand below are used, not these")
}

func TestTheProxysPasswordIsMaskedUntilItIsShown(t *testing.T) {
	v := open(t, unfolded(), look{widget.AlwaysLight, 1, 1180, 2400})
	v.mustHave("Proxy user name", `CORP\alice`)
	v.mustNotHave("proxy-password-value")
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	form.fields[state.FieldProxyPassword].show.Tapped(nil)
	v.mustHave("proxy-password-value")
	v.mustNotHave("client-secret-value") // one at a time
	form.fields[state.FieldClientSecret].show.Tapped(nil)
	v.mustHave("client-secret-value")
	v.mustNotHave("proxy-password-value")
	v.asked.Mask()
	v.mustNotHave("client-secret-value", "proxy-password-value")
}

func TestTheCAFileIsChosenInADialog(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("HOME", t.TempDir())
	for _, name := range []string{"ca.pem", "corp.CRT", "notes.txt", "old.cer"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := unfolded()
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 2400})
	v.mustHave("! This connection trusts 2 certificates of the file:", "Example Corp Root CA 2016, ended 24 Nov 2025", "Example Corp Root CA, until 24 Nov 2030")
	s.Form.Settings.CAFile = filepath.Join(folder, "not-there.pem") // the dialog opens where it would be
	v.tap("Choose…")
	if got := filesOffered(t, v).Length(); got != 1+3 {
		t.Errorf("%d files are offered", got)
	}
	chooseFile(t, v, 1) // the first is the folder above
	tapInFiles(t, v, "Open")
	if got := v.state.Form.Settings.CAFile; got != filepath.Join(folder, "ca.pem") {
		t.Errorf("chosen is %q", got)
	}
	v.mustNotHave("This connection trusts") // until the other one has been read
	v.main.caFileChosen(nil, os.ErrPermission)
	v.mustHave("! The file could not be opened: permission denied")
	v.main.caFileChosen(nil, nil) // the person has closed the dialog
	if got := v.state.Form.Settings.CAFile; got != filepath.Join(folder, "ca.pem") {
		t.Errorf("chosen is %q", got)
	}
}
