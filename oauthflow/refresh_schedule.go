// When a session is refreshed: a little before its access token expires, never in a tight loop (RT-15),
// and after a failure not before a while or before Retry-After (RT-06).

package oauthflow

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	refreshMargin = time.Minute      // before the expiry, or a fifth of a shorter lifetime
	refreshFloor  = 10 * time.Second // between an access token's arrival and its refresh without being asked
	backOffFirst  = 5 * time.Second  // after a failure, doubled with each in a row
	backOffMost   = 5 * time.Minute
	retryMost     = time.Hour // however far off Retry-After is
)

// RefreshAt returns when the session's next automatic refresh is due, earlier by up to jitter (so
// that copies of the app do not ask at the same moment), and whether there is one: there is none
// without a refresh token or with an unknown lifetime. A time in the past means at once.
func (c *Client) RefreshAt(s Session, jitter time.Duration) (time.Time, bool) {
	if !s.CanRefresh() || s.ExpiresAt.IsZero() {
		return time.Time{}, false
	}
	margin := marginOf(s)
	at := s.ExpiresAt.Add(-margin - min(max(jitter, 0), margin))
	return latest(at, s.IssuedAt.Add(refreshFloor), c.refreshes.earliest(false)), true
}

// needsRefresh reports whether a request should not be made with the session's access token.
func (c *Client) needsRefresh(s Session, now time.Time) bool {
	if !s.CanRefresh() || s.ExpiresAt.IsZero() || now.Before(s.IssuedAt.Add(refreshFloor)) {
		return false
	}
	return !now.Before(s.ExpiresAt.Add(-marginOf(s)))
}

func marginOf(s Session) time.Duration {
	return min(refreshMargin, max(s.ExpiresAt.Sub(s.IssuedAt), 0)/5)
}

func latest(times ...time.Time) time.Time {
	var l time.Time
	for _, t := range times {
		if t.After(l) {
			l = t
		}
	}
	return l
}

// earliest returns when a refresh may be tried again; the person's own wish is bound by the
// provider's Retry-After only.
func (f *refreshFlight) earliest(byHand bool) time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	if byHand {
		return f.retryAfter
	}
	return latest(f.notBefore, f.retryAfter)
}

// failed counts a failure and sets the times before which nothing is tried.
func (f *refreshFlight) failed(now, retryAfter time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failures++
	f.notBefore = now.Add(min(backOffFirst<<min(f.failures-1, 10), backOffMost))
	f.retryAfter = retryAfter
}

func (f *refreshFlight) succeeded() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failures, f.notBefore, f.retryAfter = 0, time.Time{}, time.Time{}
}

// retryAfter reads the header of RFC 9110 §10.2.3, at most an hour from now; zero if there is none.
func retryAfter(h http.Header, now time.Time) time.Time {
	value := strings.TrimSpace(h.Get("Retry-After"))
	at, err := http.ParseTime(value)
	if seconds, digits := strconv.ParseUint(value, 10, 63); digits == nil {
		at, err = now.Add(min(time.Duration(min(seconds, uint64(retryMost/time.Second)))*time.Second, retryMost)), nil
	}
	switch {
	case err != nil || !at.After(now):
		return time.Time{}
	case at.After(now.Add(retryMost)):
		return now.Add(retryMost)
	}
	return at
}
