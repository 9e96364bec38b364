package oauthflow

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

// LOGO-01, LOGO-02, LOGO-09
func TestEndSessionURL(t *testing.T) {
	hint := NewSecret("e30.e30.AA")
	tests := map[string]struct {
		endpoint string
		hint     Secret
		want     string // "": refused
	}{
		"plain":                        {"https://op.example/end", hint, "https://op.example/end?client_id=a+b&id_token_hint=e30.e30.AA"},
		"its own query stays":          {"https://op.example/end?tenant=%2Fx&y", hint, "https://op.example/end?tenant=%2Fx&y&client_id=a+b&id_token_hint=e30.e30.AA"},
		"no ID token":                  {"https://op.example/end", Secret{}, "https://op.example/end?client_id=a+b"},
		"a hint that is far too long":  {"https://op.example/end", NewSecret(strings.Repeat("x", maxRequestURL)), "https://op.example/end?client_id=a+b"},
		"a script":                     {"javascript:alert(1)", hint, ""},
		"http elsewhere":               {"http://op.example/end", hint, ""},
		"http on this computer":        {"http://127.0.0.1:9/end", hint, "http://127.0.0.1:9/end?client_id=a+b&id_token_hint=e30.e30.AA"},
		"a user name":                  {"https://u@op.example/end", hint, ""},
		"a file":                       {"file:///etc/passwd", hint, ""},
		"a URL that is an option (-x)": {"-x", hint, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := endSessionURL(test.endpoint, endSessionRequest{ClientID: "a b", IDToken: test.hint})
			if test.want == "" && err == nil || test.want != "" && got != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
			u, err := url.Parse(got)
			if err != nil {
				t.Fatal(err)
			}
			names := u.Query()
			if names.Has("post_logout_redirect_uri") || names.Has("state") {
				t.Errorf("parameters are %v", names)
			}
			for name, values := range names {
				if !slices.Contains([]string{"client_id", "id_token_hint", "tenant", "y"}, name) || len(values) != 1 {
					t.Errorf("%s: %v", name, values)
				}
			}
		})
	}
}
