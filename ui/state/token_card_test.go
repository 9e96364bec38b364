package state

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func cardsOf(c *Connection, now time.Time) TokenCards {
	s := New()
	s.SetStorage(true, "")
	return s.TokenCards(c, now)
}

func TestTheAccessTokensLifetime(t *testing.T) {
	now := testNow()
	rows := []struct {
		name       string
		expires    time.Duration // from now; 0: not known
		want       string
		clock      string
		left       float64
		knownBound bool
	}{
		{"as in picture 10", 59*time.Minute + 41*time.Second, "expires in", "59:41", 3581.0 / 3583, true},
		{"over", -3 * time.Hour, "expired 3 h ago", "", 0, true},
		{"not known", 0, "the provider does not say when it expires", "", 0, false},
	}
	for _, row := range rows {
		c := signedIn()
		c.Session.ExpiresAt = now.Add(row.expires)
		if row.expires == 0 {
			c.Session.ExpiresAt = time.Time{}
		}
		got := cardsOf(c, now).Access
		if english(t, got.Lifetime) != row.want || english(t, got.Clock) != row.clock || got.Known != row.knownBound || got.Left-row.left > 1e-9 || row.left-got.Left > 1e-9 {
			t.Errorf("%s: %q %q %v %t", row.name, english(t, got.Lifetime), english(t, got.Clock), got.Left, got.Known)
		}
	}
}

func TestTheKindOfAnAccessTokenIsReadFromItsHeaderAlone(t *testing.T) {
	for want, token := range map[string]oauthflow.Secret{
		"JWT · RFC 9068": jwt(`{"typ":"at+jwt"}`, `{}`),
		"JWT":            jwt(`{"typ":"JWT","alg":"none"}`, `not json`),
		"opaque":         oauthflow.NewSecret("abc.def"),
	} {
		if got := english(t, accessTokenKind(token)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := english(t, accessTokenKind(jwt(`{"typ":"application/AT+JWT"}`, `{}`))); got != "JWT · RFC 9068" {
		t.Errorf("the full media type in capitals: %q", got)
	}
	for _, token := range []string{"a.b.c", "..", "", strings.Repeat("e30.", 3), strings.Repeat("a", 70000) + ".e30.e30"} {
		if got := english(t, accessTokenKind(oauthflow.NewSecret(token))); got != "opaque" {
			t.Errorf("%.20q is %q", token, got)
		}
	}
}

func TestTheRefreshToken(t *testing.T) {
	c := signedIn()
	card := cardsOf(c, testNow()).Refresh
	if !card.Present || english(t, card.Used) != "not used yet" || english(t, card.Badges[0].Text) != "sealed, key in the system keyring" || !card.Refresh.Enabled {
		t.Errorf("new: %+v", card)
	}
	c.Session.Refreshes, c.Session.Rotates, c.Session.LastRefresh = 2, true, testNow().Add(-13*time.Minute-56*time.Second)
	card = cardsOf(c, testNow()).Refresh
	if got := english(t, card.Used); got != "used 2 times · last 06:58:10" {
		t.Errorf("used: %q", got)
	}
	if got := english(t, card.Badges[0].Text); got != "rotates" || len(card.Badges) != 2 {
		t.Errorf("badges: %q of %d", got, len(card.Badges))
	}
	c.Session.Refreshes = 1
	if got := english(t, cardsOf(c, testNow()).Refresh.Used); got != "used 1 time · last 06:58:10" {
		t.Errorf("used once: %q", got)
	}
	memory := New()
	memory.SetStorage(false, "locked")
	badges := memory.TokenCards(c, testNow()).Refresh.Badges
	if got := english(t, badges[len(badges)-1].Text); got != "in memory, for this run" {
		t.Errorf("without a keyring: %q", got)
	}
}

func TestNoRefreshTokenIsExplained(t *testing.T) {
	c := signedIn()
	c.Session.RefreshToken = oauthflow.Secret{}
	card := cardsOf(c, testNow()).Refresh
	if card.Present || card.Refresh.Enabled || card.Masked != "" || !strings.Contains(english(t, card.Explain), "although the scope offline_access was asked for") {
		t.Errorf("asked for: %q", english(t, card.Explain))
	}
	c.Session.RequestedScope = []string{"openid"}
	card = cardsOf(c, testNow()).Refresh
	if !strings.Contains(english(t, card.Do), "Add offline_access") {
		t.Errorf("not asked for: %q", english(t, card.Do))
	}
}

func TestScopesThatWereNotGrantedAreSaid(t *testing.T) {
	c := signedIn()
	if card := cardsOf(c, testNow()).Access; !card.NotGiven.IsZero() || english(t, card.Scopes) != "scopes granted: openid profile email offline_access" {
		t.Errorf("all granted: %+v", card)
	}
	c.Session.Scope = []string{"openid"}
	if got := english(t, cardsOf(c, testNow()).Access.NotGiven); got != "asked for and not granted: profile email offline_access" {
		t.Errorf("%q", got)
	}
}

func TestTheIDTokenIsShownWithItsChanges(t *testing.T) {
	c := signedIn()
	card := cardsOf(c, testNow()).ID
	if card.Header != "{\n  \"alg\": \"RS256\",\n  \"kid\": \"demo-2026-11\",\n  \"typ\": \"JWT\"\n}" || !card.Changed.IsZero() {
		t.Errorf("%+v", card)
	}
	if !strings.Contains(card.Payload, `"sub": "248289761001"`) {
		t.Errorf("payload: %s", card.Payload)
	}
	c.Session.Refreshes, c.Session.ChangedClaims = 1, []string{"iat", "exp", "at_hash"}
	card = cardsOf(c, testNow()).ID
	if english(t, card.Changed) != "changed by the last refresh:" || card.ChangedNames != "iat, exp, at_hash" {
		t.Errorf("after a refresh: %+v", card)
	}
	c.Session.ChangedClaims = nil
	if got := english(t, cardsOf(c, testNow()).ID.Changed); got != "the last refresh changed no claims" {
		t.Errorf("nothing changed: %q", got)
	}
}

// The tokens are masked until they are revealed: neither body nor signature is in what the view gets (DISP-02).
func TestTheTokensTabHoldsNoSecret(t *testing.T) {
	c := signedIn()
	text := fmt.Sprintf("%+v", cardsOf(c, testNow()))
	for kind, secret := range map[string]string{
		"access token": strings.SplitN(c.Session.AccessToken.Reveal(), ".", 2)[1], "refresh token": "refresh-secret",
		"ID token": strings.SplitN(c.Session.IDToken.Reveal(), ".", 2)[1], "nonce": "WzA2Mj",
	} {
		if strings.Contains(text, secret) {
			t.Errorf("the %s is in the tab", kind)
		}
	}
	if opaque := masked(oauthflow.NewSecret("opaque-token")); strings.Trim(opaque, "•") != "" {
		t.Errorf("an opaque token is masked as %q", opaque)
	}
	if c.Token(RefreshToken).Reveal() != "refresh-secret" || !c.Token("other").IsZero() {
		t.Error("the true value is not there for copying")
	}
}

func TestAFailedRefreshIsShownBesideTheAccessToken(t *testing.T) {
	c := signedIn()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventNotice, Err: failure(oauthflow.StepRefresh, oauthflow.CodeRefreshUnavailable)})
	last := cardsOf(c, testNow()).Access.LastError
	if last == nil || english(t, last.Title) != "The tokens were not renewed: the provider does not renew them now" {
		t.Errorf("%+v", last)
	}
}
