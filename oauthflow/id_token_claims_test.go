package oauthflow

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// claimRow changes one claim of the valid token, or what is expected of it.
type claimRow struct {
	name   string
	claim  string
	value  any // nil: the claim is removed
	want   func(*idTokenExpectation)
	failed string
}

func judgeClaimRows(t *testing.T, rows []claimRow) {
	t.Helper()
	j := newTokenJudge(t)
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			claims := validClaims(testIssuer, j.now)
			if tt.claim != "" {
				claims = changed(claims, tt.claim, tt.value)
			}
			want := validExpectation(testIssuer, j.now)
			if tt.want != nil {
				tt.want(&want)
			}
			token, checks, err := j.judge(t, sign(t, claims, signing{alg: jose.EdDSA}), want)
			wantVerdict(t, token, checks, err, tt.failed)
			wantCheck(t, checks, "JOSE-20", Passed)
		})
	}
}

func TestClaimsAboutIssuerSubjectAndAudience(t *testing.T) { // IDT-01 to IDT-05
	judgeClaimRows(t, []claimRow{
		{name: "the valid claims"},
		{name: "no issuer", claim: "iss", failed: "IDT-01"},
		{name: "an empty issuer", claim: "iss", value: "", failed: "IDT-01"},
		{name: "an issuer with a slash more", claim: "iss", value: testIssuer + "/", failed: "IDT-01"},
		{name: "an issuer in other letter case", claim: "iss", value: strings.ToUpper(testIssuer), failed: "IDT-01"},
		{name: "another issuer", claim: "iss", value: "https://evil.example", failed: "IDT-01"},
		{name: "an issuer without its scheme", claim: "iss", value: strings.TrimPrefix(testIssuer, "https://"), failed: "IDT-01"},
		{name: "a list of issuers", claim: "iss", value: []string{testIssuer}, failed: "IDT-01"},

		{name: "no subject", claim: "sub", failed: "IDT-02"},
		{name: "an empty subject", claim: "sub", value: "", failed: "IDT-02"},
		{name: "a subject that is a number", claim: "sub", value: 7, failed: "IDT-02"},
		{name: "a subject that is a list", claim: "sub", value: []string{"alice-1"}, failed: "IDT-02"},
		{name: "a subject of 255 characters", claim: "sub", value: strings.Repeat("x", 255)},
		{name: "a subject of 256 characters", claim: "sub", value: strings.Repeat("x", 256), failed: "IDT-02"},
		{name: "a subject outside of ASCII", claim: "sub", value: "Ωmega", failed: "IDT-02"},

		{name: "no audience", claim: "aud", failed: "IDT-03"},
		{name: "an empty audience", claim: "aud", value: "", failed: "IDT-03 IDT-04"},
		{name: "an empty list of audiences", claim: "aud", value: []string{}, failed: "IDT-03"},
		{name: "another audience", claim: "aud", value: "another-app", failed: "IDT-03 IDT-04"},
		{name: "an audience in other letter case", claim: "aud", value: strings.ToUpper(testClientID), failed: "IDT-03 IDT-04"},
		{name: "an audience that is a number", claim: "aud", value: 1, failed: "IDT-03"},
		{name: "a list with a number", claim: "aud", value: []any{testClientID, 1}, failed: "IDT-03"},
		{name: "a list of our client alone", claim: "aud", value: []string{testClientID}},
		{name: "our client among others", claim: "aud", value: []string{testClientID, "another-app"}, failed: "IDT-04"},

		{name: "we are the authorized party", claim: "azp", value: testClientID},
		{name: "another authorized party", claim: "azp", value: "another-app", failed: "IDT-05"},
		{name: "an empty authorized party", claim: "azp", value: "", failed: "IDT-05"},
		{name: "an authorized party that is a list", claim: "azp", value: []string{testClientID}, failed: "IDT-05"},
		{name: "a claim that holds markup", claim: "name", value: "<b>\u202e[x](javascript:1)"},
		{name: "an e-mail flag of another type", claim: "email_verified", value: "true"},                                                                       // IDT-20
		{name: "distributed claims are not fetched", claim: "_claim_sources", value: map[string]any{"a": map[string]any{"endpoint": "https://evil.example/"}}}, // IDT-19
	})
}

func TestClaimsAboutTheRequest(t *testing.T) { // IDT-10, IDT-11, IDT-17
	asked := func(values ...string) func(*idTokenExpectation) {
		return func(w *idTokenExpectation) { w.ACRValues = values }
	}
	person := func(sub string) func(*idTokenExpectation) { return func(w *idTokenExpectation) { w.Subject = sub } }
	optional := func(w *idTokenExpectation) { w.NonceOptional = true }
	judgeClaimRows(t, []claimRow{
		{name: "no nonce", claim: "nonce", failed: "IDT-10"},
		{name: "an empty nonce", claim: "nonce", value: "", failed: "IDT-10"},
		{name: "another nonce", claim: "nonce", value: "nonce-of-an-earlier-one", failed: "IDT-10"},
		{name: "a nonce in other letter case", claim: "nonce", value: "Nonce-of-this-sign-in", failed: "IDT-10"},
		{name: "a beginning of the nonce", claim: "nonce", value: "nonce-of-this-sign-i", failed: "IDT-10"},
		{name: "a nonce in a list", claim: "nonce", value: []string{"nonce-of-this-sign-in"}, failed: "IDT-10"},
		{name: "an empty nonce where none was sent", claim: "nonce", value: "", want: func(w *idTokenExpectation) { w.Nonce = Secret{} }, failed: "IDT-10"},
		{name: "no nonce after a refresh", claim: "nonce", want: optional},
		{name: "the original nonce after a refresh", want: optional},
		{name: "another nonce after a refresh", claim: "nonce", value: "other", want: optional, failed: "IDT-10"},

		{name: "an acr that was asked for", claim: "acr", value: "gold", want: asked("silver", "gold")},
		{name: "an acr that was not", claim: "acr", value: "bronze", want: asked("silver", "gold"), failed: "IDT-11"},
		{name: "no acr although one was asked for", want: asked("gold"), failed: "IDT-11"},
		{name: "an acr in a list", claim: "acr", value: []string{"gold"}, want: asked("gold"), failed: "IDT-11"},
		{name: "an acr where none was asked for", claim: "acr", value: "0"},

		{name: "the same person", want: person("alice-1")},
		{name: "another person", want: person("bob-2"), failed: "IDT-17"},
		{name: "the same person in other letter case", want: person("Alice-1"), failed: "IDT-17"},
		{name: "nobody where a person was expected", claim: "sub", want: person("alice-1"), failed: "IDT-02 IDT-17"},
		{name: "another person with the same e-mail", claim: "email", value: "alice@example", want: person("bob-2"), failed: "IDT-17"}, // IDT-16
	})
}

func TestDatesOfAnIDToken(t *testing.T) { // IDT-06 to IDT-09, IDT-12, IDT-13, IDT-18
	now := newTokenJudge(t).now
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	refreshed := func(w *idTokenExpectation) { w.Fresh = false }
	maxAge := func(seconds int) func(*idTokenExpectation) {
		return func(w *idTokenExpectation) { w.MaxAge = &seconds }
	}
	anew := func(w *idTokenExpectation) { w.PromptLogin = true } // the request was made a minute ago
	judgeClaimRows(t, []claimRow{
		{name: "no expiry", claim: "exp", failed: "IDT-06"},
		{name: "an expiry of null", claim: "exp", value: json.RawMessage("null"), failed: "IDT-06"},
		{name: "an expiry in a string", claim: "exp", value: "1795000000", failed: "IDT-06"},
		{name: "expired an hour ago", claim: "exp", value: at(-time.Hour), failed: "IDT-06"},
		{name: "expired just at the leeway", claim: "exp", value: at(-leeway), failed: "IDT-06"},
		{name: "expired within the leeway", claim: "exp", value: at(-leeway + time.Second)},
		{name: "an expiry with a fraction", claim: "exp", value: float64(at(time.Hour)) + 0.5},
		{name: "an expiry in the year 9999", claim: "exp", value: 253402300799},
		{name: "an expiry in the year 10000", claim: "exp", value: 253402300800, failed: "IDT-06"},
		{name: "an expiry of 1e300", claim: "exp", value: json.Number("1e300"), failed: "IDT-06"},
		{name: "an expiry of 1e400", claim: "exp", value: json.Number("1e400"), failed: "IDT-06"},
		{name: "an expiry that an int64 cannot hold", claim: "exp", value: uint64(math.MaxUint64), failed: "IDT-06"},
		{name: "an expiry of -1", claim: "exp", value: -1, failed: "IDT-06"},

		{name: "no issue time", claim: "iat", failed: "IDT-07"},
		{name: "an issue time in a string", claim: "iat", value: "1795000000", failed: "IDT-07"},
		{name: "an issue time of -1", claim: "iat", value: -1, failed: "IDT-07"},
		{name: "an issue time of 1e300", claim: "iat", value: json.Number("1e300"), failed: "IDT-07"},
		{name: "issued tomorrow", claim: "iat", value: at(24 * time.Hour), failed: "IDT-08"},
		{name: "issued at the leeway from now", claim: "iat", value: at(leeway)},
		{name: "issued beyond the leeway from now", claim: "iat", value: at(leeway + time.Second), failed: "IDT-08"},
		{name: "issued ten minutes ago", claim: "iat", value: at(-maxIssueAge)},
		{name: "issued more than ten minutes ago", claim: "iat", value: at(-maxIssueAge - time.Second), failed: "IDT-08"},
		{name: "issued a week ago", claim: "iat", value: at(-7 * 24 * time.Hour), failed: "IDT-08"},
		{name: "issued a week ago, from a refresh", claim: "iat", value: at(-7 * 24 * time.Hour), want: refreshed},
		{name: "issued tomorrow, from a refresh", claim: "iat", value: at(24 * time.Hour), want: refreshed, failed: "IDT-08"},

		{name: "valid already", claim: "nbf", value: at(-time.Hour)},
		{name: "valid within the leeway", claim: "nbf", value: at(leeway)},
		{name: "valid in an hour", claim: "nbf", value: at(time.Hour), failed: "IDT-09"},
		{name: "valid from a string", claim: "nbf", value: "now", failed: "IDT-09"},
		{name: "valid from null", claim: "nbf", value: json.RawMessage("null"), failed: "IDT-09"},

		{name: "a recent sign-in", claim: "auth_time", value: at(-time.Minute), want: maxAge(300)},
		{name: "a sign-in at the limit", claim: "auth_time", value: at(-5*time.Minute - leeway), want: maxAge(300)},
		{name: "a sign-in beyond the limit", claim: "auth_time", value: at(-5*time.Minute - leeway - time.Second), want: maxAge(300), failed: "IDT-12"},
		{name: "max_age of 0 and a sign-in just now", claim: "auth_time", value: at(0), want: maxAge(0)},
		{name: "max_age of 0 and an old sign-in", claim: "auth_time", value: at(-time.Hour), want: maxAge(0), failed: "IDT-12"},
		{name: "a sign-in of tomorrow", claim: "auth_time", value: at(24 * time.Hour), want: maxAge(300), failed: "IDT-12"},
		{name: "no time of the sign-in", want: maxAge(300), failed: "IDT-12"},
		{name: "a time of the sign-in in a string", claim: "auth_time", value: "now", want: maxAge(300), failed: "IDT-12"},
		{name: "an old sign-in where nothing was asked", claim: "auth_time", value: at(-1000 * time.Hour)},

		{name: "signed in anew", claim: "auth_time", value: at(-30 * time.Second), want: anew},
		{name: "signed in within the leeway before the request", claim: "auth_time", value: at(-2 * time.Minute), want: anew},
		{name: "signed in before the request", claim: "auth_time", value: at(-2*time.Minute - time.Second), want: anew, failed: "IDT-13"},
		{name: "signed in anew at a time that is not told", want: anew},
		{name: "signed in anew in a string", claim: "auth_time", value: "now", want: anew, failed: "IDT-13"},
	})
}

func TestWrongClockIsNamed(t *testing.T) { // DISP-06
	j := newTokenJudge(t)
	expired := sign(t, changed(validClaims(testIssuer, j.now), "exp", j.now.Add(-time.Hour).Unix()), signing{})
	for offset, want := range map[time.Duration]string{
		-time.Hour:       "clock is 1h0m0s ahead of the provider's",
		10 * time.Minute: "clock is 10m0s behind the provider's",
		5 * time.Minute:  "",
		0:                "",
	} {
		j.metadata.ClockOffset = offset
		_, checks, _ := j.judge(t, expired, validExpectation(testIssuer, j.now))
		actual := wantCheck(t, checks, "IDT-06", Failed).Actual
		if want == "" && strings.Contains(actual, "clock") || !strings.Contains(actual, want) {
			t.Errorf("offset %v: %q", offset, actual)
		}
	}
}

func TestAccessTokenHash(t *testing.T) { // IDT-14
	j := newTokenJudge(t)
	hash := func(alg string) string { h, _ := leftHalfHash(alg, "access-token"); return h }
	for _, tt := range []struct {
		name   string
		alg    jose.SignatureAlgorithm
		hash   any
		failed string
	}{
		{"the hash of another algorithm", jose.RS256, hash("RS512"), "IDT-14"},
		{"the hash of SHA-256 for EdDSA", jose.EdDSA, hash("ES256"), "IDT-14"},
		{"another value", jose.RS256, "AAAAAAAAAAAAAAAAAAAAAA", "IDT-14"},
		{"a beginning of the hash", jose.RS256, hash("RS256")[:20], "IDT-14"},
		{"the hash with padding", jose.RS256, hash("RS256") + "==", "IDT-14"},
		{"an empty hash", jose.RS256, "", "IDT-14"},
		{"a hash in a list", jose.RS256, []string{hash("RS256")}, "IDT-14"},
		{"no hash", jose.RS256, nil, ""},
		{"the right hash", jose.ES384, hash("ES384"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			token, checks, err := j.judge(t, sign(t, changed(validClaims(testIssuer, j.now), "at_hash", tt.hash), signing{alg: tt.alg}), validExpectation(testIssuer, j.now))
			wantVerdict(t, token, checks, err, tt.failed)
		})
	}
	want := validExpectation(testIssuer, j.now)
	want.AccessToken = NewSecret("another-token")
	token, checks, err := j.judge(t, sign(t, changed(validClaims(testIssuer, j.now), "at_hash", hash("RS256")), signing{}), want)
	wantVerdict(t, token, checks, err, "IDT-14")
}

func TestPublishedAccessTokenHash(t *testing.T) { // OpenID Connect Core, appendix A.3 and A.6
	for value, want := range map[string]string{
		"jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y":                "77QmUPtjPfzWtF2AnpK9RQ",
		"Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk": "LDktKdoQak3Pk0cnXxCltA",
	} {
		if got, ok := leftHalfHash("RS256", value); got != want || !ok {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
	for alg, want := range map[string]int{"RS256": 22, "PS384": 32, "EdDSA": 43} {
		if got, _ := leftHalfHash(alg, "x"); len(got) != want {
			t.Errorf("%s: %d characters, want %d", alg, len(got), want)
		}
	}
}

func TestHashWithoutAKnownAlgorithmFails(t *testing.T) { // IDT-15
	for _, alg := range []string{"", "none", "XS256", "HS256", "ES256K"} {
		if h, ok := leftHalfHash(alg, "access-token"); ok || h != "" {
			t.Errorf("%q gave %q", alg, h)
		}
		j := claimsJudgement{claims: map[string]any{"at_hash": ""}, algorithm: alg}
		if c := j.accessTokenHash(); c.Result != Failed {
			t.Errorf("%q: %+v", alg, c)
		}
	}
}

func TestEvidenceShowsNoSecret(t *testing.T) { // DISP-02
	j := newTokenJudge(t)
	want := validExpectation(testIssuer, j.now)
	raw := sign(t, changed(validClaims(testIssuer, j.now), "nonce", "another-nonce-of-theirs"), signing{})
	_, checks, err := j.judge(t, raw, want)
	evidence := err.Error()
	for _, c := range checks {
		evidence += c.Expected + c.Actual + c.Reason
	}
	for _, secret := range append(strings.Split(raw, "."), want.Nonce.Reveal(), "another-nonce-of-theirs", want.AccessToken.Reveal()) {
		if strings.Contains(evidence, secret) {
			t.Errorf("the evidence holds %q", secret)
		}
	}
	if c := wantCheck(t, checks, "IDT-10", Failed); c.Expected != "nonce-…" || c.Actual != "anothe…" {
		t.Errorf("expected %q, actual %q", c.Expected, c.Actual)
	}
	_, checks, _ = j.judge(t, sign(t, changed(validClaims(testIssuer, j.now), "iss", "https://\u202e.example"), signing{}), want)
	if c := wantCheck(t, checks, "IDT-01", Failed); c.Actual != "https://‹U+202E›.example" { // DISP-01
		t.Errorf("actual %q", c.Actual)
	}
}
