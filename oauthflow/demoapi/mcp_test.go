package demoapi

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// mcpCall posts a message; pairs are headers.
func (f *fixture) mcpCall(token, body string, pairs ...string) *httptest.ResponseRecorder {
	f.t.Helper()
	r := httptest.NewRequestWithContext(f.t.Context(), "POST", "/api/mcp", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	for i := 0; i+1 < len(pairs); i += 2 {
		r.Header.Set(pairs[i], pairs[i+1])
	}
	return f.serve(r)
}

func TestMCPMessagesAndTheirAnswers(t *testing.T) {
	f := newFixture(t)
	token := f.token("aud", f.issuer.URL+"/api/mcp")
	rows := []struct {
		name, body string
		status     int
		want       string // a part of the answer; "" for none at all
	}{
		{"initialize", `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}}`, 200, `"protocolVersion":"2025-06-18"`},
		{"initialize with a revision that is not known", `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"1999-01-01"}}`, 200, `"protocolVersion":"2025-11-25"`},
		{"initialize without one", `{"jsonrpc":"2.0","id":1,"method":"initialize"}`, 200, `"code":-32602`},
		{"a notification", `{"jsonrpc":"2.0","method":"notifications/initialized"}`, 202, ""},
		{"ping", `{"jsonrpc":"2.0","id":"a","method":"ping"}`, 200, `"id":"a","result":{}`},
		{"the tools", `{"jsonrpc":"2.0","id":2,"method":"tools/list"}`, 200, `"name":"whoami"`},
		{"the tool", `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"whoami"}}`, 200, `"sub":"248289761001"`},
		{"another tool", `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"rm"}}`, 200, `"code":-32602`},
		{"another method", `{"jsonrpc":"2.0","id":4,"method":"resources/list"}`, 200, `"code":-32601`},
		{"a batch", `[{"jsonrpc":"2.0","id":4,"method":"ping"}]`, 400, `"code":-32600`},
		{"another version", `{"jsonrpc":"1.0","id":4,"method":"ping"}`, 400, `"code":-32600`},
		{"a null id", `{"jsonrpc":"2.0","id":null,"method":"ping"}`, 400, `"code":-32600`},
		{"no JSON", `ping`, 400, `"code":-32700`},
		{"more than one message", `{"jsonrpc":"2.0","id":4,"method":"ping"} {}`, 400, `"code":-32700`},
		{"a long body", `{"jsonrpc":"2.0","id":4,"method":"ping","params":"` + strings.Repeat("x", maxBodyBytes) + `"}`, 400, `"code":-32700`},
	}
	for _, row := range rows {
		w := f.mcpCall(token, row.body)
		if w.Code != row.status || !strings.Contains(w.Body.String(), row.want) || (row.want == "") != (w.Body.Len() == 0) {
			t.Errorf("%s: %d %s", row.name, w.Code, w.Body)
		}
		if row.want != "" && (!json.Valid(w.Body.Bytes()) || w.Header().Get("Content-Type") != "application/json") {
			t.Errorf("%s: %s, %s", row.name, w.Header().Get("Content-Type"), w.Body)
		}
	}
}

func TestAnMCPClientThatTakesAnEventStreamGetsOne(t *testing.T) {
	f := newFixture(t)
	w := f.mcpCall(f.token(), `{"jsonrpc":"2.0","id":1,"method":"ping"}`, "Accept", "application/json, text/event-stream")
	if w.Header().Get("Content-Type") != "text/event-stream" || w.Body.String() != "event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n\n" {
		t.Errorf("%v %q", w.Header(), w.Body)
	}
}

func TestWhatTheMCPServerRefuses(t *testing.T) {
	f := newFixture(t)
	const ping = `{"jsonrpc":"2.0","id":1,"method":"ping"}`
	for name, row := range map[string]struct {
		pairs  []string
		status int
	}{
		"a page of another origin": {[]string{"Origin", "https://evil.example"}, http.StatusForbidden},
		"another revision":         {[]string{"MCP-Protocol-Version", "1999-01-01"}, http.StatusBadRequest},
		"another content type":     {[]string{"Content-Type", "text/plain"}, http.StatusUnsupportedMediaType},
		"our revision":             {[]string{"MCP-Protocol-Version", "2025-06-18"}, http.StatusOK},
	} {
		if w := f.mcpCall(f.token(), ping, row.pairs...); w.Code != row.status {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
	if w := f.call("GET", "/api/mcp", f.token(), ""); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: %d", w.Code)
	}
	if w := f.mcpCall(f.token("aud", f.issuer.URL+"/api/whoami"), ping); w.Code != http.StatusUnauthorized { // RFC 8707: for another resource
		t.Errorf("a token for another resource: %d", w.Code)
	}
}

// RFC 9728 §3: each resource has metadata, whose resource is its URL.
func TestEachResourceHasMetadata(t *testing.T) {
	f := newFixture(t)
	for _, path := range resourcePaths() {
		w := f.call("GET", metadataPath+path, "", "")
		m := decode(t, w)
		servers, _ := m["authorization_servers"].([]any)
		if w.Code != http.StatusOK || m["resource"] != f.issuer.URL+path || len(servers) != 1 || servers[0] != f.issuer.URL {
			t.Errorf("%s: %d %v", path, w.Code, m)
		}
	}
	for _, path := range []string{metadataPath, metadataPath + "/api/other", metadataPath + "/api/"} {
		if w := f.call("GET", path, "", ""); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := f.call("GET", "/api", f.token(), ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), f.issuer.URL+"/api/mcp") {
		t.Errorf("the index: %d %s", w.Code, w.Body)
	}
}
