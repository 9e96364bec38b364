// Waiting for the redirect: it comes to the listener or is pasted by hand, until the deadline or the end
// of the sign-in's context.

package oauthflow

import (
	"context"
	"net/url"
	"strings"
	"time"
)

// waiting is what else can happen while the browser is open. The channels may be nil.
type waiting struct {
	Paste    <-chan string        // a redirect URL that the person copied from the browser
	Extend   <-chan time.Duration // adds to the deadline
	Deadline time.Time            // by the clock of package time
	Again    <-chan struct{}      // the person wants the sign-in page opened again, with a new link

	// Renew begins to make one and returns what is then to be done here; it is not called again before.
	Renew func(context.Context) <-chan func(deadline time.Time)
}

// wait returns the parameters of the first redirect that is ours, once. Any error is an *Error of code
// cancelled or timed_out; after it no redirect is ours any more (LOOP-22, LOOP-23).
func (e *redirectionEndpoint) wait(ctx context.Context, in waiting) (url.Values, error) {
	timer := time.NewTimer(time.Until(in.Deadline))
	defer timer.Stop()
	defer e.forget()
	var renewed <-chan func(time.Time)
	for {
		select {
		case <-ctx.Done():
			return nil, asError(ctx, context.Cause(ctx), StepRedirect, CodeCancelled)
		case <-timer.C:
			return nil, &Error{Step: StepRedirect, Code: CodeTimedOut, Err: ErrDeadline}
		case arrival := <-e.arrival:
			return arrival, nil
		case <-in.Again:
			if renewed == nil && in.Renew != nil { // else one is being made
				renewed = in.Renew(ctx)
			}
		case then := <-renewed:
			renewed = nil
			then(in.Deadline)
		case pasted, open := <-in.Paste:
			if !open {
				in.Paste = nil
				continue
			}
			e.paste(pasted)
		case more, open := <-in.Extend:
			if !open {
				in.Extend = nil
				continue
			}
			in.Deadline = in.Deadline.Add(max(more, 0))
			timer.Reset(time.Until(in.Deadline))
			e.tl.Add(Event{Kind: EventDeadline, Step: StepRedirect, Deadline: in.Deadline})
		}
	}
}

// paste judges a URL by the same rules as a request. It may hold anything, so nothing of one that is not
// ours is kept.
func (e *redirectionEndpoint) paste(pasted string) {
	query, ok := e.queryOfPasted(pasted)
	if !ok || e.admit(query, func() {}).reason != "" {
		e.note(Stranger{Reason: strangerPastedURL})
	}
}

// queryOfPasted returns the query of a URL that is our redirect URI and a query. A browser that insists on
// https has made https of it, and a fragment never belongs to the redirect.
func (e *redirectionEndpoint) queryOfPasted(pasted string) (string, bool) {
	pasted, _, _ = strings.Cut(strings.TrimSpace(pasted), "#")
	target, query, found := strings.Cut(pasted, "?")
	http, https := e.URI(), "https"+strings.TrimPrefix(e.URI(), "http")
	return query, found && (target == http || target == https)
}
