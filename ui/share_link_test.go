package ui

import (
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

func sharedProfile() oauthflow.Profile {
	return oauthflow.Profile{
		Name: "Shared", Issuer: "http://127.0.0.1:1", ClientID: "desk", Scopes: oauthflow.DefaultScopes(),
		Redirect:                oauthflow.Redirect{Host: "localhost", Ports: []int{8400, 8401}, Path: "/callback"},
		AuthorizationParameters: map[string]string{"prompt": "login", "odd": "value"}, Resources: []string{"https://r.example"}, APIOrigins: []string{"https://api.example"},
	}
}

func linkOf(t *testing.T, p oauthflow.Profile) string {
	t.Helper()
	link, err := p.ShareLink()
	if err != nil {
		t.Fatal(err)
	}
	return link
}

// countingTransport counts what is sent to the shared provider.
type countingTransport struct {
	http.RoundTripper
	sent *atomic.Int32
}

func (c countingTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "127.0.0.1:1" {
		c.sent.Add(1)
	}
	return c.RoundTripper.RoundTrip(r)
}

// Each way to import shows the values, saves and sends nothing, and starts no sign-in.
func TestWhatIsImportedIsOnlyShown(t *testing.T) {
	link := linkOf(t, sharedProfile())
	file, err := sharedProfile().ExportFile()
	if err != nil {
		t.Fatal(err)
	}
	for name, bring := range map[string]func(c *Controller, d *testDesktop){
		"a link as text":   func(c *Controller, _ *testDesktop) { c.ImportText(" " + link + "\n") },
		"a file as text":   func(c *Controller, _ *testDesktop) { c.ImportText(string(file)) },
		"a link in a file": func(c *Controller, _ *testDesktop) { c.Import(io.NopCloser(strings.NewReader(link + "\n"))) },
		"a link as issuer": func(c *Controller, _ *testDesktop) {
			c.EditForm(func(f *state.Form) { f.Set(state.FieldIssuer, link) })
		},
		"a connection file": func(c *Controller, _ *testDesktop) { c.Import(io.NopCloser(strings.NewReader(string(file)))) },
	} {
		t.Run(name, func(t *testing.T) {
			c, d := openApp(t, t.TempDir(), Arguments{})
			sent := &atomic.Int32{}
			c.transport = countingTransport{c.transport, sent}
			c.Show(state.RoomNewConnection)
			before := len(c.state.Connections)
			bring(c, d)
			d.Until(t, "the form", func() bool { return c.state.Form.Imported })
			p, problem := c.state.Form.Profile()
			want := sharedProfile()
			want.ID = p.ID
			if problem != nil || !reflect.DeepEqual(p, want) || c.state.Room != state.RoomNewConnection {
				t.Errorf("shown: %+v, %v", p, problem)
			}
			if len(c.state.Connections) != before || sent.Load() != 0 || !c.state.Form.Advanced {
				t.Errorf("%d connections, %d requests, all in sight: %t", len(c.state.Connections), sent.Load(), c.state.Form.Advanced)
			}
			c.SaveForm(false)
			if saved := c.state.Current(); saved.Profile.Name != "Shared" || saved.Busy() {
				t.Errorf("saved %+v", saved.Profile)
			}
		})
	}
}

func TestADamagedShareLinkIsSaidInSight(t *testing.T) {
	c, _ := openApp(t, t.TempDir(), Arguments{})
	c.ImportText("proofkey:7.x")
	if p := c.state.Form.Problem; p == nil || p.Code != oauthflow.CodeConnectionInvalid || !strings.Contains(p.Actual, "version 7") || c.state.Form.Imported {
		t.Errorf("%+v", p)
	}
	c.EditForm(func(f *state.Form) { f.Set(state.FieldIssuer, "proofkey:1.x!") })
	if c.state.Form.Imported || c.state.Form.Issuer != "proofkey:1.x!" {
		t.Errorf("%+v", c.state.Form)
	}
}

func TestAShareLinkIsCopiedWithoutWhatIsOfThisComputer(t *testing.T) {
	folder := t.TempDir()
	c, d := openApp(t, folder, Arguments{})
	d.Until(t, "the vault", func() bool { return c.opened != nil })
	c.CopyShareLink()
	if d.clipboard != "" {
		t.Errorf("of the demo provider: %q", d.clipboard)
	}
	c.ImportText(linkOf(t, sharedProfile()))
	c.EditForm(func(f *state.Form) { f.Settings.Proxy, f.ClientSecret = oauthflow.ProxyDirect, "hush" })
	c.SaveForm(false)
	id := c.state.Selected
	c.CopyShareLink()
	got, err := oauthflow.ParseShareLink(d.clipboard)
	want := sharedProfile()
	want.ID = got.ID
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("copied %+v, %v", got, err)
	}
	c.state.Current().Profile.TokenParameters = map[string]string{"secret": "hush"}
	d.clipboard = ""
	c.CopyShareLink()
	if notices := c.state.Current().Notices; d.clipboard != "" || len(notices) == 0 || notices[len(notices)-1].Code != oauthflow.CodeConnectionInvalid {
		t.Errorf("with a secret: %q, %v", d.clipboard, notices)
	}
	c.Close(closeLimit)
	list, err := oauthflow.NewProfileList(folder).Load()
	for _, p := range list {
		if p.ID == id && p.Network.Proxy != oauthflow.ProxyDirect {
			t.Errorf("kept as %+v", p)
		}
	}
	if err != nil || len(list) == 0 {
		t.Error(list, err)
	}
}
