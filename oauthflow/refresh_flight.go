// One refresh in flight per Client, and what is kept between refreshes (RT-04, RT-06).

package oauthflow

import (
	"context"
	"sync"
	"time"
)

// refreshGrace is how long a refresh request on its way may still bring its answer home when nobody
// waits any more: a rotated refresh token whose answer is lost signs the person out (RT-07). Shorter
// than a second, within which a cancellation has to return (NET-06).
const refreshGrace = 750 * time.Millisecond

// refreshFlight is the refresh side of a Client; the zero value is ready.
type refreshFlight struct {
	flight flight[refreshOutcome]

	mu         sync.Mutex
	failures   int       // in a row
	notBefore  time.Time // our own back-off, for refreshes that nobody asked for by hand
	retryAfter time.Time // the provider's, for all
	unsaved    *unsavedSession
}

// unsavedSession is a refreshed session that the store did not take; it is offered again before the
// next request, because the tokens that are stored may be spent.
type unsavedSession struct{ before, after Session }

// refreshOutcome is how a refresh ended, for everybody who waits for it.
type refreshOutcome struct {
	session *Session
	checks  []Check
	err     *Error
	ended   bool      // the session is gone
	told    *Timeline // where the outcome's event is
}

// join waits for the refresh under way, or for the one that it begins by work. The outcome is told on
// the timeline of each.
func (f *refreshFlight) join(ctx context.Context, tl *Timeline, work func(context.Context) refreshOutcome) refreshOutcome {
	o, err := f.flight.do(ctx, func(ctx context.Context) refreshOutcome {
		o := work(ctx)
		o.told = tl
		o.tell(tl)
		return o
	})
	if err != nil {
		return refreshOutcome{err: asError(ctx, err, StepRefresh, CodeUnexpected)}
	}
	if o.told != tl {
		o.tell(tl)
	}
	return o
}

func (o refreshOutcome) result() (*Session, error) {
	if o.err != nil {
		return nil, o.err
	}
	return o.session, nil
}

// tell adds the outcome's event; there is none after a cancellation.
func (o refreshOutcome) tell(tl *Timeline) {
	e := Event{Kind: EventRefreshed, Step: StepRefresh, Session: o.session, Checks: o.checks, Err: o.err}
	switch {
	case o.ended:
		e.Kind = EventSessionEnded
	case o.err != nil && o.err.Code == CodeCancelled:
		return
	case o.err != nil:
		e.Kind = EventNotice
	}
	tl.Add(e)
}

// withGrace returns a context that ends refreshGrace after ctx does.
func withGrace(ctx context.Context) (context.Context, context.CancelFunc) {
	graced, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(refreshGrace, func() { cancel(context.Cause(ctx)) })
		context.AfterFunc(graced, func() { timer.Stop() })
	})
	return graced, func() { stop(); cancel(nil) }
}

func (f *refreshFlight) keepUnsaved(u *unsavedSession) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.unsaved = u
}

// unsavedAfter returns the session that should have replaced stored, nil if there is none.
func (f *refreshFlight) unsavedAfter(stored Session) *Session {
	f.mu.Lock()
	defer f.mu.Unlock()
	u := f.unsaved
	if u == nil || !sameTokens(u.before, stored) || !u.before.RefreshToken.Equal(stored.RefreshToken.Reveal()) {
		return nil
	}
	return &u.after
}
