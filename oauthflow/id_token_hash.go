// The hash that binds an access token to its ID token: OpenID Connect Core §3.1.3.6 and §3.1.3.8.

package oauthflow

import (
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
)

// accessTokenHash is optional in the code flow, but what is given must match (IDT-14).
func (j claimsJudgement) accessTokenHash() Check {
	claim, present := j.claims["at_hash"]
	if !present {
		return skip("IDT-14", "the token has no at_hash")
	}
	expected, known := leftHalfHash(j.algorithm, j.want.AccessToken.Reveal())
	if !known { // IDT-15
		return judge("IDT-14", false, "a hash that belongs to the algorithm", "no hash is known for "+describeText(j.algorithm))
	}
	hash, ok := claim.(string)
	return judge("IDT-14", ok && subtle.ConstantTimeCompare([]byte(hash), []byte(expected)) == 1, expected, j.shown("at_hash"))
}

// leftHalfHash returns the base64url of the left half of the hash of alg over token; false for an unknown alg.
// EdDSA's is SHA-512, which Ed25519 signs with.
func leftHalfHash(alg, token string) (string, bool) {
	var sum []byte
	switch alg {
	case "RS256", "PS256", "ES256":
		s := sha256.Sum256([]byte(token))
		sum = s[:]
	case "RS384", "PS384", "ES384":
		s := sha512.Sum384([]byte(token))
		sum = s[:]
	case "RS512", "PS512", "ES512", "EdDSA":
		s := sha512.Sum512([]byte(token))
		sum = s[:]
	default:
		return "", false
	}
	return base64.RawURLEncoding.EncodeToString(sum[:len(sum)/2]), true
}
