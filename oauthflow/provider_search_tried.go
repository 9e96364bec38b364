// What came of each URL that a search asked.

package oauthflow

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// TriedKind is what a URL was asked for.
type TriedKind string

// What is asked for.
const (
	TriedOpenID   TriedKind = "openid"   // a provider's metadata, OpenID Connect Discovery 1.0 §4
	TriedOAuth    TriedKind = "oauth"    // the same, RFC 8414 §3
	TriedAPI      TriedKind = "api"      // the pasted URL itself, without a token
	TriedResource TriedKind = "resource" // a protected resource's metadata, RFC 9728 §3

	TriedHandleDNS TriedKind = "handle_dns" // the DID of an AT Protocol handle, in the DNS
	TriedHandle    TriedKind = "handle"     // the same, at the handle's website
	TriedDID       TriedKind = "did"        // the document of a DID
)

// TriedResult is what came of it.
type TriedResult string

// What comes of a URL.
const (
	TriedUsed        TriedResult = "used"        // its document is used
	TriedNamed       TriedResult = "named"       // it names what is asked next: 401 the metadata, a handle its DID
	TriedSilent      TriedResult = "silent"      // an answer that names no metadata
	TriedAbsent      TriedResult = "absent"      // no document: a status other than 200
	TriedRefused     TriedResult = "refused"     // a document that is not used; Check says why
	TriedUnreachable TriedResult = "unreachable" // no answer that could be read; Err says why
	TriedNotAsked    TriedResult = "not_asked"   // nothing was sent; Check says why
)

// TriedURL is a URL of a search with its result.
type TriedURL struct {
	Kind     TriedKind
	URL      string // secrets in its query are masked
	Result   TriedResult
	Status   int           // 0: no answer
	Location string        // where a redirect leads, which is not followed
	Took     time.Duration // 0: nothing was sent
	Check    *Check        // the first rule that the document breaks
	Err      *Error
}

func (s *search) tell(t TriedURL) { s.found.Tried = append(s.found.Tried, t) }

func (s *search) last() *TriedURL { return &s.found.Tried[len(s.found.Tried)-1] }

// refused says why the last document is not used.
func (s *search) refused(checks []Check) {
	for _, c := range checks {
		if c.Result == Failed {
			s.last().Result, s.last().Check = TriedRefused, &c
			return
		}
	}
}

// ask sends a GET and tells its outcome. It returns nil where there is nothing to judge: no answer, or a status other
// than 200, which only an API may have.
func (s *search) ask(kind TriedKind, target string) *answer {
	origin, err := OriginOf(target)
	if err != nil || s.silent[origin] || s.ctx.Err() != nil {
		return nil
	}
	a, err := s.get(kind, target)
	t := TriedURL{Kind: kind, URL: MaskURL(target), Result: TriedSilent}
	switch {
	case s.ctx.Err() != nil && err != nil:
		return nil // the whole search has ended, which is told apart
	case err != nil:
		t.Result, t.Err = TriedUnreachable, asError(s.ctx, err, StepDiscover, CodeMetadataUnreachable)
		s.silent[origin] = !errors.Is(t.Err, &Error{Code: CodeResponseTooLarge})
		s.tell(t)
		return nil
	}
	t.Status, t.Took = a.Status, a.Duration
	if a.Status >= 300 && a.Status < 400 {
		t.Location = plainServerText(MaskURL(a.Header.Get("Location")))
	}
	if kind != TriedAPI && a.Status != http.StatusOK {
		t.Result = TriedAbsent
		s.tell(t)
		return nil
	}
	s.tell(t)
	return a
}

func (s *search) get(kind TriedKind, target string) (*answer, error) {
	req, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		return nil, errors.New("the URL cannot be asked")
	}
	req.Header.Set("Accept", "application/json")
	switch kind {
	case TriedHandle:
		req.Header.Set("Accept", "text/plain")
	case TriedDID:
		req.Header.Set("Accept", "application/did+ld+json, application/json")
	case TriedAPI:
		req.Header.Set("Accept", mcpAccept)
	}
	ctx, cancel := context.WithTimeoutCause(s.ctx, searchURLLimit, errNoAnswerInSearch)
	defer cancel()
	a, err := s.client.send(ctx, exchange{step: StepDiscover, limit: map[TriedKind]int64{TriedHandle: maxDIDAnswer, TriedDID: maxDIDDocument}[kind]}, req)
	if err != nil && errors.Is(context.Cause(ctx), errNoAnswerInSearch) {
		err = errNoAnswerInSearch
	}
	return a, err
}

var errNoAnswerInSearch = errors.New("no complete answer came within " + searchURLLimit.String())
