package oauthflow

import (
	"maps"
	"net/http"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

func signedUserInfoClaims(s *bentSetting) map[string]any {
	return map[string]any{"iss": s.URL, "aud": "client", "sub": "alice", "name": "Ada"}
}

// UINF-05
func TestSignedUserInfoIsVerified(t *testing.T) {
	for name, test := range map[string]struct {
		change func(claims map[string]any)
		signed signing
		passes bool
	}{
		"as it should be":            {passes: true},
		"several audiences":          {change: func(c map[string]any) { c["aud"] = []string{"client", "other"} }, passes: true},
		"an expiry to come":          {change: func(c map[string]any) { c["exp"] = time.Now().Add(time.Hour).Unix() }, passes: true},
		"an expiry long ago":         {change: func(c map[string]any) { c["exp"] = time.Now().Add(-time.Hour).Unix() }},
		"an expiry that is no date":  {change: func(c map[string]any) { c["exp"] = "soon" }},
		"another issuer":             {change: func(c map[string]any) { c["iss"] = "https://evil.example" }},
		"no issuer":                  {change: func(c map[string]any) { delete(c, "iss") }},
		"another audience":           {change: func(c map[string]any) { c["aud"] = "other" }},
		"no audience":                {change: func(c map[string]any) { delete(c, "aud") }},
		"an ID token":                {change: func(c map[string]any) { c["nonce"] = "nonce-0" }},
		"another key":                {signed: signing{alg: jose.ES256, kid: "k1"}},
		"an algorithm not announced": {signed: signing{alg: jose.RS256, kid: "k1"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			claims := signedUserInfoClaims(s)
			if test.change != nil {
				test.change(claims)
			}
			token := s.sign(t, claims)
			if test.signed.kid != "" {
				token = sign(t, claims, test.signed)
			}
			s.answers("/userinfo", 200, "application/jwt", token)
			e := s.followUserInfo(t.Context(), t, s.signedIn(t))
			if !test.passes {
				wantRows(t, e.Checks, Failed, "UINF-05")
				wantRows(t, e.Checks, Skipped, "UINF-02")
				if e.Err == nil || e.Err.Code != CodeUserInfoFailed || e.Session.UserInfo != nil {
					t.Errorf("%v, UserInfo %v", e.Err, e.Session.UserInfo)
				}
				return
			}
			wantRows(t, e.Checks, Passed, "UINF-04", "UINF-05", "UINF-02")
			if e.Err != nil || e.Session.UserInfo["name"] != "Ada" {
				t.Errorf("%v, UserInfo %v", e.Err, e.Session.UserInfo)
			}
		})
	}
}

// UINF-02: a good signature is no leave to speak of somebody else.
func TestSignedUserInfoOfSomebodyElseIsDiscarded(t *testing.T) {
	s := newBentSetting(t)
	claims := maps.Clone(signedUserInfoClaims(s))
	claims["sub"] = "bob"
	s.answers("/userinfo", 200, "application/jwt", s.sign(t, claims))
	e := s.followUserInfo(t.Context(), t, s.signedIn(t))
	wantRows(t, e.Checks, Passed, "UINF-05")
	wantRows(t, e.Checks, Failed, "UINF-02")
	if e.Err == nil || e.Err.Code != CodeUserInfoSubjectMismatch || e.Session.UserInfo != nil {
		t.Errorf("%v, UserInfo %v", e.Err, e.Session.UserInfo)
	}
}

func TestSignedUserInfoWithoutKeysIsRefused(t *testing.T) {
	s := newBentSetting(t)
	s.answers("/userinfo", 200, "application/jwt", s.sign(t, signedUserInfoClaims(s)))
	s.replace("/keys", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	e := s.followUserInfo(t.Context(), t, s.signedIn(t))
	wantRows(t, e.Checks, Failed, "UINF-05")
	if e.Err == nil || e.Err.Code != CodeUserInfoFailed || e.Err.Err == nil {
		t.Errorf("%+v", e.Err)
	}
}

func TestTheAlgorithmsOfSignedUserInfoAreItsOwn(t *testing.T) {
	s := newBentSetting(t)
	s.announce("userinfo_signing_alg_values_supported", []string{"RS256"})
	s.answers("/userinfo", 200, "application/jwt", s.sign(t, signedUserInfoClaims(s)))
	e := s.followUserInfo(t.Context(), t, s.signedIn(t))
	wantRows(t, e.Checks, Failed, "UINF-05")
}
