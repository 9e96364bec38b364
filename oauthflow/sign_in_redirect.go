// The wait of a sign-in for the browser to come back.

package oauthflow

import (
	"context"
	"net/http"
	"time"
)

// redirect opens the browser and waits for the answer that has our state, until the deadline.
func (f *signInFlow) redirect(ctx context.Context) (Secret, error) {
	if err := f.pushAgain(ctx); err != nil {
		return Secret{}, err
	}
	deadline := f.Now().Add(f.options.limit())
	f.show(ctx, deadline)
	in := waiting{Paste: f.options.Paste, Extend: f.options.Extend, Deadline: deadline}
	if !f.pushed.RequestURI.IsZero() {
		in.Again, in.Renew = f.options.Again, f.openAgain
	}
	arrival, err := f.endpoint.wait(ctx, in)
	if err != nil {
		return Secret{}, asError(ctx, err, StepRedirect, CodeUnexpected)
	}
	response, checks, err := judgeAuthorizationResponse(arrival, responseExpectation{
		Issuer: f.server.Issuer, IssAnnounced: f.server.IssInResponse || f.Profile.OAuthOnly.Identity == IdentityATProto, RedirectURI: f.request.RedirectURI, State: f.request.State,
		IssuerTemplate: f.server.IssuerTemplate, Tenant: f.Profile.Tenant,
	})
	f.tenant = response.Tenant
	return response.Code, f.judged(checks, err)
}

// show tells the link, and opens it.
func (f *signInFlow) show(ctx context.Context, deadline time.Time) {
	f.tl.Add(Event{
		Kind: EventRequestReady, Step: StepRedirect, Link: f.link, LinkExpires: f.pushed.ExpiresAt, ListeningOn: f.endpoint.Address(),
		Host: foreignHost(f.server), Deadline: deadline,
		Request: NewHTTPMessage(HTTPContent{Method: http.MethodGet, URL: f.link.Reveal()}),
	})
	f.open(ctx, f.link.Reveal())
}

// alsoEnd has one more thing that was started beside the wait ended with the sign-in.
func (f *signInFlow) alsoEnd(end func()) {
	before := f.opening
	f.opening = func() {
		end()
		if before != nil {
			before()
		}
	}
}

// open runs the opener beside the wait, since some stay until the browser has loaded; that no browser
// came is told, and the link can still be copied (BROW-03).
func (f *signInFlow) open(ctx context.Context, target string) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := f.openBrowser(ctx, target); err != nil && ctx.Err() == nil {
			f.tl.Add(Event{Kind: EventBrowserFailed, Step: StepRedirect, Err: asError(ctx, err, StepRedirect, CodeBrowserNotOpened)})
		}
	}()
	f.alsoEnd(func() { cancel(); <-done })
}
