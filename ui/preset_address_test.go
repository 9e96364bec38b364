package ui

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
	"proofkey/ui/state"
)

const localDID = "did:web:localhost%3A4999"

// withDocument answers for the document of localDID, whose server it names.
type withDocument struct {
	http.RoundTripper
	server string
}

func (w withDocument) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != "localhost:4999" {
		return w.RoundTripper.RoundTrip(r)
	}
	body := `{"id":"` + localDID + `","alsoKnownAs":["at://alice.bsky.social"],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"` + w.server + `"}]}`
	return &http.Response{StatusCode: http.StatusOK, Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {"application/did+json"}}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// From Bluesky's tile to the account on the Identity tab and a call at its server: nothing is registered.
func TestAnAccountIsFoundSignedInAndCalled(t *testing.T) {
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{DID: func(string) string { return localDID }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the storage", func() bool { return c.opened != nil })
	c.transport, c.lookupTXT = withDocument{c.transport, provider.Issuer()}, nil
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) {
		f.ChoosePreset("bluesky")
		f.SetPresetInput("account", localDID)
		f.SeekAddress()
	})
	c.Discover()
	d.Until(t, "the search", func() bool { return !c.state.Form.Discovering })
	if f := c.state.Form; f.Found == nil || f.Issuer != provider.Issuer() || f.OAuthOnly.Account != localDID || f.Origins != provider.Issuer() {
		t.Fatalf("%+v, %v", f.Search, f.Problem)
	}
	c.SaveForm(true)
	connection := d.untilSignedIn(t, c)
	identity := connection.Identity(c.now())
	if identity.Person.Subject != localDID || identity.Person.Name != "alice.bsky.social" || oauthflow.Count(connection.Checks, oauthflow.Failed) != 0 {
		t.Errorf("%+v", identity.Person)
	}
	called := false
	for _, sample := range connection.APIView(c.now()).Samples {
		if strings.HasSuffix(sample.URL, "/xrpc/com.atproto.server.getSession") {
			called = true
			c.EditCall(func(call *state.APICall) { call.Fill(sample) })
		}
	}
	c.CallAPI()
	d.Until(t, "the answer", func() bool {
		return connection.API.Answer != nil || connection.API.Problem != nil || connection.API.AskOrigin != ""
	})
	if !called || connection.API.Answer == nil || connection.API.Answer.Status != http.StatusOK {
		t.Errorf("%+v, %v, asked %q", connection.API.Answer, connection.API.Problem, connection.API.AskOrigin)
	}
	c.Refresh()
	d.Until(t, "the refresh", func() bool { return connection.Session.Refreshes == 1 })
}

// An MCP server whose provider issues no ID tokens is found, registered at, signed in to and called: nobody says who
// signed in.
func TestAnMCPServerWithoutIDTokensIsRegisteredAt(t *testing.T) {
	provider, err := demoprovider.Start(t.Context(), demoprovider.Config{OAuthOnly: true, API: func(issuer string) http.Handler {
		return demoapi.New(demoapi.Config{Issuer: issuer, Audience: issuer + "/api", HTTP: http.DefaultClient})
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	server := provider.Issuer() + "/api/mcp"
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the storage", func() bool { return c.opened != nil })
	c.transport = withoutOpenID{c.transport}
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) { f.ChoosePreset("mcp-example"); f.Issuer = server })
	c.Discover()
	d.Until(t, "the search", func() bool { return !c.state.Form.Discovering })
	if f := c.state.Form; f.Found == nil || f.Identity != "none" || !f.MCP || strings.Contains(f.Scopes, "openid") {
		t.Fatalf("%+v, %v, %q, %q", f.Search, f.Problem, f.Identity, f.Scopes)
	}
	c.RegisterClient()
	d.Until(t, "the registration", func() bool { return c.state.Form.Registration.Made.Given() || c.state.Form.Registration.Problem != nil })
	c.SaveForm(true)
	connection := c.state.Current()
	d.Until(t, "the end of the sign-in", func() bool { return connection.SignedIn() || connection.Phase == state.PhaseFailed })
	if !connection.SignedIn() {
		t.Fatalf("%v", connection.Failure)
	}
	for _, sample := range connection.APIView(c.now()).Samples {
		if sample.Name.Key == "sample.mcp_initialize" {
			c.EditCall(func(call *state.APICall) { call.Fill(sample) })
		}
	}
	c.CallAPI()
	d.Until(t, "the answer", func() bool {
		return connection.API.Answer != nil || connection.API.Problem != nil || connection.API.AskOrigin != ""
	})
	if connection.API.Answer == nil || connection.API.Answer.Status != http.StatusOK {
		t.Errorf("%+v, %v", connection.API.Answer, connection.API.Problem)
	}
	if why := connection.Identity(c.now()).OAuthOnly; why.Key != "identity.nobody" || connection.UserInfoProblem != nil {
		t.Errorf("%v, %v", why, connection.UserInfoProblem)
	}
}

// withoutOpenID takes the metadata of OpenID away, and what names it in that of RFC 8414.
type withoutOpenID struct{ http.RoundTripper }

func (w withoutOpenID) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := w.RoundTripper.RoundTrip(r)
	if err != nil || !strings.HasPrefix(r.URL.Path, "/.well-known/") {
		return answer, err
	}
	body, err := io.ReadAll(answer.Body)
	bent := strings.NewReplacer(`"id_token_signing_alg_values_supported"`, `"x"`, `"openid",`, ``).Replace(string(body))
	answer.Body, answer.ContentLength = io.NopCloser(strings.NewReader(bent)), int64(len(bent))
	answer.Header.Del("Content-Length")
	return answer, err
}

// Where requests go by a proxy, a handle is not told to the network's own name servers.
func TestAHandleIsNotLookedUpBesideTheProxy(t *testing.T) {
	for proxy, want := range map[string]bool{"": true, oauthflow.ProxyDirect: true, "http://127.0.0.1:1": false} {
		c, d := openApp(t, t.TempDir(), Arguments{})
		d.Until(t, "the storage", func() bool { return c.opened != nil })
		var asked atomic.Bool
		c.lookupTXT = func(context.Context, string) ([]string, error) {
			asked.Store(true)
			return []string{"did=not-a-did"}, nil
		}
		c.transport = withoutNetwork{}
		c.Show(state.RoomNewConnection)
		c.EditForm(func(f *state.Form) {
			f.ChoosePreset("bluesky")
			f.SetPresetInput("account", "alice.bsky.social")
			f.SeekAddress()
			f.Set(state.FieldProxy, proxy)
		})
		c.Discover()
		d.Until(t, "the search", func() bool { return !c.state.Form.Discovering })
		if asked.Load() != want {
			t.Errorf("proxy %q: looked up %v, want %v", proxy, asked.Load(), want)
		}
	}
}

// withoutNetwork gives no answer.
type withoutNetwork struct{}

func (withoutNetwork) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("there is no network")
}
