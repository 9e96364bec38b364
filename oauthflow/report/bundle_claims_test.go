package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// sessionBundle is a bundle of nothing but a session with these claims, or what NewBundle says about it.
func sessionBundle(t *testing.T, claims string) report.Bundle {
	t.Helper()
	p := oauthflow.Profile{ID: "1", Name: "Small", Issuer: "https://op.example", ClientID: "client", Scopes: []string{"openid"}, Redirect: oauthflow.DefaultRedirect()}
	s := &oauthflow.Session{Issuer: p.Issuer, ClientID: p.ClientID, IDToken: oauthflow.NewSecret("x")}
	if err := json.Unmarshal([]byte(claims), &s.Claims); err != nil {
		t.Fatal(err)
	}
	b, err := report.NewBundle("Proofkey 1.0", p, s, nil, report.Options{At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Personal: true})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func nested(depth int) string {
	return strings.Repeat(`{"x":`, depth) + "1" + strings.Repeat("}", depth)
}

func many(n int) string { return "[" + strings.Repeat("true,", n-1) + "true]" }

// A claim is one row, whatever is nested in it.
func TestNestedClaimsOfAnOpenedBundleAreBounded(t *testing.T) {
	data, err := sessionBundle(t, `{"x":"here"}`).Encode()
	if err != nil {
		t.Fatal(err)
	}
	good := string(data)
	claims, token := `"x": "here"`, `"id_token": {`
	rows := []struct{ name, at, put, want string }{
		{"claims as deep as may be", claims, `"x": ` + nested(30), ""},
		{"claims that are too deep", claims, `"x": ` + nested(40), "nested deeper than 32"},
		{"as many values as may be", claims, `"x": ` + many(9_000), ""},
		{"too many values in one claim", claims, `"x": ` + many(11_000), "more than 10000 values"},
		{"too many values in all claims together", claims, `"x": ` + many(6_000) + `, "y": ` + many(6_000), "more than 10000 values"},
		{"too many values of UserInfo", claims, `"x": "here"}, "userinfo": {"x": ` + many(11_000), "more than 10000 values"},
		{"a token with claims that are too deep", token, token + `"claims": ` + nested(40) + ", ", "nested deeper than 32"},
		{"a token with a header of too many values", token, token + `"header": {"x": ` + many(11_000) + "}, ", "more than 10000 values"},
		{"very many scopes", `"scope": null`, `"scope": [` + strings.Repeat(`"x",`, 1000) + `"x"]`, "more than 1000 names"},
		{"very many steps", `"refreshes": 0`, `"refreshes": 0, "steps": [` + strings.Repeat(`{"step":"discover"},`, 1000) + `{"step":"discover"}]`, "more than 1000 steps"},
	}
	for _, row := range rows {
		if !strings.Contains(good, row.at) {
			t.Fatalf("%s: %s is not in the bundle:\n%s", row.name, row.at, good)
		}
		_, err := report.Open(strings.NewReader(strings.Replace(good, row.at, row.put, 1)))
		if row.want == "" && err != nil || row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

// What this app saves, it can open.
func TestClaimsThatNoBundleMayHoldAreLeftOutOfTheBundle(t *testing.T) {
	for name, claims := range map[string]string{"deep": `{"x":` + nested(40) + `}`, "many": `{"x":` + many(11_000) + `}`} {
		b := sessionBundle(t, claims)
		data, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := report.Open(bytes.NewReader(data)); err != nil || len(b.Session.Claims) != 0 {
			t.Errorf("%s: %d claims, %v", name, len(b.Session.Claims), err)
		}
	}
}
