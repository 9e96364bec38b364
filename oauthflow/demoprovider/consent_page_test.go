package demoprovider

import (
	"strings"
	"testing"
)

func TestScopesCanBeUnticked(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.submit(b.signInAlice(b.get("/authorize", authorizationQuery())), "scope", "email", "decision", "approve")
	_, answer := b.api("/token", codeForm(s.answer().Get("code")))
	if answer["scope"] != "openid email" || answer["refresh_token"] != nil {
		t.Fatalf("granted: %v", answer)
	}
	if got := b.get("/authorize", authorizationQuery("scope", "openid email")).shows(); got != "client " {
		t.Errorf("what was allowed is asked again: %s", got)
	}
	if got := b.get("/authorize", authorizationQuery()).shows(); got != "/consent" {
		t.Errorf("what was not allowed is not asked again: %s", got)
	}
	all := b.get("/authorize", authorizationQuery("prompt", "consent", "scope", "openid email"))
	b.submit(all, "scope", "", "decision", "approve")
	if got := b.get("/authorize", authorizationQuery("scope", "openid email")).shows(); got != "/consent" {
		t.Errorf("a scope unticked later is still allowed: %s", got)
	}
}

func TestAScopeThatWasNotAskedForCannotBeTicked(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.submit(b.signInAlice(b.get("/authorize", authorizationQuery("scope", "openid"))), "scope", "admin email", "decision", "approve")
	if _, answer := b.api("/token", codeForm(s.answer().Get("code"))); answer["scope"] != "openid" {
		t.Fatalf("granted: %v", answer)
	}
}

func TestConsentIsOfThePersonWhoSawThePage(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	page := b.signInAlice(b.get("/authorize", authorizationQuery()))
	if answer := b.submit(page).answer(); answer.Get("error") != "access_denied" {
		t.Errorf("no decision is no consent: %v", answer)
	}
	page = b.get("/authorize", authorizationQuery())
	b.submit(b.get("/authorize", authorizationQuery("prompt", "login")), "user", "grace", "password", "nanosecond")
	s := b.submit(page, "decision", "approve")
	if s.shows() != "/consent" || !strings.Contains(s.body, "Grace Hopper") {
		t.Errorf("what Ada saw was agreed to by Grace: %s", s.shows())
	}
}
