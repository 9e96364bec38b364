// The redirection endpoint: the loopback listener that the provider sends the browser back to,
// RFC 8252 §7.3 and RFC 6749 §3.1.2. It is bound before the request is built and closed when the sign-in ends.

package oauthflow

import (
	"context"
	"crypto/sha256"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// redirectionEndpoint listens from listenRedirect to close. It is safe for concurrent use.
type redirectionEndpoint struct {
	host, path string // as advertised
	port       int
	tl         *Timeline
	pages      pages
	step       Step // of what is told
	server     *http.Server
	serving    sync.WaitGroup
	open       connections
	done       *heldPage
	closeLimit time.Duration
	arrival    chan url.Values // the one redirect that is ours

	mu        sync.Mutex
	state     Secret             // the expected one; zero before expect and once it is used (LOOP-12)
	taken     *[sha256.Size]byte // of the query that used it
	once      *oneUse
	strangers int
}

// listenRedirect binds the loopback address and starts to answer. Until expect is called, every request
// is a stranger's. The browser sees pages in that language. An error is an *Error of code port_in_use, port_reserved or listener_failed.
func listenRedirect(ctx context.Context, r Redirect, tl *Timeline, language pages) (*redirectionEndpoint, error) {
	bound, err := systemLoopback().bind(ctx, r, tl)
	if err != nil {
		return nil, err
	}
	e := &redirectionEndpoint{
		host: r.Host, path: r.Path, port: bound.port, tl: tl, step: StepRedirect, pages: language,
		done: newHeldPage(doneLimit, language), closeLimit: closeLimit, arrival: make(chan url.Values, 1),
	}
	e.server = &http.Server{
		Handler:                      e,
		DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout:            redirectReadLimit,
		ReadTimeout:                  redirectReadLimit + doneLimit, // net/http drops a held request when it ends
		WriteTimeout:                 redirectReadLimit + doneLimit,
		IdleTimeout:                  redirectReadLimit,
		MaxHeaderBytes:               maxRedirectHeader + maxRedirectQuery, // the request line counts as well
		ConnState:                    e.open.changed,
		ConnContext:                  withConnection,
		ErrorLog:                     log.New(io.Discard, "", 0), // LOOP-27
	}
	e.server.SetKeepAlivesEnabled(false)
	for _, l := range bound.listeners {
		e.serving.Go(func() {
			_ = e.server.Serve(listener{Listener: l, refuse: e.noteUnread, pages: e.pages}) // ends with close
		})
	}
	return e, nil
}

// URI is the redirect URI, with the port that is really bound (AUTHZ-08).
func (e *redirectionEndpoint) URI() string {
	return redirectURI(e.host, strconv.Itoa(e.port), e.path)
}

func redirectURI(host, port, path string) string {
	return "http://" + net.JoinHostPort(host, port) + path
}

// Address is the advertised host:port.
func (e *redirectionEndpoint) Address() string {
	return net.JoinHostPort(e.host, strconv.Itoa(e.port))
}

// expect makes the redirect with this state ours; to be called once, before the browser opens.
func (e *redirectionEndpoint) expect(state Secret) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.state = state
}

// forget makes every later redirect a stranger's (LOOP-23).
func (e *redirectionEndpoint) forget() { e.expect(Secret{}) }

// answer lets go of the held browser with the page of the judgement. The endpoint then ends by itself, when
// the browser has the page or after closeLimit; only the first call counts, and none after close.
func (e *redirectionEndpoint) answer(p page) {
	if !e.done.judge(p) {
		return
	}
	e.forget()
	e.serving.Go(func() {
		e.done.awaitServed(e.closeLimit)
		e.shut()
	})
}

// close waits until an answered endpoint has ended, at most as long as ctx lives; one without an answer
// ends at once. When it returns, no listener, connection or goroutine is left. Problems of closing change
// nothing about a sign-in and are not reported.
func (e *redirectionEndpoint) close(ctx context.Context) {
	if e.done.isJudged() {
		select {
		case <-e.done.closed:
		case <-ctx.Done():
		}
	}
	e.forget()
	e.shut()
	e.serving.Wait()
	e.open.running.Wait()
}

// shut closes the listeners and every connection.
func (e *redirectionEndpoint) shut() {
	_ = e.server.Close()
	e.done.close()
}
