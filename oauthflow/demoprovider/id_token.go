// ID tokens, OpenID Connect Core 1.0 §2: made at the token endpoint, and read back as hints.

package demoprovider

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"slices"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

var errWrongHint = errors.New("the ID token is not of this issuer for a client of it")

// signIDToken makes the ID token that goes with an access token; "" if openid was not granted.
func (p *Provider) signIDToken(g *grant, scopes []string, nonce, accessToken string) (string, error) {
	if !slices.Contains(scopes, scopeOpenID) {
		return "", nil
	}
	person, _ := accountBySubject(g.Subject)
	now := p.now()
	claims := person.idTokenClaims(scopes)
	claims["iss"] = p.issuer
	claims["sub"] = g.Subject
	claims["aud"] = g.ClientID
	claims["exp"] = now.Add(p.tokenLifetime).Unix()
	claims["iat"] = now.Unix()
	claims["auth_time"] = g.AuthTime.Unix()
	claims["at_hash"] = p.keys.accessTokenHash(accessToken)
	claims["amr"] = []string{"pwd"} // RFC 8176
	claims["acr"] = g.ACR
	claims["sid"] = g.SessionID
	if nonce != "" {
		claims["nonce"] = nonce
	}
	return p.keys.sign(typeIDToken, claims)
}

// accessTokenHash is at_hash: the left half of the hash that the signature's algorithm uses, which is SHA-512 for Ed25519
// (OpenID Connect Core 1.0 §3.1.3.6).
func (k *signingKey) accessTokenHash(accessToken string) string {
	if k.algorithm() == jose.EdDSA {
		sum := sha512.Sum512([]byte(accessToken))
		return base64.RawURLEncoding.EncodeToString(sum[:sha512.Size/2])
	}
	sum := sha256.Sum256([]byte(accessToken))
	return base64.RawURLEncoding.EncodeToString(sum[:sha256.Size/2])
}

// hintClaims are what matters of an ID token that comes back as id_token_hint.
type hintClaims struct {
	Issuer    string       `json:"iss"`
	Subject   string       `json:"sub"`
	Audience  jwt.Audience `json:"aud"`
	SessionID string       `json:"sid"`
}

// readIDTokenHint judges a hint. It may have expired (RP-Initiated Logout 1.0 §2, OpenID Connect Core 1.0 §3.1.2.1).
func (p *Provider) readIDTokenHint(token string) (hintClaims, error) {
	var claims hintClaims
	if err := p.keys.verify(typeIDToken, token, &claims); err != nil {
		return claims, err
	}
	if claims.Issuer != p.issuer || claims.Subject == "" || len(claims.Audience) != 1 {
		return claims, errWrongHint
	}
	if _, known := p.client(claims.Audience[0]); !known {
		return claims, errWrongHint
	}
	return claims, nil
}
