package oauthflow

import (
	"slices"
	"testing"
	"time"
)

const formType = "application/x-www-form-urlencoded"

func formProvider() OAuthOnly {
	return OAuthOnly{IdentityURL: "https://api.example/user", FormEncodedTokens: true, CommaSeparatedScopes: true}
}

func TestFormEncodedTokensAreReadWhereTheProviderIsKnownForThem(t *testing.T) { // TRES-01
	const good = "access_token=at-1&token_type=bearer&scope=read%3Auser%2Cuser%3Aemail&expires_in=3600&refresh_token=rt-1"
	want := tokenExpectation{Scopes: []string{"read:user", "user:email"}, OAuthOnly: formProvider(), IDTokenRequired: true}
	got, checks, err := judgeTokenResponse(tokenAnswer(200, formType, good), want)
	if err != nil || got.AccessToken.Reveal() != "at-1" || got.RefreshToken.Reveal() != "rt-1" || got.ExpiresIn != time.Hour || !slices.Equal(got.Scope, want.Scopes) {
		t.Fatalf("%+v, %v", got, err)
	}
	wantCheck(t, checks, "TRES-08", Skipped)
	if c := wantCheck(t, checks, "TRES-01", Passed); c.Expected != "status 200, application/json with an object, or application/x-www-form-urlencoded" {
		t.Errorf("%+v", c)
	}
	want.OAuthOnly.FormEncodedTokens = false
	if _, _, err := judgeTokenResponse(tokenAnswer(200, formType, good), want); err == nil {
		t.Error("a form was taken of a provider that is not known for it")
	}
}

func TestWhatAFormMayNotBe(t *testing.T) { // TRES-01, TRES-10, TRES-11
	for name, row := range map[string]struct {
		answer *answer
		id     string
	}{
		"an error with status 200":      {tokenAnswer(200, formType, "error=bad_verification_code&error_description=x"), "TRES-10"},
		"an error as JSON, status 200":  {tokenAnswer(200, "application/json", `{"error":"bad_verification_code"}`), "TRES-10"},
		"a member twice":                {tokenAnswer(200, formType, "access_token=a&access_token=b&token_type=bearer"), "TRES-11"},
		"no access token":               {tokenAnswer(200, formType, "token_type=bearer"), "TRES-02"},
		"no token type":                 {tokenAnswer(200, formType, "access_token=a"), "TRES-03"},
		"another status":                {tokenAnswer(201, formType, "access_token=a&token_type=bearer"), "TRES-01"},
		"a broken escape":               {tokenAnswer(200, formType, "access_token=%zz&token_type=bearer"), "TRES-01"},
		"a form that is called a text":  {tokenAnswer(200, "text/plain", "access_token=a&token_type=bearer"), "TRES-01"},
		"a form that is called an HTML": {tokenAnswer(200, "text/html", "access_token=a&token_type=bearer"), "TRES-01"},
	} {
		t.Run(name, func(t *testing.T) {
			got, checks, err := judgeTokenResponse(row.answer, tokenExpectation{OAuthOnly: formProvider()})
			if err == nil || !got.AccessToken.IsZero() {
				t.Fatal("it was taken")
			}
			wantCheck(t, checks, row.id, Failed)
		})
	}
}
