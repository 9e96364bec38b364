package demoprovider

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// shows names the page a screen has, by its form.
func (s screen) shows() string {
	for _, path := range []string{"/sign-in", "/consent", "/select-account", "/end-session/confirm"} {
		if strings.Contains(s.body, `action="`+path+`"`) {
			return path
		}
	}
	if s.redirect != nil {
		return "client " + s.redirect.Query().Get("error")
	}
	return "other"
}

func TestWhatIsDueDependsOnTheRequestAndTheSession(t *testing.T) {
	for _, row := range []struct {
		name  string
		age   time.Duration // of the session
		pairs []string
		want  string
	}{
		{"nothing, after a first sign-in with consent", time.Hour, nil, "client "},
		{"nothing, silently", time.Hour, []string{"prompt", "none"}, "client "},
		{"the password, with prompt login", 0, []string{"prompt", "login"}, "/sign-in"},
		{"consent, with prompt consent", 0, []string{"prompt", "consent"}, "/consent"},
		{"the choice of account, with prompt select_account", 0, []string{"prompt", "select_account"}, "/select-account"},
		{"nothing, within max_age", 59 * time.Second, []string{"max_age", "60"}, "client "},
		{"nothing, exactly at max_age", 60 * time.Second, []string{"max_age", "60"}, "client "},
		{"the password, after max_age", 61 * time.Second, []string{"max_age", "60"}, "/sign-in"},
		{"the password, with max_age 0", 0, []string{"max_age", "0"}, "/sign-in"},
		{"an error, after max_age, silently", 61 * time.Second, []string{"max_age", "60", "prompt", "none"}, "client login_required"},
		{"consent, for one more scope", 0, []string{"scope", "openid admin"}, "/consent"},
		{"an error, for one more scope, silently", 0, []string{"scope", "openid admin", "prompt", "none"}, "client consent_required"},
		{"nothing, for fewer scopes", 0, []string{"scope", "openid email"}, "client "},
		{"nothing, for the plain class", time.Hour, []string{"acr_values", acrPassword}, "client "},
		{"nothing, for an unknown class", time.Hour, []string{"acr_values", "urn:other"}, "client "},
		{"the password, for the fresh class", 0, []string{"acr_values", acrFreshPassword}, "/sign-in"},
		{"an error, for the fresh class, silently", 0, []string{"acr_values", acrFreshPassword, "prompt", "none"}, "client interaction_required"},
		{"nothing, if the plain class is preferred", 0, []string{"acr_values", acrPassword + " " + acrFreshPassword}, "client "},
		{"the password, when the session has ended", sessionLifetime, nil, "/sign-in"},
	} {
		t.Run(row.name, func(t *testing.T) {
			clock := newClock()
			b := newBrowser(t, start(t, Config{Now: clock.now}))
			b.code()
			clock.add(row.age)
			if got := b.get("/authorize", authorizationQuery(row.pairs...)).shows(); got != row.want {
				t.Errorf("%q, want %q", got, row.want)
			}
		})
	}
}

func TestAnsweringWhatIsDueLeadsToTheClient(t *testing.T) {
	for name, pairs := range map[string][]string{
		"prompt login":             {"prompt", "login"},
		"max_age 0":                {"max_age", "0"},
		"the fresh class":          {"acr_values", acrFreshPassword},
		"prompt login and consent": {"prompt", "login consent"},
		"prompt select_account, login and consent": {"prompt", "select_account login consent"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, start(t, Config{}))
			b.code()
			s := b.get("/authorize", authorizationQuery(pairs...))
			if s.shows() == "/select-account" {
				s = b.submit(s, "decision", "continue")
			}
			if s.shows() == "/sign-in" {
				s = b.signInAlice(s)
			}
			if s.shows() == "/consent" {
				s = b.submit(s, "decision", "approve")
			}
			if s.answer().Get("code") == "" {
				t.Fatalf("%d %s", s.status, s.body)
			}
		})
	}
}

func TestEveryPageCanBeDeclined(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	decline := func(where string, s screen) {
		t.Helper()
		if s.shows() != where {
			t.Fatalf("%s instead of %s", s.shows(), where)
		}
		answer := b.submit(s, "decision", "deny").answer()
		if answer.Get("error") != "access_denied" || answer.Get("state") != "the state" || answer.Get("iss") != b.p.Issuer() {
			t.Errorf("%s declined: %v", where, answer)
		}
		if again := b.submit(s, "decision", "deny"); again.status != http.StatusBadRequest || again.redirect != nil {
			t.Errorf("%s declined twice: %d %v", where, again.status, again.redirect)
		}
	}
	decline("/sign-in", b.get("/authorize", authorizationQuery()))
	decline("/consent", b.signInAlice(b.get("/authorize", authorizationQuery())))
	decline("/select-account", b.get("/authorize", authorizationQuery("prompt", "select_account")))
}

func TestAHintedPersonMustBeTheOneWhoSignsIn(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	hint := text(t, b.tokens(), "id_token")
	if got := b.get("/authorize", authorizationQuery("prompt", "none", "id_token_hint", hint)).shows(); got != "client " {
		t.Errorf("the person of the hint is signed in, and yet: %s", got)
	}
	other := newBrowser(t, b.p)
	s := other.submit(other.get("/authorize", authorizationQuery("id_token_hint", hint)), "user", "grace", "password", "nanosecond")
	if got := s.shows(); got != "client login_required" {
		t.Errorf("another person signed in: %s", got)
	}
	if got := other.get("/authorize", authorizationQuery("id_token_hint", hint, "prompt", "none")).shows(); got != "client login_required" {
		t.Errorf("another person is signed in, silently: %s", got)
	}
	if got := other.get("/authorize", authorizationQuery("id_token_hint", hint)).shows(); got != "/sign-in" {
		t.Errorf("another person is signed in: %s", got)
	}
}
