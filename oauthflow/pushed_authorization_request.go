// The pushed authorization request, RFC 9126 §2.1: all parameters go to the provider ahead, and the browser gets a
// reference to them.

package oauthflow

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// pushedRequest is what the provider holds for us.
type pushedRequest struct {
	RequestURI Secret // whoever has it can begin the sign-in, once
	ExpiresAt  time.Time
}

// authorizationLink is the authorization URL of this sign-in: with all parameters, or with a reference to the pushed ones.
func (f *signInFlow) authorizationLink(ctx context.Context) (Secret, error) {
	if !f.Profile.Pushes(f.server) {
		return f.request.url(f.Profile, f.server)
	}
	reason := "the connection asks for it"
	if f.server.PushRequired {
		reason = "the provider requires it"
	}
	if f.server.PushedAuthorizationRequestEndpoint == "" { // PAR-02
		missing := orText(f.server.Unusable["pushed_authorization_request_endpoint"], "the metadata names none")
		return Secret{}, f.judged([]Check{judge("PAR-02", false, "an endpoint to push to, since "+reason, missing)}, nil)
	}
	used := judge("PAR-02", true, "pushed, since "+reason, "pushed")
	pushed, checks, err := f.pushAuthorizationRequest(ctx)
	if err := f.judged(append([]Check{used}, checks...), err); err != nil {
		return Secret{}, err
	}
	f.pushed = pushed
	link, err := pushed.url(f.Profile.ClientID, f.server)
	if err != nil {
		return Secret{}, err
	}
	return link, f.judged([]Check{judgePushedURL(f.server.AuthorizationEndpoint, link.Reveal())}, nil)
}

// pushAuthorizationRequest sends the request once. There is no way back to the front channel if it fails (PAR-06).
func (f *signInFlow) pushAuthorizationRequest(ctx context.Context) (pushedRequest, []Check, error) {
	form, err := f.request.pushedForm(f.Profile)
	if err != nil {
		return pushedRequest{}, nil, err
	}
	return f.push(ctx, form)
}

// push sends the form.
func (f *signInFlow) push(ctx context.Context, form url.Values) (pushedRequest, []Check, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.server.PushedAuthorizationRequestEndpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return pushedRequest{}, nil, asError(ctx, err, StepAuthorizationRequest, CodePushedRequestUnreachable)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	a, err := f.send(ctx, exchange{step: StepAuthorizationRequest, tl: f.tl, limit: maxBody, proofs: f.request.proofs()}, req) // PAR-07
	if err != nil {
		return pushedRequest{}, nil, asError(ctx, err, StepAuthorizationRequest, CodePushedRequestUnreachable)
	}
	return judgePushedResponse(a, f.Now())
}

// pushedForm is every parameter of the authorization request, and the client's secret where it has one (PAR-01).
func (r authorizationRequest) pushedForm(p Profile) (url.Values, error) {
	form, err := queryOf(r.target(p, &ServerMetadata{}))
	if err != nil {
		return nil, &Error{Step: StepAuthorizationRequest, Code: CodeParameterNotAllowed, Expected: "parameters that can be sent", Actual: "they cannot"}
	}
	if !p.ClientSecret.IsZero() {
		form.Set("client_secret", p.ClientSecret.Reveal())
	}
	return form, nil
}

// url is what the browser gets: client_id and request_uri, beside what the endpoint has of its own (PAR-04). The
// reference is opaque, and is never opened by us (PAR-08).
func (p pushedRequest) url(clientID string, m *ServerMetadata) (Secret, error) {
	joint := "?"
	if strings.Contains(m.AuthorizationEndpoint, "?") {
		joint = "&"
	}
	query := url.Values{"client_id": {clientID}, "request_uri": {p.RequestURI.Reveal()}}
	return shortURL(m, m.AuthorizationEndpoint+joint+query.Encode())
}
