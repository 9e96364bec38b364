// The refresh request, RFC 6749 §6, and the one door to a session with a usable access token.

package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/oauth2"
)

// Refresh renews the stored session's tokens because the person asked for it. Of calls at the same
// time, in this copy of the app and in others, one sends the request and the others get its session.
// The new session is stored before it is returned. Errors are *Error: session_ended when the provider
// refused the refresh token and the session was deleted; refresh_unavailable when it can be tried again.
func (c *Client) Refresh(ctx context.Context, tl *Timeline) (*Session, error) {
	seen, err := c.storedSession(ctx, StepRefresh)
	if err != nil {
		return nil, err
	}
	return c.refresh(ctx, tl, seen, true).result()
}

// RefreshUnlessRenewed is Refresh for a timer that was set by the session seen: when that has been
// renewed since, by another copy of the app for example, the newer one is returned and nothing is sent.
func (c *Client) RefreshUnlessRenewed(ctx context.Context, tl *Timeline, seen Session) (*Session, error) {
	return c.refresh(ctx, tl, seen, false).result()
}

// FreshSession returns the stored session, refreshed first if its access token is about to expire and
// can be refreshed. A refresh that fails without ending the session leaves a token that is still good.
func (c *Client) FreshSession(ctx context.Context, tl *Timeline) (*Session, error) {
	s, err := c.storedSession(ctx, StepRefresh)
	if err != nil {
		return nil, err
	}
	now := c.Now()
	waits := now.Before(c.refreshes.earliest(false)) && !s.Expired(now)
	if !c.needsRefresh(s, now) || waits {
		return &s, nil
	}
	o := c.refresh(ctx, tl, s, false)
	if o.err != nil && ctx.Err() == nil && !o.ended && !s.Expired(c.Now()) {
		return &s, nil
	}
	return o.result()
}

// storedSession loads the session of this connection; one of another issuer or client is not ours (STOR-05).
func (c *Client) storedSession(ctx context.Context, step Step) (Session, error) {
	s, err := c.Store.Load(ctx, c.Profile.ID)
	switch {
	case errors.Is(err, ErrNotFound):
		return Session{}, &Error{Step: step, Code: CodeNotSignedIn, Err: err}
	case err != nil:
		return Session{}, asError(ctx, err, step, CodeStorageUnavailable)
	case s.Issuer != c.Profile.Issuer || s.ClientID != c.Profile.ClientID:
		return Session{}, &Error{
			Step: step, Code: CodeNotSignedIn, Spec: "RFC 6749 §2.2",
			Expected: c.Profile.Issuer + ", client " + c.Profile.ClientID, Actual: s.Issuer + ", client " + s.ClientID,
		}
	}
	return s, nil
}

// refresh renews the session that was seen, unless it has been renewed since.
func (c *Client) refresh(ctx context.Context, tl *Timeline, seen Session, byHand bool) refreshOutcome {
	return c.refreshes.join(ctx, tl, func(ctx context.Context) refreshOutcome {
		r := refreshAttempt{Client: c, tl: tl, seen: seen, byHand: byHand}
		return r.run(ctx)
	})
}

// refreshAttempt is one refresh on its way.
type refreshAttempt struct {
	*Client
	tl     *Timeline
	seen   Session
	byHand bool
	at     *ServerMetadata // where the tokens of this session may go; nil until it is known
}

// run holds the connection's lock from reading the session to storing the new one (RT-04).
func (r *refreshAttempt) run(ctx context.Context) refreshOutcome {
	unlock, err := r.Store.Lock(ctx, r.Profile.ID)
	if err != nil {
		return refreshOutcome{err: asError(ctx, err, StepRefresh, CodeStorageUnavailable)}
	}
	defer unlock()
	s, err := r.storedSession(ctx, StepRefresh)
	if err == nil {
		s, err = r.offerUnsaved(ctx, s)
	}
	if err != nil {
		return refreshOutcome{err: asError(ctx, err, StepRefresh, CodeUnexpected), ended: errors.Is(err, &Error{Code: CodeNotSignedIn})}
	}
	if !sameTokens(s, r.seen) {
		return refreshOutcome{session: &s} // another copy's refresh is used, not repeated
	}
	if err := r.tooEarly(s); err != nil {
		return refreshOutcome{err: err}
	}
	if err := r.Profile.mayUse(s, StepRefresh); err != nil {
		return refreshOutcome{err: err}
	}
	if r.at, err = r.server(ctx, s); err != nil {
		return r.notNow(ctx, err, time.Time{})
	}
	graced, done := withGrace(ctx)
	defer done()
	return r.ask(graced, s)
}

// sameTokens reports whether b has the access token of a, as it arrived then.
func sameTokens(a, b Session) bool {
	return a.AccessToken.Equal(b.AccessToken.Reveal()) && a.IssuedAt.Equal(b.IssuedAt)
}

// tooEarly says why nothing is sent: there is no refresh token (RT-17), or the provider is to be left
// alone for a while (RT-06).
func (r *refreshAttempt) tooEarly(s Session) *Error {
	if !s.CanRefresh() {
		return &Error{
			Step: StepRefresh, Code: CodeRefreshTokenMissing, Spec: "RFC 6749 §6", Expected: "a refresh token",
			Actual: "the provider issued none at this sign-in",
		}
	}
	if at := r.refreshes.earliest(r.byHand); r.Now().Before(at) {
		return &Error{
			Step: StepRefresh, Code: CodeRefreshUnavailable, Spec: "RFC 9110 §10.2.3",
			Expected: "no request before " + at.UTC().Format(time.RFC3339), Actual: "the last refresh failed",
		}
	}
	return nil
}

// server finds where the refresh token may go: the recorded issuer's token endpoint, on the host that
// it came from (RT-16). Metadata that is held may be older than the session, so it is compared here again.
func (r *refreshAttempt) server(ctx context.Context, s Session) (*ServerMetadata, error) {
	m, _, _, err := r.discover(ctx, r.tl)
	if err != nil {
		return nil, err
	}
	if moved := m.movedSince(s, StepRefresh); moved != nil {
		return nil, moved
	}
	return m, nil
}

// ask sends the refresh request once, in the form of the token request: parameters in the body,
// redirects refused (RT-01). The answer is judged from its raw form, as in token_request.go.
func (r *refreshAttempt) ask(ctx context.Context, s Session) refreshOutcome {
	proofs, err := s.proofs(StepRefresh, Secret{})
	if err != nil {
		return r.notNow(ctx, err, time.Time{})
	}
	client, last := r.tokenClient(exchange{step: StepRefresh, tl: r.tl, limit: maxBody, proofs: proofs}) // TREQ-07
	config := oauth2.Config{
		ClientID: r.Profile.ClientID, ClientSecret: r.Profile.ClientSecret.Reveal(),
		Endpoint: oauth2.Endpoint{TokenURL: r.at.TokenEndpoint, AuthStyle: oauth2.AuthStyleInParams},
	}
	source := config.TokenSource(context.WithValue(ctx, oauth2.HTTPClient, client), &oauth2.Token{RefreshToken: s.RefreshToken.Reveal()})
	_, err = source.Token()
	a := last.get()
	if a == nil {
		return r.notNow(ctx, asError(ctx, bareNetworkError(err), StepRefresh, CodeTokenUnreachable), time.Time{})
	}
	if a.Status == 429 || a.Status >= 500 {
		err := fmt.Errorf("the provider answered with status %d", a.Status)
		return r.notNow(ctx, &Error{Step: StepRefresh, Code: CodeRefreshUnavailable, Expected: "new tokens", Actual: err.Error(), Err: err},
			retryAfter(a.Header, r.Now()))
	}
	return r.judge(ctx, s, a)
}
