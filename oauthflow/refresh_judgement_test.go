package oauthflow

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// answerWithIDToken makes the provider's next refresh bring an ID token with the change.
func (s *bentSetting) answerWithIDToken(t *testing.T, change func(claims map[string]any)) {
	t.Helper()
	claims := s.idClaims(s.clock.Now())
	claims["auth_time"] = asReadClaims(t, s.idClaims(s.clock.Now().Add(-time.Hour-time.Minute)))["auth_time"]
	change(claims)
	s.answers("/token", 200, "application/json", fmt.Sprintf(
		`{"access_token":"access-1","refresh_token":"refresh-1","token_type":"Bearer","expires_in":3600,"id_token":%q}`, s.sign(t, claims)))
}

// RT-08…RT-11: what is right.
func TestRefreshedIDTokenIsTaken(t *testing.T) {
	tests := map[string]struct {
		change  func(s *bentSetting, claims map[string]any)
		changed []string
	}{
		"without a nonce": {func(*bentSetting, map[string]any) {}, []string{"exp", "iat"}},
		"with the hash of the new access token": {func(_ *bentSetting, c map[string]any) {
			sum := sha256.Sum256([]byte("access-1"))
			c["at_hash"] = base64.RawURLEncoding.EncodeToString(sum[:16])
		}, []string{"at_hash", "exp", "iat"}},
		"with the original nonce":   {func(_ *bentSetting, c map[string]any) { c["nonce"] = "nonce-0" }, []string{"exp", "iat"}},
		"without auth_time":         {func(_ *bentSetting, c map[string]any) { delete(c, "auth_time") }, []string{"auth_time", "exp", "iat"}},
		"with aud as an array":      {func(_ *bentSetting, c map[string]any) { c["aud"] = []string{"client"} }, []string{"aud", "exp", "iat"}},
		"with a new name":           {func(_ *bentSetting, c map[string]any) { c["name"] = "Ada Lovelace" }, []string{"exp", "iat", "name"}},
		"with a claim more":         {func(_ *bentSetting, c map[string]any) { c["email"] = "a@example.com" }, []string{"email", "exp", "iat"}},
		"from a clock that is slow": {func(s *bentSetting, c map[string]any) { c["iat"] = s.clock.Now().Add(-9 * time.Minute).Unix() }, []string{"exp", "iat"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.answerWithIDToken(t, func(c map[string]any) { test.change(s, c) })
			session, err := s.client.Refresh(t.Context(), s.tl)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(session.ChangedClaims, test.changed) {
				t.Errorf("changed claims are %v, want %v", session.ChangedClaims, test.changed)
			}
			if !session.VerifiedAt.Equal(s.clock.Now()) || session.Nonce.IsZero() {
				t.Error("the session does not know of the verification")
			}
			wantRows(t, session.Checks, Passed, "TRES-01", "JOSE-20", "IDT-01", "IDT-10", "RT-08", "RT-09", "RT-10", "JOSE-18", "RT-12")
			if stored, _ := s.store.session(t); !stored.IDToken.Equal(session.IDToken.Reveal()) || stored.Claims["name"] != session.Claims["name"] {
				t.Error("the stored session is not the one returned")
			}
		})
	}
}

func wantRows(t *testing.T, checks []Check, result Result, ids ...string) {
	t.Helper()
	for _, id := range ids {
		i := slices.IndexFunc(checks, func(c Check) bool { return c.ID == id })
		if i < 0 || checks[i].Result != result {
			t.Errorf("%s did not come out as %s: %+v", id, result, checks)
		}
	}
}

// RT-08…RT-11: each altered value is refused, the new tokens are revoked, the person signs in again.
func TestAlteredRefreshedIDTokenEndsTheSession(t *testing.T) {
	set := func(name string, value any) func(*bentSetting, map[string]any) {
		return func(_ *bentSetting, c map[string]any) { c[name] = value }
	}
	at := func(name string, d time.Duration) func(*bentSetting, map[string]any) {
		return func(s *bentSetting, c map[string]any) { c[name] = s.clock.Now().Add(d).Unix() }
	}
	tests := map[string]struct {
		change func(*bentSetting, map[string]any)
		code   Code
	}{
		"another issuer":                     {set("iss", "https://other.example"), CodeIDTokenIssuerMismatch},
		"another subject":                    {set("sub", "bob"), CodeRefreshedIDTokenMismatch},
		"no subject":                         {set("sub", ""), CodeIDTokenSubjectInvalid},
		"another audience":                   {set("aud", "other"), CodeIDTokenAudienceMismatch},
		"a further audience":                 {set("aud", []string{"client", "other"}), CodeIDTokenAudienceUntrusted},
		"the iat of the first token":         {at("iat", -time.Hour-time.Minute), CodeRefreshedIDTokenMismatch},
		"an iat before the first token's":    {at("iat", -2*time.Hour), CodeRefreshedIDTokenMismatch},
		"an iat of half an hour ago":         {at("iat", -30*time.Minute), CodeRefreshedIDTokenMismatch},
		"an iat in the future":               {at("iat", time.Hour), CodeIDTokenIssuedAtInvalid},
		"another auth_time":                  {at("auth_time", 0), CodeRefreshedIDTokenMismatch},
		"an auth_time that is a string":      {set("auth_time", "yesterday"), CodeRefreshedIDTokenMismatch},
		"an azp that was not there":          {set("azp", "client"), CodeRefreshedIDTokenMismatch},
		"another nonce":                      {set("nonce", "nonce-1"), CodeIDTokenNonceMismatch},
		"a nonce that is a number":           {set("nonce", 7), CodeIDTokenNonceMismatch},
		"an expiry in the past":              {at("exp", -time.Hour), CodeIDTokenExpired},
		"the events of a logout token":       {set("events", map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}), CodeRefreshedIDTokenMismatch},
		"an at_hash of another access token": {set("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"), CodeIDTokenATHashMismatch},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.answerWithIDToken(t, func(c map[string]any) { test.change(s, c) })
			_, err := s.client.Refresh(t.Context(), s.tl)
			wantCode(t, err, test.code)
			if _, ok := s.store.session(t); ok {
				t.Error("the session is still stored")
			}
			ended := eventsOf(s.tl, EventSessionEnded)
			if len(ended) != 1 || ended[0].Err == nil || ended[0].Err.Code != test.code {
				t.Errorf("events of the end: %+v", ended)
			}
			var revoked []string
			for _, r := range s.to("/revoke") {
				revoked = append(revoked, r.Form.Get("token"))
			}
			if !slices.Equal(revoked, []string{"refresh-1", "access-1"}) {
				t.Errorf("revoked: %v", revoked)
			}
		})
	}
}

// RT-11: the signature counts as at the sign-in.
func TestRefreshedIDTokenOfAnotherKeyEndsTheSession(t *testing.T) {
	s, forger := newBentSetting(t), newBentProvider(t)
	s.answers("/token", 200, "application/json", fmt.Sprintf(
		`{"access_token":"access-1","refresh_token":"refresh-1","token_type":"Bearer","id_token":%q}`, forger.sign(t, s.idClaims(s.clock.Now()))))
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeIDTokenSignatureInvalid)
	if _, ok := s.store.session(t); ok {
		t.Error("the session is still stored")
	}
}

// Keys that cannot be had are no sign-out: the rotated refresh token is kept, no unverified token is used.
func TestUnreachableKeysKeepTheRotatedRefreshToken(t *testing.T) {
	s := newBentSetting(t)
	s.answerWithIDToken(t, func(map[string]any) {})
	s.replace("/keys", breakConnection)
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeKeysUnreachable)
	stored, ok := s.store.session(t)
	if !ok || !stored.RefreshToken.Equal("refresh-1") || !stored.AccessToken.Equal("access-0") || stored.Refreshes != 0 {
		t.Fatalf("stored %v: refreshes %d", ok, stored.Refreshes)
	}
	s.replace("/keys", nil)
	s.replace("/token", nil)
	if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
		t.Fatal(err)
	}
	if got := s.to("/token")[1].Form.Get("refresh_token"); got != "refresh-1" {
		t.Errorf("the second refresh sent %s", got)
	}
}

// RT-12
func TestRefreshedScope(t *testing.T) {
	answer := `{"access_token":"access-1","refresh_token":"refresh-1","token_type":"Bearer","scope":%q}`
	t.Run("a narrower one is taken", func(t *testing.T) {
		s := newBentSetting(t)
		s.answers("/token", 200, "application/json", fmt.Sprintf(answer, "openid"))
		session, err := s.client.Refresh(t.Context(), s.tl)
		if err != nil || !slices.Equal(session.Scope, []string{"openid"}) {
			t.Errorf("scope %v, %v", session, err)
		}
	})
	t.Run("a missing one means as before", func(t *testing.T) {
		s := newBentSetting(t)
		session, err := s.client.Refresh(t.Context(), s.tl)
		if err != nil || !slices.Equal(session.Scope, []string{"openid", "profile"}) {
			t.Errorf("scope %v, %v", session, err)
		}
	})
	t.Run("a wider one is not used and does not end the session", func(t *testing.T) {
		s := newBentSetting(t)
		s.answers("/token", 200, "application/json", fmt.Sprintf(answer, "openid profile admin"))
		_, err := s.client.Refresh(t.Context(), s.tl)
		if e := wantCode(t, err, CodeTokenScopeInvalid); !strings.Contains(e.Actual, "admin") || e.Step != StepRefresh {
			t.Errorf("error is %+v", e)
		}
		stored, ok := s.store.session(t)
		if !ok || !stored.AccessToken.Equal("access-0") || !stored.RefreshToken.Equal("refresh-1") {
			t.Error("the session was not kept with the rotated refresh token only")
		}
	})
}

func TestMergedLedgerKeepsOneRowPerRuleInOrder(t *testing.T) {
	before := []Check{judge("TRES-01", true, "", "first"), judge("IDT-10", true, "", "first"), skip("IDT-14", "absent"), judge("STOR-01", true, "", "first")}
	after := []Check{judge("RT-12", true, "", "second"), judge("TRES-01", true, "", "second"), skip("IDT-10", "absent"), judge("IDT-14", true, "", "second")}
	var rows []string
	for _, c := range mergeLedger(before, after) {
		rows = append(rows, c.ID+" "+c.Actual+c.Reason)
	}
	want := []string{"TRES-01 second", "IDT-10 first", "IDT-14 second", "RT-12 second", "STOR-01 first"}
	if !slices.Equal(rows, want) {
		t.Errorf("ledger is %q, want %q", rows, want)
	}
}
