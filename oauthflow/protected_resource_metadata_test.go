package oauthflow

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestProtectedResourceURL(t *testing.T) { // RES-04
	const at = "/.well-known/oauth-protected-resource"
	for resource, want := range map[string]string{
		"https://api.example":              "https://api.example" + at,
		"https://api.example/":             "https://api.example" + at,
		"https://api.example/a":            "https://api.example" + at + "/a",
		"https://api.example/a/":           "https://api.example" + at + "/a/",
		"https://api.example:444/a/b%2F":   "https://api.example:444" + at + "/a/b%2F",
		"https://api.example/a?x=1":        "https://api.example" + at + "/a?x=1",
		"https://api.example/?x=1":         "https://api.example" + at + "?x=1",
		"https://api.example?x=https://u/": "https://api.example" + at + "?x=https://u/",
	} {
		if got := protectedResourceURL(resource); got != want {
			t.Errorf("%s\n got %s\nwant %s", resource, got, want)
		}
	}
}

func resourceAnswer(body string) *answer {
	return &answer{Status: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(body)}
}

func TestProtectedResourceMetadataIsJudged(t *testing.T) {
	const resource, server = "https://api.example/mcp", `"authorization_servers":["https://op.example"]`
	rows := []struct {
		name, body string
		failed     string // the check; "" for none
	}{
		{"what is needed", `{"resource":"https://api.example/mcp",` + server + `}`, ""},
		{"members that are not known, and signed metadata", `{"resource":"https://api.example/mcp","x":1,"signed_metadata":"garbage",` + server + `}`, ""}, // RES-12
		{"no resource", `{` + server + `}`, "RES-05"},
		{"another host", `{"resource":"https://api.example.org/mcp",` + server + `}`, "RES-05"},
		{"a prefix of the path", `{"resource":"https://api.example",` + server + `}`, "RES-05"},
		{"a slash more", `{"resource":"https://api.example/mcp/",` + server + `}`, "RES-05"},
		{"another case", `{"resource":"https://API.example/mcp",` + server + `}`, "RES-05"},
		{"the default port", `{"resource":"https://api.example:443/mcp",` + server + `}`, "RES-05"},
		{"a list", `["https://api.example/mcp"]`, "RES-06"},
		{"a member twice", `{"resource":"https://api.example/mcp","resource":"https://api.example/mcp",` + server + `}`, "RES-06"},
		{"no authorization server", `{"resource":"https://api.example/mcp"}`, "RES-08"},
		{"a server that is no list", `{"resource":"https://api.example/mcp","authorization_servers":"https://op.example"}`, "RES-08"},
		{"a server over http", `{"resource":"https://api.example/mcp","authorization_servers":["http://op.example"]}`, "RES-08"},
		{"a server on this computer", `{"resource":"https://api.example/mcp","authorization_servers":["http://127.0.0.1:8080","https://localhost"]}`, "RES-08"}, // RES-07
		{"a server in this network", `{"resource":"https://api.example/mcp","authorization_servers":["https://192.168.1.1","https://169.254.169.254","https://[::ffff:10.0.0.1]"]}`, "RES-08"},
		{"the token in the body only", `{"resource":"https://api.example/mcp","bearer_methods_supported":["body"],` + server + `}`, "API-01"},
		{"the token in header and body", `{"resource":"https://api.example/mcp","bearer_methods_supported":["body","header"],` + server + `}`, ""},
	}
	for _, row := range rows {
		m, checks := judgeProtectedResource(resourceAnswer(row.body), resource)
		var failed []string
		for _, c := range checks {
			if c.Result == Failed {
				failed = append(failed, c.ID)
			}
			if c.Name == c.ID || c.Source == "" {
				t.Errorf("%s: %s is no rule", row.name, c.ID)
			}
		}
		if strings.Join(failed, " ") != row.failed || (m == nil) != (row.failed != "") || len(checks) != 4 {
			t.Errorf("%s: failed %v, metadata %+v", row.name, failed, m)
		}
	}
	for status, header := range map[int]string{201: "application/json", 200: "text/html"} {
		a := resourceAnswer(`{"resource":"https://api.example/mcp",` + server + `}`)
		a.Status, a.Header = status, http.Header{"Content-Type": {header}}
		if m, checks := judgeProtectedResource(a, resource); m != nil || checks[0].ID != "RES-06" || checks[0].Result != Failed {
			t.Errorf("%d %s: %+v, %+v", status, header, m, checks)
		}
	}
}

func TestWhatIsTakenFromProtectedResourceMetadata(t *testing.T) { // RES-13, RES-14
	m, _ := judgeProtectedResource(resourceAnswer(`{"resource":"https://api.example/mcp","authorization_servers":["https://a.example","http://b.example","https://a.example"],
		"scopes_supported":["read","not one","write","\"","`+strings.Repeat("x", 400)+`"],"resource_name":"Notes \u202e","dpop_bound_access_tokens_required":true}`), "https://api.example/mcp")
	if m == nil || !slices.Equal(m.AuthorizationServers, []string{"https://a.example"}) || !slices.Equal(m.Scopes, []string{"read", "write"}) || m.Name != "Notes ‹U+202E›" || !m.DPoPRequired {
		t.Errorf("%+v", m)
	}
}

func FuzzProtectedResource(f *testing.F) {
	f.Add([]byte(`{"resource":"https://api.example/mcp","authorization_servers":["https://op.example"]}`))
	f.Add([]byte(`{"authorization_servers":[null]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		const resource = "https://api.example/mcp"
		m, _ := judgeProtectedResource(resourceAnswer(string(body)), resource)
		if m != nil && (m.Resource != resource || len(m.AuthorizationServers) == 0) {
			t.Errorf("%+v", m)
		}
		if m == nil {
			return
		}
		for _, issuer := range m.AuthorizationServers {
			if !strings.HasPrefix(issuer, "https://") {
				t.Errorf("%q may be asked", issuer)
			}
		}
	})
}
