package oauthflow

import (
	"net/http"
	"testing"
)

// JOSE-18: what the provider signed for another purpose is no ID token, and an ID token is nothing else.
func TestTokenOfAnotherPurposeIsNoIDToken(t *testing.T) {
	j := newTokenJudge(t)
	logout := map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}
	with := func(typ string) signing { return signing{header: map[string]any{"typ": typ}} }
	valid := validClaims(testIssuer, j.now)
	rows := map[string]struct {
		claims map[string]any
		signed signing
		failed string
	}{
		"an ID token":                            {valid, with("JWT"), ""},
		"an access token (RFC 9068)":             {valid, with("at+jwt"), "JOSE-17"},
		"an access token by its full media type": {valid, with("application/at+jwt"), "JOSE-17"},
		"an access token without a typ":          {changed(changed(valid, "aud", "https://api.example"), "nonce", nil), signing{}, "IDT-03 IDT-04 IDT-10"},
		"a logout token":                         {changed(changed(valid, "events", logout), "nonce", nil), with("logout+jwt"), "JOSE-17 IDT-10"},
		"a logout token without a typ":           {changed(changed(valid, "events", logout), "nonce", nil), signing{}, "IDT-10"},
		"a security event":                       {valid, with("secevent+jwt"), "JOSE-17"},
		"a DPoP proof":                           {valid, with("dpop+jwt"), "JOSE-17"},
		"an introspection answer":                {valid, with("token-introspection+jwt"), "JOSE-17"},
		"signed UserInfo":                        {map[string]any{"iss": testIssuer, "aud": testClientID, "sub": "alice-1"}, with("JWT"), "IDT-06 IDT-07 IDT-10"},
		"an authorization response (JARM)":       {map[string]any{"iss": testIssuer, "aud": testClientID, "exp": valid["exp"], "code": "x", "state": "y"}, signing{}, "IDT-02 IDT-07 IDT-10"},
		"the ID token of another sign-in":        {changed(valid, "nonce", "another"), with("JWT"), "IDT-10"},
		"the ID token of another client":         {changed(valid, "aud", "another"), with("JWT"), "IDT-03 IDT-04"},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			token, checks, err := j.judge(t, sign(t, row.claims, row.signed), validExpectation(testIssuer, j.now))
			wantVerdict(t, token, checks, err, row.failed)
		})
	}
	t.Run("an ID token as UserInfo", func(t *testing.T) {
		a := &answer{Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/jwt"}}, Body: []byte(sign(t, valid, with("JWT")))}
		for _, kind := range []string{"application/jwt", "application/json"} {
			a.Header.Set("Content-Type", kind)
			body, checks, _ := j.client.readUserInfo(t.Context(), nil, j.metadata, authorized{answer: a})
			if claims, checks := judgeUserInfo(body, checks, "alice-1"); claims != nil || Count(checks, Failed) == 0 {
				t.Errorf("as %s it is taken: %v", kind, claims)
			}
		}
	})
}
