package demoprovider

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// holder has a key and makes proofs with it.
type holder struct {
	b   *browser
	key *ecdsa.PrivateKey
}

func (b *browser) holder() holder {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		b.t.Fatal(err)
	}
	return holder{b, key}
}

func (h holder) thumbprint() string {
	digest, err := (&jose.JSONWebKey{Key: h.key}).Thumbprint(crypto.SHA256)
	if err != nil {
		h.b.t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(digest)
}

// proof is a good one for the request, changed by the pairs.
func (h holder) proof(method, path, token string, pairs ...any) string {
	h.b.t.Helper()
	claims := map[string]any{"jti": rand.Text(), "htm": method, "htu": h.b.p.Issuer() + path, "iat": h.b.p.now().Unix()}
	if token != "" {
		claims["ath"] = hash(token)
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		claims[pairs[i].(string)] = pairs[i+1]
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: h.key}, (&jose.SignerOptions{EmbedJWK: true}).WithType("dpop+jwt"))
	if err != nil {
		h.b.t.Fatal(err)
	}
	proof, err := jwt.Signed(signer).Claims(claims).Serialize()
	if err != nil {
		h.b.t.Fatal(err)
	}
	return proof
}

// proven posts a form with a proof; "" sends none.
func (b *browser) proven(path, proof string, values url.Values) screen {
	b.t.Helper()
	r := b.request(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if proof != "" {
		r.Header.Set("DPoP", proof)
	}
	return b.do(r)
}

func (s screen) tokens(t *testing.T) tokenResponse {
	t.Helper()
	var tokens tokenResponse
	if err := json.Unmarshal([]byte(s.body), &tokens); err != nil || s.status != http.StatusOK {
		t.Fatalf("%d %s", s.status, s.body)
	}
	return tokens
}

func (s screen) refuses(code string) bool { return strings.Contains(s.body, `"error":"`+code+`"`) }

// RFC 9449 §5, §6, §10.
func TestTokensAreBoundToTheKeyOfTheProof(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	owner, thief := b.holder(), b.holder()
	code := b.code("dpop_jkt", owner.thumbprint())
	for name, proof := range map[string]string{"no proof": "", "another key": thief.proof("POST", "/token", "")} {
		if s := b.proven("/token", proof, codeForm(code)); !s.refuses("invalid_dpop_proof") {
			t.Errorf("%s: %d %s", name, s.status, s.body)
		}
	}
	tokens := b.proven("/token", owner.proof("POST", "/token", ""), codeForm(code)).tokens(t)
	claims, err := b.p.readAccessToken(tokens.AccessToken)
	if err != nil || tokens.TokenType != "DPoP" || claims.Confirmation == nil || claims.Confirmation.Thumbprint != owner.thumbprint() {
		t.Fatalf("%s %+v %v", tokens.TokenType, claims.Confirmation, err)
	}
	s := b.post("/introspect", url.Values{"client_id": {ClientID}, "token": {tokens.AccessToken}})
	if !strings.Contains(s.body, `"token_type":"DPoP"`) || !strings.Contains(s.body, `"cnf":{"jkt":"`+owner.thumbprint()+`"}`) {
		t.Error(s.body)
	}
	for name, proof := range map[string]string{"no proof": "", "another key": thief.proof("POST", "/token", "")} {
		if s := b.proven("/token", proof, refreshForm(tokens.RefreshToken)); !s.refuses("invalid_dpop_proof") {
			t.Errorf("refresh, %s: %d %s", name, s.status, s.body)
		}
	}
	if again := b.proven("/token", owner.proof("POST", "/token", ""), refreshForm(tokens.RefreshToken)).tokens(t); again.TokenType != "DPoP" {
		t.Errorf("refreshed: %s", again.TokenType)
	}
}

// RFC 9449 §4.3: one thing is wrong per row.
func TestABadProofIsRefusedAtTheTokenEndpoint(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	h := b.holder()
	code := b.code()
	now := b.p.now().Unix()
	used := h.proof("POST", "/token", "")
	_ = b.proven("/token", used, codeForm("unknown"))
	for name, proof := range map[string]string{
		"used before":       used,
		"no JWT":            "x",
		"too long":          strings.Repeat("x", maxProofBytes+1),
		"another method":    h.proof("GET", "/token", ""),
		"another URL":       h.proof("POST", "/userinfo", ""),
		"with a query":      h.proof("POST", "/token?x", ""),
		"two minutes old":   h.proof("POST", "/token", "", "iat", now-120),
		"from the future":   h.proof("POST", "/token", "", "iat", now+120),
		"without a jti":     h.proof("POST", "/token", "", "jti", ""),
		"a signature, bent": h.proof("POST", "/token", "") + "A",
	} {
		if s := b.proven("/token", proof, codeForm(code)); !s.refuses("invalid_dpop_proof") || s.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, s.status, s.body)
		}
	}
	if tokens := b.proven("/token", h.proof("POST", "/token", ""), codeForm(code)).tokens(t); tokens.TokenType != "DPoP" {
		t.Error(tokens.TokenType)
	}
}

// RFC 9449 §7.
func TestUserInfoTakesABoundTokenWithItsProofOnly(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	h := b.holder()
	token := b.proven("/token", h.proof("POST", "/token", ""), codeForm(b.code())).tokens(t).AccessToken
	for name, row := range map[string]struct {
		scheme, proof string
		status        int
	}{
		"with a proof":              {"DPoP", h.proof("GET", "/userinfo", token), 200},
		"as a Bearer token":         {"Bearer", h.proof("GET", "/userinfo", token), 401},
		"without a proof":           {"DPoP", "", 401},
		"a proof for another token": {"DPoP", h.proof("GET", "/userinfo", "other"), 401},
		"a proof of another key":    {"DPoP", b.holder().proof("GET", "/userinfo", token), 401},
	} {
		r := b.request(http.MethodGet, "/userinfo", nil)
		r.Header.Set("Authorization", row.scheme+" "+token)
		if row.proof != "" {
			r.Header.Set("DPoP", row.proof)
		}
		s := b.do(r)
		if s.status != row.status || row.status == 401 && !strings.HasPrefix(s.header.Get("WWW-Authenticate"), "DPoP ") {
			t.Errorf("%s: %d %s", name, s.status, s.header.Get("WWW-Authenticate"))
		}
	}
}

// RFC 9449 §8 and §10.1.
func TestANonceIsWantedWhereThatIsTheHabit(t *testing.T) {
	now := newClock()
	b := newBrowser(t, start(t, Config{Faults: []Fault{FaultNonceRequired, FaultProofRequired}, Now: now.now}))
	h := b.holder()
	s := b.proven("/par", h.proof("POST", "/par", ""), authorizationQuery())
	nonce := s.header.Get("DPoP-Nonce")
	if !s.refuses("use_dpop_nonce") || nonce == "" {
		t.Fatalf("%d %s", s.status, s.body)
	}
	if s := b.proven("/par", h.proof("POST", "/par", "", "nonce", nonce), authorizationQuery("dpop_jkt", b.holder().thumbprint())); !s.refuses("invalid_dpop_proof") {
		t.Errorf("two keys: %d %s", s.status, s.body)
	}
	if s := b.proven("/par", h.proof("POST", "/par", "", "nonce", nonce), authorizationQuery()); s.status != http.StatusCreated {
		t.Errorf("%d %s", s.status, s.body)
	}
	code := b.code()
	if s := b.proven("/token", "", codeForm(code)); !s.refuses("invalid_dpop_proof") {
		t.Errorf("no proof: %d %s", s.status, s.body)
	}
	now.add(2*nonceLifetime + 2*time.Second)
	_ = b.get("/", nil)
	if s := b.proven("/token", h.proof("POST", "/token", ""), codeForm(code)); !s.refuses("use_dpop_nonce") {
		t.Errorf("no nonce: %d %s", s.status, s.body)
	}
}

func TestABadThumbprintGoesBackToTheClient(t *testing.T) {
	b := newBrowser(t, start(t, Config{}))
	if answer := b.get("/authorize", authorizationQuery("dpop_jkt", "short")).answer(); answer.Get("error") != "invalid_request" {
		t.Errorf("%v", answer)
	}
}
