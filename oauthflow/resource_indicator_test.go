package oauthflow

import (
	"testing"
)

func TestTheResourceOfAConnection(t *testing.T) { // RES-01, MCP-07
	for _, row := range []struct {
		resource string
		mcp, ok  bool
	}{
		{"", false, true},
		{"", true, false},
		{"https://api.example/mcp", true, true},
		{"https://api.example/mcp?x=1", false, true},
		{"urn:example:api", false, true},
		{"urn:example:api", true, false},
		{"http://api.example/mcp", true, false},
		{"http://127.0.0.1:8080/mcp", true, true},
		{"https://api.example/mcp#x", false, false},
		{"/mcp", false, false},
	} {
		p := Profile{Issuer: "https://op.example", ClientID: "x", Scopes: DefaultScopes(), Redirect: DefaultRedirect(), MCP: row.mcp}
		if row.resource != "" {
			p.Resources = []string{row.resource}
		}
		if err := p.Validate(); (err == nil) != row.ok {
			t.Errorf("%q, MCP %t: %v", row.resource, row.mcp, err)
		}
	}
}

func TestAnMCPServersProviderHasToAnnouncePKCE(t *testing.T) { // DISC-10, MCP-05
	for _, mcp := range []bool{false, true} {
		p := newTestProvider(t)
		delete(p.metadata, "code_challenge_methods_supported")
		p.handle(oauthPath, p.handlers[openIDPath])
		c := newTestClient(t, p)
		c.Profile.MCP = mcp
		_, checks, _, err := c.discover(t.Context(), nil)
		if !mcp {
			wantCheck(t, checks, "DISC-10", Skipped)
			continue
		}
		wantCode(t, err, CodePKCENotSupported)
		if p.asked(oauthPath) != 1 || p.asked(openIDPath) != 0 { // MCP-03
			t.Errorf("asked %v", p.paths())
		}
	}
}
