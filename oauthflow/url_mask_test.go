package oauthflow

import (
	"net/url"
	"strings"
	"testing"
)

func TestMaskURL(t *testing.T) { // DISP-02
	for raw, want := range map[string]string{
		"https://op.example/a?client_id=x&code_challenge=y&login_hint=z": "https://op.example/a?client_id=x&code_challenge=y&login_hint=z",
		"http://127.0.0.1/callback?code=abc&state=123456789&iss=x":       "http://127.0.0.1/callback?code=[secret]&state=123456…&iss=x",
		"http://127.0.0.1/callback?nonce=123456789":                      "http://127.0.0.1/callback?nonce=123456…",
		"http://127.0.0.1/callback?state=123":                            "http://127.0.0.1/callback?state=…",
		"https://op.example/?CODE=abc&%63ode=abc;token=abc":              "https://op.example/?CODE=[secret]&%63ode=[secret];token=[secret]",
		"https://op.example/logout?id_token_hint=abc":                    "https://op.example/logout?id_token_hint=[secret]",
		"https://op.example/#access_token=abc":                           "https://op.example/",
		"https://user:abc@op.example/":                                   "https://%5Bsecret%5D@op.example/",
		"https://op.example/?flag&=x&&":                                  "https://op.example/?flag&=x&&",
		"https://op.example/%zz?code=abc":                                "[a URL that cannot be read]",
	} {
		if got := MaskURL(raw); got != want {
			t.Errorf("%s\n got %s\nwant %s", raw, got, want)
		}
	}
}

func FuzzMaskURL(f *testing.F) {
	f.Add("https://op.example/?x=1")
	f.Add("https://op.example/?a;b&c")
	f.Fuzz(func(t *testing.T, base string) {
		const secret = "zqjxk-secret-value"
		if strings.Contains(base, secret) {
			return
		}
		for _, name := range []string{"code", "code_verifier", "token", "access_token", "refresh_token", "id_token_hint", "client_secret", "client_assertion"} {
			raw := base + "?" + url.Values{name: {secret}}.Encode()
			if u, err := url.Parse(raw); err != nil || u.Query().Get(name) != secret {
				continue // the base has a query or fragment of its own that swallows it
			}
			if masked := MaskURL(raw); strings.Contains(masked, secret) {
				t.Fatalf("%q became %q", raw, masked)
			}
		}
	})
}
