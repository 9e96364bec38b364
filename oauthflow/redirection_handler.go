// What arrives at the redirection endpoint and what it is judged to be, in the checklist's order:
// method and path, Host, navigation, size, repeated parameters, state. Nothing that fails changes anything.

package oauthflow

import (
	"crypto/sha256"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// The reasons of a Stranger.
const (
	strangerMethod        = "method"
	strangerPath          = "path"
	strangerHost          = "host"
	strangerTooLong       = "too_long"
	strangerRepeated      = "repeated_parameter"
	strangerState         = "state"
	strangerNotNavigation = "not_navigation"
	strangerPastedURL     = "pasted_url"
	strangerTLS           = "tls"       // https was spoken on the http port
	strangerMalformed     = "malformed" // not HTTP, or not a query
)

// verdict is what a request is judged to be: ours if there is no reason.
type verdict struct {
	status int
	reason string
}

// ServeHTTP answers one request.
func (e *redirectionEndpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if c, ok := r.Context().Value(connectionKey{}).(*connection); ok {
		c.answering.Store(true)
	}
	path, query, _ := strings.Cut(r.RequestURI, "?") // as sent: net/http would clean the path
	v := e.judgeRequest(r, path)
	switch {
	case v.reason != "" || path == donePath:
	case path == e.path:
		v = e.admit(query, func() {
			e.done.want()
			e.tellRedirect(query, r)
		})
	default:
		v = e.useOnce()
	}
	switch {
	case v.reason != "":
		e.note(Stranger{Method: plainServerText(r.Method), Path: plainServerText(path), Status: v.status, Reason: v.reason})
		_ = writePage(w, v.status, e.pages.html(pageRefused))
	case path == donePath:
		e.done.serve(w, r)
	case path == e.path:
		_ = writeRedirect(w, donePath) // LOOP-18, LOOP-19
	default:
		e.serveOnce(w)
	}
}

// judgeRequest is everything before the query.
func (e *redirectionEndpoint) judgeRequest(r *http.Request, path string) verdict {
	switch {
	case r.Method != http.MethodGet: // LOOP-07, LOOP-21
		return verdict{http.StatusMethodNotAllowed, strangerMethod}
	case !e.serves(path): // LOOP-08, LOOP-09
		return verdict{http.StatusNotFound, strangerPath}
	case r.Host != e.Address() && !(e.port == 80 && r.Host == hostInURL(e.host)): // LOOP-06; browsers leave out port 80
		return verdict{http.StatusMisdirectedRequest, strangerHost}
	case !isNavigation(r.Header): // LOOP-20
		return verdict{http.StatusForbidden, strangerNotNavigation}
	}
	return verdict{}
}

// serves reports whether the path is one of ours at this moment.
func (e *redirectionEndpoint) serves(path string) bool {
	return path == e.path || path == donePath && e.done.isWanted() || e.isOnce(path)
}

// isNavigation reports whether the request can be a browser that goes to a page. A request made by a page,
// an image, a frame or a prefetch says what it is; older browsers say nothing.
func isNavigation(h http.Header) bool {
	other := func(name, allowed string) bool {
		return slices.ContainsFunc(h.Values(name), func(v string) bool { return v != allowed })
	}
	purpose := strings.Join(append(h.Values("Sec-Purpose"), h.Values("Purpose")...), ",")
	return !other("Sec-Fetch-Mode", "navigate") && !other("Sec-Fetch-Dest", "document") && !other("Origin", "null") &&
		!strings.Contains(purpose, "prefetch")
}

// parseRedirectQuery reads a query in which every parameter stands once.
func parseRedirectQuery(query string) (url.Values, verdict) {
	if len(query) > maxRedirectQuery { // LOOP-14
		return nil, verdict{http.StatusRequestURITooLong, strangerTooLong}
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, verdict{http.StatusBadRequest, strangerMalformed}
	}
	for _, v := range values {
		switch {
		case len(v) > 1: // LOOP-15
			return nil, verdict{http.StatusBadRequest, strangerRepeated}
		case len(v[0]) > maxRedirectParameter:
			return nil, verdict{http.StatusRequestURITooLong, strangerTooLong}
		}
	}
	return values, verdict{}
}

// admit takes the first redirect that has our state, which is used up by it (LOOP-10 to LOOP-12). State is
// judged before error, code or anything else is looked at. ours runs before anybody hears of the redirect:
// a refusal is judged sooner than the browser is answered.
func (e *redirectionEndpoint) admit(query string, ours func()) verdict {
	values, v := parseRedirectQuery(query)
	if v.reason != "" {
		return v
	}
	sum := sha256.Sum256([]byte(query))
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case !e.state.IsZero() && e.state.Equal(values.Get("state")):
		e.state, e.taken = Secret{}, &sum
		ours()
		e.arrival <- values // has room: there is one state
	case e.taken == nil || *e.taken != sum: // the same redirect once more gets the same answer
		return verdict{http.StatusBadRequest, strangerState}
	}
	return verdict{}
}

// tellRedirect puts the redirect that is ours into the timeline, with the answer that it will get.
func (e *redirectionEndpoint) tellRedirect(query string, r *http.Request) {
	target := e.URI() + "?" + query
	answered := http.Header{"Location": {donePath}, "Content-Length": {"0"}}
	setPageHeaders(answered)
	e.tl.Add(Event{Kind: EventHTTP, Step: e.step, HTTP: &HTTPExchange{
		Method: http.MethodGet, URL: MaskURL(target), Status: http.StatusSeeOther, StartedAt: time.Now(),
		Request: NewHTTPMessage(HTTPContent{
			Method: r.Method, URL: target, Proto: r.Proto, Fields: append([]HTTPField{{"Host", r.Host}}, fieldsOf(r.Header)...),
		}),
		Answer: NewHTTPMessage(HTTPContent{Proto: r.Proto, Status: http.StatusSeeOther, Fields: fieldsOf(answered)}),
	}})
}

// noteUnread notes what never became a request.
func (e *redirectionEndpoint) noteUnread(status int, reason string) {
	e.note(Stranger{Status: status, Reason: reason})
}

// note tells the timeline, up to a number that a person can still read (NATIVE-06).
func (e *redirectionEndpoint) note(s Stranger) {
	e.mu.Lock()
	e.strangers++
	tooMany := e.strangers > maxStrangers
	e.mu.Unlock()
	if !tooMany {
		e.tl.Add(Event{Kind: EventStranger, Step: e.step, Stranger: &s})
	}
}
