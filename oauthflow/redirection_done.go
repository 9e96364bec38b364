// The page at /done: the redirect is answered with 303 to it, so that the code leaves the address bar
// (LOOP-18), and it is held until the sign-in is judged (LOOP-26).

package oauthflow

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// donePath is the parameterless page that the redirect is answered with.
const donePath = "/done"

// heldPage is the page at /done. Make it with newHeldPage.
type heldPage struct {
	judged chan struct{} // closed by judge
	served chan struct{} // closed when a browser has its page and no other waits
	closed chan struct{} // closed by close

	mu     sync.Mutex
	pages  pages
	limit  time.Duration // how long a request is held for the judgement
	page   page          // after judged
	wanted bool          // a browser was sent here
	held   int
	shown  bool
}

func newHeldPage(limit time.Duration, language pages) *heldPage {
	return &heldPage{limit: limit, pages: language, judged: make(chan struct{}), served: make(chan struct{}), closed: make(chan struct{})}
}

// judge sets the page; only the first call counts and returns true.
func (h *heldPage) judge(p page) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if isClosed(h.judged) {
		return false
	}
	h.page = p
	close(h.judged)
	return true
}

func (h *heldPage) isJudged() bool { return isClosed(h.judged) }

// close lets go of every held request.
func (h *heldPage) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !isClosed(h.closed) {
		close(h.closed)
	}
}

// want notes that a browser is being sent here.
func (h *heldPage) want() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wanted = true
}

func (h *heldPage) isWanted() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.wanted
}

// serve holds the request until the sign-in is judged, the limit ends, or the browser goes away.
func (h *heldPage) serve(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.held++
	limit := h.limit
	h.mu.Unlock()
	p := h.await(r.Context(), limit)
	shown := p != "" && writePage(w, http.StatusOK, h.pages.html(p)) == nil

	h.mu.Lock()
	defer h.mu.Unlock()
	h.held--
	h.shown = h.shown || shown
	if h.shown && h.held == 0 && !isClosed(h.served) {
		close(h.served)
	}
}

// await returns the page to show, and none if nobody is left to see it.
func (h *heldPage) await(ctx context.Context, limit time.Duration) page {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-h.judged:
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.page
	case <-timer.C:
		return pageReturn
	case <-h.closed:
	case <-ctx.Done():
	}
	return ""
}

// awaitServed waits until a browser that was sent here has its page, the limit ends or the page is closed.
func (h *heldPage) awaitServed(limit time.Duration) {
	if !h.isWanted() {
		return
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-h.served:
	case <-timer.C:
	case <-h.closed:
	}
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
