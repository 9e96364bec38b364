// The last step of a sign-in: the session is made from what was verified, and stored.

package oauthflow

import "context"

// keep stores the session with its ledger: nothing was stored before the whole chain passed (TRES-12).
func (f *signInFlow) keep(ctx context.Context, token *idToken) (Session, error) {
	unlock, err := f.Store.Lock(ctx, f.Profile.ID)
	if err != nil {
		return Session{}, asError(ctx, err, StepSignedIn, CodeSessionNotStored)
	}
	defer unlock()
	f.checks = append(f.checks, f.storageCheck())
	session := f.newSession(token)
	if err := f.Store.Save(ctx, f.Profile.ID, session); err != nil {
		f.checks[len(f.checks)-1] = judge("STOR-01", false, "stored", "the session could not be written")
		return Session{}, asError(ctx, err, StepSignedIn, CodeSessionNotStored)
	}
	return session, f.judged(nil, nil)
}

func (f *signInFlow) storageCheck() Check {
	sealed, reason := f.Store.Sealed()
	if !sealed {
		return skip("STOR-01", "held in memory for this run: "+reason)
	}
	return judge("STOR-01", true, "sealed, with the key in the system keyring", "sealed, with the key in the system keyring")
}

func (f *signInFlow) newSession(token *idToken) Session {
	now := f.Now()
	f.steps[len(f.steps)-1].Duration = now.Sub(f.steps[len(f.steps)-1].StartedAt)
	s := Session{
		Issuer: f.server.Issuer, ClientID: f.Profile.ClientID, Subject: token.Subject, TokenEndpoint: f.server.TokenEndpoint,
		JWKSURI: f.server.JWKSURI, RevocationEndpoint: f.server.RevocationEndpoint,
		AccessToken: f.tokens.AccessToken, RefreshToken: f.tokens.RefreshToken, IDToken: f.tokens.IDToken,
		TokenType: f.tokens.TokenType, Scope: f.tokens.Scope, GrantedScope: f.tokens.Scope, RequestedScope: f.request.Scopes, IssuedAt: f.tokensAt,
		Claims: token.Claims, Algorithm: token.Algorithm, KeyID: token.KeyID, Nonce: NewSecret(f.request.Nonce.Reveal()), VerifiedAt: now,
		AccountServer: f.accountServer, Checks: f.checks, Practice: judgeGoodPractice(f.tl.Events(), f.checks), Steps: f.steps, SignedInAt: now,
	}
	if f.tokens.LifetimeKnown {
		s.ExpiresAt = f.tokensAt.Add(f.tokens.ExpiresIn)
	}
	if f.request.Key != nil {
		s.DPoPKey = f.request.Key.sealed
	}
	return s
}
