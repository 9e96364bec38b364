// A one-use URL on the listener that leads the browser on to another one, so that what stands in that
// URL, such as an ID token as hint, is in no process's arguments (LOGO-03).

package oauthflow

import (
	"context"
	"crypto/rand"
	"net/http"
)

// oneUse is a random path and where it leads, once.
type oneUse struct {
	path, target string
	asked        bool
	used         chan struct{} // closed when the answer is written
}

// listenOnce listens on a free port for a redirect to target only, and returns the URL for the browser.
// No sign-in can come of it (LOGO-06). The caller waits with awaitUse and closes.
func listenOnce(ctx context.Context, target string, tl *Timeline, language pages) (*redirectionEndpoint, string, error) {
	e, err := listenRedirect(ctx, DefaultRedirect(), tl, language)
	if err != nil {
		return nil, "", err
	}
	return e, e.redirectOnce(target), nil
}

// redirectOnce returns a URL with 128 random bits that answers with 303 to target, the first time only.
// The target has been judged by the caller; to be called once.
func (e *redirectionEndpoint) redirectOnce(target string) string {
	once := &oneUse{path: "/" + rand.Text(), target: target, used: make(chan struct{})}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.once = once
	return "http://" + e.Address() + once.path
}

// awaitUse waits until the browser has been led on, or ctx ends, whose cause it then returns.
func (e *redirectionEndpoint) awaitUse(ctx context.Context) error {
	e.mu.Lock()
	once := e.once
	e.mu.Unlock()
	select {
	case <-once.used:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (e *redirectionEndpoint) isOnce(path string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.once != nil && path == e.once.path
}

// useOnce lets the first request through; of two at the same time the second is refused.
func (e *redirectionEndpoint) useOnce() verdict {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.once.asked {
		return verdict{http.StatusNotFound, strangerPath}
	}
	e.once.asked = true
	return verdict{}
}

func (e *redirectionEndpoint) serveOnce(w http.ResponseWriter) {
	e.mu.Lock()
	once := e.once
	e.mu.Unlock()
	_ = writeRedirect(w, once.target)
	close(once.used)
}
