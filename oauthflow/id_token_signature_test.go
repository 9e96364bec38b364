package oauthflow

import (
	"crypto/ecdsa"
	"crypto/ed25519"
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

func TestPublishedSignatures(t *testing.T) {
	const joe = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
	for _, tt := range []struct{ name, alg, key, token string }{
		{"RFC 7515 A.2", "RS256", `{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}`,
			"eyJhbGciOiJSUzI1NiJ9." + joe + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"},
		{"RFC 7515 A.3", "ES256", `{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}`,
			"eyJhbGciOiJFUzI1NiJ9." + joe + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"},
		{"RFC 8037 A.4", "EdDSA", `{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}`,
			"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			key, err := parseSigningKey(json.RawMessage(tt.key))
			if err != nil || !keyFits(key, tt.alg) {
				t.Fatalf("the key is refused: %v", err)
			}
			s := &signedToken{raw: tt.token, header: joseHeader{Algorithm: tt.alg}}
			if c := verifySignature(s, []jose.JSONWebKey{key}); c.Result != Passed {
				t.Errorf("%+v", c)
			}
			changed := strings.Replace(tt.token, ".e", ".f", 1)
			changed = strings.Replace(changed, ".R", ".S", 1)
			if c := verifySignature(&signedToken{raw: changed, header: s.header}, []jose.JSONWebKey{key}); c.Result != Failed {
				t.Errorf("changed: %+v", c)
			}
		})
	}
}

func TestSecondReadingKnowsKeyIssuerAndAudience(t *testing.T) {
	now := time.Now()
	raw := sign(t, validClaims(testIssuer, now), signing{alg: jose.EdDSA})
	read := func(key ed25519.PublicKey, issuer, client string) Result {
		s := &signedToken{raw: raw, header: joseHeader{Algorithm: "EdDSA"}, key: key}
		return s.secondReading(t.Context(), idTokenExpectation{Issuer: issuer, ClientID: client}).Result
	}
	public, ok := testKeys().ed25519.Public().(ed25519.PublicKey)
	if !ok {
		t.Fatal("no key")
	}
	other, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if read(public, testIssuer, testClientID) != Passed || read(other, testIssuer, testClientID) != Failed ||
		read(public, testIssuer+"/", testClientID) != Failed || read(public, testIssuer, "another") != Failed {
		t.Error("go-oidc does not judge as expected")
	}
}
