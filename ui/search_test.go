package ui

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// The URL of an MCP server is pasted, found, signed in to and called.
func TestAnMCPServerIsFoundSignedInToAndCalled(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the demo provider", func() bool { return c.opened != nil && c.state.Current().DemoAPI != "" })
	server := c.state.Current().DemoAPI + "/mcp"
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) { f.Issuer, f.ClientID = server, "proofkey" })
	c.Discover()
	d.Until(t, "the search", func() bool { return !c.state.Form.Discovering })
	if f := c.state.Form; !f.MCP || f.Found == nil || f.Issuer != c.state.Current().Profile.Issuer {
		t.Fatalf("%+v", f.Search)
	}
	c.SaveForm(true)
	connection := d.untilSignedIn(t, c)
	for _, sample := range connection.APIView(c.now()).Samples {
		if sample.Name.Key == "sample.mcp_initialize" {
			c.EditCall(func(call *state.APICall) { call.Fill(sample) })
		}
	}
	c.CallAPI()
	d.Until(t, "the answer", func() bool {
		return connection.API.Answer != nil || connection.API.Problem != nil || connection.API.AskOrigin != ""
	})
	document, _ := connection.API.Document.(*widget.Document)
	if document == nil || connection.API.Answer.Status != http.StatusOK {
		t.Fatalf("%+v, %v, asked %q", connection.API.Answer, connection.API.Problem, connection.API.AskOrigin)
	}
	if text := document.Text(0, document.Rows()); !strings.HasPrefix(text, "event: message\ndata:\n{\n") || !strings.Contains(text, `    "serverInfo": {`) {
		t.Errorf("shown: %s", text)
	}
}

func TestASearchIsStopped(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	asked, ended := make(chan struct{}, 8), make(chan struct{}, 8)
	hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
		ended <- struct{}{}
	}))
	defer hanging.Close()
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) { f.Issuer = hanging.URL })
	c.Discover()
	<-asked
	c.CancelDiscovery()
	<-ended
	d.Until(t, "the end", func() bool { return !c.state.Form.Discovering })
	if f := c.state.Form; f.Search != nil || f.Problem != nil || f.Found != nil {
		t.Errorf("something is shown: %+v, %v", f.Search, f.Problem)
	}
}

// One of several authorization servers is chosen.
func TestAnAuthorizationServerIsChosen(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the demo provider", func() bool { return c.opened != nil && c.state.Current().DemoAPI != "" })
	issuer := c.state.Current().Profile.Issuer
	var api *httptest.Server
	api = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/.well-known/oauth-protected-resource" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"resource":"` + api.URL + `","authorization_servers":["` + api.URL + `/as","` + issuer + `"]}`))
	}))
	defer api.Close()
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) { f.Issuer = api.URL })
	c.Discover()
	d.Until(t, "the choice", func() bool { return len(c.state.Form.Search.Choices()) == 2 })
	c.DiscoverAt("https://elsewhere.example") // which the API does not name
	if c.state.Form.Discovering {
		t.Error("a server that was not named is asked")
	}
	c.DiscoverAt(issuer)
	d.Until(t, "the provider", func() bool { return c.state.Form.Found != nil })
	if f := c.state.Form; f.Issuer != issuer || f.Settings.Resources != api.URL || f.Origins != api.URL || f.MCP {
		t.Errorf("%+v", f)
	}
}
