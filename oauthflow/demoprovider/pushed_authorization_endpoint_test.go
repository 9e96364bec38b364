package demoprovider

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// pushed pushes a request and returns the query that a browser is then given.
func (b *browser) pushed(values url.Values) url.Values {
	b.t.Helper()
	s := b.post("/par", values)
	var answer pushedResponse
	if err := json.Unmarshal([]byte(s.body), &answer); err != nil || s.status != http.StatusCreated || answer.ExpiresIn != 60 {
		b.t.Fatalf("%d %s %v", s.status, s.body, err)
	}
	return url.Values{"client_id": {values.Get("client_id")}, "request_uri": {answer.RequestURI}}
}

func TestAPushedRequestIsThatOfTheSignIn(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.signInAlice(b.get("/authorize", b.pushed(authorizationQuery())))
	answer := b.submit(s, "decision", "approve").answer()
	if answer.Get("state") != "the state" || answer.Get("code") == "" {
		t.Errorf("%v", answer)
	}
}

func TestWhatStandsBesideTheReferenceDoesNotCount(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	query := b.pushed(authorizationQuery("prompt", "none"))
	query.Set("state", "another")
	query.Set("prompt", "login")
	if answer := b.get("/authorize", query).answer(); answer.Get("state") != "the state" || answer.Get("error") != "login_required" {
		t.Errorf("%v", answer)
	}
}

func TestAReferenceWorksOnceForItsClientUntilItExpires(t *testing.T) {
	now := newClock()
	b := newBrowser(t, start(t, Config{Now: now.now}))
	refused := func(name string, query url.Values) {
		t.Helper()
		if s := b.get("/authorize", query); s.status != http.StatusBadRequest || s.redirect != nil {
			t.Errorf("%s: %d %v", name, s.status, s.redirect)
		}
	}
	query := b.pushed(authorizationQuery())
	refused("another client", url.Values{"client_id": {WebClientID}, "request_uri": query["request_uri"]})
	refused("no client", url.Values{"request_uri": query["request_uri"]})
	if s := b.get("/authorize", query); s.status != http.StatusOK {
		t.Fatalf("%d %s", s.status, s.body)
	}
	refused("a second time", query)
	refused("an unknown reference", url.Values{"client_id": {ClientID}, "request_uri": {requestURIHead + "x"}})
	query = b.pushed(authorizationQuery())
	now.add(pushedLifetime)
	refused("an expired reference", query)
}

func TestABadPushedRequestIsRefusedAtOnce(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for name, row := range map[string]struct {
		values url.Values
		code   string
	}{
		"a reference in it":        {authorizationQuery("request_uri", requestURIHead+"x"), "invalid_request"},
		"an unknown client":        {authorizationQuery("client_id", "x"), "invalid_client"},
		"a redirect URI elsewhere": {authorizationQuery("redirect_uri", "https://x.example/"), "invalid_request"},
		"no challenge":             {authorizationQuery("code_challenge", ""), "invalid_request"},
		"no known scope":           {authorizationQuery("scope", "sing"), "invalid_scope"},
	} {
		if s := b.post("/par", row.values); s.status/100 != 4 || !strings.Contains(s.body, `"`+row.code+`"`) {
			t.Errorf("%s: %d %s", name, s.status, s.body)
		}
	}
}

func TestPushingIsRequiredWhereThatIsTheHabit(t *testing.T) {
	b := newBrowser(t, start(t, Config{Faults: []Fault{FaultPushRequired}}))
	if s := b.get("/.well-known/openid-configuration", nil); !strings.Contains(s.body, `"require_pushed_authorization_requests":true`) {
		t.Error(s.body)
	}
	if s := b.get("/authorize", authorizationQuery()); s.status != http.StatusBadRequest {
		t.Errorf("%d", s.status)
	}
}
