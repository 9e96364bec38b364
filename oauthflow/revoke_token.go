// Revoking one token of the session, RFC 7009 §2.1, while the person stays signed in.

package oauthflow

import "context"

// RevokeToken asks the provider to revoke one token of the stored session. After a refresh token's end the session is
// stored without it; most providers end its access token as well.
// A revoked access token stays, so that the API's refusal can be seen; the next refresh replaces it. A provider that
// did not confirm is an error, and the session stays as it was. EventTokenRevoked tells of the end.
func (c *Client) RevokeToken(ctx context.Context, tl *Timeline, hint TokenHint) error {
	s, err := c.storedSession(ctx, StepRevocation)
	if err != nil {
		return err
	}
	if s.token(hint).IsZero() {
		return &Error{Step: StepRevocation, Code: CodeNotSignedIn, Expected: "a token", Actual: "the session has none of this kind"}
	}
	m, _, _, err := c.discover(ctx, tl)
	if err != nil {
		return asError(ctx, err, StepRevocation, CodeRevocationFailed)
	}
	if moved := m.movedSince(s, StepRevocation); moved != nil {
		return moved
	}
	if moved := m.revocationMovedSince(s); moved != nil {
		return moved
	}
	if err := c.revokeAll(ctx, tl, m, []sentToken{{s.token(hint), string(hint)}}); err != nil {
		return err
	}
	if hint == HintAccessToken {
		tl.Add(Event{Kind: EventTokenRevoked, Step: StepRevocation, Session: &s})
		return nil
	}
	return c.forgetRefreshToken(ctx, tl, s)
}

// forgetRefreshToken stores the session without the refresh token, unless another flow has replaced it meanwhile.
func (c *Client) forgetRefreshToken(ctx context.Context, tl *Timeline, revoked Session) error {
	unlock, err := c.Store.Lock(ctx, c.Profile.ID)
	if err != nil {
		return asError(ctx, err, StepRevocation, CodeStorageUnavailable)
	}
	defer unlock()
	s, err := c.storedSession(ctx, StepRevocation)
	if err != nil {
		return err
	}
	if !s.RefreshToken.Equal(revoked.RefreshToken.Reveal()) {
		return nil
	}
	s.RefreshToken, s.RefreshTokenRevokedAt = Secret{}, c.Now()
	if err := c.Store.Save(ctx, c.Profile.ID, s); err != nil {
		return asError(ctx, err, StepRevocation, CodeSessionNotStored)
	}
	tl.Add(Event{Kind: EventTokenRevoked, Step: StepRevocation, Session: &s})
	return nil
}
