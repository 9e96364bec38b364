package oauthflow_test

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// The URL of an MCP server is enough: it is searched, signed in to and called (MCP-01, MCP-07, MCP-12, RES-02).
func TestAnMCPServersURLIsEnough(t *testing.T) {
	c, browser := demoClient(t)
	server := c.Profile.Issuer + "/api/mcp"
	s := oauthflow.SearchProvider(t.Context(), c.Transport, server)
	if s.Kind != oauthflow.FoundAPI || s.Metadata.Issuer != c.Profile.Issuer || s.Resource.Resource != server {
		t.Fatalf("%+v", s)
	}
	p := c.Profile
	p.MCP, p.Issuer = true, s.Metadata.Issuer
	p.Resources = []string{s.Resource.Resource}
	var asked url.Values
	browser.Opened = func(target string) {
		u, _ := url.Parse(target)
		asked = u.Query()
	}
	c = c.WithProfile(p)
	session, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if asked.Get("resource") != server {
		t.Errorf("the authorization request: %v", asked)
	}
	wantResource(t, events, server)
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(session.AccessToken.Reveal(), ".")[1])
	if err != nil || !strings.Contains(string(payload), `"aud":"`+server+`"`) {
		t.Errorf("the access token is not for the server, %v", err)
	}
	var tl oauthflow.Timeline
	answer, err := c.CallAPI(t.Context(), &tl, oauthflow.MCPCall(server))
	if err != nil || answer.Status != 200 || !strings.Contains(string(answer.Body), `"serverInfo"`) || !strings.HasPrefix(string(answer.Body), "event: message\ndata: ") {
		t.Fatalf("%+v, %v", answer, err)
	}
	if other := callAPI(t, c, "GET", "/api/whoami", ""); other.Status != 401 { // RES-15: it is for the one resource
		t.Errorf("another resource answers %d", other.Status)
	}
	tl = oauthflow.Timeline{}
	if _, err := c.Refresh(t.Context(), &tl); err != nil {
		t.Fatal(err)
	}
	wantResource(t, tl.Events(), server)
	if answer, err := c.CallAPI(t.Context(), &tl, oauthflow.MCPCall(server)); err != nil || answer.Status != 200 {
		t.Errorf("after a refresh: %+v, %v", answer, err)
	}
}

// wantResource fails unless the token or refresh request names the resource.
func wantResource(t *testing.T, events []oauthflow.Event, want string) {
	t.Helper()
	requests := 0
	for _, e := range events {
		if e.HTTP == nil || !strings.HasSuffix(e.HTTP.URL, "/token") {
			continue
		}
		requests++
		sent := e.HTTP.Request.Reveal()
		form, err := url.ParseQuery(string(sent.Body))
		if err != nil || strings.Join(form["resource"], " ") != want || form.Get("grant_type") == "" || form.Get("client_id") == "" {
			t.Errorf("%s names the resources %v", form.Get("grant_type"), form["resource"])
		}
	}
	if requests != 1 {
		t.Errorf("%d token requests", requests)
	}
}
