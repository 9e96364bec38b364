package demoprovider

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

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
