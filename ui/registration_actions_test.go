package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/ui/state"
)

// otherProvider is one that registers apps, and is not the window's own.
func otherProvider(t *testing.T, c demoprovider.Config) string {
	t.Helper()
	provider, err := demoprovider.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	return provider.Issuer()
}

func (d *testDesktop) found(t *testing.T, c *Controller, issuer string) {
	t.Helper()
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) { f.Set(state.FieldIssuer, issuer) })
	c.Discover()
	d.Until(t, "the metadata", func() bool { return c.state.Form.Found != nil })
}

func TestOneClickRegistersSignsInAndIsKept(t *testing.T) {
	folder, k := t.TempDir(), &testKeyring{}
	c, d := openAppWith(t, folder, Arguments{}, k)
	issuer := otherProvider(t, demoprovider.Config{})
	d.found(t, c, issuer)
	c.RegisterClient()
	d.Until(t, "the registration", func() bool { return c.state.Form.Registration.Unsaved })
	made := c.state.Form.Registration.Made
	if c.state.Form.ClientID != made.ClientID || !made.Deletable() {
		t.Fatalf("%+v", c.state.Form.Registration.Problem)
	}
	c.SaveForm(true)
	connection := d.untilSignedIn(t, c)
	registered := false
	for i := range connection.Flow.Len() {
		registered = registered || connection.Flow.Entry(i).Kind == state.FlowRegistration
	}
	if !registered {
		t.Error("the flow does not tell the registration")
	}
	d.Until(t, "the list of connections", func() bool {
		list, err := c.list.Load()
		return err == nil && slices.ContainsFunc(list, func(p oauthflow.Profile) bool { return p.ID == connection.Profile.ID })
	})
	c.Close(5 * time.Second)
	for _, path := range filesIn(t, folder) {
		if data, err := os.ReadFile(path); err != nil || strings.Contains(string(data), made.AccessToken.Reveal()) {
			t.Errorf("%s holds the registration access token in the clear, or %v", path, err)
		}
	}

	again, d := openAppWith(t, folder, Arguments{}, k)
	d.Until(t, "the vault", func() bool { return again.opened != nil })
	kept := again.state.Connection(connection.Profile.ID)
	if kept == nil || !kept.Profile.Registration.Of(issuer, made.ClientID) || !kept.Profile.Registration.Deletable() {
		t.Fatalf("%+v", kept)
	}
	again.Select(kept.Profile.ID)
	again.Show(state.RoomEditConnection)
	again.DeleteRegistration()
	d.Until(t, "the deletion", func() bool { return !again.state.Form.Registration.Busy })
	if again.state.Form.Registration.Problem != nil || again.state.Form.ClientID != "" || kept.Profile.Registration.Given() {
		t.Errorf("%+v", again.state.Form.Registration)
	}
	if err := oauthflow.DeleteRegistration(t.Context(), again.transport, nil, made); err == nil {
		t.Error("the provider still knows the client")
	}
}

func filesIn(t *testing.T, folder string) []string {
	t.Helper()
	var paths []string
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil || len(paths) == 0 {
		t.Fatalf("%v %v", paths, err)
	}
	return paths
}

func TestAClientThatIsNotSavedIsDeletedAgain(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	for name, leave := range map[string]func(){
		"cancel": c.CancelForm, "another new connection": func() { c.Show(state.RoomNewConnection) },
	} {
		d.found(t, c, otherProvider(t, demoprovider.Config{}))
		c.RegisterClient()
		d.Until(t, "the registration", func() bool { return c.state.Form.Registration.Unsaved })
		made := c.state.Form.Registration.Made
		leave()
		d.Until(t, "the deletion after "+name, func() bool {
			return oauthflow.DeleteRegistration(t.Context(), c.transport, nil, made) != nil
		})
		if c.state.Form.Registration.Unsaved {
			t.Errorf("%s: it would be deleted twice", name)
		}
	}
}

func TestTheInitialAccessTokenIsAskedForWhenTheProviderWantsOne(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.found(t, c, otherProvider(t, demoprovider.Config{InitialAccessToken: "the-initial-token"}))
	if c.state.Form.FormView().Registration.AsksToken {
		t.Error("asked for before the provider did")
	}
	c.RegisterClient()
	d.Until(t, "the refusal", func() bool { return c.state.Form.Registration.Problem != nil })
	if !c.state.Form.FormView().Registration.AsksToken {
		t.Fatalf("%v", c.state.Form.Registration.Problem)
	}
	c.EditForm(func(f *state.Form) { f.Registration.InitialToken = " the-initial-token " })
	c.RegisterClient()
	d.Until(t, "the registration", func() bool { return c.state.Form.Registration.Unsaved })
	if c.state.Form.Registration.InitialToken != "" {
		t.Error("the token is kept")
	}
}

func TestDeletingAConnectionDeletesItsRegistrationIfAsked(t *testing.T) {
	for _, both := range []bool{false, true} {
		c, d := openApp(t, t.TempDir(), Arguments{})
		d.found(t, c, otherProvider(t, demoprovider.Config{}))
		c.RegisterClient()
		d.Until(t, "the registration", func() bool { return c.state.Form.Registration.Unsaved })
		made := c.state.Form.Registration.Made
		c.SaveForm(false)
		if both {
			c.DeleteWithRegistration()
			d.Until(t, "the deletion", func() bool { return oauthflow.DeleteRegistration(t.Context(), c.transport, nil, made) != nil })
			continue
		}
		c.Delete()
		c.Close(5 * time.Second)
		if err := oauthflow.DeleteRegistration(t.Context(), c.transport, nil, made); err != nil {
			t.Errorf("the registration is gone although only the connection was to go: %v", err)
		}
	}
}
