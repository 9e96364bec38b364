package state

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestTheClaimsOfPicture03 compares names, values and meanings with the picture, where the design's rule
// for the nonce (six characters) does not differ.
func TestTheClaimsOfPicture03(t *testing.T) {
	want := [][3]string{
		{"sub", "248289761001", "Subject: the user’s id at this provider. Use it, not the e-mail, as the key."},
		{"name", "Ada Lovelace", "Full name, as the user shows it"},
		{"email", "ada@demo.example ✓ verified", "E-mail address; email_verified = true"},
		{"iss", "http://127.0.0.1:51723", "Issuer: matches this connection"},
		{"aud", "proofkey", "Audience: this app’s client_id"},
		{"iat", "1795493524 → 24 Nov 2026 07:12:04 (2 s ago)", "Issued at"},
		{"exp", "1795497124 → 08:12:04 (in 59 min)", "Expires"},
		{"auth_time", "1795493519 → 07:11:59 (7 s ago)", "When the user last proved who they are"},
		{"nonce", "n-0S6_…", "Ties this token to this sign-in"},
		{"at_hash", "77QmUPtjPfzWtF2AnpK9RQ", "Ties the access token to this ID token"},
		{"amr", "pwd", "How the user proved who they are"},
	}
	rows := signedIn().Identity(testNow()).Claims
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, row := range rows {
		if got := [3]string{row.Name, english(t, row.Value), english(t, row.Meaning)}; got != want[i] {
			t.Errorf("row %d is %q, want %q", i, got, want[i])
		}
	}
}

func TestThePersonsCard(t *testing.T) {
	p := signedIn().Identity(testNow()).Person
	if p.Name != "Ada Lovelace" || p.Initials != "AL" || p.Email != "ada@demo.example" || p.Subject != "248289761001" || !p.Restored.IsZero() {
		t.Errorf("%+v", p)
	}
	if got := english(t, p.Badge); got != "Signature RS256, key demo-2026-11 verified" {
		t.Errorf("the badge says %q", got)
	}
	c := NewConnection(testProfile())
	c.Restore(testSession())
	c.Session.KeyID = ""
	p = c.Identity(testNow()).Person
	if got := english(t, p.Restored) + "; " + english(t, p.Badge); got != "As verified at 07:12:04; Signature RS256 verified" {
		t.Errorf("restored: %q", got)
	}
}

func TestThePersonIsNamedByTheBestClaim(t *testing.T) {
	c := signedIn()
	c.Session.UserInfo = map[string]any{"nickname": "Countess"}
	for _, step := range []struct{ without, want string }{
		{"", "Ada Lovelace"}, {"name", "Countess"}, {"nickname", "ada@demo.example"}, {"email", "248289761001"},
	} {
		delete(c.Session.Claims, step.without)
		delete(c.Session.UserInfo, step.without)
		if got := c.personName(); got != step.want {
			t.Errorf("without %s the name is %q, want %q", step.without, got, step.want)
		}
	}
}

func TestClaimValuesAreHuman(t *testing.T) {
	now := testNow()
	tests := []struct {
		name   string
		claims map[string]any
		want   string
	}{
		{"email not verified", map[string]any{"email": "a@b.c", "email_verified": false}, "a@b.c – not verified"},
		{"email verified as a string, as Cognito writes it", map[string]any{"email": "a@b.c", "email_verified": "true"}, "a@b.c ✓ verified"},
		{"email without the flag", map[string]any{"email": "a@b.c"}, "a@b.c"},
		{"updated_at with a fraction", map[string]any{"updated_at": json.Number("1795493524.75")}, "1795493524.75 → 07:12:04 (2 s ago)"},
		{"updated_at as a string", map[string]any{"updated_at": "2026-11-24T04:12:04Z"}, "2026-11-24T04:12:04Z"},
		{"a time that is no time", map[string]any{"exp": json.Number("1e300")}, "1e300"},
		{"a time before 1970", map[string]any{"exp": json.Number("-5")}, "-5"},
		{"a number that is no time", map[string]any{"level": json.Number("3")}, "3"},
		{"a flag", map[string]any{"admin": true}, "yes (true)"},
		{"nothing", map[string]any{"x": nil}, "nothing (null)"},
		{"an empty text", map[string]any{"x": ""}, "empty"},
		{"an empty list", map[string]any{"x": []any{}}, "empty list"},
		{"a short list", map[string]any{"aud": []any{"a", "b"}}, "a, b"},
		{"a long list", map[string]any{"groups": []any{strings.Repeat("a", 40), strings.Repeat("b", 40)}}, strings.Repeat("a", 40) + "\n" + strings.Repeat("b", 40)},
		{"an object", map[string]any{"address": map[string]any{"country": "GB", "note": "<a&b>"}}, "{\n  \"country\": \"GB\",\n  \"note\": \"<a&b>\"\n}"},
		{"a mixed list", map[string]any{"x": []any{"a", json.Number("1")}}, "[\n  \"a\",\n  1\n]"},
		{"a direction mark is made visible (DISP-01)", map[string]any{"name": "a\u202Eb"}, "a‹U+202E›b"},
		{"template marks are plain text", map[string]any{"name": "{{.Secret}}"}, "{{.Secret}}"},
		{"a very long text is cut", map[string]any{"name": strings.Repeat("x", 5000)}, strings.Repeat("x", 4000) + "…"},
	}
	for _, test := range tests {
		rows := claimRows(test.claims, testProfile(), now)
		if len(rows) != 1 {
			t.Errorf("%s: %d rows", test.name, len(rows))
			continue
		}
		if got := english(t, rows[0].Value); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestEmailVerifiedAloneHasARowOfItsOwn(t *testing.T) {
	rows := claimRows(map[string]any{"email_verified": true}, testProfile(), testNow())
	if len(rows) != 1 || rows[0].Name != "email_verified" {
		t.Errorf("%+v", rows)
	}
}

func TestUnknownClaimsComeLastByNameAndAreCalledUnknown(t *testing.T) {
	claims := map[string]any{"zeta": "1", "sub": "s", "alpha": "2", "updated_at": json.Number("1"), "acr": "0", "iss": "https://else.example"}
	var names []string
	for _, row := range claimRows(claims, testProfile(), testNow()) {
		names = append(names, row.Name)
		unknown := english(t, row.Meaning) == "Not a claim that the specifications we know define"
		if unknown != (row.Name == "zeta" || row.Name == "alpha") {
			t.Errorf("%s means %q", row.Name, english(t, row.Meaning))
		}
	}
	if want := []string{"sub", "iss", "acr", "updated_at", "alpha", "zeta"}; !slices.Equal(names, want) {
		t.Errorf("the order is %v, want %v", names, want)
	}
}

func TestAnotherIssuerOrAudienceIsNotSaidToMatch(t *testing.T) {
	rows := claimRows(map[string]any{"iss": "https://else.example", "aud": []any{"proofkey", "other"}}, testProfile(), testNow())
	for _, row := range rows {
		if text := english(t, row.Meaning); strings.Contains(text, "matches") || strings.Contains(text, "this app") {
			t.Errorf("%s: %q", row.Name, text)
		}
	}
}

func TestTimesTick(t *testing.T) {
	c := signedIn()
	at := func(now time.Time) string { return english(t, c.Identity(now).Claims[5].Value) }
	if first, second := at(testNow()), at(testNow().Add(time.Second)); first == second || !strings.Contains(second, "(3 s ago)") {
		t.Errorf("%q, then %q", first, second)
	}
}

func TestCopiesAreTrueValues(t *testing.T) {
	c := signedIn()
	c.Session.Claims["name"] = "a\u202Eb"
	c.Session.Claims["address"] = map[string]any{"country": "GB"}
	for _, row := range c.Identity(testNow()).Claims {
		want, ok := map[string]string{
			"name": "a\u202Eb", "iat": "1795493524", "nonce": "n-0S6_…", "email": "ada@demo.example", "address": "{\n  \"country\": \"GB\"\n}",
		}[row.Name]
		if ok && row.Copy != want {
			t.Errorf("%s is copied as %q, want %q", row.Name, row.Copy, want)
		}
	}
	var claims map[string]any
	if err := json.Unmarshal([]byte(c.ClaimsJSON()), &claims); err != nil || claims["name"] != "a\u202Eb" || claims["nonce"] != "n-0S6_…" {
		t.Errorf("the claims as JSON: %v, %v", claims, err)
	}
	if c.Session.Claims["nonce"] != "n-0S6_WzA2Mjsecret" {
		t.Error("copying changed the session")
	}
}

// No projection may hold a whole secret, whatever the view does with it (DISP-02).
func TestTheIdentityTabHoldsNoNonce(t *testing.T) {
	for _, row := range signedIn().Identity(testNow()).Claims {
		if strings.Contains(english(t, row.Value)+row.Copy, "WzA2Mj") {
			t.Errorf("%s shows the nonce: %q", row.Name, english(t, row.Value))
		}
	}
}
