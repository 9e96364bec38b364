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
