package demoprovider

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// as makes the pairs of a request of another client than the native one.
func as(clientID, redirectURI string, pairs ...string) []string {
	return append([]string{"client_id", clientID, "redirect_uri", redirectURI}, pairs...)
}

func TestEachClientGetsTokensOfItsOwn(t *testing.T) {
	for _, c := range [][]string{as(SinglePageClientID, SinglePageURI), as(WebClientID, WebURI)} {
		b := newBrowser(t, start(t, Config{}))
		status, answer := b.api("/token", codeForm(b.code(c...), c...))
		if status != http.StatusOK {
			t.Fatalf("%v: %d %v", c, status, answer)
		}
		var id, access struct {
			Audience any    `json:"aud"`
			ClientID string `json:"client_id"`
		}
		if b.p.keys.verify(typeIDToken, text(t, answer, "id_token"), &id) != nil || id.Audience != c[1] {
			t.Errorf("%s: the ID token is for %v", c[1], id.Audience)
		}
		if b.p.keys.verify(typeAccessToken, text(t, answer, "access_token"), &access) != nil || access.ClientID != c[1] {
			t.Errorf("%s: the access token is of %q", c[1], access.ClientID)
		}
		refresh := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {text(t, answer, "refresh_token")}, "client_id": {c[1]}}
		if status, answer := b.api("/token", refresh); status != http.StatusOK {
			t.Errorf("%s: refresh: %d %v", c[1], status, answer)
		}
	}
}

func TestAClientHasItsOwnRedirectURIsOnly(t *testing.T) {
	const own = "http://127.0.0.1:9001/"
	b := newBrowser(t, start(t, Config{SinglePageURI: own}))
	for name, row := range map[string]struct {
		pairs []string
		good  bool
	}{
		"the one of the single-page app":            {as(SinglePageClientID, own), true},
		"the usual one where another is configured": {as(SinglePageClientID, SinglePageURI), false},
		"another port":                                 {as(SinglePageClientID, "http://127.0.0.1:9002/"), false},
		"another path":                                 {as(SinglePageClientID, own+"callback"), false},
		"without the slash":                            {as(SinglePageClientID, strings.TrimSuffix(own, "/")), false},
		"with a query":                                 {as(SinglePageClientID, own+"?x=1"), false},
		"another name of the host":                     {as(SinglePageClientID, "http://localhost:9001/"), false},
		"that of the native app for the web app":       {as(WebClientID, testRedirect), false},
		"the one of the web app":                       {as(WebClientID, WebURI), true},
		"that of the web app for the single-page app":  {as(SinglePageClientID, WebURI), false},
		"that of the single-page app for the web app":  {as(WebClientID, own), false},
		"that of the single-page app for the native":   {as(ClientID, own), false},
		"that of a client that is not registered here": {as("other", own), false},
	} {
		if s := b.get("/authorize", authorizationQuery(row.pairs...)); (s.status == http.StatusOK) != row.good || s.redirect != nil {
			t.Errorf("%s: %d, on to %v", name, s.status, s.redirect)
		}
	}
}

func TestWhatIsOfOneClientIsNotTakenFromAnother(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	singlePage := as(SinglePageClientID, SinglePageURI)
	code := b.code(singlePage...)
	if status, answer := b.api("/token", codeForm(code, "redirect_uri", SinglePageURI)); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("its code: %d %v", status, answer)
	}
	_, answer := b.api("/token", codeForm(code, singlePage...))
	refresh, access := text(t, answer, "refresh_token"), text(t, answer, "access_token")
	if status, answer := b.api("/token", refreshForm(refresh)); status != http.StatusBadRequest || answer["error"] != "invalid_grant" {
		t.Errorf("its refresh token: %d %v", status, answer)
	}
	for _, token := range []string{refresh, access} {
		if _, answer := b.api("/introspect", tokenForm(token)); answer["active"] != false {
			t.Errorf("another client learns of its token: %v", answer)
		}
		if status, _ := b.api("/revoke", tokenForm(token)); status != http.StatusOK {
			t.Errorf("revocation by another client: %d", status)
		}
		if _, answer := b.api("/introspect", url.Values{"token": {token}, "client_id": {SinglePageClientID}}); answer["active"] != true {
			t.Error("another client revoked its token")
		}
	}
	if s := b.get("/authorize", authorizationQuery("id_token_hint", text(t, answer, "id_token"))); s.answer().Get("error") != "invalid_request" {
		t.Errorf("its ID token as a hint: %d %v", s.status, s.redirect)
	}
}

func TestConsentIsGivenToOneClient(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	b.code()
	s := b.get("/authorize", authorizationQuery(as(WebClientID, WebURI)...))
	if !strings.Contains(s.body, `action="/consent"`) || !strings.Contains(s.body, WebClientID) {
		t.Errorf("no question for the second client: %d %v", s.status, s.redirect)
	}
}

func TestAfterSignOutAnAppIsReturnedToItsStart(t *testing.T) {
	const own = "http://127.0.0.1:9001/"
	b := newBrowser(t, start(t, Config{SinglePageURI: own}))
	pairs := as(SinglePageClientID, own)
	_, answer := b.api("/token", codeForm(b.code(pairs...), pairs...))
	hint := text(t, answer, "id_token")
	for target, good := range map[string]bool{
		own: true, own + "other": false, SinglePageURI: false, "http://127.0.0.1:9002/": false, WebURI: false,
	} {
		s := b.get("/end-session", url.Values{"id_token_hint": {hint}, "post_logout_redirect_uri": {target}})
		if (s.redirect != nil && s.redirect.String() == target) != good {
			t.Errorf("%s: %d %v", target, s.status, s.redirect)
		}
	}
	if s := b.get("/end-session", url.Values{"id_token_hint": {hint}, "client_id": {ClientID}}); s.status != http.StatusBadRequest {
		t.Errorf("a hint of another client than named: %d", s.status)
	}
}

func TestOnlyTheOriginOfTheSinglePageAppMayReadAnswers(t *testing.T) {
	const own = "http://127.0.0.1:9001"
	b := newBrowser(t, start(t, Config{SinglePageURI: own + "/"}))
	shared := []string{"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/keys", "/userinfo", "POST /userinfo", "POST /token", "POST /revoke"}
	private := []string{"/authorize", "/interaction", "POST /introspect", "/end-session", "/", "POST /sign-in"}
	for _, endpoint := range slices.Concat(shared, private) {
		method, path := http.MethodGet, endpoint
		if rest, ok := strings.CutPrefix(endpoint, "POST "); ok {
			method, path = http.MethodPost, rest
		}
		for _, origin := range []string{own, SinglePageOrigin, own + "0", "http://localhost:9001", "https://127.0.0.1:9001", "http://127.0.0.1", "null", ""} {
			r := b.request(method, path, nil)
			r.Header.Set("Origin", origin)
			s := b.do(r)
			want := ""
			if origin == own && slices.Contains(shared, endpoint) {
				want = own
			}
			if got := s.header.Get("Access-Control-Allow-Origin"); got != want || s.header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%s from %q may be read by %q", endpoint, origin, got)
			}
			if slices.Contains(shared, endpoint) && s.header.Get("Vary") != "Origin" {
				t.Errorf("%s does not say that it varies", endpoint)
			}
		}
	}
}

func TestAPreflightIsAnsweredToTheOriginOfTheSinglePageApp(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for _, path := range []string{"/token", "/userinfo", "/revoke"} {
		for _, origin := range []string{SinglePageOrigin, "http://127.0.0.1:8402"} {
			r := b.request(http.MethodOptions, path, nil)
			r.Header.Set("Origin", origin)
			r.Header.Set("Access-Control-Request-Method", "POST")
			s := b.do(r)
			allowed := s.header.Get("Access-Control-Allow-Origin") == origin && strings.Contains(s.header.Get("Access-Control-Allow-Methods"), "POST") &&
				strings.Contains(s.header.Get("Access-Control-Allow-Headers"), "Authorization")
			if s.status != http.StatusNoContent || allowed != (origin == SinglePageOrigin) {
				t.Errorf("%s from %s: %d %v", path, origin, s.status, s.header)
			}
		}
	}
}
