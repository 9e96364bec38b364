// What becomes of a rotated refresh token when the answer that brought it is refused, RFC 6749 §6 and RFC 9700
// §4.14.2.
//
// The provider has issued the new token and may take the old one as spent: to send the old one again would look like
// a thief's replay, at which it revokes the whole grant. RFC 6749 §6 has the old one discarded as well. So:
//
//   - A fault in the form of the answer (its type, access token, lifetime, scope, content type) says nothing about
//     who is signed in: the new refresh token replaces the old one, nothing else of the answer is used, and the access
//     token is not revoked, since that may revoke the refresh token too (RFC 7009 §2.1).
//   - An ID token that is refused does: the new tokens may be another person's. They are revoked, and the session ends
//     (OIDC Core §12.2, RT-08).
//   - An error answer issues nothing (RFC 6749 §5.2), nor does one that is not status 200 with an object whose members
//     stand once each. The old token stays; if it was spent all the same, the next refresh finds out (RT-07).

package oauthflow

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// rotatedToken returns the refresh token of a refused answer that issued tokens, zero if there is none.
func rotatedToken(a *answer, o OAuthOnly) Secret {
	if a.Status != http.StatusOK {
		return Secret{}
	}
	members, _, err := tokenMembers(a, o)
	if err != nil || members["error"] != nil {
		return Secret{}
	}
	token, present, err := stringMember(members, "refresh_token")
	if !present || err != nil || !isVisibleASCII(token) {
		return Secret{}
	}
	return NewSecret(token)
}

// keepRotated stores no new token but a rotated refresh token, without which the session would be lost.
func (r *refreshAttempt) keepRotated(ctx context.Context, s Session, tokens tokenResponse, why Error) refreshOutcome {
	why.Step = StepRefresh
	r.refreshes.failed(r.Now(), time.Time{})
	if tokens.RefreshToken.IsZero() {
		return refreshOutcome{err: &why}
	}
	if gone := r.signedOut(ctx); gone != nil {
		return r.discard(ctx, s, tokens, gone)
	}
	next := s
	next.RefreshToken = tokens.RefreshToken
	if err := r.save(ctx, s, next); err != nil {
		return refreshOutcome{err: err}
	}
	return refreshOutcome{err: &why}
}

// discard ends the session and revokes the new tokens, and the old refresh token if there is no new one (RT-08).
func (r *refreshAttempt) discard(ctx context.Context, s Session, tokens tokenResponse, why *Error) refreshOutcome {
	if tokens.RefreshToken.IsZero() {
		tokens.RefreshToken = s.RefreshToken
	}
	o := r.end(ctx, why)
	if r.at.revocationMovedSince(s) == nil {
		r.revokeQuietly(ctx, r.tl, r.at, tokens)
	}
	return o
}

// signedOut says that the person has signed out since the request was sent, nil if not.
func (r *refreshAttempt) signedOut(ctx context.Context) *Error {
	_, err := r.storedSession(ctx, StepRefresh)
	if errors.Is(err, &Error{Code: CodeNotSignedIn}) {
		return asError(ctx, err, StepRefresh, CodeNotSignedIn)
	}
	return nil
}
