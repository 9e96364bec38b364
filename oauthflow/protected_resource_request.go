// A request to a protected resource with the access token, RFC 6750 §2.1.

package oauthflow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// APIRequest is what the person wants to send. The access token is added by CallAPI.
type APIRequest struct {
	Method, URL string
	Header      http.Header
	Body        []byte
}

// APIAnswer is the whole answer of a protected resource, of whatever status.
type APIAnswer struct {
	Status     int
	Proto      string // such as HTTP/1.1
	Header     http.Header
	Body       []byte // at most 10 MiB, as it came: to be shown as text (API-12)
	Duration   time.Duration
	SentToken  bool
	Refreshed  bool        // the first answer was 401 invalid_token; the request was sent again with a new token
	Challenges []Challenge // of WWW-Authenticate
	StepUp     *StepUp     // the sign-in that would satisfy the resource, or nil
}

// CallAPI sends the request once with the access token in its header, and a second time with a new
// token if the resource refuses the first one (API-05). The token goes to the connection's API origins
// and to the provider's UserInfo endpoint only: for another origin the error is
// api_origin_not_confirmed and nothing is sent. A resource that names another authorization server when it
// refuses gets no further token: api_issuer_changed (RES-09), with the answer if there was one. Redirects are not followed (API-11).
func (c *Client) CallAPI(ctx context.Context, tl *Timeline, r APIRequest) (*APIAnswer, error) {
	if err := r.validate(); err != nil {
		return nil, err
	}
	if err := c.mayReceiveToken(ctx, tl, r.URL); err != nil {
		return nil, err
	}
	s, err := c.FreshSession(ctx, tl)
	if err != nil {
		return nil, asError(ctx, err, StepAPI, CodeUnexpected)
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, r.URL, bytes.NewReader(r.Body))
	if err != nil {
		return nil, &Error{Step: StepAPI, Code: CodeAPIURLNotAllowed, Expected: "a method and a URL", Actual: "they cannot be sent"}
	}
	for name, values := range r.Header {
		for _, value := range values {
			req.Header.Add(name, value)
		}
	}
	if err := c.mayStillSend(ctx, tl, r.URL, *s); err != nil {
		return nil, asError(ctx, err, StepAPI, CodeUnexpected)
	}
	got, err := c.sendAuthorized(ctx, exchange{step: StepAPI, tl: tl, limit: maxAPIBody}, req, *s)
	var moved *Error
	if err != nil && (!errors.As(err, &moved) || moved.Code != CodeAPIIssuerChanged) {
		return nil, asError(ctx, err, StepAPI, CodeAPIUnreachable)
	}
	return &APIAnswer{
		Status: got.answer.Status, Proto: got.answer.Proto, Header: got.answer.Header, Body: got.answer.Body, Duration: got.answer.Duration,
		SentToken: true, Refreshed: got.refreshed, Challenges: got.challenges,
		StepUp: c.stepUpFor(got.answer.Status, got.challenges, got.session),
	}, err
}

// mayReceiveToken refuses a URL that nobody confirmed (API-02). Only the connection decides about
// origins, and the UserInfo endpoint belongs to the provider itself.
func (c *Client) mayReceiveToken(ctx context.Context, tl *Timeline, raw string) error {
	origin, err := OriginOf(raw)
	if err != nil {
		return &Error{Step: StepAPI, Code: CodeAPIURLNotAllowed, Spec: "RFC 6750 §5.3", Expected: "an https URL, or http on this computer", Actual: err.Error(), Err: err}
	}
	if slices.Contains(c.Profile.APIOrigins, origin) {
		return nil
	}
	if m, _, _, err := c.discover(ctx, tl); err == nil && m.UserInfoEndpoint != "" && m.UserInfoEndpoint == raw {
		return nil
	}
	if ctx.Err() != nil {
		return asError(ctx, context.Cause(ctx), StepAPI, CodeUnexpected)
	}
	return &Error{Step: StepAPI, Code: CodeAPIOriginNotConfirmed, Spec: "RFC 6750 §5.2", Expected: "one of " + orText(strings.Join(c.Profile.APIOrigins, ", "), "no origins"), Actual: origin}
}

// authorized is an answer to a request with an access token.
type authorized struct {
	answer     *answer
	challenges []Challenge
	session    Session // whose token was sent
	refreshed  bool
}

// sendAuthorized sends req with the session's token. When the answer says that the token is no longer
// valid, it is refreshed once and req is sent once more, if its body is still there (API-05, API-09).
// A refresh that fails is told on the timeline, and the first answer stands.
func (c *Client) sendAuthorized(ctx context.Context, x exchange, req *http.Request, s Session) (authorized, error) {
	first, err := c.sendWithToken(ctx, x, req, s)
	if err == nil && x.step == StepAPI {
		err = c.issuerAfter(ctx, x.tl, req.URL.String(), first)
	}
	if err != nil || !refusesToken(first) || !s.CanRefresh() || !canReplay(req) {
		return first, err
	}
	o := c.refresh(ctx, x.tl, s, false)
	if ctx.Err() != nil {
		return authorized{}, asError(ctx, context.Cause(ctx), x.step, CodeUnexpected)
	}
	if o.err != nil {
		return first, nil
	}
	again, err := c.sendWithToken(ctx, x, req, *o.session)
	again.refreshed = true
	return again, err
}

func (c *Client) sendWithToken(ctx context.Context, x exchange, req *http.Request, s Session) (authorized, error) {
	token := s.AccessToken.Reveal()
	if !isVisibleASCII(token) { // API-13
		return authorized{}, &Error{Step: x.step, Code: CodeAccessTokenInvalid, Expected: "visible ASCII characters", Actual: "something that fits no header"}
	}
	if err := c.Profile.mayUse(s, x.step); err != nil {
		return authorized{}, err
	}
	if s.Bound() {
		var err error
		if x.proofs, err = s.proofs(x.step, s.AccessToken); err != nil {
			return authorized{}, err
		}
	}
	sent := req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return authorized{}, fmt.Errorf("the body cannot be read again: %w", err)
		}
		sent.Body = body
	}
	sent.Header.Set("Authorization", s.Scheme()+" "+token) // API-01, DPOP-03
	a, err := c.send(ctx, x, sent)
	if err != nil {
		return authorized{}, err
	}
	return authorized{answer: a, challenges: ParseChallenges(a.Header.Values("WWW-Authenticate")), session: s}, nil
}

// canReplay reports whether the body, if there is one, can be sent again.
func canReplay(req *http.Request) bool {
	return req.Body == nil || req.Body == http.NoBody || req.GetBody != nil
}
