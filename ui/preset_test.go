package ui

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/vault"
	"proofkey/ui/state"
)

func (d *testDesktop) imports(t *testing.T, c *Controller, text string) {
	t.Helper()
	c.state.Form = state.Form{}
	c.Import(io.NopCloser(strings.NewReader(text)))
	d.Until(t, "the form", func() bool { return c.state.Room == state.RoomNewConnection && len(c.state.Form.Presets.All) > 0 })
}

// Google's file fills the form of Google's preset; the secret goes to the vault and nowhere else.
func TestTheFileOfGooglesConsoleIsImported(t *testing.T) {
	folder := t.TempDir()
	c, d := openApp(t, folder, Arguments{})
	d.Until(t, "the storage", func() bool { return c.opened != nil })
	d.imports(t, c, `{"installed":{"client_id":"1.apps.googleusercontent.com","client_secret":"hush-hush","redirect_uris":["http://localhost"]}}`)
	f := c.state.Form
	if f.Presets.Chosen != "google" || f.ClientID != "1.apps.googleusercontent.com" || f.ClientSecret != "hush-hush" || f.Issuer != "https://accounts.google.com" || f.Problem != nil {
		t.Errorf("preset %s, client %s, issuer %s, %v", f.Presets.Chosen, f.ClientID, f.Issuer, f.Problem)
	}
	if c.state.Current().Busy() {
		t.Error("a sign-in was started")
	}
	c.SaveForm(false)
	id := c.state.Current().Profile.ID
	d.Until(t, "the secret in the vault", func() bool {
		data, err := c.opened.vault.Load(t.Context(), id, vault.KindClientSecret)
		return err == nil && string(data) == "hush-hush"
	})
	list := filepath.Join(folder, "connections.json")
	d.Until(t, "the list", func() bool {
		data, err := os.ReadFile(list)
		return err == nil && strings.Contains(string(data), "googleusercontent")
	})
	if data, err := os.ReadFile(list); err != nil || strings.Contains(string(data), "hush") {
		t.Errorf("the list holds the secret, or %v", err)
	}
}

func TestAFileOfGooglesConsoleThatIsNoDesktopClientIsRefused(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	for text, says := range map[string]string{
		`{"web":{"client_id":"1.apps.googleusercontent.com","client_secret":"hush-hush"}}`: "Web application",
		`{"type":"service_account","private_key":"hush-hush"}`:                             "service account",
		`{"installed":{"client_id":"1.apps.googleusercontent.com"}}`:                       "lacks",
	} {
		d.imports(t, c, text)
		f := c.state.Form
		if f.Problem == nil || f.Problem.Code != oauthflow.CodeConnectionInvalid || !strings.Contains(f.Problem.Actual, says) || f.ClientSecret != "" || f.ClientID != "" {
			t.Errorf("%s: %v, client %q", says, f.Problem, f.ClientID)
		}
	}
}

// A whole sign-in at a provider that is OAuth only, from the form to the Identity tab.
func TestASignInThatIsOAuthOnlyFromTheForm(t *testing.T) {
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{OAuthOnly: true, FormEncodedTokens: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the storage", func() bool { return c.opened != nil })
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) {
		f.ChoosePreset("github")
		at := provider.Issuer()
		f.Issuer, f.ClientID, f.Scopes, f.ClientSecret = at, demoprovider.ClientID, "profile email offline_access", ""
		f.Set("authorization_endpoint", at+"/authorize")
		f.Set("token_endpoint", at+"/token")
		f.Set(state.FieldIdentityURL, at+"/user")
	})
	c.SaveForm(true)
	connection := d.untilSignedIn(t, c)
	identity := connection.Identity(c.now())
	if identity.Person.Name != "Ada Lovelace" || identity.OAuthOnly.IsZero() || len(identity.UserInfo.Claims) < 3 || oauthflow.Count(connection.Checks, oauthflow.Failed) != 0 {
		t.Errorf("%+v", identity)
	}
	for i := range connection.Flow.Len() {
		shown := fmt.Sprintf("%+v %+v", connection.FlowRow(i, c.now()), connection.FlowDetail(i, c.now(), false))
		if strings.Contains(shown, connection.Session.AccessToken.Reveal()) || strings.Contains(shown, connection.Session.RefreshToken.Reveal()) {
			t.Errorf("entry %d of the flow shows a token", i)
		}
	}
	c.Refresh()
	d.Until(t, "the refresh", func() bool { return connection.Session.Refreshes == 1 })
}
