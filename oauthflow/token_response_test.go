package oauthflow

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

const goodTokens = `{"access_token":"at-1","token_type":"Bearer","expires_in":3600,"scope":"openid profile","id_token":"a.b.c","refresh_token":"rt-1","more":{"x":[1]}}`

func tokenAnswer(status int, kind, body string) *answer {
	return &answer{Status: status, Header: http.Header{"Content-Type": {kind}}, Body: []byte(body)}
}

func judgeGood(t *testing.T, body string) (tokenResponse, []Check, error) {
	t.Helper()
	return judgeTokenResponse(tokenAnswer(200, "application/json", body), tokenExpectation{Scopes: []string{"openid", "profile"}, IDTokenRequired: true})
}

func TestTokenResponseWithEverythingRightGivesTheTokens(t *testing.T) { // TRES-07: it has an unknown member
	got, checks, err := judgeGood(t, goodTokens)
	if err != nil {
		t.Fatal(err)
	}
	if got.AccessToken.Reveal() != "at-1" || got.RefreshToken.Reveal() != "rt-1" || got.IDToken.Reveal() != "a.b.c" || got.ExpiresIn != time.Hour || !got.LifetimeKnown {
		t.Errorf("tokens are not what was sent: %+v", got)
	}
	want := []string{"TRES-01", "TRES-11", "TRES-10", "TRES-02", "TRES-03", "TRES-05", "TRES-06", "TRES-08"}
	var ids []string
	for _, c := range checks {
		ids = append(ids, c.ID)
	}
	if !slices.Equal(ids, want) {
		t.Errorf("checks are %v, want %v", ids, want)
	}
}

// One thing is changed in a valid answer; the check with its code says so, and no token is returned.
func TestTokenResponseRefuses(t *testing.T) {
	replace := func(old, new string) string {
		if !strings.Contains(goodTokens, old) {
			t.Fatalf("%q is not in the valid answer", old)
		}
		return strings.Replace(goodTokens, old, new, 1)
	}
	for name, row := range map[string]struct {
		answer *answer
		code   Code
		id     string
	}{
		"a 201":                            {tokenAnswer(201, "application/json", goodTokens), CodeTokenResponseInvalid, "TRES-01"},
		"a 204 without a body":             {tokenAnswer(204, "", ""), CodeTokenResponseInvalid, "TRES-01"},
		"a redirect":                       {tokenAnswer(302, "text/html", ""), CodeTokenRedirected, "TRES-01"},
		"a 500 with HTML":                  {tokenAnswer(500, "text/html", "<h1>oops secret-token</h1>"), CodeTokenResponseInvalid, "TRES-01"},
		"HTML as content type":             {tokenAnswer(200, "text/html", goodTokens), CodeTokenResponseInvalid, "TRES-01"},
		"no content type":                  {tokenAnswer(200, "", goodTokens), CodeTokenResponseInvalid, "TRES-01"},
		"a form":                           {tokenAnswer(200, "application/x-www-form-urlencoded", "access_token=x"), CodeTokenResponseInvalid, "TRES-01"},
		"an array":                         {tokenAnswer(200, "application/json", "[]"), CodeTokenResponseInvalid, "TRES-01"},
		"an empty body":                    {tokenAnswer(200, "application/json", ""), CodeTokenResponseInvalid, "TRES-01"},
		"a truncated object":               {tokenAnswer(200, "application/json", goodTokens[:30]), CodeTokenResponseInvalid, "TRES-01"},
		"a member twice":                   {tokenAnswer(200, "application/json", replace(`"more"`, `"access_token":"at-2","more"`)), CodeTokenResponseInvalid, "TRES-11"},
		"an error beside tokens":           {tokenAnswer(200, "application/json", replace(`"more"`, `"error":"invalid_grant","more"`)), CodeTokenError, "TRES-10"},
		"an error that is a number":        {tokenAnswer(200, "application/json", replace(`"more"`, `"error":7,"more"`)), CodeTokenError, "TRES-10"},
		"invalid_grant":                    {tokenAnswer(400, "application/json", `{"error":"invalid_grant"}`), CodeTokenError, "TRES-10"},
		"invalid_client as 401":            {tokenAnswer(401, "application/json", `{"error":"invalid_client"}`), CodeTokenError, "TRES-10"},
		"no access token":                  {tokenAnswer(200, "application/json", replace(`"access_token":"at-1",`, ``)), CodeAccessTokenInvalid, "TRES-02"},
		"an empty access token":            {tokenAnswer(200, "application/json", replace(`"at-1"`, `""`)), CodeAccessTokenInvalid, "TRES-02"},
		"an access token that is a number": {tokenAnswer(200, "application/json", replace(`"at-1"`, `1`)), CodeAccessTokenInvalid, "TRES-02"},
		"an access token with CR LF":       {tokenAnswer(200, "application/json", replace(`"at-1"`, `"a\r\nX: y"`)), CodeAccessTokenInvalid, "TRES-02"},
		"an access token with a space":     {tokenAnswer(200, "application/json", replace(`"at-1"`, `"a b"`)), CodeAccessTokenInvalid, "TRES-02"},
		"no token type":                    {tokenAnswer(200, "application/json", replace(`"token_type":"Bearer",`, ``)), CodeTokenTypeNotSupported, "TRES-03"},
		"token type mac":                   {tokenAnswer(200, "application/json", replace(`"Bearer"`, `"mac"`)), CodeTokenTypeNotSupported, "TRES-03"},
		"token type N_A":                   {tokenAnswer(200, "application/json", replace(`"Bearer"`, `"N_A"`)), CodeTokenTypeNotSupported, "TRES-03"},
		"token type DPoP without a proof":  {tokenAnswer(200, "application/json", replace(`"Bearer"`, `"DPoP"`)), CodeTokenTypeNotSupported, "TRES-03"},
		"a negative lifetime":              {tokenAnswer(200, "application/json", replace(`3600`, `-1`)), CodeTokenResponseInvalid, "TRES-05"},
		"a lifetime in words":              {tokenAnswer(200, "application/json", replace(`3600`, `"an hour"`)), CodeTokenResponseInvalid, "TRES-05"},
		"an infinite lifetime":             {tokenAnswer(200, "application/json", replace(`3600`, `"Inf"`)), CodeTokenResponseInvalid, "TRES-05"},
		"a lifetime as a string in hex":    {tokenAnswer(200, "application/json", replace(`3600`, `"0x10"`)), CodeTokenResponseInvalid, "TRES-05"},
		"an empty lifetime":                {tokenAnswer(200, "application/json", replace(`3600`, `""`)), CodeTokenResponseInvalid, "TRES-05"},
		"a scope that is an array":         {tokenAnswer(200, "application/json", replace(`"openid profile"`, `["openid"]`)), CodeTokenScopeInvalid, "TRES-06"},
		"no ID token":                      {tokenAnswer(200, "application/json", replace(`"id_token":"a.b.c",`, ``)), CodeIDTokenMissing, "TRES-08"},
		"an empty ID token":                {tokenAnswer(200, "application/json", replace(`"a.b.c"`, `""`)), CodeIDTokenMissing, "TRES-08"},
		"an ID token that is a number":     {tokenAnswer(200, "application/json", replace(`"a.b.c"`, `3`)), CodeIDTokenMissing, "TRES-08"},
	} {
		t.Run(name, func(t *testing.T) {
			got, checks, err := judgeTokenResponse(row.answer, tokenExpectation{Scopes: []string{"openid"}, IDTokenRequired: true})
			e := asError(t.Context(), err, "", CodeUnexpected)
			if e == nil || e.Code != row.code {
				t.Fatalf("error is %v, want %s", err, row.code)
			}
			i := slices.IndexFunc(checks, func(c Check) bool { return c.Result == Failed })
			if i < 0 || checks[i].ID != row.id {
				t.Errorf("checks are %+v, want %s failed", checks, row.id)
			}
			if !got.AccessToken.IsZero() || !got.RefreshToken.IsZero() {
				t.Error("tokens were returned")
			}
			if strings.Contains(e.Error()+e.Actual, "secret-token") {
				t.Errorf("the body is in the error: %v %v", e, e.Actual) // DISP-03
			}
		})
	}
}

func TestTokenResponseAccepts(t *testing.T) {
	for name, row := range map[string]struct {
		old, new  string
		lifetime  time.Duration
		known     bool
		scope     string
		inDetails string
	}{
		"a token type in other letters":    {`"Bearer"`, `"bEARER"`, time.Hour, true, "openid profile", ""},
		"a lifetime as a string of digits": {`3600`, `"3600"`, time.Hour, true, "openid profile", ""},
		"a fractional lifetime":            {`3600`, `59.9`, 59 * time.Second, true, "openid profile", ""},
		"a lifetime of zero":               {`3600`, `0`, 0, true, "openid profile", ""},
		"a lifetime beyond every number":   {`3600`, `1e999`, maxLifetime, true, "openid profile", ""},
		"a huge lifetime":                  {`3600`, `1e300`, maxLifetime, true, "openid profile", ""},
		"no lifetime":                      {`"expires_in":3600,`, ``, 0, false, "openid profile", ""},
		"no scope":                         {`"scope":"openid profile",`, ``, time.Hour, true, "openid profile", "as asked"},
		"an empty scope":                   {`"openid profile"`, `""`, time.Hour, true, "openid profile", "as asked"},
		"a narrower scope":                 {`"openid profile"`, `"openid"`, time.Hour, true, "openid", "not granted: profile"},
		"a wider scope":                    {`"openid profile"`, `"openid profile admin"`, time.Hour, true, "openid profile admin", "more than asked: admin"},
	} {
		t.Run(name, func(t *testing.T) {
			got, checks, err := judgeGood(t, strings.Replace(goodTokens, row.old, row.new, 1))
			if err != nil {
				t.Fatal(err)
			}
			if got.ExpiresIn != row.lifetime || got.LifetimeKnown != row.known || strings.Join(got.Scope, " ") != row.scope {
				t.Errorf("lifetime %v (known %v), scope %v", got.ExpiresIn, got.LifetimeKnown, got.Scope)
			}
			if i := slices.IndexFunc(checks, func(c Check) bool { return c.ID == "TRES-06" }); !strings.Contains(checks[i].Actual, row.inDetails) {
				t.Errorf("the scope check says %q", checks[i].Actual)
			}
		})
	}
}

func TestTokenErrorCarriesTheProvidersWordsAsPlainText(t *testing.T) { // TRES-09, DISP-01
	_, _, err := judgeTokenResponse(tokenAnswer(400, "application/json", `{"error":"invalid_grant","error_description":"no\u202eway`+strings.Repeat("x", 1000)+`","error_uri":"javascript:alert(1)"}`), tokenExpectation{})
	e := asError(t.Context(), err, "", CodeUnexpected)
	if e.OAuthError != "invalid_grant" || strings.Contains(e.Description, "\u202e") || len([]rune(e.Description)) > maxServerText+20 {
		t.Errorf("error %q, description of %d characters: %.40q", e.OAuthError, len([]rune(e.Description)), e.Description)
	}
}

func FuzzTokenResponse(f *testing.F) {
	f.Add(goodTokens)
	f.Add(`{"access_token":"x","token_type":"bearer","id_token":"y","expires_in":"1"}`)
	f.Add(`{"error":"x"}`)
	f.Fuzz(func(t *testing.T, body string) {
		got, _, err := judgeTokenResponse(tokenAnswer(200, "application/json", body), tokenExpectation{IDTokenRequired: true})
		if err == nil && (!isVisibleASCII(got.AccessToken.Reveal()) || !strings.EqualFold(got.TokenType, "bearer") || got.IDToken.IsZero() || got.ExpiresIn < 0) {
			t.Errorf("accepted %q", body)
		}
		if err != nil && !got.AccessToken.IsZero() {
			t.Errorf("refused %q but returned its token", body)
		}
	})
}
