package oauthflow

import (
	"strings"
	"testing"

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
