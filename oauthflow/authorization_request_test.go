package oauthflow

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"
)

func requestFor(t *testing.T, p Profile, o SignInOptions) (authorizationRequest, url.Values) {
	t.Helper()
	r, err := newAuthorizationRequest(p, o, "http://127.0.0.1:53911/callback", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	target, err := r.url(p, &ServerMetadata{AuthorizationEndpoint: "https://op.example/authorize?x=1", TokenEndpoint: "https://op.example/token"})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(target.Reveal())
	if err != nil {
		t.Fatal(err)
	}
	return r, u.Query()
}

func plainProfile() Profile {
	return Profile{Issuer: "https://op.example", ClientID: "me", Scopes: []string{"openid", "profile"}, Redirect: DefaultRedirect()}
}

func TestAuthorizationRequestHoldsEachParameterOnce(t *testing.T) { // AUTHZ-01, NATIVE-03, NET-09
	r, query := requestFor(t, plainProfile(), SignInOptions{})
	digest := sha256.Sum256([]byte(r.Verifier.Reveal()))
	for name, want := range map[string]string{
		"x": "1", "response_type": "code", "client_id": "me", "redirect_uri": "http://127.0.0.1:53911/callback", "scope": "openid profile",
		"state": r.State.Reveal(), "nonce": r.Nonce.Reveal(), "code_challenge_method": "S256",
		"code_challenge": base64.RawURLEncoding.EncodeToString(digest[:]),
	} {
		if got := query[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s is %q, want %q once", name, got, want)
		}
		delete(query, name)
	}
	if len(query) > 0 {
		t.Errorf("unexpected parameters: %v", query)
	}
}

// AUTHZ-11, AUTHZ-12: who changes nothing asks for the person's identity only, and for no refresh token.
func TestDefaultScopesAreTheLeast(t *testing.T) {
	p := plainProfile()
	p.Scopes = DefaultScopes()
	if _, query := requestFor(t, p, SignInOptions{}); query.Get("scope") != "openid profile email" || query.Has("prompt") {
		t.Errorf("asked for %q, prompt %q", query.Get("scope"), query.Get("prompt"))
	}
}

func TestRandomValuesAreFreshIndependentAndLongEnough(t *testing.T) { // AUTHZ-02, AUTHZ-05, AUTHZ-06, AUTHZ-07, AUTHZ-16
	seen := map[string]bool{}
	for range 10_000 {
		for name, value := range map[string]string{"verifier": newCodeVerifier().Reveal(), "state": newState().Reveal(), "nonce": newNonce().Reveal()} {
			if seen[value] {
				t.Fatalf("%s %q came twice", name, value)
			}
			seen[value] = true
			if name == "verifier" && len(value) != 43 || len(value) < 26 || strings.Trim(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") != "" {
				t.Fatalf("%s is %q", name, value)
			}
		}
	}
}

func TestExtraParametersCannotOverrideTheProtocol(t *testing.T) { // AUTHZ-14
	for _, name := range []string{"state", "STATE", "nonce", "redirect_uri", "client_id", "scope", "response_type", "response_mode", "code_challenge", "code_challenge_method", "request", "request_uri", "client_secret"} {
		p := plainProfile()
		p.AuthorizationParameters = map[string]string{name: "x"}
		_, err := newAuthorizationRequest(p, SignInOptions{}, "http://127.0.0.1:1/callback", time.Now())
		if !errors.Is(err, &Error{Code: CodeParameterNotAllowed}) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

// What the answer is judged by is taken from the connection or from this sign-in (AUTHZ-09, AUTHZ-10).
func TestWhatIsAskedIsSentAndKept(t *testing.T) {
	minute, hour := 60, 3600
	for name, row := range map[string]struct {
		extra   map[string]string
		scopes  []string
		options SignInOptions
		want    map[string]string
		age     *int
	}{
		"a connection's max_age and acr_values":      {map[string]string{"max_age": "60", "acr_values": "a b"}, nil, SignInOptions{}, map[string]string{"max_age": "60", "acr_values": "a b"}, &minute},
		"this sign-in's max_age wins":                {map[string]string{"max_age": "60"}, nil, SignInOptions{MaxAge: &hour}, map[string]string{"max_age": "3600"}, &hour},
		"offline_access asks for consent":            {nil, []string{"openid", "offline_access"}, SignInOptions{}, map[string]string{"prompt": "consent"}, nil},
		"offline_access with a prompt asks for both": {nil, []string{"openid", "offline_access"}, SignInOptions{Prompt: "login"}, map[string]string{"prompt": "login consent"}, nil},
		"a connection that wants no prompt":          {map[string]string{"prompt": ""}, []string{"openid", "offline_access"}, SignInOptions{}, map[string]string{"prompt": ""}, nil},
		"a connection's own prompt":                  {map[string]string{"prompt": "login"}, []string{"openid", "offline_access"}, SignInOptions{}, map[string]string{"prompt": "login"}, nil},
		"a further scope":                            {nil, nil, SignInOptions{Scopes: []string{"admin", "openid"}}, map[string]string{"scope": "openid profile admin"}, nil},
		"any other parameter":                        {map[string]string{"audience": "https://api.example"}, nil, SignInOptions{}, map[string]string{"audience": "https://api.example"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := plainProfile()
			p.AuthorizationParameters = row.extra
			if row.scopes != nil {
				p.Scopes = row.scopes
			}
			r, query := requestFor(t, p, row.options)
			for parameter, want := range row.want {
				if got := query.Get(parameter); got != want || len(query[parameter]) > 1 {
					t.Errorf("%s is %q, want %q", parameter, query[parameter], want)
				}
			}
			if (r.MaxAge == nil) != (row.age == nil) || r.MaxAge != nil && *r.MaxAge != *row.age {
				t.Errorf("max_age kept is %v", r.MaxAge)
			}
		})
	}
}

func TestAuthorizationRequestRefusesWhatCannotBeAsked(t *testing.T) {
	p := plainProfile()
	for _, age := range []string{"-1", "abc", "1.5", "99999999999999999999999"} {
		p.AuthorizationParameters = map[string]string{"max_age": age}
		if _, err := newAuthorizationRequest(p, SignInOptions{}, "http://127.0.0.1:1/callback", time.Now()); !errors.Is(err, &Error{Code: CodeParameterNotAllowed}) {
			t.Errorf("max_age %s: error is %v", age, err)
		}
	}
	p.AuthorizationParameters = map[string]string{"claims": `{"id_token":{"` + strings.Repeat("x", 10_000) + `":null}}`}
	r, err := newAuthorizationRequest(p, SignInOptions{}, "http://127.0.0.1:1/callback", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.url(p, &ServerMetadata{AuthorizationEndpoint: "https://op.example/a"}); !errors.Is(err, &Error{Code: CodeRequestTooLong}) { // AUTHZ-15
		t.Errorf("error is %v", err)
	}
}

func TestCodeChallengeIsTheVectorOfRFC7636(t *testing.T) { // AUTHZ-03, RFC 7636 appendix B
	r := authorizationRequest{ClientID: "c", RedirectURI: "http://127.0.0.1:1/callback", Verifier: NewSecret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), State: NewSecret("s"), Nonce: NewSecret("n")}
	target, err := r.url(Profile{}, &ServerMetadata{AuthorizationEndpoint: "https://op.example/a"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(target.Reveal(), "code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&") {
		t.Errorf("the URL is %s", target.Reveal())
	}
}
