// The signing key and the two kinds of JWT it signs: ID tokens (typ JWT) and access tokens (typ at+jwt, RFC 9068 §2.1).

package demoprovider

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"errors"
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

// newSigningKey makes an RSA key, named after the month: "demo-2026-11". A key that lives for one run has a piece of
// its thumbprint in the name, since the next run on the same port has the same issuer and another key.
func newSigningKey(now time.Time, remembered bool) (jose.JSONWebKey, error) {
	private, err := rsa.GenerateKey(rand.Reader, rsaBits)
	if err != nil {
		return jose.JSONWebKey{}, err
	}
	key := jose.JSONWebKey{Key: private, KeyID: "demo-" + now.Format("2006-01"), Algorithm: string(jose.RS256), Use: "sig"}
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
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key}, options)
		if err != nil {
			return nil, err
		}
		k.signers[typ] = signer
	}
	return k, nil
}

// sign returns claims as a compact JWT of the given type.
func (k *signingKey) sign(typ string, claims any) (string, error) {
	return jwt.Signed(k.signers[typ]).Claims(claims).Serialize()
}

// verify reads a JWT that this key signed into claims. It judges type and signature, not the claims.
func (k *signingKey) verify(typ, token string, claims any) error {
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return err
	}
	if parsed.Headers[0].ExtraHeaders[jose.HeaderType] != typ {
		return errWrongType
	}
	return parsed.Claims(k.public.Key, claims)
}
