// The signing key and the two kinds of JWT it signs: ID tokens (typ JWT) and access tokens (typ at+jwt, RFC 9068 §2.1).

package demoprovider

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	rsaBits         = 2048
	typeIDToken     = "JWT"
	typeAccessToken = "at+jwt"
)

var errWrongType = errors.New("the token is of another type")

// signingKey signs tokens and verifies those of its own.
type signingKey struct {
	public  jose.JSONWebKey
	signers map[string]jose.Signer // by typ
}

// newPrivateKey makes a key for an algorithm; "" is RS256.
func newPrivateKey(algorithm jose.SignatureAlgorithm) (crypto.Signer, error) {
	switch algorithm {
	case jose.RS256, jose.PS256:
		return rsa.GenerateKey(rand.Reader, rsaBits)
	case jose.ES256:
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case jose.EdDSA:
		_, private, err := ed25519.GenerateKey(rand.Reader)
		return private, err
	}
	return nil, fmt.Errorf("the demo provider does not sign with %q", algorithm)
}

// newSigningKey makes a key, named after the month: "demo-2026-11". A key that lives for one run has a piece of its
// thumbprint in the name, since the next run on the same port has the same issuer and another key.
func newSigningKey(now time.Time, algorithm jose.SignatureAlgorithm, remembered bool) (jose.JSONWebKey, error) {
	private, err := newPrivateKey(algorithm)
	if err != nil {
		return jose.JSONWebKey{}, err
	}
	key := jose.JSONWebKey{Key: private, KeyID: "demo-" + now.Format("2006-01"), Algorithm: string(algorithm), Use: "sig"}
	if !remembered {
		thumbprint, err := key.Thumbprint(crypto.SHA256)
		if err != nil {
			return jose.JSONWebKey{}, err
		}
		key.KeyID += "-" + base64.RawURLEncoding.EncodeToString(thumbprint)[:6]
	}
	return key, nil
}

func newSigner(key jose.JSONWebKey) (*signingKey, error) {
	k := &signingKey{public: key.Public(), signers: map[string]jose.Signer{}}
	for _, typ := range []string{typeIDToken, typeAccessToken} {
		options := (&jose.SignerOptions{}).WithType(jose.ContentType(typ))
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: k.algorithm(), Key: key}, options)
		if err != nil {
			return nil, err
		}
		k.signers[typ] = signer
	}
	return k, nil
}

func (k *signingKey) algorithm() jose.SignatureAlgorithm {
	return jose.SignatureAlgorithm(k.public.Algorithm)
}

// sign returns claims as a compact JWT of the given type.
func (k *signingKey) sign(typ string, claims any) (string, error) {
	return jwt.Signed(k.signers[typ]).Claims(claims).Serialize()
}

// verify reads a JWT that this key signed into claims. It judges type and signature, not the claims.
func (k *signingKey) verify(typ, token string, claims any) error {
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{k.algorithm()})
	if err != nil {
		return err
	}
	if parsed.Headers[0].ExtraHeaders[jose.HeaderType] != typ {
		return errWrongType
	}
	return parsed.Claims(k.public.Key, claims)
}
