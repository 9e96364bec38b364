// The pushed authorization request endpoint, RFC 9126 §2, and what the authorization endpoint makes of a reference
// (§4).

package demoprovider

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	pushedLifetime = time.Minute // §2.2 suggests 5 to 600 s
	maxPushed      = 100         // the oldest makes room
	requestURIHead = "urn:ietf:params:oauth:request_uri:"
)

// pushedRequest is what was pushed, in memory only.
type pushedRequest struct {
	values  url.Values
	expires time.Time
}

// pushedRequests holds them by the hash of the reference.
type pushedRequests struct {
	now func() time.Time

	mu     sync.Mutex
	byHash map[string]pushedRequest
}

func newPushedRequests(now func() time.Time) *pushedRequests {
	return &pushedRequests{now: now, byHash: map[string]pushedRequest{}}
}

// keep returns the reference.
func (ps *pushedRequests) keep(values url.Values, lifetime time.Duration) string {
	uri := requestURIHead + random(secretBytes)
	ps.mu.Lock()
	defer ps.mu.Unlock()
	keepNewest(ps.byHash, maxPushed-1, ps.now(), func(r pushedRequest) time.Time { return r.expires })
	ps.byHash[hash(uri)] = pushedRequest{values, ps.now().Add(lifetime)}
	return uri
}

// take returns what was pushed, once (§4), to the client that pushed it.
func (ps *pushedRequests) take(uri, clientID string) (url.Values, bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	r, ok := ps.byHash[hash(uri)]
	if !ok || r.values.Get("client_id") != clientID {
		return nil, false
	}
	delete(ps.byHash, hash(uri))
	return r.values, ps.now().Before(r.expires)
}

// pushedResponse is the answer of §2.2.
type pushedResponse struct {
	RequestURI string `json:"request_uri"`
	ExpiresIn  int64  `json:"expires_in"`
}

// push judges the request as the authorization endpoint would, so that a bad one never reaches a browser.
func (p *Provider) push(w http.ResponseWriter, r *http.Request) {
	values, ok := p.publicClientForm(w, r)
	if !ok {
		return
	}
	p.giveNonce(w)
	if refusal := p.judgePushed(r, values); refusal != nil {
		writeOAuthError(w, refusal)
		return
	}
	lifetime := pushedLifetime
	if p.has(FaultPushExpired) {
		lifetime = 0
	}
	writeJSON(w, http.StatusCreated, pushedResponse{p.pushed.keep(values, lifetime), int64(pushedLifetime.Seconds())})
}

func (p *Provider) judgePushed(r *http.Request, values url.Values) *oauthError {
	switch {
	case p.has(FaultPushRefused):
		return refuse("invalid_request", "Pushed requests are refused here.")
	case values.Has("request_uri"): // §2.1
		return refuse("invalid_request", "A request_uri cannot be pushed.")
	}
	from, _, problem := p.judgeClient(values)
	if problem != "" {
		return refuse("invalid_request", problem)
	}
	request, refusal := p.readAuthorizationRequest(from, values)
	if refusal != nil {
		return refusal
	}
	return p.judgePushedKey(r, request, values)
}

// judgePushedKey takes a proof in the place of dpop_jkt; both must name one key (RFC 9449 §10.1).
func (p *Provider) judgePushedKey(r *http.Request, request authorizationRequest, values url.Values) *oauthError {
	thumbprint, refusal := p.proofKey(r, "")
	switch {
	case refusal != nil:
		return refusal
	case thumbprint != "" && request.thumbprint != "" && thumbprint != request.thumbprint:
		return badProof("The dpop_jkt is of another key than the proof.")
	case thumbprint != "":
		values.Set("dpop_jkt", thumbprint)
	}
	return nil
}

// pushedParameters returns the parameters that a request of the browser stands for. A problem is for the person: who
// sent it is not known.
func (p *Provider) pushedParameters(values url.Values) (all url.Values, problem string) {
	uri := values.Get("request_uri")
	if !strings.HasPrefix(uri, requestURIHead) {
		if p.has(FaultPushRequired) {
			return nil, "This provider takes pushed authorization requests only."
		}
		return values, ""
	}
	if len(values["request_uri"]) > 1 || len(values["client_id"]) > 1 {
		return nil, "The request names its client or its reference more than once."
	}
	all, ok := p.pushed.take(uri, values.Get("client_id"))
	if !ok {
		return nil, "This request was used before, has expired, or is of another client."
	}
	return all, ""
}
