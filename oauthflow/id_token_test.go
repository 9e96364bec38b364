package oauthflow

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// tokenJudge is a Client that holds the provider's keys and has no network, so that a request would fail the test.
type tokenJudge struct {
	client   *Client
	metadata *ServerMetadata
	now      time.Time
}

func newTokenJudge(t testing.TB) *tokenJudge {
	t.Helper()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	noNetwork := transportFunc(func(r *http.Request) (*http.Response, error) {
		t.Errorf("a request to %s", r.URL)
		return nil, http.ErrServerClosed
	})
	c := NewClient(Profile{}, noNetwork, nil, nil)
	c.Now = func() time.Time { return now }
	m := &ServerMetadata{Issuer: testIssuer, JWKSURI: testIssuer + "/jwks"}
	var keys []any
	for _, alg := range signingAlgorithms() {
		m.SigningAlgorithms = append(m.SigningAlgorithms, string(alg))
		keys = append(keys, publicJWK(t, alg))
	}
	parsed, refused, err := parseKeySet(keySetText(t, keys...))
	if err != nil {
		t.Fatal(err)
	}
	c.keys.held = &loadedKeys{uri: m.JWKSURI, keys: parsed, refused: refused, fetchedAt: now, expiresAt: now.Add(time.Hour)}
	return &tokenJudge{client: c, metadata: m, now: now}
}

func (j *tokenJudge) judge(t testing.TB, token string, want idTokenExpectation) (*idToken, []Check, error) {
	return j.client.validateIDToken(t.Context(), nil, j.metadata, NewSecret(token), want)
}

func idTokenRows() []string {
	return []string{
		"JOSE-19", "JOSE-15", "JOSE-14", "JOSE-16", "JOSE-02", "JOSE-03", "JOSE-01", "JOSE-13", "JOSE-17", "JOSE-05", "JOSE-20",
		"IDT-01", "IDT-02", "IDT-03", "IDT-04", "IDT-05", "IDT-06", "IDT-07", "IDT-08", "IDT-09",
		"IDT-10", "IDT-11", "IDT-12", "IDT-13", "IDT-14", "IDT-17",
	}
}

// wantVerdict fails unless exactly the rows failed, the error is the first one's, and the token is there only if none did.
func wantVerdict(t *testing.T, token *idToken, checks []Check, err error, failed string) {
	t.Helper()
	if got := strings.Join(failures(checks), " "); got != failed {
		t.Errorf("failed: %q, want %q", got, failed)
		for _, c := range checks {
			if c.Result == Failed {
				t.Logf("%s: expected %q, actual %q", c.ID, c.Expected, c.Actual)
			}
		}
	}
	wantLedger(t, checks, idTokenRows()...)
	if failed == "" {
		if err != nil || token == nil {
			t.Errorf("token %v, error %v", token, err)
		}
		return
	}
	first, _, _ := strings.Cut(failed, " ")
	e := wantCode(t, err, ruleByID(first).code)
	if token != nil || e.Step != StepVerify || e.Expected == "" || e.Actual == "" {
		t.Errorf("token %v, error %+v", token, e)
	}
}

func TestValidIDTokensOfEveryAlgorithm(t *testing.T) { // JOSE-01
	j := newTokenJudge(t)
	for _, alg := range signingAlgorithms() {
		for _, s := range []signing{{alg: alg}, {alg: alg, header: map[string]any{"typ": "JWT"}}, {alg: alg, noKid: true}} {
			claims := validClaims(testIssuer, j.now)
			hash, _ := leftHalfHash(string(alg), "access-token")
			claims["at_hash"] = hash
			token, checks, err := j.judge(t, sign(t, claims, s), validExpectation(testIssuer, j.now))
			wantVerdict(t, token, checks, err, "")
			if token == nil {
				t.Fatalf("%s refused", alg)
			}
			if token.Subject != "alice-1" || token.Algorithm != string(alg) || (token.KeyID == string(alg)) == s.noKid {
				t.Errorf("token is %+v", token)
			}
			if token.Claims["exp"] != json.Number(fmt.Sprint(j.now.Add(time.Hour).Unix())) || token.Claims["sub"] != "alice-1" {
				t.Errorf("claims are %v", token.Claims)
			}
			if passed := Count(checks, Passed); passed != 20 || Count(checks, Skipped) != 6 {
				t.Errorf("%d passed, %d skipped", passed, Count(checks, Skipped))
			}
		}
	}
}

// parts makes a token of its parts, which are JSON texts or ready base64url after a "=".
func parts(header, claims, signature string) string {
	enc := func(s string) string {
		if ready, ok := strings.CutPrefix(s, "="); ok {
			return ready
		}
		return base64URL([]byte(s))
	}
	return enc(header) + "." + enc(claims) + "." + enc(signature)
}

func TestFormOfAnIDToken(t *testing.T) { // JOSE-14, JOSE-15, JOSE-16, JOSE-19
	j := newTokenJudge(t)
	valid := sign(t, validClaims(testIssuer, j.now), signing{})
	p := strings.Split(valid, ".")
	payload, err := json.Marshal(validClaims(testIssuer, j.now))
	if err != nil {
		t.Fatal(err)
	}
	raw := strings.TrimSuffix(string(payload), "}")
	const header = `{"alg":"RS256","kid":"RS256"}`
	deep := `{"alg":"RS256","x":` + strings.Repeat("[", 3_000_000) + `}`
	nested := `,"deep":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `}`
	for _, tt := range []struct{ name, token, failed string }{
		{"the valid token", valid, ""},
		{"no token", "", "JOSE-14"},
		{"one part", p[0], "JOSE-14"},
		{"two parts", p[0] + "." + p[1], "JOSE-14"},
		{"four parts", valid + ".x", "JOSE-14"},
		{"six parts", "a.b.c.d.e.f", "JOSE-14"},
		{"five parts", "eyJhbGciOiJkaXIifQ..a.b.c", "JOSE-15"},
		{"five parts that ask for two thousand million rounds", base64URL([]byte(`{"alg":"PBES2-HS256+A128KW","p2c":2000000000}`)) + ".a.b.c.d", "JOSE-15"},
		{"the JSON serialization", `{"payload":"` + p[1] + `","protected":"` + p[0] + `","signature":"` + p[2] + `"}`, "JOSE-14"},
		{"a space before it", " " + valid, "JOSE-14"},
		{"a line end after it", valid + "\n", "JOSE-14"},
		{"a line end within it", p[0] + "." + p[1] + ".\r\n" + p[2], "JOSE-14"},
		{"padding", p[0] + "." + p[1] + "." + p[2] + "=", "JOSE-14"},
		{"the alphabet of base64", p[0] + "." + p[1] + "." + strings.Repeat("+/", 171), "JOSE-14"},
		{"stray bits at the end", p[0] + "." + p[1] + "." + p[2][:len(p[2])-1] + "B", "JOSE-14"},
		{"an empty header", "." + p[1] + "." + p[2], "JOSE-14"},
		{"a detached payload", p[0] + ".." + p[2], "JOSE-14"},
		{"an empty signature", p[0] + "." + p[1] + ".", "JOSE-14"},
		{"a header that is no object", parts("[]", "="+p[1], "="+p[2]), "JOSE-14"},
		{"claims that are no object", sign(t, `"claims"`, signing{}), "JOSE-14"},
		{"claims that are no JSON", sign(t, `claims`, signing{}), "JOSE-14"},
		{"claims in another encoding", sign(t, "{\"iss\":\"\xff\"}", signing{}), "JOSE-14"},
		{"a claim given twice", sign(t, raw+`,"sub":"eve"}`, signing{}), "JOSE-16"},
		{"a claim in another letter case", sign(t, raw+`,"Sub":"eve"}`, signing{}), "JOSE-16"},
		{"a header name given twice", parts(`{"alg":"none","alg":"RS256"}`, "="+p[1], "="+p[2]), "JOSE-16"},
		{"a token over 64 KiB", sign(t, raw+`,"x":"`+strings.Repeat("x", maxJWT)+`"}`, signing{}), "JOSE-19"},
		{"a header over 16 KiB", parts(`{"alg":"RS256","x":"`+strings.Repeat("x", maxJOSEHeader)+`"}`, "="+p[1], "="+p[2]), "JOSE-19"},
		{"a header of millions of arrays", parts(deep, "="+p[1], "="+p[2]), "JOSE-19"},
		{"a header of 65 levels", parts(strings.TrimSuffix(header, "}")+nested, "="+p[1], "="+p[2]), "JOSE-19"},
		{"claims of 65 levels", sign(t, raw+nested, signing{}), "JOSE-19"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			token, checks, err := j.judge(t, tt.token, validExpectation(testIssuer, j.now))
			wantVerdict(t, token, checks, err, tt.failed)
			if tt.failed != "" && wantCheck(t, checks, "JOSE-20", Skipped).Reason == "" {
				t.Error("the signature was judged")
			}
		})
	}
}

func TestHeaderOfAnIDToken(t *testing.T) { // JOSE-01, JOSE-02, JOSE-03, JOSE-13, JOSE-17
	j := newTokenJudge(t)
	valid := sign(t, validClaims(testIssuer, j.now), signing{})
	p := strings.Split(valid, ".")
	header := func(members string) string { return parts(`{"kid":"RS256",`+members+`}`, "="+p[1], "="+p[2]) }
	signed := func(name string, value any) string {
		return sign(t, validClaims(testIssuer, j.now), signing{header: map[string]any{name: value}})
	}
	for _, tt := range []struct{ name, token, failed string }{
		{"none without a signature", parts(`{"alg":"none"}`, "="+p[1], ""), "JOSE-02 JOSE-01"},
		{"None without a signature", parts(`{"alg":"None"}`, "="+p[1], ""), "JOSE-02 JOSE-01"},
		{"nOnE with a signature", header(`"alg":"nOnE"`), "JOSE-02 JOSE-01"},
		{"NONE with a signature", header(`"alg":"NONE"`), "JOSE-02 JOSE-01"},
		{"an empty alg", header(`"alg":""`), "JOSE-02 JOSE-01"},
		{"no alg", header(`"x":1`), "JOSE-02 JOSE-01"},
		{"an alg of null", header(`"alg":null`), "JOSE-02 JOSE-01"},
		{"an alg that is a list", header(`"alg":["RS256"]`), "JOSE-02 JOSE-01"},
		{"HS256", header(`"alg":"HS256"`), "JOSE-03 JOSE-01"},
		{"hs512", header(`"alg":"hs512"`), "JOSE-03 JOSE-01"},
		{"rs256 in lower case", header(`"alg":"rs256"`), "JOSE-01"},
		{"ES256K", header(`"alg":"ES256K"`), "JOSE-01"},
		{"RSA1_5", header(`"alg":"RSA1_5"`), "JOSE-01"},
		{"an unknown critical header", header(`"alg":"RS256","crit":["exp"],"exp":1`), "JOSE-13"},
		{"an empty crit", header(`"alg":"RS256","crit":[]`), "JOSE-13"},
		{"a crit that names nothing there", header(`"alg":"RS256","crit":["x"]`), "JOSE-13"},
		{"a crit of null", header(`"alg":"RS256","crit":null`), "JOSE-13"},
		{"b64 false", header(`"alg":"RS256","crit":["b64"],"b64":false`), "JOSE-13"},
		{"b64 without crit", signed("b64", true), "JOSE-13"},
		{"the type jwt", signed("typ", "jwt"), ""},
		{"the type application/jwt", signed("typ", "application/JWT"), ""},
		{"an access token", signed("typ", "at+jwt"), "JOSE-17"},
		{"an access token by its whole type", signed("typ", "application/at+jwt"), "JOSE-17"},
		{"a logout token", signed("typ", "logout+jwt"), "JOSE-17"},
		{"a proof", signed("typ", "dpop+jwt"), "JOSE-17"},
		{"a security event", signed("typ", "secevent+jwt"), "JOSE-17"},
		{"an introspection answer", signed("typ", "token-introspection+jwt"), "JOSE-17"},
		{"an empty type", signed("typ", ""), "JOSE-17"},
		{"a type that is a number", signed("typ", 1), "JOSE-17"},
		{"an unknown header", signed("x", "y"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			token, checks, err := j.judge(t, tt.token, validExpectation(testIssuer, j.now))
			wantVerdict(t, token, checks, err, tt.failed)
		})
	}
}

func TestMetadataOnlyNarrowsTheAlgorithms(t *testing.T) { // JOSE-01, DISC-12
	j := newTokenJudge(t)
	for _, tt := range []struct {
		name      string
		announced []string
		alg       jose.SignatureAlgorithm
		failed    string
	}{
		{"an announced algorithm", []string{"ES256"}, jose.ES256, ""},
		{"one that is not announced", []string{"RS256"}, jose.ES256, "JOSE-01"},
		{"RS256 where nothing is announced", nil, jose.RS256, ""},
		{"ES256 where nothing is announced", nil, jose.ES256, "JOSE-01"},
		{"an empty announcement", []string{}, jose.RS256, "JOSE-01"},
		{"an announcement of none and HS256", []string{"none", "HS256"}, jose.RS256, "JOSE-01"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j.metadata.SigningAlgorithms = tt.announced
			token, checks, err := j.judge(t, sign(t, validClaims(testIssuer, j.now), signing{alg: tt.alg}), validExpectation(testIssuer, j.now))
			wantVerdict(t, token, checks, err, tt.failed)
		})
	}
	j.metadata.SigningAlgorithms = []string{"none", "HS256", "RS256"}
	for alg, failed := range map[string]string{"none": "JOSE-02 JOSE-01", "HS256": "JOSE-03 JOSE-01"} {
		token, checks, err := j.judge(t, parts(`{"alg":"`+alg+`"}`, `{}`, "x"), validExpectation(testIssuer, j.now))
		if got := failures(checks); len(got) < 2 || strings.Join(got[:2], " ") != failed || token != nil || err == nil {
			t.Errorf("announced %s: failed %v", alg, got)
		}
	}
}

func TestCancelledValidationIsCancelled(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	m, _, _, err := c.discover(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	p.handle("/jwks", func(_ http.ResponseWriter, r *http.Request) {
		cancel(ErrCanceled)
		<-r.Context().Done()
	})
	now := time.Now()
	token, _, err := c.validateIDToken(ctx, nil, m, NewSecret(sign(t, validClaims(p.URL, now), signing{})), validExpectation(p.URL, now))
	wantCode(t, err, CodeCancelled)
	if token != nil {
		t.Errorf("token %v", token)
	}
	wantNoGoroutine(t, "oauthflow.(*Client).askForKeys")
}

func FuzzIDToken(f *testing.F) {
	j := newTokenJudge(f)
	claims := validClaims(testIssuer, j.now)
	var known []string
	for _, alg := range []jose.SignatureAlgorithm{jose.RS256, jose.EdDSA} {
		known = append(known, sign(f, claims, signing{alg: alg}))
	}
	for _, token := range known {
		f.Add(token)
		p := strings.Split(token, ".")
		f.Add(parts(`{"alg":"none"}`, "="+p[1], ""))
		f.Add(parts(`{"alg":"HS256","kid":"RS256"}`, "="+p[1], "="+p[2]))
		f.Add(`{"payload":"` + p[1] + `","protected":"` + p[0] + `","signature":"` + p[2] + `"}`)
	}
	f.Add("a.b.c.d.e")
	want := validExpectation(testIssuer, j.now)
	rows := idTokenRows()
	m := *j.metadata
	m.SigningAlgorithms = slices.Clone(m.SigningAlgorithms)
	// an unknown kid asks for the keys again; here nobody answers, and the reloads are used up
	j.client.Transport = transportFunc(func(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed })
	j.client.keys.reloads = slices.Repeat([]time.Time{j.now}, keyReloadsPerMinute)
	f.Fuzz(func(t *testing.T, raw string) {
		token, checks, err := j.client.validateIDToken(t.Context(), nil, &m, NewSecret(raw), want)
		if (token == nil) == (err == nil) || len(checks) != len(rows) {
			t.Fatalf("token %v, error %v, %d checks", token, err, len(checks))
		}
		if token != nil && !slices.Contains(known, raw) {
			t.Fatalf("accepted a token that nobody signed: %q", raw)
		}
	})
}
