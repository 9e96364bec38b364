// The refresh response, RFC 6749 §6 and OpenID Connect Core §12.2: judged, and stored before it is used.

package oauthflow

import (
	"context"
	"time"
)

// judge takes the provider's answer to the refresh request of session s.
func (r *refreshAttempt) judge(ctx context.Context, s Session, a *answer) refreshOutcome {
	want := s.expectedTokens()
	want.OAuthOnly = r.Profile.OAuthOnly
	tokens, checks, err := judgeTokenResponse(a, want)
	if err != nil {
		failure := asError(ctx, err, StepRefresh, CodeTokenResponseInvalid)
		if token := rotatedToken(a, r.Profile.OAuthOnly); !token.IsZero() {
			return r.keepRotated(ctx, s, tokenResponse{RefreshToken: token}, *failure)
		}
		return r.refused(ctx, s, failure, retryAfter(a.Header, r.Now()))
	}
	scope := judgeRefreshedScope(tokens.Scope, s.GrantedScope)
	checks = append(checks, scope)
	if scope.Result == Failed { // RT-12: what the person did not grant is not used
		return r.keepRotated(ctx, s, tokens, *firstFailure(checks))
	}
	if want.OAuthOnly.Identity == IdentityATProto {
		if same := judgeSubjectAgain(tokens.Subject, s.Subject); same.Result == Failed {
			return r.discard(ctx, s, tokens, firstFailure([]Check{same}))
		}
	}
	next := s.refreshed(tokens, r.Now()).servedBy(r.at)
	if !tokens.IDToken.IsZero() && !s.OAuthOnly() { // of whom nothing was verified at the sign-in
		token, more, err := r.verifyAgain(ctx, s, tokens)
		checks = append(checks, more...)
		failure := asError(ctx, err, StepRefresh, CodeUnexpected)
		switch {
		case failure == nil:
			next = next.withIDToken(tokens.IDToken, token, r.Now())
		case failure.Code == CodeKeysUnreachable || failure.Code == CodeCancelled:
			return r.keepRotated(ctx, s, tokens, *failure)
		default:
			return r.discard(ctx, s, tokens, failure)
		}
	}
	next.Checks = mergeLedger(s.Checks, checks)
	if gone := r.signedOut(ctx); gone != nil {
		return r.discard(ctx, s, tokens, gone)
	}
	if err := r.save(ctx, s, next); err != nil {
		return refreshOutcome{err: err}
	}
	r.refreshes.succeeded()
	return refreshOutcome{session: &next, checks: checks}
}

// verifyAgain applies the rules of the sign-in (RT-11) and those of OIDC Core §12.2.
func (r *refreshAttempt) verifyAgain(ctx context.Context, s Session, tokens tokenResponse) (*idToken, []Check, error) {
	token, checks, err := r.validateIDToken(ctx, r.tl, r.at, tokens.IDToken, idTokenExpectation{
		Issuer: s.Issuer, ClientID: s.ClientID, Nonce: s.Nonce, NonceOptional: true, AccessToken: tokens.AccessToken,
		StartedAt: r.Now(), IssuerTemplate: r.at.IssuerTemplate, Tenant: r.Profile.Tenant,
	})
	checks = append(checks, judgeRefreshedIDToken(token, s, r.Now())...)
	if failure := firstFailure(checks); err == nil && failure != nil {
		err = failure
	}
	return token, checks, err
}

// refused takes an answer without tokens: only invalid_grant ends the session (RT-05, RT-06).
func (r *refreshAttempt) refused(ctx context.Context, s Session, failure *Error, retry time.Time) refreshOutcome {
	switch failure.OAuthError {
	case "invalid_grant":
		return r.end(ctx, &Error{
			Step: StepRefresh, Code: CodeSessionEnded, Spec: "RFC 6749 §5.2", Expected: "new tokens", Actual: failure.OAuthError,
			OAuthError: failure.OAuthError, Description: failure.Description, ErrorURI: failure.ErrorURI,
		})
	case "temporarily_unavailable":
		failure = &Error{
			Code: CodeRefreshUnavailable, Expected: "new tokens", Actual: failure.OAuthError,
			OAuthError: failure.OAuthError, Description: failure.Description, ErrorURI: failure.ErrorURI,
		}
	}
	return r.notNow(ctx, failure, retry)
}

// notNow keeps the session and backs off. What cannot be reached now is refresh_unavailable.
func (r *refreshAttempt) notNow(ctx context.Context, err error, retry time.Time) refreshOutcome {
	failure := *asError(ctx, err, StepRefresh, CodeRefreshUnavailable)
	switch failure.Code {
	case CodeCancelled:
		return refreshOutcome{err: &failure}
	case CodeMetadataUnreachable, CodeTokenUnreachable:
		cause := failure
		failure = Error{Code: CodeRefreshUnavailable, Expected: cause.Expected, Actual: cause.Actual, Err: &cause}
	}
	failure.Step = StepRefresh
	r.refreshes.failed(r.Now(), retry)
	return refreshOutcome{err: &failure}
}

// end deletes the session; one that cannot be deleted is told, and is refused again at the next use.
func (r *refreshAttempt) end(ctx context.Context, why *Error) refreshOutcome {
	if err := r.Store.Delete(ctx, r.Profile.ID); err != nil {
		r.tl.Add(Event{Kind: EventNotice, Step: StepRefresh, Err: asError(ctx, err, StepRefresh, CodeStorageUnavailable)})
	}
	return refreshOutcome{err: why, ended: true}
}

// save stores next in the place of s (RT-02). What the store does not take is not used, and is offered
// again before the next request.
func (r *refreshAttempt) save(ctx context.Context, s, next Session) *Error {
	err := r.Store.Save(ctx, r.Profile.ID, next)
	if err == nil {
		r.refreshes.keepUnsaved(nil)
		return nil
	}
	r.refreshes.keepUnsaved(&unsavedSession{before: s, after: next})
	return asError(ctx, err, StepRefresh, CodeSessionNotStored)
}

// offerUnsaved returns the stored session, or the one that replaces it and was not taken the last time.
func (r *refreshAttempt) offerUnsaved(ctx context.Context, s Session) (Session, error) {
	u := r.refreshes.unsavedAfter(s)
	if u == nil {
		return s, nil
	}
	if err := r.save(ctx, s, *u); err != nil {
		return Session{}, err
	}
	return *u, nil
}
