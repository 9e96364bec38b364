package oauthflow

import (
	"encoding/json"
	"strings"
	"testing"
)

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
