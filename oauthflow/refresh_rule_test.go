package oauthflow

import (
	"maps"
	"testing"
	"time"
)

// RT-08, RT-09, RT-10 by themselves, also where a rule of the sign-in refuses the same token before.
func TestRefreshedClaimsAgainstTheEarlierOnes(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	first := now.Add(-5 * time.Minute)
	before := asReadClaims(t, map[string]any{
		"iss": "https://op.example", "sub": "alice", "aud": []string{"client", "api"}, "azp": "client", "iat": first.Unix(), "auth_time": first.Unix(),
	})
	session := Session{Claims: before, Nonce: NewSecret("nonce-0"), VerifiedAt: first}
	tests := map[string]struct {
		change map[string]any // nil values are taken out
		failed string         // "": nothing
	}{
		"a right one":                   {nil, ""},
		"aud in another order":          {map[string]any{"aud": []string{"api", "client"}}, ""},
		"the original nonce":            {map[string]any{"nonce": "nonce-0"}, ""},
		"no auth_time":                  {map[string]any{"auth_time": nil}, ""},
		"another iss":                   {map[string]any{"iss": "https://op.example/"}, "RT-08"},
		"another sub":                   {map[string]any{"sub": "Alice"}, "RT-08"},
		"no sub":                        {map[string]any{"sub": nil}, "RT-08"},
		"an aud less":                   {map[string]any{"aud": "client"}, "RT-08"},
		"an aud more":                   {map[string]any{"aud": []string{"client", "api", "other"}}, "RT-08"},
		"no aud":                        {map[string]any{"aud": nil}, "RT-08"},
		"no iat":                        {map[string]any{"iat": nil}, "RT-08"},
		"an iat that is a string":       {map[string]any{"iat": "now"}, "RT-08"},
		"an iat beyond all numbers":     {map[string]any{"iat": 1e300}, "RT-08"},
		"the iat of before":             {map[string]any{"iat": first.Unix()}, "RT-08"},
		"an iat a second before that":   {map[string]any{"iat": first.Unix() - 1}, "RT-08"},
		"an iat a second after that":    {map[string]any{"iat": first.Unix() + 1}, ""},
		"another auth_time":             {map[string]any{"auth_time": first.Unix() + 1}, "RT-09"},
		"an auth_time that is a string": {map[string]any{"auth_time": "x"}, "RT-09"},
		"another azp":                   {map[string]any{"azp": "other"}, "RT-09"},
		"no azp":                        {map[string]any{"azp": nil}, "RT-09"},
		"another nonce":                 {map[string]any{"nonce": "nonce-1"}, "RT-10"},
		"an empty nonce":                {map[string]any{"nonce": ""}, "RT-10"},
		"a nonce that is an array":      {map[string]any{"nonce": []string{"nonce-0"}}, "RT-10"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			claims := asReadClaims(t, before)
			claims["iat"] = asReadClaims(t, map[string]any{"iat": now.Unix()})["iat"]
			maps.Copy(claims, asReadClaims(t, test.change))
			maps.DeleteFunc(claims, func(_ string, v any) bool { return v == nil })
			checks := judgeRefreshedIDToken(&idToken{Claims: claims}, session, now)
			if len(checks) != 4 {
				t.Fatalf("%d checks, want 4", len(checks))
			}
			for _, c := range checks {
				if want := c.ID == test.failed; (c.Result == Failed) != want {
					t.Errorf("%s is %s: %s", c.ID, c.Result, c.Actual)
				}
			}
		})
	}
}

func TestTwoTokensOfOneSecondAreBothNew(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	claims := asReadClaims(t, map[string]any{"iat": now.Unix()})
	if why := judgeNewIssueTime(claims, Session{Claims: claims, VerifiedAt: now}, now.Add(leeway)); why != "" {
		t.Error(why)
	}
}

func TestIDTokenThatDidNotPassIsNotCompared(t *testing.T) {
	wantRows(t, judgeRefreshedIDToken(nil, Session{}, time.Time{}), Skipped, "RT-08", "RT-09", "RT-10")
}
