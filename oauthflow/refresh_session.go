// The session after a refresh: a new value, made from the one before and the provider's answer.

package oauthflow

import (
	"maps"
	"reflect"
	"slices"
	"time"
)

// expectedTokens is what a refresh may bring: a session that is bound stays so (RT-13).
func (s Session) expectedTokens() tokenExpectation {
	want := tokenExpectation{Scopes: s.GrantedScope, Proven: !s.DPoPKey.IsZero(), BindingRule: "TRES-04"}
	if s.Bound() {
		want.Bound, want.BindingRule = true, "RT-13"
	}
	return want
}

// refreshed returns s with the new tokens, which arrived now. Without a new refresh token the old one
// stays (RT-03), and so does the ID token.
func (s Session) refreshed(t tokenResponse, now time.Time) Session {
	s.Rotates = !t.RefreshToken.IsZero() && !t.RefreshToken.Equal(s.RefreshToken.Reveal())
	if !t.RefreshToken.IsZero() {
		s.RefreshToken = t.RefreshToken // RT-02
	}
	s.AccessToken, s.TokenType, s.Scope, s.IssuedAt = t.AccessToken, t.TokenType, t.Scope, now
	s.ExpiresAt = time.Time{}
	if t.LifetimeKnown {
		s.ExpiresAt = now.Add(t.ExpiresIn)
	}
	s.Refreshes++
	s.LastRefresh, s.ChangedClaims = now, nil
	return s
}

// withIDToken returns s with a verified refreshed ID token.
func (s Session) withIDToken(raw Secret, token *idToken, now time.Time) Session {
	s.ChangedClaims = changedClaims(s.Claims, token.Claims)
	s.IDToken, s.Claims, s.Algorithm, s.KeyID, s.VerifiedAt = raw, token.Claims, token.Algorithm, token.KeyID, now
	return s
}

// changedClaims names, in order, the claims that differ.
func changedClaims(before, after map[string]any) []string {
	names := maps.Clone(before)
	if names == nil {
		names = map[string]any{}
	}
	maps.Copy(names, after)
	var changed []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if name == "nonce" {
			continue // of the sign-in: a refreshed token normally has none (OIDC Core §12.2)
		}
		if !reflect.DeepEqual(before[name], after[name]) {
			changed = append(changed, name)
		}
	}
	return changed
}

// mergeLedger puts the rows that passed at the refresh into the ledger, in the order of the rules; what
// the refresh did not judge stays as it was judged before.
func mergeLedger(ledger, refreshed []Check) []Check {
	rows := map[string]Check{}
	for _, c := range ledger {
		rows[c.ID] = c
	}
	for _, c := range refreshed {
		if _, had := rows[c.ID]; c.Result == Passed || !had {
			rows[c.ID] = c
		}
	}
	var merged []Check
	for _, r := range rules() {
		if c, ok := rows[r.id]; ok {
			merged = append(merged, c)
		}
	}
	return merged
}
