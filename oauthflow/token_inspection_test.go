package oauthflow

import (
	"strings"
	"testing"
)

// inspected is the inspection of an ID token that is changed before it is signed.
func inspected(t *testing.T, change func(claims map[string]any), bend func(token string) string) TokenInspection {
	t.Helper()
	s := newBentSetting(t)
	claims := s.idClaims(s.clock.Now())
	claims["nonce"] = "of another sign-in"
	change(claims)
	got, err := s.client.InspectToken(t.Context(), s.tl, " "+bend(s.sign(t, claims))+"\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.to("/token"))+len(s.to("/userinfo")) > 0 {
		t.Error("more than metadata and keys was asked for")
	}
	return got
}

func same(token string) string { return token }

func TestAPastedTokenIsJudgedByTheConnectionsKeysAndRules(t *testing.T) {
	set := func(name string, value any) func(map[string]any) {
		return func(c map[string]any) { c[name] = value }
	}
	tests := map[string]struct {
		change   func(map[string]any)
		bend     func(string) string
		failed   string
		verified bool
	}{
		"a right one":            {func(map[string]any) {}, same, "", true},
		"of another client":      {set("aud", "another"), same, "IDT-03 IDT-04", true},
		"of another issuer":      {set("iss", "https://other.example"), same, "IDT-01", true},
		"expired":                {set("exp", 1), same, "IDT-06", true},
		"with another signature": {func(map[string]any) {}, func(s string) string { return s[:len(s)-6] + "AAAAAA" }, "JOSE-20", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := inspected(t, test.change, test.bend)
			if failed := strings.Join(failures(got.Checks), " "); failed != test.failed || got.Verified != test.verified {
				t.Errorf("failed %q, verified %t", failed, got.Verified)
			}
			if got.Header["alg"] != "ES256" || got.Claims["sub"] != "alice" {
				t.Errorf("header %v, claims %v", got.Header, got.Claims)
			}
			wantRows(t, got.Checks, Skipped, "IDT-08", "IDT-10", "IDT-11", "IDT-12", "IDT-13", "IDT-14", "IDT-17")
			for _, c := range got.Checks {
				if needsRequest(c.ID) && c.Reason != "the token was pasted: there is no request to compare it with" {
					t.Errorf("%s is skipped because %q", c.ID, c.Reason)
				}
			}
		})
	}
}

func TestWhatIsNoTokenIsOnlyLookedAt(t *testing.T) {
	for name, raw := range map[string]string{"nothing": "", "a word": "opaque", "two dots": "a.b.c", "an encrypted one": "a.b.c.d.e"} {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			got, err := s.client.InspectToken(t.Context(), s.tl, raw)
			if err != nil || got.Verified || got.Claims != nil || len(failures(got.Checks)) == 0 {
				t.Errorf("%+v, %v", got, err)
			}
			if len(s.to("/.well-known/openid-configuration")) > 0 {
				t.Error("the provider was asked")
			}
		})
	}
}

func TestKeysThatCannotBeHadLeaveTheTokenReadable(t *testing.T) {
	s := newBentSetting(t)
	token := s.sign(t, s.idClaims(s.clock.Now()))
	s.replace("/.well-known/openid-configuration", breakConnection)
	got, err := s.client.InspectToken(t.Context(), s.tl, token)
	wantCode(t, err, CodeMetadataUnreachable)
	if got.Claims["sub"] != "alice" || got.Verified {
		t.Errorf("%+v", got)
	}
	if without := InspectToken(token); without.Claims["sub"] != "alice" || without.Verified || len(without.Checks) != 4 {
		t.Errorf("without a connection: %+v", without)
	}
}
