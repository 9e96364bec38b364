package oauthflow

import (
	"crypto"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// readProof verifies a proof with the key in its header.
func readProof(t *testing.T, proof string) (map[string]any, map[string]any) {
	t.Helper()
	parsed, err := jwt.ParseSigned(proof, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := parsed.Claims(parsed.Headers[0].JSONWebKey.Key, &claims); err != nil {
		t.Fatal(err)
	}
	raw, err := base64.RawURLEncoding.DecodeString(proof[:strings.IndexByte(proof, '.')])
	if err != nil {
		t.Fatal(err)
	}
	var header map[string]any
	if err := json.Unmarshal(raw, &header); err != nil {
		t.Fatal(err)
	}
	return header, claims
}

// DPOP-01, DPOP-02, DPOP-03.
func TestAProofSaysWhatItIsFor(t *testing.T) {
	key, err := newDPoPKey()
	if err != nil {
		t.Fatal(err)
	}
	r := &http.Request{Method: http.MethodPost, URL: &url.URL{Scheme: "https", Host: "api.example", Path: "/a b", RawQuery: "q=secret", Fragment: "f", User: url.User("u")}}
	proof, err := key.proof(r, NewSecret("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"), "n-1", time.Unix(1562262616, 0))
	if err != nil {
		t.Fatal(err)
	}
	header, claims := readProof(t, proof)
	jwk, _ := header["jwk"].(map[string]any)
	if header["typ"] != "dpop+jwt" || header["alg"] != "ES256" || jwk["kty"] != "EC" || jwk["crv"] != "P-256" || len(jwk) != 4 || len(header) != 3 {
		t.Errorf("header %v", header)
	}
	if jwk["d"] != nil {
		t.Error("the private key is in the proof")
	}
	if claims["htm"] != "POST" || claims["htu"] != "https://api.example/a%20b" || claims["iat"] != float64(1562262616) || claims["nonce"] != "n-1" {
		t.Errorf("claims %v", claims)
	}
	if claims["ath"] != "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo" { // RFC 9449 §7, figure 12 and 13
		t.Errorf("ath %v", claims["ath"])
	}
	proof, _ = key.proof(r, Secret{}, "", time.Now())
	if _, claims := readProof(t, proof); claims["ath"] != nil || claims["nonce"] != nil {
		t.Errorf("without a token: %v", claims)
	}
}

// DPOP-02, DPOP-04.
func TestNoTwoProofsAreTheSame(t *testing.T) {
	key, _ := newDPoPKey()
	r := &http.Request{Method: http.MethodGet, URL: &url.URL{Scheme: "https", Host: "api.example"}}
	seen := map[any]bool{}
	for range 2000 {
		proof, err := key.proof(r, Secret{}, "", time.Unix(1, 0))
		if err != nil {
			t.Fatal(err)
		}
		raw, _ := base64.RawURLEncoding.DecodeString(strings.Split(proof, ".")[1])
		var claims map[string]any
		if json.Unmarshal(raw, &claims) != nil || claims["htu"] != "https://api.example/" || seen[claims["jti"]] || len(claims["jti"].(string)) < 16 {
			t.Fatalf("claims %v", claims)
		}
		seen[claims["jti"]] = true
	}
}

// DPOP-12, DPOP-13, RT-14.
func TestTheKeyOutlivesTheAppAndIsNotShown(t *testing.T) {
	key, _ := newDPoPKey()
	data, err := Session{DPoPKey: key.sealed, TokenType: "DPoP"}.SealedForm()
	if err != nil {
		t.Fatal(err)
	}
	s, err := OpenSealedForm(data)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.proofs(StepAPI, NewSecret("t"))
	if err != nil || p.key.Thumbprint() != key.Thumbprint() {
		t.Fatalf("%v", err)
	}
	var jwk jose.JSONWebKey
	if err := jwk.UnmarshalJSON([]byte(key.sealed.Reveal())); err != nil {
		t.Fatal(err)
	}
	digest, _ := jwk.Thumbprint(crypto.SHA256)
	if key.Thumbprint() != base64.RawURLEncoding.EncodeToString(digest) {
		t.Error("the thumbprint is of another key")
	}
	for _, shown := range []string{fmt.Sprint(key), fmt.Sprintf("%#v", key), fmt.Sprintf("%v", s.DPoPKey), fmt.Sprintf("%+v", authorizationRequest{Key: key}.Key)} {
		if shown != secretText {
			t.Errorf("it is shown as %s", shown)
		}
	}
	for name, sealed := range map[string]string{"none": "", "no JWK": "x", "a public key": publicHalf(t, jwk), "another curve": otherCurve(t)} {
		if _, err := (Session{DPoPKey: NewSecret(sealed), TokenType: "DPoP"}).proofs(StepAPI, Secret{}); err == nil {
			t.Errorf("%s: a bound session without its key was taken", name)
		}
	}
}

func publicHalf(t *testing.T, jwk jose.JSONWebKey) string {
	t.Helper()
	public := jwk.Public()
	data, err := public.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func otherCurve(t *testing.T) string {
	t.Helper()
	data, err := (jose.JSONWebKey{Key: testKeys().of(jose.ES384)}).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// DPOP-10.
func TestWhenProofsAreUsed(t *testing.T) {
	for name, row := range map[string]struct {
		use       DPoPUse
		announced []string
		used      bool
		result    Result // of DPOP-10; "": the question does not arise
	}{
		"off":                                      {DPoPOff, []string{"ES256"}, false, ""},
		"when offered, and offered":                {DPoPWhenOffered, []string{"RS256", "ES256"}, true, Passed},
		"when offered, and not offered":            {DPoPWhenOffered, nil, false, ""},
		"when offered, and nothing in common":      {DPoPWhenOffered, []string{"PS256"}, false, Skipped},
		"required, and offered":                    {DPoPRequired, []string{"ES256"}, true, Passed},
		"required, and not announced":              {DPoPRequired, nil, true, Skipped},
		"required, and nothing in common: stopped": {DPoPRequired, []string{"RS256"}, false, Failed},
	} {
		used, checks := Profile{DPoP: row.use}.useDPoP(&ServerMetadata{DPoPAlgorithms: row.announced})
		if used != row.used || (row.result == "") != (len(checks) == 0) {
			t.Errorf("%s: %v, %v", name, used, checks)
		}
		if row.result != "" {
			wantCheck(t, checks, "DPOP-10", row.result)
		}
	}
}

// DPOP-08, DPOP-09.
func TestNoncesAreKeptByOriginAndJudged(t *testing.T) {
	for name, row := range map[string]struct {
		values []string
		want   string
	}{
		"one":             {[]string{"eyJ7S_zG.eyJH0-Z.HX4w-7v"}, "eyJ7S_zG.eyJH0-Z.HX4w-7v"},
		"none":            {nil, ""},
		"two":             {[]string{"a", "b"}, ""},
		"empty":           {[]string{""}, ""},
		"a quote":         {[]string{`a"b`}, ""},
		"a backslash":     {[]string{`a\b`}, ""},
		"a space":         {[]string{"a b"}, ""},
		"a line break":    {[]string{"a\r\nb"}, ""},
		"beyond ASCII":    {[]string{"ä"}, ""},
		"longer than any": {[]string{strings.Repeat("n", maxNonce+1)}, ""},
	} {
		if got := nonceOf(http.Header{"Dpop-Nonce": row.values}); got != row.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	var n dpopNonces
	n.learn("https://a.example", http.Header{"Dpop-Nonce": {"one"}})
	n.learn("https://a.example", http.Header{"Dpop-Nonce": {"two"}})
	n.learn("https://a.example", http.Header{})
	if n.of("https://a.example") != "two" || n.of("https://b.example") != "" {
		t.Errorf("%q, %q", n.of("https://a.example"), n.of("https://b.example"))
	}
}

// DPOP-06: where the wish for a nonce is read.
func TestWhoAsksForANonce(t *testing.T) {
	header := func(values ...string) http.Header { return http.Header{"Www-Authenticate": values} }
	body := []byte(`{"error":"use_dpop_nonce"}`)
	for name, row := range map[string]struct {
		answer   answer
		resource bool
		want     bool
	}{
		"a token endpoint":                {answer{Status: 400, Body: body}, false, true},
		"a token endpoint with 200":       {answer{Status: 200, Body: body}, false, false},
		"another error":                   {answer{Status: 400, Body: []byte(`{"error":"invalid_dpop_proof"}`)}, false, false}, // DPOP-15
		"a token endpoint by a challenge": {answer{Status: 401, Header: header(`DPoP error="use_dpop_nonce"`)}, false, false},
		"a resource":                      {answer{Status: 401, Header: header(`DPoP error="use_dpop_nonce", error_description="x"`)}, true, true},
		"a resource, in lower case":       {answer{Status: 401, Header: header(`dpop error="use_dpop_nonce"`)}, true, true},
		"a resource, after another":       {answer{Status: 401, Header: header(`Bearer`, `DPOP algs="ES256", error=use_dpop_nonce`)}, true, true},
		"a resource with 403":             {answer{Status: 403, Header: header(`DPoP error="use_dpop_nonce"`)}, true, false},
		"a resource of another scheme":    {answer{Status: 401, Header: header(`Bearer error="use_dpop_nonce"`)}, true, false},
		"a resource by its body":          {answer{Status: 401, Body: body}, true, false},
	} {
		if got := asksForNonce(&row.answer, row.resource); got != row.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TRES-03, TRES-04, RT-13: the type of what was issued.
func TestTheTokenTypeIsJudgedByWhatWasProven(t *testing.T) {
	for name, row := range map[string]struct {
		kind          string
		proven, bound bool
		rule          string
		failed        []string
	}{
		"Bearer without a proof":             {"bEARER", false, false, "TRES-04", nil},
		"DPoP without a proof":               {"DPoP", false, false, "TRES-04", []string{"TRES-03"}},
		"DPoP with a proof":                  {"dpop", true, false, "TRES-04", nil},
		"DPoP with a proof, required":        {"DPoP", true, true, "TRES-04", nil},
		"Bearer with a proof":                {"Bearer", true, false, "TRES-04", nil},
		"Bearer where bound ones are wanted": {"Bearer", true, true, "TRES-04", []string{"TRES-04"}},
		"Bearer after bound ones":            {"Bearer", true, true, "RT-13", []string{"RT-13"}},
		"something else with a proof":        {"mac", true, true, "TRES-04", []string{"TRES-03", "TRES-04"}},
	} {
		body := strings.Replace(goodTokens, `"Bearer"`, `"`+row.kind+`"`, 1)
		_, checks, err := judgeTokenResponse(tokenAnswer(200, "application/json", body), tokenExpectation{
			Scopes: []string{"openid"}, Proven: row.proven, Bound: row.bound, BindingRule: row.rule,
		})
		if got := failures(checks); !slices.Equal(got, row.failed) || (err == nil) != (row.failed == nil) {
			t.Errorf("%s: failed %v, %v", name, got, err)
		}
	}
}
