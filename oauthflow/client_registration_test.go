package oauthflow

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/vault"
)

func registrationAt(t *testing.T, config demoprovider.Config) RegistrationRequest {
	t.Helper()
	provider, err := demoprovider.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	m, _, _, err := NewClient(Profile{Issuer: provider.Issuer()}, http.DefaultTransport, nil, nil).discover(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return RegistrationRequest{Metadata: m, Redirect: Redirect{Path: "/back"}, Scopes: DefaultScopes(), Timeline: &Timeline{}}
}

func TestTheAppRegistersSignsInAndDeletesItsRegistration(t *testing.T) {
	r := registrationAt(t, demoprovider.Config{})
	registration, err := RegisterClient(t.Context(), http.DefaultTransport, r)
	if err != nil {
		t.Fatal(err)
	}
	if !registration.Deletable() || registration.RegisteredAt.IsZero() || len(registration.Changed) > 0 || !registration.ClientSecret.IsZero() {
		t.Errorf("%+v", registration)
	}
	sent := map[string]any{}
	exchange := r.Timeline.Events()[0].HTTP
	if err := json.Unmarshal(exchange.Request.Reveal().Body, &sent); err != nil {
		t.Fatal(err)
	}
	want := `map[application_type:native client_name:Proofkey grant_types:[authorization_code refresh_token urn:ietf:params:oauth:grant-type:device_code] ` +
		`redirect_uris:[http://127.0.0.1/back] response_types:[code] scope:openid profile email token_endpoint_auth_method:none]`
	if got := fmt.Sprint(sent); got != want {
		t.Errorf("sent %s", got)
	}
	memory, err := vault.Open(t.Context(), vault.Config{})
	if err != nil {
		t.Fatal(err)
	}
	c := NewClient(Profile{
		ID: NewProfileID(), Issuer: r.Metadata.Issuer, ClientID: registration.ClientID, Scopes: DefaultScopes(),
		Redirect: Redirect{Host: "127.0.0.1", Path: "/back"}, Registration: *registration,
	}, NewTransport(), oauthtest.NewBrowser("alice", "wonderland"), NewTokenStore(memory))
	var tl Timeline
	if _, err := c.SignIn(t.Context(), &tl, SignInOptions{Limit: 5 * time.Second}); err != nil {
		t.Fatal(err)
	}
	if err := DeleteRegistration(t.Context(), http.DefaultTransport, r.Timeline, *registration); err != nil {
		t.Fatal(err)
	}
	err = DeleteRegistration(t.Context(), http.DefaultTransport, r.Timeline, *registration)
	if e := new(Error); !errors.As(err, &e) || e.Code != CodeRegistrationNotDeleted || e.OAuthError != "invalid_token" {
		t.Errorf("deleted twice: %v", err)
	}
	if file, err := c.Profile.ConnectionFile(); err != nil || strings.Contains(string(file), "registration") {
		t.Errorf("the registration is exported: %s, %v", file, err)
	}
}

func TestAnInitialAccessTokenIsAskedForAndSent(t *testing.T) {
	r := registrationAt(t, demoprovider.Config{InitialAccessToken: "the-initial-token"})
	for token, code := range map[string]Code{"": CodeRegistrationToken, "another": CodeRegistrationToken, "the-initial-token": ""} {
		r.InitialAccessToken = NewSecret(token)
		_, err := RegisterClient(t.Context(), http.DefaultTransport, r)
		if (err == nil) != (code == "") || err != nil && !errors.Is(err, &Error{Code: code, Step: StepRegistration}) {
			t.Errorf("%q: %v", token, err)
		}
	}
	if url := fmt.Sprint(r.Timeline.Events()[0].HTTP.URL); strings.Contains(url, "token") {
		t.Errorf("%s", url)
	}
}

func TestTheRegisteredRedirectURIIsThatOfTheSetting(t *testing.T) {
	for want, r := range map[string]Redirect{
		"http://127.0.0.1/callback": {}, "http://localhost:8080/cb": {Host: "localhost", Port: 8080, Path: "/cb"}, "http://[::1]:80/x": {Host: "::1", Port: 80, Path: "/x"},
	} {
		if got := r.withDefaults().URIs(); len(got) != 1 || got[0] != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func registered() map[string]any {
	return map[string]any{
		"client_id": "s6BhdRkqt3", "redirect_uris": []string{"http://127.0.0.1/callback"}, "grant_types": []string{"authorization_code", "refresh_token"},
		"response_types": []string{"code"}, "token_endpoint_auth_method": "none", "application_type": "native", "client_name": "Proofkey", "scope": "openid profile email",
		"registration_access_token": "reg-token", "registration_client_uri": "https://op.example/register/s6BhdRkqt3",
	}
}

func judgedRegistration(t *testing.T, status int, members map[string]any) (*Registration, error) {
	t.Helper()
	body, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	m := &ServerMetadata{Issuer: "https://op.example", RegistrationEndpoint: "https://op.example/register"}
	asked := RegistrationRequest{Metadata: m, Scopes: DefaultScopes()}.clientMetadata()
	return judgeRegistration(&answer{Status: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: body}, asked, m)
}

func TestAGoodRegistrationIsTaken(t *testing.T) {
	for name, members := range map[string]map[string]any{
		"with everything": registered(), "with the identifier only": {"client_id": "s6BhdRkqt3"}, "without what deletes it": changed(registered(), "registration_client_uri", nil),
	} {
		for _, status := range []int{200, 201} {
			r, err := judgedRegistration(t, status, members)
			if err != nil || r.ClientID != "s6BhdRkqt3" || len(r.Changed) > 0 || r.Deletable() != (len(members) == len(registered())) {
				t.Errorf("%s: %+v, %v", name, r, err)
			}
		}
	}
}

// Each row changes one member of a good answer; nil removes it. // REG-04, REG-05, REG-06, REG-08
func TestARegistrationThatCannotBeUsedIsRefused(t *testing.T) {
	for name, row := range map[string]struct {
		member string
		value  any
		code   Code
	}{
		"no client ID":                    {"client_id", nil, CodeRegistrationInvalid},
		"an empty client ID":              {"client_id", "", CodeRegistrationInvalid},
		"a client ID that is a number":    {"client_id", 5, CodeRegistrationInvalid},
		"a client ID with control":        {"client_id", "a\nb", CodeRegistrationInvalid},
		"a secret without its end":        {"client_secret", "cf136dc3c1fc93f31185e5885805d", CodeRegistrationInvalid},
		"a secret with a newline":         {"client_secret", "a\nb", CodeRegistrationInvalid},
		"a secret that is a list":         {"client_secret", []string{"a"}, CodeRegistrationInvalid},
		"other redirect URIs":             {"redirect_uris", []string{"http://127.0.0.1/other"}, CodeRegistrationUnfit},
		"no redirect URIs":                {"redirect_uris", []string{}, CodeRegistrationUnfit},
		"redirect URIs that are no list":  {"redirect_uris", 5, CodeRegistrationUnfit},
		"no code grant":                   {"grant_types", []string{"client_credentials"}, CodeRegistrationUnfit},
		"no code":                         {"response_types", []string{"token"}, CodeRegistrationUnfit},
		"a method without its secret":     {"token_endpoint_auth_method", "client_secret_post", CodeRegistrationUnfit},
		"a method that we do not have":    {"token_endpoint_auth_method", "private_key_jwt", CodeRegistrationUnfit},
		"the management at another host":  {"registration_client_uri", "https://evil.example/register/x", CodeRegistrationInvalid},
		"the management is javascript":    {"registration_client_uri", "javascript:alert(1)", CodeRegistrationInvalid},
		"the management is not encrypted": {"registration_client_uri", "http://op.example/register/x", CodeRegistrationInvalid},
		"a token that splits the header":  {"registration_access_token", "a\r\nX: y", CodeRegistrationInvalid},
	} {
		r, err := judgedRegistration(t, http.StatusCreated, changed(registered(), row.member, row.value))
		if !errors.Is(err, &Error{Code: row.code, Step: StepRegistration}) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if err != nil && (strings.Contains(fmt.Sprintf("%+v", *errorOf(err)), "cf136") || strings.Contains(fmt.Sprintf("%+v", *errorOf(err)), "reg-token")) {
			t.Errorf("%s: the error holds a secret", name)
		}
	}
}

func errorOf(err error) *Error {
	var e *Error
	errors.As(err, &e)
	return e
}

func TestWhatTheProviderChangedIsTold(t *testing.T) {
	for name, row := range map[string]struct {
		member string
		value  any
		want   RegistrationChange
	}{
		"a narrower scope":     {"scope", "openid", RegistrationChange{"scope", "openid profile email", "openid"}},
		"fewer grants":         {"grant_types", []string{"authorization_code"}, RegistrationChange{"grant_types", "authorization_code refresh_token", "authorization_code"}},
		"another kind":         {"application_type", "web", RegistrationChange{"application_type", "native", "web"}},
		"another name":         {"client_name", "Proof\u202ekey", RegistrationChange{"client_name", "Proofkey", "Proof‹U+202E›key"}},
		"a further address":    {"redirect_uris", []string{"http://127.0.0.1/callback", "https://x.example"}, RegistrationChange{"redirect_uris", "http://127.0.0.1/callback", "http://127.0.0.1/callback https://x.example"}},
		"a scope in one piece": {"scope", 5, RegistrationChange{"scope", "openid profile email", ""}},
	} {
		r, err := judgedRegistration(t, http.StatusCreated, changed(registered(), row.member, row.value))
		if err != nil || !slices.Equal(r.Changed, []RegistrationChange{row.want}) {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func TestASecretThatNobodyAskedForIsKeptAndItsEndHonoured(t *testing.T) {
	members := changed(changed(changed(registered(), "client_secret", "the-secret"), "client_secret_expires_at", 0), "token_endpoint_auth_method", "client_secret_post")
	if r, err := judgedRegistration(t, http.StatusCreated, members); err != nil || !r.ClientSecret.Equal("the-secret") || !r.SecretExpiresAt.IsZero() {
		t.Errorf("%+v, %v", r, err)
	}
	for _, value := range []any{-1, "0", json.Number("1e30"), json.Number("1.5")} {
		if _, err := judgedRegistration(t, http.StatusCreated, changed(members, "client_secret_expires_at", value)); err == nil {
			t.Errorf("%v is taken", value)
		}
	}
	r, err := judgedRegistration(t, http.StatusCreated, changed(members, "client_secret_expires_at", 2000000000))
	if err != nil {
		t.Fatal(err)
	}
	p := Profile{Issuer: r.Issuer, ClientID: r.ClientID, Registration: *r}
	if err := p.registrationUsable(time.Unix(1999999999, 0)); err != nil {
		t.Errorf("before its end: %v", err)
	}
	if err := p.registrationUsable(time.Unix(2000000000, 0)); !errors.Is(err, &Error{Code: CodeRegistrationExpired}) {
		t.Errorf("at its end: %v", err)
	}
	p.ClientID = "another"
	if err := p.registrationUsable(time.Unix(2000000000, 0)); err != nil {
		t.Errorf("of another client: %v", err)
	}
}

func TestASignInWithAnExpiredSecretSendsNothing(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	c.Profile.Registration = Registration{Issuer: p.URL, ClientID: testClientID, SecretExpiresAt: time.Now().Add(-time.Second)}
	var tl Timeline
	if _, err := c.SignIn(t.Context(), &tl, SignInOptions{}); !errors.Is(err, &Error{Code: CodeRegistrationExpired}) || p.asked("/token") > 0 {
		t.Errorf("%v", err)
	}
}

// REG-09
func TestARefusedRegistrationSaysWhy(t *testing.T) {
	for name, row := range map[string]struct {
		status int
		body   map[string]any
		code   Code
		oauth  string
	}{
		"a redirect URI":  {400, map[string]any{"error": "invalid_redirect_uri", "error_description": "no loopback"}, CodeRegistrationRefused, "invalid_redirect_uri"},
		"no token":        {401, map[string]any{"error": "invalid_token"}, CodeRegistrationToken, "invalid_token"},
		"not allowed":     {403, map[string]any{}, CodeRegistrationToken, ""},
		"too many":        {429, map[string]any{}, CodeRegistrationRefused, ""},
		"a server error":  {500, map[string]any{}, CodeRegistrationRefused, ""},
		"a redirect":      {302, map[string]any{"client_id": "x"}, CodeRegistrationRefused, ""},
		"nothing created": {204, map[string]any{}, CodeRegistrationRefused, ""},
	} {
		_, err := judgedRegistration(t, row.status, row.body)
		e := errorOf(err)
		if e == nil || e.Code != row.code || e.OAuthError != row.oauth {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestARegistrationSurvivesTheVault(t *testing.T) {
	r := Registration{Issuer: "https://op.example", ClientID: "x", AccessToken: NewSecret("reg-token"), URI: "https://op.example/register/x", RegisteredAt: time.Unix(1, 0).UTC(), SecretExpiresAt: time.Unix(2, 0).UTC()}
	data, err := r.SealedForm()
	if err != nil {
		t.Fatal(err)
	}
	back, err := OpenSealedRegistration(data)
	if err != nil || !back.Of("https://op.example", "x") || !back.AccessToken.Equal("reg-token") || !back.SecretExpiresAt.Equal(r.SecretExpiresAt) || !back.Deletable() {
		t.Errorf("%+v, %v", back, err)
	}
	if strings.Contains(fmt.Sprintf("%v %+v", r, r), "reg-token") {
		t.Error("it prints its token")
	}
	for _, bad := range []string{"", "{}", `{"version":2,"client_id":"x"}`} {
		if _, err := OpenSealedRegistration([]byte(bad)); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestDeletingTellsWhyItDidNotWork(t *testing.T) {
	p := newTestProvider(t)
	status := http.StatusNoContent
	p.handle("/register/x", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodDelete || r.Header.Get("Authorization") != "Bearer reg-token" {
			t.Errorf("%s %s", r.Method, r.Header.Get("Authorization"))
		}
		w.WriteHeader(status)
	})
	r := Registration{Issuer: p.URL, ClientID: "x", AccessToken: NewSecret("reg-token"), URI: p.URL + "/register/x"}
	for code, ok := range map[int]bool{204: true, 200: true, 401: false, 403: false, 405: false, 500: false, 302: false} {
		status = code
		err := DeleteRegistration(t.Context(), http.DefaultTransport, nil, r)
		if (err == nil) != ok || err != nil && !errors.Is(err, &Error{Code: CodeRegistrationNotDeleted}) {
			t.Errorf("%d: %v", code, err)
		}
	}
	if err := DeleteRegistration(t.Context(), http.DefaultTransport, nil, Registration{ClientID: "x"}); !errors.Is(err, &Error{Code: CodeRegistrationNotDeleted}) {
		t.Errorf("without a token: %v", err)
	}
}
