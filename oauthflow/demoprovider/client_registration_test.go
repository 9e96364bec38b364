package demoprovider

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func nativeMetadata() map[string]any {
	return map[string]any{
		"application_type": "native", "token_endpoint_auth_method": "none", "redirect_uris": []string{"http://127.0.0.1/back"},
		"grant_types": []string{"authorization_code", "refresh_token", deviceGrantType}, "response_types": []string{"code"}, "client_name": "Test app",
		"scope": "openid email unheard-of",
	}
}

func (b *browser) register(metadata map[string]any, token string) screen {
	b.t.Helper()
	body, err := json.Marshal(metadata)
	if err != nil {
		b.t.Fatal(err)
	}
	r := b.request(http.MethodPost, "/register", strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return b.do(r)
}

func (b *browser) manage(method, id, token string) screen {
	b.t.Helper()
	r := b.request(method, "/register/"+id, nil)
	r.Header.Set("Authorization", "Bearer "+token)
	return b.do(r)
}

func TestAClientRegistersSignsInAndIsDeleted(t *testing.T) {
	store := &memory{}
	first := start(t, Config{Store: store})
	b := newBrowser(t, first)
	s := b.register(nativeMetadata(), "")
	if s.status != http.StatusCreated {
		t.Fatalf("%d %s", s.status, s.body)
	}
	answer := decode(t, s)
	id, token := text(t, answer, "client_id"), text(t, answer, "registration_access_token")
	if answer["client_secret"] != nil || answer["token_endpoint_auth_method"] != "none" || answer["scope"] != "openid email" || answer["registration_client_uri"] != first.Issuer()+"/register/"+id {
		t.Errorf("%v", answer)
	}
	if strings.Contains(string(store.state), token) {
		t.Error("the registration access token is kept in the clear")
	}
	second := restart(t, first, Config{Store: store})
	b.http.CloseIdleConnections()
	b.p = second
	query := authorizationQuery("client_id", id, "redirect_uri", "http://127.0.0.1:40001/back")
	consent := b.signInAlice(b.get("/authorize", query))
	if !strings.Contains(consent.body, "Test app ("+id+")") {
		t.Errorf("%s", consent.body)
	}
	done := b.submit(consent, "decision", "approve")
	form := codeForm(done.answer().Get("code"))
	form.Set("client_id", id)
	form.Set("redirect_uri", "http://127.0.0.1:40001/back")
	status, tokens := b.api("/token", form)
	if status != http.StatusOK {
		t.Fatalf("%d %v", status, tokens)
	}
	for name, other := range map[string]string{"another path": "http://127.0.0.1:40001/callback", "another host": "http://localhost:40001/back", "no loopback": "https://example.com/back"} {
		if s := b.get("/authorize", authorizationQuery("client_id", id, "redirect_uri", other)); s.redirect != nil || !strings.Contains(s.body, "not registered") {
			t.Errorf("%s: %d", name, s.status)
		}
	}
	if s := b.manage(http.MethodGet, id, token); s.status != http.StatusOK || decode(t, s)["client_id"] != id || strings.Contains(s.body, token) {
		t.Errorf("%d %s", s.status, s.body)
	}
	for name, s := range map[string]screen{
		"wrong token": b.manage(http.MethodDelete, id, "x"), "another client": b.manage(http.MethodDelete, ClientID, token), "reading": b.manage(http.MethodGet, id, ""),
	} {
		if s.status != http.StatusUnauthorized || s.header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s: %d", name, s.status)
		}
	}
	if s := b.manage(http.MethodDelete, id, token); s.status != http.StatusNoContent {
		t.Errorf("%d %s", s.status, s.body)
	}
	if s := b.userinfo(text(t, tokens, "access_token")); s.status != http.StatusUnauthorized {
		t.Errorf("its access token lives on: %d", s.status)
	}
	if s := b.get("/authorize", query); !strings.Contains(s.body, "No client is registered") {
		t.Errorf("%s", s.body)
	}
	if s := b.manage(http.MethodDelete, id, token); s.status != http.StatusUnauthorized {
		t.Errorf("deleted twice: %d", s.status)
	}
}

func TestARegistrationThatIsRefused(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for name, row := range map[string]struct {
		member string
		value  any
		want   string
	}{
		"a web client":            {"application_type", "web", "invalid_client_metadata"},
		"the default kind":        {"application_type", nil, "invalid_client_metadata"},
		"with a secret":           {"token_endpoint_auth_method", "client_secret_basic", "invalid_client_metadata"},
		"the default method":      {"token_endpoint_auth_method", nil, "invalid_client_metadata"},
		"no redirect URI":         {"redirect_uris", []string{}, "invalid_redirect_uri"},
		"a foreign host":          {"redirect_uris", []string{"https://example.com/cb"}, "invalid_redirect_uri"},
		"one good and one bad":    {"redirect_uris", []string{"http://127.0.0.1/cb", "http://127.0.0.1.example.com/cb"}, "invalid_redirect_uri"},
		"a query":                 {"redirect_uris", []string{"http://127.0.0.1/cb?x=1"}, "invalid_redirect_uri"},
		"another scheme":          {"redirect_uris", []string{"javascript:alert(1)"}, "invalid_redirect_uri"},
		"another grant":           {"grant_types", []string{"password"}, "invalid_client_metadata"},
		"the implicit flow":       {"response_types", []string{"token"}, "invalid_client_metadata"},
		"a name with control":     {"client_name", "a\u202eb", "invalid_client_metadata"},
		"a very long name":        {"client_name", strings.Repeat("n", 101), "invalid_client_metadata"},
		"a list that is a string": {"redirect_uris", "http://127.0.0.1/cb", "invalid_client_metadata"},
	} {
		metadata := nativeMetadata()
		metadata[row.member] = row.value
		if s := b.register(metadata, ""); s.status != http.StatusBadRequest || decode(t, s)["error"] != row.want {
			t.Errorf("%s: %d %s", name, s.status, s.body)
		}
	}
	if s := b.post("/register", url.Values{}); s.status != http.StatusBadRequest {
		t.Errorf("a form: %d", s.status)
	}
}

func TestAnInitialAccessTokenIsAskedFor(t *testing.T) {
	b := newBrowser(t, start(t, Config{InitialAccessToken: "the-token"}))
	for token, want := range map[string]int{"": http.StatusUnauthorized, "another": http.StatusUnauthorized, "the-token": http.StatusCreated} {
		if s := b.register(nativeMetadata(), token); s.status != want {
			t.Errorf("%q: %d %s", token, s.status, s.body)
		}
	}
}

func TestRegistrationsAreBounded(t *testing.T) {
	at := newClock()
	p := start(t, Config{Now: at.now})
	err := p.state.update(t.Context(), func(s *state) error {
		for i := range maxRegistrations + 1 {
			s.Clients[fmt.Sprint("old-", i)] = &registration{IssuedAt: at.now().AddDate(0, 0, -i)}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, p)
	answer := decode(t, b.register(nativeMetadata(), ""))
	_ = p.state.update(t.Context(), func(*state) error { return nil })
	if _, known := p.client(text(t, answer, "client_id")); !known || len(p.state.current.Clients) != maxRegistrations {
		t.Errorf("%d registrations, the newest known: %v", len(p.state.current.Clients), known)
	}
}
