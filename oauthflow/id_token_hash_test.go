package oauthflow

import (
	"testing"

	"github.com/go-jose/go-jose/v4"
)

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
