package ui

import (
	"os"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sample"
	"proofkey/ui/state"
)

func TestTheSignInIsTakenAwayAsCode(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.TakeAsCode()
	d.Until(t, "the program", func() bool { return !c.state.Program.Running })
	demo := c.state.Current()
	if c.state.Room != state.RoomProgram || len(c.state.Program.Files) != 2 || c.state.Program.Kind != sample.SinglePage {
		t.Fatalf("the room %s shows %d files, %v", c.state.Room, len(c.state.Program.Files), c.state.Program.Err)
	}
	for kind, want := range map[sample.Kind]struct {
		files  int
		client string
	}{sample.SinglePage: {2, "proofkey-single-page-app"}, sample.Flask: {2, "proofkey-web-app"}, sample.Go: {4, "proofkey"}} {
		c.WriteProgram(kind)
		d.Until(t, "the program", func() bool { return !c.state.Program.Running })
		if p := c.state.Program; len(p.Files) != want.files || p.Profile.ClientID != want.client || p.API != demo.DemoAPI+"/notes" || p.Err != nil {
			t.Errorf("%s: %d files for %s, calling %s, %v", kind, len(p.Files), p.Profile.ClientID, p.API, p.Err)
		}
		all := ""
		for i := range c.state.Program.Files {
			c.ShowProgramFile(i)
			c.CopyProgramFile()
			all += d.clipboard
		}
		for _, part := range []string{`"` + want.client + `"`, demo.Profile.Issuer, demo.DemoAPI + "/notes"} {
			if !strings.Contains(all, part) {
				t.Errorf("%s: %s is not in it", kind, part)
			}
		}
	}
	c.ShowProgramFile(1)
	shown := c.state.Program.ShownFile().Content
	file, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	c.SaveProgramFile(file)
	c.Close(closeLimit)
	if saved, err := os.ReadFile(file.Name()); err != nil || string(saved) != shown {
		t.Errorf("%d bytes are saved of %d, %v", len(saved), len(shown), err)
	}
}

// What the API tab says last is what the program calls; a client secret is never in it.
func TestTheProgramCallsTheURLOfTheAPITabAndHoldsNoSecret(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the metadata", func() bool { return c.state.Current().Metadata != nil })
	connection := c.state.Current()
	connection.Profile.ClientSecret = oauthflow.NewSecret("the-client-secret")
	c.EditCall(func(call *state.APICall) { call.URL = "https://api.example/v1" })
	connection.Profile.APIOrigins = []string{"https://api.example"}
	for _, kind := range sample.Kinds() {
		c.WriteProgram(kind)
		d.Until(t, "the program", func() bool { return !c.state.Program.Running })
		all := ""
		for _, file := range c.state.Program.Files {
			all += file.Content
		}
		if !strings.Contains(all, `"https://api.example/v1"`) || strings.Contains(all, "the-client-secret") {
			t.Errorf("%s calls another API, or holds the secret", kind)
		}
		if reads := strings.Contains(all, `environ.get("CLIENT_SECRET")`) || strings.Contains(all, `os.Getenv("CLIENT_SECRET")`); reads != (kind != sample.SinglePage) {
			t.Errorf("%s reads a secret: %t", kind, reads)
		}
	}
	c.EditCall(func(call *state.APICall) { call.URL = "http://api.example/v1" })
	c.WriteProgram(sample.Go)
	d.Until(t, "the refusal", func() bool { return !c.state.Program.Running })
	if c.state.ProgramView().Failed == nil || len(c.state.Program.Files) != 0 {
		t.Error("a program sends the access token in the clear")
	}
}

func TestAProviderThatCannotBeReachedGivesNoProgram(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the demo provider", func() bool { return c.opened != nil && c.state.Current().DemoAPI != "" })
	c.Duplicate()
	c.EditForm(func(f *state.Form) { f.Name, f.Issuer, f.ClientID = "Nobody", "http://127.0.0.1:1", "desk" })
	c.SaveForm(false)
	if connection := c.state.Current(); connection.Profile.Issuer != "http://127.0.0.1:1" {
		t.Fatalf("the connection to %s is selected", connection.Profile.Issuer)
	}
	c.TakeAsCode()
	d.Until(t, "the refusal", func() bool { return !c.state.Program.Running })
	if v := c.state.ProgramView(); v.Failed == nil || v.Failed.Title.Key != "program.no_endpoints" || v.Save.Enabled {
		t.Errorf("%+v", v.Failed)
	}
}
