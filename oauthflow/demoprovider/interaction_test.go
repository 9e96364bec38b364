package demoprovider

import (
	"net/http"
	"net/http/httptest"
	"slices"
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

func TestAWrongPasswordIsSaidAndTheUserNameIsKept(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	s := b.get("/authorize", authorizationQuery())
	for name, pairs := range map[string][]string{
		"a wrong password":    {"user", "alice", "password", "looking-glass"},
		"another's password":  {"user", "alice", "password", "astrolabe"},
		"no password":         {"user", "alice", "password", ""},
		"another letter case": {"user", "alice", "password", "Wonderland"},
	} {
		t.Run(name, func(t *testing.T) {
			wrong := b.submit(s, pairs...)
			if wrong.status != http.StatusForbidden || !strings.Contains(wrong.body, `role="alert"`) || !strings.Contains(wrong.body, `value="alice"`) {
				t.Fatalf("%d %s", wrong.status, wrong.body)
			}
			if got := b.get("/authorize", authorizationQuery("prompt", "none")).shows(); got != "client login_required" {
				t.Errorf("signed in with %s: %s", name, got)
			}
		})
	}
	if got := b.signInAlice(s).shows(); got != "/consent" {
		t.Errorf("the right password after wrong ones: %s", got)
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

func TestATransactionGivesOneCode(t *testing.T) {
	p := start(t, Config{})
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/interaction", nil)
	tx := p.transactions.begin(transaction{request: authorizationRequest{redirectURI: testRedirect}}, "browser")
	for i, want := range []int{http.StatusSeeOther, http.StatusBadRequest} {
		w := httptest.NewRecorder()
		if p.respond(w, r, tx, browserSession{Subject: "248289761001"}); w.Code != want {
			t.Errorf("answer %d: %d", i+1, w.Code)
		}
	}
}

func TestAnotherAccountCanBeUsed(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	b.code()
	s := b.submit(b.get("/authorize", authorizationQuery("prompt", "select_account")), "decision", "other")
	if s.shows() != "/sign-in" {
		t.Fatal(s.shows())
	}
	s = b.submit(s, "user", "hypatia", "password", "astrolabe", "decision", "approve")
	s = b.submit(s, "decision", "approve")
	_, answer := b.api("/token", codeForm(s.answer().Get("code")))
	if claims := unverified(t, text(t, answer, "id_token")); claims["name"] != "Υπατία Αλεξανδρινή" {
		t.Errorf("%v", claims)
	}
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

func TestTheLoginHintPrefillsTheUserName(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	for hint, want := range map[string]string{"grace": `value="grace"`, "ada@demo.example": `value="alice"`, `"><script>`: `value=""`} {
		s := b.get("/authorize", authorizationQuery("login_hint", hint))
		if !strings.Contains(s.body, `name="user" type="text" `+want) || strings.Contains(s.body, "<script") {
			t.Errorf("%s: %s", hint, s.body)
		}
	}
}

// The forms belong to one browser and one sign-in: another site cannot send them for the person.
func TestAFormOfAnotherBrowserOrWithoutItsTokenIsRefused(t *testing.T) {
	p := start(t, Config{})
	victim, attacker := newBrowser(t, p), newBrowser(t, p)
	victim.code()
	theirs := attacker.get("/authorize", authorizationQuery())
	mine := victim.get("/authorize", authorizationQuery("prompt", "consent"))
	for name, s := range map[string]screen{
		"the attacker's form in the victim's browser": victim.submit(theirs, "user", "grace", "password", "nanosecond"),
		"the victim's form in the attacker's browser": attacker.submit(mine, "decision", "approve"),
		"no token":             victim.submit(mine, "decision", "approve", "token", ""),
		"another token":        victim.submit(mine, "decision", "approve", "token", "guessed"),
		"no transaction":       victim.submit(mine, "decision", "approve", "transaction", ""),
		"another transaction":  victim.submit(mine, "decision", "approve", "transaction", "guessed"),
		"a stranger's address": attacker.get("/interaction", map[string][]string{"transaction": {attribute(mine.body, "nothing")}}),
	} {
		if s.status != http.StatusBadRequest || s.redirect != nil {
			t.Errorf("%s: %d %v", name, s.status, s.redirect)
		}
	}
	if got := victim.submit(mine, "decision", "approve").shows(); got != "client " {
		t.Errorf("the form itself no longer works: %s", got)
	}
}

func TestSigningInChangesTheCookie(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	cookie := func() string {
		r := b.request(http.MethodGet, "/", nil)
		cookies := b.http.Jar.Cookies(r.URL)
		if len(cookies) != 1 || cookies[0].Name != b.p.cookieName() {
			t.Fatalf("%v", cookies)
		}
		return cookies[0].Value
	}
	s := b.get("/authorize", authorizationQuery())
	before := cookie()
	b.signInAlice(s)
	if cookie() == before {
		t.Error("a planted cookie would be signed in")
	}
}

func TestAPageGetsOutOfDate(t *testing.T) {
	clock := newClock()
	b := newBrowser(t, start(t, Config{Now: clock.now}))
	s := b.get("/authorize", authorizationQuery())
	clock.add(transactionLifetime)
	if late := b.signInAlice(s); late.status != http.StatusBadRequest {
		t.Fatalf("%d", late.status)
	}
}

func TestTransactionsAreLimited(t *testing.T) {
	clock := newClock()
	ts := newTransactions(clock.now)
	first := ts.begin(transaction{}, "browser")
	for range 2 * maxTransactions {
		clock.add(time.Second)
		ts.begin(transaction{}, "browser")
	}
	if len(ts.byID) > maxTransactions {
		t.Errorf("%d transactions", len(ts.byID))
	}
	if _, ok := ts.find(first.id, "browser"); ok {
		t.Error("the oldest is still there")
	}
}

func TestPagesHaveNoScriptAndStrictHeaders(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	signIn := b.get("/authorize", authorizationQuery())
	consent := b.signInAlice(signIn)
	screens := []screen{signIn, consent, b.get("/authorize", nil), b.get("/", nil), b.get("/end-session", nil), b.get("/authorize", authorizationQuery("prompt", "select_account"))}
	for _, s := range screens {
		for _, bad := range []string{"<script", "javascript:", " on", "style="} {
			if slices.ContainsFunc(strings.Split(s.body, "<"), func(tag string) bool { return strings.Contains("<"+strings.SplitN(tag, ">", 2)[0], bad) }) {
				t.Errorf("%q in %s", bad, s.body)
			}
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": "frame-ancestors 'none'", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
			"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Content-Type": "text/html",
		} {
			if !strings.Contains(s.header.Get(name), want) {
				t.Errorf("%s: %s", name, s.header.Get(name))
			}
		}
	}
	for _, want := range []string{`autocomplete="username"`, `autocomplete="current-password"`, `<label for="user">`, `<label for="password">`, "autofocus", "wonderland", "Υπατία"} {
		if !strings.Contains(signIn.body, want) {
			t.Errorf("%s is missing", want)
		}
	}
}
