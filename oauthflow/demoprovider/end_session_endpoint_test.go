package demoprovider

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func (b *browser) signedIn() bool {
	b.t.Helper()
	return b.get("/authorize", authorizationQuery("prompt", "none")).shows() == "client "
}

const afterSignOut = "http://127.0.0.1:53911/signed-out"

func TestAHintSignsOutAtOnce(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	hint := text(t, b.tokens(), "id_token")
	s := b.get("/end-session", url.Values{"id_token_hint": {hint}, "post_logout_redirect_uri": {afterSignOut}, "state": {"s"}})
	if s.status != http.StatusSeeOther || s.redirect.String() != afterSignOut+"?state=s" {
		t.Fatalf("%d %v", s.status, s.redirect)
	}
	if b.signedIn() {
		t.Error("still signed in")
	}
	again := b.post("/end-session", url.Values{"id_token_hint": {hint}, "post_logout_redirect_uri": {afterSignOut}})
	if again.redirect == nil || again.redirect.String() != afterSignOut {
		t.Errorf("signing out twice, by POST and without state: %d %v", again.status, again.redirect)
	}
}

func TestAnExpiredHintIsStillAHint(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now}))
	hint := text(t, b.tokens(), "id_token")
	clock.add(2 * defaultTokenLifetime)
	if b.get("/end-session", url.Values{"id_token_hint": {hint}}); b.signedIn() {
		t.Error("still signed in")
	}
}

func TestWithoutAHintThePersonIsAsked(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	b.code()
	other := newBrowser(t, b.p)
	s := other.submit(other.get("/authorize", authorizationQuery()), "user", "grace", "password", "nanosecond")
	foreign := text(t, map[string]any{"id_token": other.idTokenAfter(s)}, "id_token")
	for name, query := range map[string]url.Values{
		"no hint":               {"client_id": {ClientID}, "post_logout_redirect_uri": {afterSignOut}, "state": {"s"}},
		"another person's hint": {"id_token_hint": {foreign}, "post_logout_redirect_uri": {afterSignOut}, "state": {"s"}},
	} {
		page := b.get("/end-session", query)
		if page.shows() != "/end-session/confirm" || !b.signedIn() {
			t.Fatalf("%s: %s", name, page.shows())
		}
		if stay := b.submit(page, "decision", "deny"); stay.redirect != nil || !b.signedIn() {
			t.Fatalf("%s: staying signed in: %v", name, stay.redirect)
		}
	}
	leave := b.submit(b.get("/end-session", url.Values{"client_id": {ClientID}, "post_logout_redirect_uri": {afterSignOut}, "state": {"s"}}), "decision", "approve")
	if leave.redirect == nil || leave.redirect.String() != afterSignOut+"?state=s" || b.signedIn() {
		t.Errorf("%d %v", leave.status, leave.redirect)
	}
}

func (b *browser) idTokenAfter(consent screen) any {
	b.t.Helper()
	_, answer := b.api("/token", codeForm(b.submit(consent, "decision", "approve").answer().Get("code")))
	return answer["id_token"]
}

func TestABadSignOutRequestStaysAtTheProvider(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	answer := b.tokens()
	hint := text(t, answer, "id_token")
	for name, query := range map[string]url.Values{
		"an address elsewhere":         {"id_token_hint": {hint}, "post_logout_redirect_uri": {"https://evil.example/"}},
		"an address with a query":      {"id_token_hint": {hint}, "post_logout_redirect_uri": {afterSignOut + "?x=1"}},
		"an address without a client":  {"post_logout_redirect_uri": {afterSignOut}},
		"another client":               {"client_id": {"other"}, "post_logout_redirect_uri": {afterSignOut}},
		"an access token as hint":      {"id_token_hint": {text(t, answer, "access_token")}, "post_logout_redirect_uri": {afterSignOut}},
		"a hint that is no token":      {"id_token_hint": {"x"}},
		"an address given twice":       {"client_id": {ClientID}, "post_logout_redirect_uri": {afterSignOut, afterSignOut}},
		"a confirmation without asked": nil,
	} {
		s := b.get("/end-session", query)
		if query == nil {
			s = b.post("/end-session/confirm", url.Values{"decision": {"approve"}})
		}
		if s.status != http.StatusBadRequest || s.redirect != nil || !strings.Contains(s.body, `role="alert"`) {
			t.Errorf("%s: %d %v", name, s.status, s.redirect)
		}
		if !b.signedIn() {
			t.Fatalf("%s signed the person out", name)
		}
	}
}

// The forms of a sign-in and of a sign-out are not interchangeable.
func TestAFormOfAnotherKindChangesNothing(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	b.code()
	consent := b.get("/authorize", authorizationQuery("prompt", "consent"))
	confirm := strings.Replace(consent.body, `action="/consent"`, `action="/end-session/confirm"`, 1)
	if s := b.submit(screen{body: confirm}, "decision", "approve"); s.status != http.StatusBadRequest || !b.signedIn() {
		t.Errorf("a consent form signed the person out: %d", s.status)
	}
	leave := b.get("/end-session", nil)
	for _, path := range []string{"/consent", "/sign-in", "/select-account"} {
		form := strings.Replace(leave.body, `action="/end-session/confirm"`, `action="`+path+`"`, 1)
		if s := b.submit(screen{body: form}, "decision", "deny"); s.status != http.StatusBadRequest || s.redirect != nil {
			t.Errorf("a sign-out form at %s: %d %v", path, s.status, s.redirect)
		}
	}
}
