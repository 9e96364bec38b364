// Proofs of possession, RFC 9449 §4.2: a JWT for one request, signed with the key of the session.

package oauthflow

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"time"

	"github.com/go-jose/go-jose/v4/jwt"
)

const dpopType = "dpop+jwt"

// dpopClaims are the claims of a proof.
type dpopClaims struct {
	ID       string `json:"jti"`
	Method   string `json:"htm"`
	URI      string `json:"htu"`
	IssuedAt int64  `json:"iat"`
	Hash     string `json:"ath,omitempty"`   // of the access token that goes with it
	Nonce    string `json:"nonce,omitempty"` // of the server
}

// proof makes a new proof for the request: each one is used once (DPOP-02, DPOP-04). token is the access token that
// goes with it, or zero.
func (k *dpopKey) proof(r *http.Request, token Secret, nonce string, now time.Time) (string, error) {
	id := make([]byte, 16)
	rand.Read(id) // never fails, crypto/rand
	claims := dpopClaims{
		ID: base64.RawURLEncoding.EncodeToString(id), Method: r.Method, URI: proofURI(r.URL), IssuedAt: now.Unix(), Nonce: nonce,
	}
	if !token.IsZero() { // DPOP-03
		sum := sha256.Sum256([]byte(token.Reveal()))
		claims.Hash = base64.RawURLEncoding.EncodeToString(sum[:])
	}
	return jwt.Signed(k.signer).Claims(claims).Serialize()
}

// proofURI is the URL of the request without query and fragment.
func proofURI(u *url.URL) string {
	bare := *u
	bare.User, bare.RawQuery, bare.ForceQuery, bare.Fragment, bare.RawFragment = nil, "", false, "", ""
	if bare.Path == "" {
		bare.Path = "/" // as it is sent (RFC 9110 §4.2.3)
	}
	return bare.String()
}
