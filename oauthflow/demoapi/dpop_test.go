package demoapi

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// holder has a key and makes proofs with it.
type holder struct {
	t   *testing.T
	key *ecdsa.PrivateKey
}

func newHolder(t *testing.T) holder {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return holder{t, key}
}

func (h holder) thumbprint() string {
	digest, err := (&jose.JSONWebKey{Key: h.key}).Thumbprint(crypto.SHA256)
	if err != nil {
		h.t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(digest)
}

func (h holder) proof(typ string, claims map[string]any) string {
	h.t.Helper()
	options := (&jose.SignerOptions{EmbedJWK: true}).WithType(jose.ContentType(typ))
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: h.key}, options)
	if err != nil {
		h.t.Fatal(err)
	}
	proof, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		h.t.Fatal(err)
	}
	return proof
}

// bound is a token that is bound to the holder's key.
func (f *fixture) bound(h holder) string {
	return f.token("cnf", map[string]string{"jkt": h.thumbprint()})
}

// proofClaims are those of a good proof for GET /api/whoami, changed by the pairs.
func (f *fixture) proofClaims(token string, pairs ...any) map[string]any {
	sum := sha256.Sum256([]byte(token))
	claims := map[string]any{
		"jti": rand.Text(), "htm": "GET", "htu": "http://api.example/api/whoami", "iat": f.now.Unix(),
		"ath": base64.RawURLEncoding.EncodeToString(sum[:]),
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		claims[pairs[i].(string)] = pairs[i+1]
	}
	return claims
}

func (f *fixture) whoami(scheme, token string, proofs ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(f.t.Context(), http.MethodGet, "http://api.example/api/whoami?x=1", nil)
	r.Header.Set("Authorization", scheme+" "+token)
	for _, proof := range proofs {
		r.Header.Add("DPoP", proof)
	}
	return f.serve(r)
}

// RFC 9449 §4.3 and §7: one thing is wrong per row.
func TestABoundTokenNeedsAProofForThisRequest(t *testing.T) {
	f := newFixture(t)
	owner, thief := newHolder(t), newHolder(t)
	token := f.bound(owner)
	good := func(pairs ...any) string { return owner.proof("dpop+jwt", f.proofClaims(token, pairs...)) }
	used := good()
	if w := f.whoami("DPoP", token, used); w.Code != http.StatusOK {
		t.Fatalf("a good proof: %d %s", w.Code, w.Body)
	}
	for name, row := range map[string]struct {
		scheme string
		proofs []string
		code   string // "": taken
	}{
		"a new proof":                      {"DPoP", []string{good()}, ""},
		"the scheme in lower case":         {"dpop", []string{good()}, ""},
		"a proof that is 50 s old":         {"DPoP", []string{good("iat", f.now.Unix()-50)}, ""},
		"a proof that was used":            {"DPoP", []string{used}, "invalid_dpop_proof"},
		"no proof":                         {"DPoP", nil, "invalid_dpop_proof"},
		"two proofs":                       {"DPoP", []string{good(), good()}, "invalid_dpop_proof"},
		"the scheme Bearer with a proof":   {"Bearer", []string{good()}, "invalid_token"},
		"the scheme Bearer":                {"Bearer", nil, "invalid_token"},
		"a proof of another key":           {"DPoP", []string{thief.proof("dpop+jwt", f.proofClaims(token))}, "invalid_token"},
		"a proof of another type":          {"DPoP", []string{owner.proof("JWT", f.proofClaims(token))}, "invalid_dpop_proof"},
		"a proof for another method":       {"DPoP", []string{good("htm", "POST")}, "invalid_dpop_proof"},
		"a proof for another path":         {"DPoP", []string{good("htu", "http://api.example/api/notes")}, "invalid_dpop_proof"},
		"a proof for another host":         {"DPoP", []string{good("htu", "http://other.example/api/whoami")}, "invalid_dpop_proof"},
		"a proof for another token":        {"DPoP", []string{owner.proof("dpop+jwt", f.proofClaims("another"))}, "invalid_dpop_proof"},
		"a proof for no token":             {"DPoP", []string{good("ath", "")}, "invalid_dpop_proof"},
		"a proof that is two minutes old":  {"DPoP", []string{good("iat", f.now.Unix()-120)}, "invalid_dpop_proof"},
		"a proof from the future":          {"DPoP", []string{good("iat", f.now.Unix()+120)}, "invalid_dpop_proof"},
		"a proof without a jti":            {"DPoP", []string{good("jti", "")}, "invalid_dpop_proof"},
		"no JWT":                           {"DPoP", []string{"x"}, "invalid_dpop_proof"},
		"a proof whose signature was bent": {"DPoP", []string{good() + "A"}, "invalid_dpop_proof"},
	} {
		t.Run(name, func(t *testing.T) {
			w := f.whoami(row.scheme, token, row.proofs...)
			challenge := w.Header().Get("WWW-Authenticate")
			if row.code == "" {
				if w.Code != http.StatusOK {
					t.Errorf("%d %s", w.Code, w.Body)
				}
				return
			}
			if w.Code != http.StatusUnauthorized || !strings.HasPrefix(challenge, `DPoP realm="demo API", algs="ES256"`) || !strings.Contains(challenge, `error="`+row.code+`"`) {
				t.Errorf("%d %s", w.Code, challenge)
			}
		})
	}
}

// RFC 9449 §9.
func TestANonceIsWantedAndChanges(t *testing.T) {
	f := newFixture(t)
	f.api.requireNonce = true
	h := newHolder(t)
	token := f.bound(h)
	w := f.whoami("DPoP", token, h.proof("dpop+jwt", f.proofClaims(token)))
	first := w.Header().Get("DPoP-Nonce")
	if w.Code != http.StatusUnauthorized || first == "" || !strings.Contains(w.Header().Get("WWW-Authenticate"), `error="use_dpop_nonce"`) {
		t.Fatalf("%d %s", w.Code, w.Header())
	}
	with := func(nonce string) *httptest.ResponseRecorder {
		return f.whoami("DPoP", token, h.proof("dpop+jwt", f.proofClaims(token, "nonce", nonce)))
	}
	if w := with(first); w.Code != http.StatusOK {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	f.now = f.now.Add(nonceAge + 1e9)
	w = with(first) // the one before is good for a while
	second := w.Header().Get("DPoP-Nonce")
	if w.Code != http.StatusOK || second == first {
		t.Errorf("%d, nonce changed: %v", w.Code, second != first)
	}
	f.now = f.now.Add(nonceAge + 1e9)
	if w := with(first); w.Code != http.StatusUnauthorized {
		t.Errorf("an old nonce: %d", w.Code)
	}
}

func TestAnAPIForBoundTokensRefusesOthers(t *testing.T) {
	f := newFixture(t)
	f.api.requireProof = true
	w := f.whoami("Bearer", f.token())
	if challenge := w.Header().Get("WWW-Authenticate"); w.Code != http.StatusUnauthorized || !strings.HasPrefix(challenge, "DPoP ") {
		t.Errorf("%d %s", w.Code, challenge)
	}
}
