package oauthflow

import (
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
)

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
