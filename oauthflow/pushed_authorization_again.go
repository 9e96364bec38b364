// A reference to a pushed request is used once, and not after it expires: who opens the sign-in page again needs a new one
// (RFC 9126 §4 and §7.3, PAR-05). The request is the same, so whichever page is finished first signs in.

package oauthflow

import (
	"context"
	"time"
)

// pushAgain replaces a pushed request that has expired while nothing was sent to the browser, as in a sign-in that is
// gone through step by step.
func (f *signInFlow) pushAgain(ctx context.Context) error {
	if f.pushed.RequestURI.IsZero() || f.Now().Before(f.pushed.ExpiresAt) {
		return nil
	}
	pushed, checks, err := f.pushAuthorizationRequest(ctx)
	return f.takeReference(pushed, checks, err)
}

// takeReference puts a new reference in the place of the last one, and the checks of its push in the place of that one's.
func (f *signInFlow) takeReference(pushed pushedRequest, checks []Check, err error) error {
	if err == nil {
		err = asFailure(firstFailure(checks))
	}
	var link Secret
	if err == nil {
		if link, err = pushed.url(f.Profile.ClientID, f.server); err == nil {
			checks = append(checks, judgePushedURL(f.server.AuthorizationEndpoint, link.Reveal()))
			err = asFailure(firstFailure(checks))
		}
	}
	f.checks = replaceRows(f.checks, checks)
	f.tl.Add(Event{Kind: EventChecks, Step: f.now, Checks: f.checks[:len(f.checks):len(f.checks)]})
	if err != nil {
		return err
	}
	f.former = append(f.former, f.pushed.RequestURI, f.link) // the window may be about to copy it
	f.pushed, f.link = pushed, link
	return nil
}

// replaceRows returns the ledger with each new check in the place of the one with its ID, or at the end.
func replaceRows(ledger, checks []Check) []Check {
	next := append([]Check{}, ledger...)
	for _, c := range checks {
		if i := indexOfCheck(next, c.ID); i >= 0 {
			next[i] = c
		} else {
			next = append(next, c)
		}
	}
	return next
}

func indexOfCheck(checks []Check, id string) int {
	for i, c := range checks {
		if c.ID == id {
			return i
		}
	}
	return -1
}

// openAgain pushes the request once more beside the wait for the redirect, and returns what then shows and opens it. A
// push that fails is told, and leaves all as it was: the page that is open may still be finished.
func (f *signInFlow) openAgain(ctx context.Context) <-chan func(deadline time.Time) {
	done := make(chan func(time.Time), 1)
	form, err := f.request.pushedForm(f.Profile) // here: the sign-in may end, and its secrets with it, while it is sent
	if err != nil {
		done <- func(time.Time) { f.notOpenedAgain(ctx, err) }
		return done
	}
	sending, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	f.alsoEnd(func() { cancel(); <-ended })
	go func() {
		defer close(ended)
		pushed, checks, err := f.push(sending, form)
		done <- func(deadline time.Time) {
			if err == nil {
				err = asFailure(firstFailure(checks)) // which is not this sign-in's, so it stays out of the ledger
			}
			if err == nil {
				err = f.takeReference(pushed, checks, nil)
			}
			if err != nil {
				f.notOpenedAgain(ctx, err)
				return
			}
			f.show(ctx, deadline)
		}
	}()
	return done
}

func (f *signInFlow) notOpenedAgain(ctx context.Context, err error) {
	f.tl.Add(Event{Kind: EventBrowserFailed, Step: StepRedirect, Err: asError(ctx, err, StepAuthorizationRequest, CodePushedRequestUnreachable)})
}

// asFailure keeps a nil *Error from becoming an error that is not nil.
func asFailure(e *Error) error {
	if e == nil {
		return nil
	}
	return e
}
