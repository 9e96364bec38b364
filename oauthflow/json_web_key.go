// One key of the provider: RFC 7517 §4, RFC 7518 §3 and §6. A key that may not verify signatures, or that is
// weak or damaged, is refused by itself; the rest of the set still works (JOSE-09 to JOSE-12).

package oauthflow

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

const (
	minRSABits = 2048 // RFC 7518 §3.3
	maxRSABits = 4096 // go-jose's own cap: larger ones only cost time
)

// jwkHead is what go-jose leaves to us, and what bounds its work.
type jwkHead struct {
	KeyType    string   `json:"kty"`
	Use        *string  `json:"use"`
	Operations []string `json:"key_ops"`
	Modulus    string   `json:"n"`
}

// parseSigningKey reads a public key that may verify signatures. The error says in words why it is not one.
func parseSigningKey(raw json.RawMessage) (jose.JSONWebKey, error) {
	var key jose.JSONWebKey
	var head jwkHead
	if json.Unmarshal(raw, &head) != nil {
		return key, errors.New("a member has the wrong type")
	}
	switch {
	case head.KeyType != "RSA" && head.KeyType != "EC" && head.KeyType != "OKP":
		return key, errors.New("not an RSA, EC or OKP key")
	case head.Use != nil && *head.Use != "sig":
		return key, errors.New("not for signatures (use)")
	case head.Operations != nil && !slices.Contains(head.Operations, "verify"):
		return key, errors.New("not for verifying (key_ops)")
	case len(head.Modulus) > (maxRSABits/8+8)*4/3:
		return key, errors.New("an RSA key that is too large")
	}
	if err := key.UnmarshalJSON(raw); err != nil || !key.Valid() {
		return key, errors.New("damaged, or of an unknown curve")
	}
	return key, judgePublicKey(key.Key)
}

func judgePublicKey(key any) error {
	switch k := key.(type) {
	case *rsa.PublicKey:
		switch bits := k.N.BitLen(); {
		case bits < minRSABits:
			return errors.New("an RSA key under 2048 bits")
		case bits > maxRSABits:
			return errors.New("an RSA key over 4096 bits")
		case k.E < 3 || k.E%2 == 0:
			return errors.New("an RSA key with an unusable exponent")
		}
		return nil
	case *ecdsa.PublicKey, ed25519.PublicKey: // go-jose checks that the point is on the curve, and the length
		return nil
	}
	return errors.New("not a public key")
}

// signingAlgorithms are the signatures that we accept, whatever a provider announces (JOSE-01).
func signingAlgorithms() []jose.SignatureAlgorithm {
	return []jose.SignatureAlgorithm{
		jose.RS256, jose.RS384, jose.RS512, jose.PS256, jose.PS384, jose.PS512,
		jose.ES256, jose.ES384, jose.ES512, jose.EdDSA,
	}
}

// keyFits reports whether the key is of the kind, the curve and the declared algorithm that alg needs.
func keyFits(key jose.JSONWebKey, alg string) bool {
	if key.Algorithm != "" && key.Algorithm != alg {
		return false
	}
	switch k := key.Key.(type) {
	case *rsa.PublicKey:
		return strings.HasPrefix(alg, "RS") || strings.HasPrefix(alg, "PS")
	case *ecdsa.PublicKey:
		return k.Curve == curveOf(alg)
	case ed25519.PublicKey:
		return alg == string(jose.EdDSA)
	}
	return false
}

func curveOf(alg string) elliptic.Curve {
	switch jose.SignatureAlgorithm(alg) {
	case jose.ES256:
		return elliptic.P256()
	case jose.ES384:
		return elliptic.P384()
	case jose.ES512:
		return elliptic.P521()
	}
	return nil
}
