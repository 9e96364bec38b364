// The key that the tokens of a session are bound to: ES256 (RFC 9449 §5.1, RFC 7518 §3.4), with its thumbprint of
// RFC 7638. It rests in the vault with the session, and its private half is never shown (DPOP-13).

package oauthflow

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"errors"

	"github.com/go-jose/go-jose/v4"
)

// dpopAlgorithms are the algorithms of the proofs that we can make.
func dpopAlgorithms() []string { return []string{string(jose.ES256)} }

// dpopKey is the key of one session. It prints as [secret].
type dpopKey struct {
	signer     jose.Signer
	thumbprint string
	sealed     Secret // the private key as a JWK
}

// newDPoPKey makes the key of a new session (DPOP-11).
func newDPoPKey() (*dpopKey, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return dpopKeyOf(private)
}

var errDPoPKey = errors.New("the key of the session cannot be read")

// openDPoPKey reads what sealed holds. The error does not repeat it.
func openDPoPKey(sealed Secret) (*dpopKey, error) {
	var key jose.JSONWebKey
	if key.UnmarshalJSON([]byte(sealed.Reveal())) != nil {
		return nil, errDPoPKey
	}
	private, ok := key.Key.(*ecdsa.PrivateKey)
	if !ok || private.Curve != elliptic.P256() {
		return nil, errDPoPKey
	}
	return dpopKeyOf(private)
}

func dpopKeyOf(private *ecdsa.PrivateKey) (*dpopKey, error) {
	options := (&jose.SignerOptions{EmbedJWK: true}).WithType(dpopType) // the public half only (DPOP-01)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: private}, options)
	if err != nil {
		return nil, errDPoPKey
	}
	key := jose.JSONWebKey{Key: private}
	thumbprint, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, errDPoPKey
	}
	sealed, err := key.MarshalJSON()
	if err != nil {
		return nil, errDPoPKey
	}
	return &dpopKey{signer: signer, thumbprint: base64.RawURLEncoding.EncodeToString(thumbprint), sealed: NewSecret(string(sealed))}, nil
}

// String and GoString hide the key.
func (k *dpopKey) String() string   { return secretText }
func (k *dpopKey) GoString() string { return secretText }

// Thumbprint returns dpop_jkt; "" without a key.
func (k *dpopKey) Thumbprint() string {
	if k == nil {
		return ""
	}
	return k.thumbprint
}
