// Proofs of possession, RFC 9449 §4.3: a JWT in the DPoP header that is good for one request, and the key it is
// signed with.

package demoprovider

import (
	"crypto"
	"encoding/base64"
	"net/http"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	proofType     = "dpop+jwt"
	proofLifetime = time.Minute // how far iat may be off, before and after
	maxProofs     = 1000        // remembered against replay
	maxProofBytes = 8 << 10
	nonceLifetime = 5 * time.Minute
)

func proofAlgorithms() []jose.SignatureAlgorithm { return []jose.SignatureAlgorithm{jose.ES256} }

// proofClaims are the claims of §4.2.
type proofClaims struct {
	ID       string           `json:"jti"`
	Method   string           `json:"htm"`
	URI      string           `json:"htu"`
	IssuedAt *jwt.NumericDate `json:"iat"`
	Hash     string           `json:"ath"`
	Nonce    string           `json:"nonce"`
}

// proofKeeper remembers the proofs that were used and the nonces that were given, in memory.
type proofKeeper struct {
	now func() time.Time

	mu    sync.Mutex
	used  map[string]time.Time // by the hash of key and jti → when it is forgotten
	nonce [2]string            // the present one and the one before
	since time.Time            // when the present one was made
}

func newProofKeeper(now func() time.Time) *proofKeeper {
	return &proofKeeper{now: now, used: map[string]time.Time{}}
}

// once reports whether this proof was not seen before.
func (k *proofKeeper) once(thumbprint, id string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	keepNewest(k.used, maxProofs-1, k.now(), func(t time.Time) time.Time { return t })
	key := hash(thumbprint + " " + id)
	_, seen := k.used[key]
	k.used[key] = k.now().Add(2*proofLifetime + time.Second)
	return !seen
}

// nonces returns the one to be used and the one before it, which is still good.
func (k *proofKeeper) nonces() (now, before string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.nonce[0] == "" || k.now().After(k.since.Add(nonceLifetime)) {
		k.nonce, k.since = [2]string{random(idBytes), k.nonce[0]}, k.now()
	}
	return k.nonce[0], k.nonce[1]
}

func badProof(description string) *oauthError { return refuse("invalid_dpop_proof", description) }

// proofKey judges the proof of a request and returns the thumbprint of its key (RFC 7638); "" if there is no proof.
// token is the access token that comes with it, "" at the token endpoint.
func (p *Provider) proofKey(r *http.Request, token string) (string, *oauthError) {
	headers := r.Header.Values("DPoP")
	switch {
	case len(headers) == 0:
		return "", nil
	case len(headers) > 1:
		return "", badProof("There is more than one DPoP header.")
	case len(headers[0]) > maxProofBytes:
		return "", badProof("The proof is too long.")
	}
	parsed, err := jwt.ParseSigned(headers[0], proofAlgorithms())
	if err != nil {
		return "", badProof("The proof is no JWT signed with ES256.")
	}
	header := parsed.Headers[0]
	if header.ExtraHeaders[jose.HeaderType] != proofType {
		return "", badProof("The typ of the proof is not dpop+jwt.")
	}
	if header.JSONWebKey == nil || !header.JSONWebKey.Valid() || !header.JSONWebKey.IsPublic() {
		return "", badProof("The proof has no public key in its header.")
	}
	var claims proofClaims
	if parsed.Claims(header.JSONWebKey.Key, &claims) != nil {
		return "", badProof("The signature of the proof is not valid.")
	}
	digest, err := header.JSONWebKey.Thumbprint(crypto.SHA256)
	if err != nil {
		return "", badProof("The key of the proof has no thumbprint.")
	}
	thumbprint := base64.RawURLEncoding.EncodeToString(digest)
	if refusal := p.judgeProof(r, claims, token); refusal != nil {
		return "", refusal
	}
	if !p.proofs.once(thumbprint, claims.ID) {
		return "", badProof("The proof was used before.")
	}
	return thumbprint, nil
}

// judgeProof judges the claims of a proof whose signature is good.
func (p *Provider) judgeProof(r *http.Request, claims proofClaims, token string) *oauthError {
	now := p.now()
	switch {
	case claims.ID == "":
		return badProof("The proof has no jti.")
	case claims.Method != r.Method:
		return badProof("The htm of the proof is of another method.")
	case claims.URI != p.issuer+r.URL.EscapedPath():
		return badProof("The htu of the proof is of another URL.")
	case claims.IssuedAt == nil || now.Sub(claims.IssuedAt.Time()).Abs() > proofLifetime:
		return badProof("The iat of the proof is not now.")
	case token != "" && claims.Hash != hash(token):
		return badProof("The ath of the proof is of another access token.")
	}
	if present, before := p.proofs.nonces(); p.has(FaultNonceRequired) && claims.Nonce != present && (before == "" || claims.Nonce != before) {
		return refuse("use_dpop_nonce", "The proof needs the nonce of this server.")
	}
	return nil
}

// giveNonce offers a nonce where one is needed (§8).
func (p *Provider) giveNonce(w http.ResponseWriter) {
	if p.has(FaultNonceRequired) {
		present, _ := p.proofs.nonces()
		w.Header().Set("DPoP-Nonce", present)
	}
}

func algorithmNames() []string {
	var names []string
	for _, alg := range proofAlgorithms() {
		names = append(names, string(alg))
	}
	return names
}

// judgeThumbprint judges dpop_jkt (§10): base64url of SHA-256, if it is there.
func judgeThumbprint(value string) *oauthError {
	if digest, err := base64.RawURLEncoding.DecodeString(value); value != "" && (err != nil || len(digest) != crypto.SHA256.Size()) {
		return refuse("invalid_request", "The dpop_jkt is not the base64url form of a SHA-256 hash.")
	}
	return nil
}
