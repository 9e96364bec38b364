// Validating an ID token, OpenID Connect Core §3.1.3.7: form, header, signature, then every claim, as a flat list
// of checks. Rules not applied here, and why: item 1 (decryption: never negotiated, JOSE-15); item 6's leave to
// trust TLS instead of the signature (JOSE-20 is stricter); items 8 (no MAC algorithms, JOSE-03).

package oauthflow

import (
	"context"
	"errors"
	"time"
)

// idTokenExpectation is what an ID token is judged by. Every value that was sent is in it.
type idTokenExpectation struct {
	Issuer, ClientID string
	Nonce            Secret
	NonceOptional    bool   // after a refresh: absent is right, another value is not (RT-10)
	NoNonce          string // why none was sent; "" where one was
	AccessToken      Secret
	MaxAge           *int      // seconds; nil: not asked for
	AuthTimeRequired bool      // auth_time was asked for as an essential claim (OIDC Core §2)
	ACRValues        []string  // nil: not asked for
	PromptLogin      bool      // a new sign-in was asked for
	StartedAt        time.Time // when the request was made; keys fetched since then are used
	Subject          string    // who it must be, "" for anyone
	IssuerTemplate   string    // of a multi-tenant issuer, "" for one issuer
	Tenant           string    // whose it must be there, "" for any
	Fresh            bool      // straight from a sign-in, so issued just now; false after a refresh
}

// idToken is a token that passed every check. Numbers in Claims are json.Number.
type idToken struct {
	Claims                    map[string]any
	Subject, Algorithm, KeyID string
}

// validateIDToken runs every check that can run and returns one entry per row from JOSE-19 to IDT-17, in that
// order. The token is nil unless none failed; the error is then an *Error: that the keys could not be had
// (keys_unreachable), the context's end, or the first failure's.
func (c *Client) validateIDToken(ctx context.Context, tl *Timeline, m *ServerMetadata, raw Secret, want idTokenExpectation) (*idToken, []Check, error) {
	token, checks := parseIDToken(raw.Reveal())
	header, headerChecks := judgeIDTokenHeader(token.header, m.SigningAlgorithms)
	checks = append(checks, headerChecks...)
	sound := noneFailedBut(checks, "JOSE-17")
	signed := &signedToken{raw: raw.Reveal(), header: header, sound: sound, since: keysSince(want.StartedAt)}
	signature, err := c.judgeSignature(ctx, tl, m, signed)
	checks = append(checks, signature...)
	last := len(checks) - 1 // JOSE-20
	verified := checks[last].Result == Passed
	claims := claimsJudgement{claims: token.claims, want: want, algorithm: header.Algorithm, now: c.Now(), clock: m.ClockOffset}.checks()
	for i := range claims {
		claims[i].Unverified = !verified && claims[i].Result != Skipped
	}
	checks = append(checks, claims...)
	if firstFailure(checks) == nil {
		want.Issuer, _ = want.issuerOf(token.claims)
		checks[last] = signed.secondReading(ctx, want)
	}
	if failure := firstFailure(checks); failure != nil {
		var keys *Error
		if errors.As(err, &keys) && failure.Code == CodeIDTokenKeyNotFound {
			return nil, checks, keys
		}
		return nil, checks, failure
	}
	subject, _ := token.claims["sub"].(string)
	return &idToken{Claims: token.claims, Subject: subject, Algorithm: header.Algorithm, KeyID: header.KeyID}, checks, nil
}

// keysSince is when keys must have been fetched to be used in a sign-in whatever their Cache-Control says. They are
// fetched just before the request is made.
func keysSince(startedAt time.Time) time.Time {
	if startedAt.IsZero() {
		return startedAt
	}
	return startedAt.Add(-httpTimeout)
}

// noneFailedBut reports whether no check other than id's failed.
func noneFailedBut(checks []Check, id string) bool {
	for _, c := range checks {
		if c.Result == Failed && c.ID != id {
			return false
		}
	}
	return true
}
