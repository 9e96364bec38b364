// Proofs of possession at a protected resource, RFC 9449 §4.3, §7 and §9: an access token that is bound to a key is
// taken with a proof for this very request, and with nothing else.

package demoapi

import (
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	schemeBearer = "Bearer"
	schemeDPoP   = "DPoP"

	proofAlgorithm = jose.ES256
	proofAge       = time.Minute // how far iat may lie in the past or in the future
	maxProofBytes  = 8 << 10
	maxProofs      = 1000 // remembered against replay; more of them within proofAge are refused
	nonceAge       = 5 * time.Minute
)

// proof holds the claims of RFC 9449 §4.2.
type proof struct {
	ID       string           `json:"jti"`
	Method   string           `json:"htm"`
	URI      string           `json:"htu"`
	IssuedAt *jwt.NumericDate `json:"iat"`
	Hash     string           `json:"ath"`
	Nonce    string           `json:"nonce"`
}

// proofMemory remembers what was used and which nonces were given.
type proofMemory struct {
	now func() time.Time

	mu       sync.Mutex
	seen     map[string]time.Time // by thumbprint and jti
	current  string
	previous string
	made     time.Time
}

// fresh reports whether the proof is seen for the first time. Where there is no room it is not.
func (m *proofMemory) fresh(name string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.seen == nil {
		m.seen = map[string]time.Time{}
	}
	for old, until := range m.seen {
		if m.now().After(until) {
			delete(m.seen, old)
		}
	}
	if _, again := m.seen[name]; again || len(m.seen) >= maxProofs {
		return false
	}
	m.seen[name] = m.now().Add(2 * proofAge)
	return true
}

// nonces returns the present nonce and the one before it.
func (m *proofMemory) nonces() (current, previous string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.current == "" || m.now().Sub(m.made) > nonceAge {
		b := make([]byte, 16)
		_, _ = rand.Read(b) // crypto/rand does not fail
		m.previous, m.current, m.made = m.current, base64.RawURLEncoding.EncodeToString(b), m.now()
	}
	return m.current, m.previous
}

func invalidProof(description string) *refusal {
	return &refusal{status: http.StatusUnauthorized, code: "invalid_dpop_proof", description: description, scheme: schemeDPoP}
}

// judgeBinding judges whether the token was presented as it must be: with its scheme and, if it is bound, a proof.
func (a *API) judgeBinding(r *http.Request, scheme, token string, claims accessToken) *refusal {
	bound := claims.Confirmation.Thumbprint
	switch {
	case bound == "" && (scheme == schemeDPoP || a.requireProof):
		f := invalidToken("The access token is bound to no key.")
		if a.requireProof {
			f.scheme = schemeDPoP
		}
		return f
	case bound == "":
		return nil
	case scheme != schemeDPoP: // §7.2: a stolen bound token is not to be used as a Bearer token
		f := invalidToken("The access token is bound to a key: it needs the scheme DPoP and a proof.")
		f.scheme = schemeDPoP
		return f
	}
	thumbprint, refusal := a.readProof(r, token)
	if refusal != nil {
		return refusal
	}
	if subtle.ConstantTimeCompare([]byte(thumbprint), []byte(bound)) != 1 {
		f := invalidToken("The proof is signed with another key than the access token is bound to.")
		f.scheme = schemeDPoP
		return f
	}
	return nil
}

// readProof judges the DPoP header by the list of §4.3 and returns the thumbprint of its key (RFC 7638).
func (a *API) readProof(r *http.Request, token string) (string, *refusal) {
	values := r.Header.Values("DPoP")
	if len(values) != 1 || len(values[0]) > maxProofBytes {
		return "", invalidProof("The request needs exactly one proof.")
	}
	parsed, err := jwt.ParseSigned(values[0], []jose.SignatureAlgorithm{proofAlgorithm})
	if err != nil {
		return "", invalidProof("The proof is no JWT signed with ES256.")
	}
	header := parsed.Headers[0]
	if typ, _ := header.ExtraHeaders[jose.HeaderType].(string); typ != "dpop+jwt" {
		return "", invalidProof("The JWT is no proof: its typ is not dpop+jwt.")
	}
	key := header.JSONWebKey
	if key == nil || !key.IsPublic() || !key.Valid() {
		return "", invalidProof("The header of the proof has no public key.")
	}
	var claims proof
	if parsed.Claims(key.Key, &claims) != nil {
		return "", invalidProof("The signature of the proof is not valid.")
	}
	if refusal := a.judgeProof(r, claims, token); refusal != nil {
		return "", refusal
	}
	digest, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return "", invalidProof("The key of the proof has no thumbprint.")
	}
	thumbprint := base64.RawURLEncoding.EncodeToString(digest)
	if !a.proofs.fresh(thumbprint + " " + claims.ID) {
		return "", invalidProof("The proof was used before.")
	}
	return thumbprint, nil
}

func (a *API) judgeProof(r *http.Request, claims proof, token string) *refusal {
	sum := sha256.Sum256([]byte(token))
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	switch {
	case claims.ID == "":
		return invalidProof("The proof has no identifier.")
	case claims.Method != r.Method:
		return invalidProof("The proof is for another method.")
	case claims.URI != scheme+r.Host+r.URL.EscapedPath():
		return invalidProof("The proof is for another URL.")
	case claims.IssuedAt == nil || a.now().Sub(claims.IssuedAt.Time()).Abs() > proofAge:
		return invalidProof("The proof was not made just now.")
	case claims.Hash != base64.RawURLEncoding.EncodeToString(sum[:]):
		return invalidProof("The proof is for another access token.")
	}
	current, previous := a.proofs.nonces()
	if a.requireNonce && claims.Nonce != current && (previous == "" || claims.Nonce != previous) {
		return &refusal{status: http.StatusUnauthorized, code: "use_dpop_nonce", description: "The proof needs the nonce of this API.", scheme: schemeDPoP}
	}
	return nil
}
