// A sign-in under way: an authorization request (or a sign-out) that waits for the person. Held in memory only, bound
// to the browser by its cookie and to its forms by a random token, which together keep other sites' forms out.

package demoprovider

import (
	"crypto/subtle"
	"net/http"
	"sync"
	"time"
)

const (
	transactionLifetime = 10 * time.Minute
	maxTransactions     = 100 // the oldest makes room
)

// transaction is used by value: what a handler changes counts when it is put back.
type transaction struct {
	id      string
	token   string // in every form
	binding string // hash of the browser's cookie
	begun   time.Time

	request    authorizationRequest
	endSession *endSessionRequest // set: this is a sign-out
	device     string             // key of the deviceAuthorization that is decided on, or deviceUndecided; "": none
	userCode   string             // of the device

	selected      bool   // the person goes on as the one who is signed in
	other         bool   // the person wants to sign in as another
	authenticated bool   // the password was typed in this transaction
	consentFor    string // subject whom the consent page was shown to
	consented     bool
	granted       []string // if consented
}

// acr returns the authentication context class to report: the first one asked for that was met, else the plain one.
func (t transaction) acr() string {
	if t.authenticated && t.request.wantsFreshPassword() {
		return acrFreshPassword
	}
	return acrPassword
}

type transactions struct {
	now func() time.Time

	mu   sync.Mutex
	byID map[string]transaction
}

func newTransactions(now func() time.Time) *transactions {
	return &transactions{now: now, byID: map[string]transaction{}}
}

// begin gives a transaction its names, binds it to a browser and keeps it.
func (ts *transactions) begin(tx transaction, binding string) transaction {
	tx.id, tx.token, tx.binding, tx.begun = random(idBytes), random(secretBytes), binding, ts.now()
	ts.mu.Lock()
	defer ts.mu.Unlock()
	keepNewest(ts.byID, maxTransactions-1, ts.now(), func(t transaction) time.Time { return t.begun.Add(transactionLifetime) })
	ts.byID[tx.id] = tx
	return tx
}

// find returns a live transaction of this browser.
func (ts *transactions) find(id, binding string) (transaction, bool) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	tx, ok := ts.byID[id]
	alive := ok && ts.now().Before(tx.begun.Add(transactionLifetime))
	return tx, alive && subtle.ConstantTimeCompare([]byte(tx.binding), []byte(binding)) == 1
}

// put keeps what changed; a transaction that has ended stays ended.
func (ts *transactions) put(tx transaction) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if _, ok := ts.byID[tx.id]; ok {
		ts.byID[tx.id] = tx
	}
}

// end removes a transaction and reports whether it was there.
func (ts *transactions) end(id string) bool {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	_, ok := ts.byID[id]
	delete(ts.byID, id)
	return ok
}

// rebind moves a browser's transactions to its new cookie.
func (ts *transactions) rebind(old, binding string) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	for id, tx := range ts.byID {
		if tx.binding == old {
			tx.binding = binding
			ts.byID[id] = tx
		}
	}
}

// postedSignIn returns the sign-in a form belongs to, or shows why there is none.
func (p *Provider) postedSignIn(w http.ResponseWriter, r *http.Request) (transaction, bool) {
	tx, ok := p.postedTransaction(w, r)
	other := tx.endSession != nil || tx.device == deviceUndecided
	if ok && other {
		p.showProblem(w, staleText)
	}
	return tx, ok && !other
}

// postedTransaction returns the transaction a form belongs to, or shows why there is none.
func (p *Provider) postedTransaction(w http.ResponseWriter, r *http.Request) (transaction, bool) {
	values, refusal := form(r)
	if refusal != nil {
		p.showProblem(w, "The form could not be read.")
		return transaction{}, false
	}
	tx, ok := p.transactions.find(values.Get("transaction"), p.cookieHash(r))
	if !ok || subtle.ConstantTimeCompare([]byte(tx.token), []byte(values.Get("token"))) != 1 {
		p.showProblem(w, staleText)
		return transaction{}, false
	}
	return tx, true
}
