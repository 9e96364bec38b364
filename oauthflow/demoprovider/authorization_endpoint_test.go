package demoprovider

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestARequestWithABadClientNeverLeavesTheProvider(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	twice := func(name string) url.Values {
		query := authorizationQuery()
		query.Add(name, query.Get(name))
		return query
	}
	for name, query := range map[string]url.Values{
		"no client_id":                        authorizationQuery("client_id", ""),
		"an unknown client_id":                authorizationQuery("client_id", "Proofkey"),
		"client_id twice":                     twice("client_id"),
		"no redirect_uri":                     authorizationQuery("redirect_uri", ""),
		"redirect_uri twice":                  twice("redirect_uri"),
		"a redirect_uri elsewhere":            authorizationQuery("redirect_uri", "http://192.0.2.1/callback"),
		"a redirect_uri with another path":    authorizationQuery("redirect_uri", "http://127.0.0.1:1/other"),
		"a bad redirect_uri and a bad prompt": authorizationQuery("redirect_uri", "https://127.0.0.1/callback", "prompt", "none"),
	} {
		t.Run(name, func(t *testing.T) {
			s := b.get("/authorize", query)
			if s.status != http.StatusBadRequest || s.redirect != nil || !strings.Contains(s.body, `role="alert"`) {
				t.Fatalf("%d %v %s", s.status, s.redirect, s.body)
			}
		})
	}
}

func TestOtherErrorsOfARequestGoToTheClient(t *testing.T) {
	p := start(t, Config{})
	for _, row := range []struct {
		name  string
		query url.Values
		code  string
	}{
		{"no response_type", authorizationQuery("response_type", ""), "invalid_request"},
		{"the implicit response type", authorizationQuery("response_type", "token"), "unsupported_response_type"},
		{"a hybrid response type", authorizationQuery("response_type", "code id_token"), "unsupported_response_type"},
		{"another response mode", authorizationQuery("response_mode", "fragment"), "invalid_request"},
		{"no scope", authorizationQuery("scope", ""), "invalid_scope"},
		{"only unknown scopes", authorizationQuery("scope", "sing dance"), "invalid_scope"},
		{"no code_challenge", authorizationQuery("code_challenge", ""), "invalid_request"},
		{"no code_challenge_method", authorizationQuery("code_challenge_method", ""), "invalid_request"},
		{"the plain code_challenge_method", authorizationQuery("code_challenge_method", "plain"), "invalid_request"},
		{"a code_challenge of another length", authorizationQuery("code_challenge", "short"), "invalid_request"},
		{"a request object", authorizationQuery("request", "e30.e30."), "request_not_supported"},
		{"a request_uri", authorizationQuery("request_uri", "https://client.example/r"), "request_uri_not_supported"},
		{"a registration", authorizationQuery("registration", "{}"), "registration_not_supported"},
		{"prompt none with another", authorizationQuery("prompt", "none login"), "invalid_request"},
		{"an unknown prompt", authorizationQuery("prompt", "create"), "invalid_request"},
		{"a negative max_age", authorizationQuery("max_age", "-1"), "invalid_request"},
		{"a max_age in words", authorizationQuery("max_age", "one"), "invalid_request"},
		{"a nonce without end", authorizationQuery("nonce", strings.Repeat("n", maxOpaqueLength+1)), "invalid_request"},
		{"an id_token_hint that is none", authorizationQuery("id_token_hint", "e30.e30.e30"), "invalid_request"},
		{"prompt none without a session", authorizationQuery("prompt", "none"), "login_required"},
	} {
		t.Run(row.name, func(t *testing.T) {
			answer := newBrowser(t, p).get("/authorize", row.query).answer()
			if answer.Get("error") != row.code || answer.Get("error_description") == "" {
				t.Errorf("error %q, want %q", answer.Get("error"), row.code)
			}
			if answer.Get("state") != "the state" || answer.Get("iss") != p.Issuer() || answer.Has("code") { // RFC 9207
				t.Errorf("%v", answer)
			}
		})
	}
}

func TestARepeatedParameterIsRefused(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for _, name := range []string{"state", "nonce", "scope", "code_challenge", "anything"} {
		query := authorizationQuery("anything", "x")
		query.Add(name, "second")
		answer := b.get("/authorize", query).answer()
		if answer.Get("error") != "invalid_request" || answer.Get("iss") != b.p.Issuer() {
			t.Errorf("%s twice: %v", name, answer)
		}
		if got, want := answer.Get("state"), map[bool]string{true: "", false: "the state"}[name == "state"]; got != want {
			t.Errorf("%s twice: state %q, want %q", name, got, want)
		}
	}
}

func TestTheAuthorizationEndpointTakesAForm(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.post("/authorize", authorizationQuery())
	if s.status != http.StatusOK || !strings.Contains(s.body, `action="/sign-in"`) {
		t.Fatalf("%d %s", s.status, s.body)
	}
	r := b.request(http.MethodPost, "/authorize", strings.NewReader(`{"client_id":"proofkey"}`))
	r.Header.Set("Content-Type", "application/json")
	if s := b.do(r); s.status != http.StatusBadRequest || s.redirect != nil {
		t.Fatalf("JSON was taken: %d", s.status)
	}
}

func TestRedirectURIsAreComparedExactly(t *testing.T) {
	for uri, want := range map[string]bool{
		"http://127.0.0.1:53911/callback":           true,
		"http://[::1]:53911/callback":               true,
		"http://localhost:8080/callback":            true,
		"http://127.0.0.1/callback":                 true,
		"http://[::1]/callback":                     true,
		"https://127.0.0.1:53911/callback":          false,
		"http://127.0.0.1:53911/callback/":          false,
		"http://127.0.0.1:53911/Callback":           false,
		"http://127.0.0.1:53911/x/../callback":      false,
		"http://127.0.0.1:53911/callback?x=1":       false,
		"http://127.0.0.1:53911/callback?":          false,
		"http://127.0.0.1:53911/callback#":          false,
		"http://127.0.0.1:53911/%63allback":         false,
		"http://user@127.0.0.1:53911/callback":      false,
		"http://127.0.0.1:0/callback":               false,
		"http://127.0.0.1:65536/callback":           false,
		"http://127.0.0.1:/callback":                false,
		"http://127.0.0.2:53911/callback":           false,
		"http://localhost.example:53911/callback":   false,
		"http://127.0.0.1.example:53911/callback":   false,
		"http://127.0.0.1:53911@evil.test/callback": false,
		"http://LOCALHOST:53911/callback":           false,
		"HTTP://127.0.0.1:53911/callback":           false,
		"//127.0.0.1:53911/callback":                false,
		"http://::1:53911/callback":                 false,
		"proofkey:/callback":                        false,
		"":                                          false,
	} {
		if got := isRedirectURI(uri); got != want {
			t.Errorf("%q: %v, want %v", uri, got, want)
		}
	}
}

func FuzzOnlyLoopbackIsARedirectURI(f *testing.F) {
	f.Add("http://127.0.0.1:53911/callback")
	f.Add("http://[::1]/callback")
	f.Add("http://localhost:1@evil.test/callback")
	f.Fuzz(func(t *testing.T, raw string) {
		if !isRedirectURI(raw) {
			return
		}
		u, err := url.Parse(raw)
		if err != nil || u.Scheme != "http" || u.User != nil || u.Path != redirectPath || u.RawQuery != "" || u.Fragment != "" {
			t.Fatalf("accepted %q", raw)
		}
		if host := u.Hostname(); host != "127.0.0.1" && host != "::1" && host != "localhost" {
			t.Fatalf("accepted the host %q", host)
		}
	})
}
