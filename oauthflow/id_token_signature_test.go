package oauthflow

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

func TestSignaturesOfOthersAreRefused(t *testing.T) { // JOSE-04, JOSE-05, JOSE-12, JOSE-20
	j := newTokenJudge(t)
	attacker, err := rsa.GenerateKey(rand.Reader, minRSABits)
	if err != nil {
		t.Fatal(err)
	}
	attackerJWK := jose.JSONWebKey{Key: &attacker.PublicKey, KeyID: "RS256"}
	claims := validClaims(testIssuer, j.now)
	valid := sign(t, claims, signing{})
	p := strings.Split(valid, ".")
	es := strings.Split(sign(t, claims, signing{alg: jose.ES256}), ".")
	digest := sha256.Sum256([]byte(es[0] + "." + es[1]))
	der, err := ecdsa.SignASN1(rand.Reader, testKeys().p256, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	esWith := func(signature []byte) string { return es[0] + "." + es[1] + "." + base64URL(signature) }
	otherClaims, err := json.Marshal(changed(claims, "sub", "eve"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, token, failed string }{
		{"signed by another key under our kid", sign(t, claims, signing{key: attacker}), "JOSE-20"},
		{"another key that travels in the header", sign(t, claims, signing{key: attacker, header: map[string]any{"jwk": attackerJWK}}), "JOSE-20"},
		{"another key at a URL in the header", sign(t, claims, signing{key: attacker, header: map[string]any{"jku": "https://evil.example/jwks", "x5u": "https://evil.example/x"}}), "JOSE-20"},
		{"our key beside a URL in the header", sign(t, claims, signing{header: map[string]any{"jku": "https://evil.example/jwks"}}), ""},
		{"without kid, signed by another key", sign(t, claims, signing{key: attacker, noKid: true}), "JOSE-20"},
		{"other claims under the signature", p[0] + "." + base64URL(otherClaims) + "." + p[2], "JOSE-20"},
		{"another header over the signature", parts(`{"kid":"RS256","alg":"RS256"}`, "="+p[1], "="+p[2]), "JOSE-20"},
		{"a signature of another algorithm with the same key", parts(`{"alg":"PS256","kid":"PS256"}`, "="+p[1], "="+p[2]), "JOSE-20"},
		{"half a signature", p[0] + "." + p[1] + "." + base64URL(make([]byte, 128)), "JOSE-20"},
		{"a P-256 key's name for ES384", parts(`{"alg":"ES384","kid":"ES256"}`, "="+es[1], "="+es[2]), "JOSE-05"},
		{"an RSA key's name for ES256", parts(`{"alg":"ES256","kid":"RS256"}`, "="+es[1], "="+es[2]), "JOSE-05"},
		{"a zero signature", esWith(make([]byte, 64)), "JOSE-20"},
		{"a signature in DER", esWith(der), "JOSE-20"},
		{"a signature that is too long", esWith(make([]byte, 65)), "JOSE-20"},
		{"an empty kid is none", sign(t, claims, signing{header: map[string]any{"kid": ""}}), ""},
		{"a kid that is a number", parts(`{"alg":"RS256","kid":1}`, "="+p[1], "="+p[2]), "JOSE-05"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			token, checks, err := j.judge(t, tt.token, validExpectation(testIssuer, j.now))
			wantVerdict(t, token, checks, err, tt.failed)
		})
	}
}

func TestPublicKeysAreNoHMACKeys(t *testing.T) { // JOSE-03
	j := newTokenJudge(t)
	der, err := x509.MarshalPKIXPublicKey(&testKeys().rsa.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	jwk, err := json.Marshal(publicJWK(t, jose.RS256))
	if err != nil {
		t.Fatal(err)
	}
	j.metadata.SigningAlgorithms = append(j.metadata.SigningAlgorithms, "HS256")
	for name, secret := range map[string][]byte{
		"DER": der, "PEM": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), "JWK": jwk, "modulus": testKeys().rsa.N.Bytes(),
	} {
		token, checks, err := j.judge(t, sign(t, validClaims(testIssuer, j.now), signing{alg: jose.HS256, key: secret, kid: "RS256"}), validExpectation(testIssuer, j.now))
		t.Run(name, func(t *testing.T) { wantVerdict(t, token, checks, err, "JOSE-03 JOSE-01") })
	}
}

func TestUnknownKeyIDsAreOnlyNames(t *testing.T) { // JOSE-05
	for _, kid := range []string{"../../etc/passwd", "https://evil.example/jwks", "' OR 1=1 --", strings.Repeat("k", 10_000), "rs256"} {
		s := &keyServer{keys: []any{keyNamed(t, "old")}}
		c, m := s.client()
		m.SigningAlgorithms = []string{"EdDSA"}
		now := time.Now()
		c.keys.reloads = slices.Repeat([]time.Time{now}, keyReloadsPerMinute) // no reload is left to wait for
		token, checks, err := c.validateIDToken(t.Context(), nil, m, NewSecret(sign(t, validClaims(testIssuer, now), signing{alg: jose.EdDSA, kid: kid})), validExpectation(testIssuer, now))
		wantVerdict(t, token, checks, err, "JOSE-05")
		if len(s.asked) != 1 {
			t.Errorf("asked %d times", len(s.asked))
		}
	}
}

func TestClaimsOfAnUnverifiedTokenAreMarked(t *testing.T) {
	j := newTokenJudge(t)
	valid := strings.Split(sign(t, validClaims(testIssuer, j.now), signing{}), ".")
	bad := valid[0] + "." + valid[1] + "." + base64URL(make([]byte, 256))
	_, checks, _ := j.judge(t, bad, validExpectation(testIssuer, j.now))
	for _, c := range checks {
		if want := strings.HasPrefix(c.ID, "IDT-") && c.Result != Skipped; c.Unverified != want {
			t.Errorf("%s (%s): unverified is %t", c.ID, c.Result, c.Unverified)
		}
	}
	_, checks, _ = j.judge(t, strings.Join(valid, "."), validExpectation(testIssuer, j.now))
	for _, c := range checks {
		if c.Unverified {
			t.Errorf("%s of a verified token is marked", c.ID)
		}
	}
}

func TestUnreachableKeysAreTheirOwnError(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	m, _, _, err := c.discover(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	p.handle("/jwks", statusHandler(http.StatusServiceUnavailable))
	now := time.Now()
	claims := validClaims(p.URL, now)
	token, checks, err := c.validateIDToken(t.Context(), nil, m, NewSecret(sign(t, claims, signing{})), validExpectation(p.URL, now))
	wantCode(t, err, CodeKeysUnreachable)
	wantCheck(t, checks, "JOSE-05", Failed)
	wantCheck(t, checks, "JOSE-20", Skipped)
	if token != nil {
		t.Errorf("token %v", token)
	}
	// a check that failed before is the error
	_, _, err = c.validateIDToken(t.Context(), nil, m, NewSecret(sign(t, claims, signing{header: map[string]any{"typ": "at+jwt"}})), validExpectation(p.URL, now))
	wantCode(t, err, CodeIDTokenTypeNotAllowed)
}

func TestVerifyingNeedsNoRequestAfterAPrefetch(t *testing.T) { // issue 2, 7.1
	for _, cacheControl := range []string{"", "no-store"} {
		p := newTestProvider(t)
		c := newTestClient(t, p)
		for path, serve := range map[string]http.HandlerFunc{openIDPath: p.handlers[openIDPath], "/jwks": p.handlers["/jwks"]} {
			p.handle(path, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Cache-Control", cacheControl)
				serve(w, r)
			})
		}
		if err := c.Prefetch(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		m, _, _, err := c.discover(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		startedAt := time.Now()
		stop := c.fetchKeysAhead(t.Context(), nil, m)
		waitFor(t, func() bool {
			c.keys.mu.Lock()
			defer c.keys.mu.Unlock()
			return c.keys.held.usable(m.JWKSURI, time.Now(), startedAt.Add(-httpTimeout))
		})
		stop()
		before := p.asked("/jwks") + p.asked(openIDPath)
		later := startedAt.Add(4 * time.Minute)
		c.Now = func() time.Time { return later }
		want := validExpectation(p.URL, later)
		want.StartedAt = startedAt
		token, checks, err := c.validateIDToken(t.Context(), nil, m, NewSecret(sign(t, validClaims(p.URL, later), signing{})), want)
		wantVerdict(t, token, checks, err, "")
		if after := p.asked("/jwks") + p.asked(openIDPath); after != before {
			t.Errorf("Cache-Control %q: %d requests stood between the redirect and the claims", cacheControl, after-before)
		}
	}
}
