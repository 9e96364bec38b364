// The signature of an ID token: RFC 7515 §5.2, with a key of the provider (JOSE-05, JOSE-20).
//
// go-jose does the cryptography. go-oidc is asked at the end, as a second reading of the same rules by other hands;
// its verdict alone would not do, because it leaves out many rows and its errors have no types.

package oauthflow

import (
	"context"
	"crypto"
	"fmt"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

// signedToken is a token whose signature is to be judged.
type signedToken struct {
	raw    string
	header joseHeader
	sound  bool // form and header allow to verify it
	since  time.Time
	key    crypto.PublicKey // the one that verified it
}

// judgeSignature returns the checks JOSE-05 and JOSE-20. The error tells that no keys could be had.
func (c *Client) judgeSignature(ctx context.Context, tl *Timeline, m *ServerMetadata, t *signedToken) ([]Check, error) {
	if !t.sound {
		return skipAll(nil, "form, header or algorithm of the token is refused", "JOSE-05", "JOSE-20"), nil
	}
	expected := "a key for " + t.header.Algorithm
	if t.header.KeyID != "" {
		expected = fmt.Sprintf("the key %q for %s", limitText(t.header.KeyID, shownName), t.header.Algorithm)
	}
	if t.header.KeyIDError {
		return skipAll([]Check{judge("JOSE-05", false, expected, "kid is not a string")}, "there is no key to verify with", "JOSE-20"), nil
	}
	found, err := c.signingKeys(ctx, tl, m, keyWanted{KeyID: t.header.KeyID, Algorithm: t.header.Algorithm, Since: t.since})
	if err != nil {
		return skipAll([]Check{judge("JOSE-05", false, expected, "the provider's keys could not be had")}, "there is no key to verify with", "JOSE-20"), err
	}
	if len(found.Keys) == 0 {
		return skipAll([]Check{judge("JOSE-05", false, expected, found.Reason)}, "there is no key to verify with", "JOSE-20"), nil
	}
	return []Check{
		judge("JOSE-05", true, expected, fmt.Sprintf("found at %s", hostOf(m.JWKSURI))),
		verifySignature(t, found.Keys),
	}, nil
}

// verifySignature tries each fitting key: more than one is possible without kid (JOSE-08).
func verifySignature(t *signedToken, keys []jose.JSONWebKey) Check {
	expected := "a valid " + t.header.Algorithm + " signature"
	jws, err := jose.ParseSignedCompact(t.raw, []jose.SignatureAlgorithm{jose.SignatureAlgorithm(t.header.Algorithm)})
	if err != nil {
		return judge("JOSE-20", false, expected, "the signature cannot be read")
	}
	for _, key := range keys {
		if _, err := jws.Verify(key.Key); err == nil {
			t.key = key.Key
			return judge("JOSE-20", true, expected, "valid")
		}
	}
	return judge("JOSE-20", false, expected, "not valid for the provider's key")
}

// secondReading asks go-oidc about a token that passed every check of ours. Expiry is left out, because go-oidc
// has no leeway. Its error may repeat claims, so it is not passed on.
func (t *signedToken) secondReading(ctx context.Context, want idTokenExpectation) Check {
	verifier := oidc.NewVerifier(want.Issuer, &oidc.StaticKeySet{PublicKeys: []crypto.PublicKey{t.key}}, &oidc.Config{
		ClientID: want.ClientID, SupportedSigningAlgs: []string{t.header.Algorithm}, SkipExpiryCheck: true,
	})
	if _, err := verifier.Verify(ctx, t.raw); err != nil {
		return judge("JOSE-20", false, "valid for go-oidc too", "go-oidc refuses the token")
	}
	return judge("JOSE-20", true, "a valid "+t.header.Algorithm+" signature", "valid")
}
