package oauthflow

import (
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// fullRequest asks for everything that can be asked.
func fullRequest(t *testing.T) (authorizationRequest, Profile) {
	t.Helper()
	hour := 3600
	p := plainProfile()
	p.AuthorizationParameters = map[string]string{"ui_locales": "el", "audience": "https://api.example"}
	r, err := newAuthorizationRequest(p, SignInOptions{Prompt: "login", MaxAge: &hour, ACRValues: []string{"mfa"}}, "http://127.0.0.1:1/callback", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return r, p
}

// AUTHZ-01: whatever we send, an endpoint that holds it already is refused.
func TestEndpointThatHoldsAParameterOfOursIsRefused(t *testing.T) {
	r, p := fullRequest(t)
	target, err := r.url(p, &ServerMetadata{AuthorizationEndpoint: "https://op.example/a"})
	if err != nil {
		t.Fatal(err)
	}
	sent, err := queryOf(target.Reveal())
	if err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(sent))
	want := []string{
		"acr_values", "audience", "client_id", "code_challenge", "code_challenge_method", "max_age", "nonce", "prompt", "redirect_uri", "response_type",
		"scope", "state", "ui_locales",
	}
	if !slices.Equal(names, want) {
		t.Fatalf("sent: %v", names)
	}
	for _, name := range append(names, "response_mode", "request", "request_uri", "id_token_hint", "client_secret") { // the last ones would replace ours
		for _, query := range []string{name + "=x-value", "x=1&" + name + "=", name, strings.Replace(name, "_", "%5F", 1) + "=x-value"} {
			_, err := r.url(p, &ServerMetadata{AuthorizationEndpoint: "https://op.example/a?" + query})
			var e *Error
			if !errors.As(err, &e) || e.Code != CodeMetadataEndpointNotAllowed || e.Step != StepAuthorizationRequest {
				t.Errorf("%s: error is %v", query, err)
				continue
			}
			if !strings.Contains(e.Actual, name) || strings.Contains(e.Actual, "x-value") {
				t.Errorf("%s: actual is %q", query, e.Actual)
			}
		}
	}
}

func TestEndpointQueryThatCannotBeReadIsRefused(t *testing.T) {
	r, p := fullRequest(t)
	for _, query := range []string{"x=%zz", "x=1;state=y", "%"} { // some read a semicolon as an ampersand
		if _, err := r.url(p, &ServerMetadata{AuthorizationEndpoint: "https://op.example/a?" + query}); !errors.Is(err, &Error{Code: CodeMetadataEndpointNotAllowed}) {
			t.Errorf("%s: error is %v", query, err)
		}
	}
}

// NET-09: any other query is kept as it is.
func TestHarmlessEndpointQueryIsKept(t *testing.T) {
	r, p := fullRequest(t)
	for query, want := range map[string]url.Values{
		"":                       {},
		"p=B2C_1_sign_in":        {"p": {"B2C_1_sign_in"}},
		"tenant=a%20b&flag":      {"tenant": {"a b"}, "flag": {""}},
		"x=1&x=2":                {"x": {"1", "2"}},
		"my_state=1&states=2":    {"my_state": {"1"}, "states": {"2"}},
		"id=client_id%3Dother":   {"id": {"client_id=other"}},
		"u=https://a/?state=%26": {"u": {"https://a/?state=&"}},
	} {
		target, err := r.url(p, &ServerMetadata{AuthorizationEndpoint: "https://op.example/a?" + query})
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		got, err := queryOf(target.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		for name, values := range want {
			if !slices.Equal(got[name], values) {
				t.Errorf("%s: %s is %q", query, name, got[name])
			}
		}
		if got.Get("state") != r.State.Reveal() || len(got["state"]) != 1 || len(got) != 13+len(want) {
			t.Errorf("%s: the request is %v", query, got)
		}
	}
}

// The refusal comes before anything is opened.
func TestSignInAtSuchAnEndpointOpensNothing(t *testing.T) {
	s := newSignInSetting(t)
	s.announce("authorization_endpoint", s.URL+"/authorize?client_id=another")
	_, err := s.signIn(t.Context(), SignInOptions{})
	wantCode(t, err, CodeMetadataEndpointNotAllowed)
	if len(eventsOf(s.tl, EventRequestReady)) > 0 || s.asked != nil {
		t.Error("a browser was opened")
	}
}

func FuzzAuthorizationEndpointQuery(f *testing.F) {
	for _, query := range []string{"", "x=1", "state=x", "%73tate=x", "a;b", "client_id"} {
		f.Add(query)
	}
	r := authorizationRequest{ClientID: "c", RedirectURI: "http://127.0.0.1:1/callback", Scopes: []string{"openid"}, State: newState(), Nonce: newNonce(), Verifier: newCodeVerifier()}
	f.Fuzz(func(t *testing.T, query string) {
		endpoint := "https://op.example/a?" + query
		if _, err := judgeEndpointURL(endpoint, "https://op.example"); err != nil {
			return
		}
		target, err := r.url(Profile{}, &ServerMetadata{AuthorizationEndpoint: endpoint})
		if err != nil {
			return
		}
		got, err := queryOf(target.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method"} {
			if len(got[name]) != 1 {
				t.Errorf("%s: %s stands %d times", query, name, len(got[name]))
			}
		}
	})
}
