package state

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func TestTheProvidersDescriptionOfAToken(t *testing.T) {
	c := signedIn()
	now := testNow()
	c.BeginInquiry(ActionIntrospect)
	card := cardsOf(c, now).Access
	if english(t, card.Introspect.Label) != "Asking…" || card.Introspect.Enabled || card.Revoke.Enabled || english(t, card.Revoke.Label) != "Revoke" {
		t.Errorf("while it runs: %+v, %+v", card.Introspect, card.Revoke)
	}
	c.Introspected(&oauthflow.Introspection{At: now, Active: true, Members: map[string]any{
		"active": true, "scope": "openid", "username": "alice", "exp": json.Number("1795504324"), "x_new": "y",
	}}, nil)
	view := cardsOf(c, now).Access.Introspection
	if view == nil || !strings.HasSuffix(english(t, view.Title), ": active") {
		t.Fatalf("%+v", view)
	}
	means := map[string]string{}
	for _, row := range view.Rows {
		means[row.Name] = english(t, row.Meaning)
	}
	if means["scope"] != "What the token allows" || means["username"] != "Name of the user at the provider, for people to read" || means["exp"] != "Expires" || means["x_new"] == "" || len(means) != 4 {
		t.Errorf("%v", means)
	}
	c.Introspected(&oauthflow.Introspection{At: now}, nil)
	if view := cardsOf(c, now).Access.Introspection; !strings.HasSuffix(english(t, view.Title), ": not active") || len(view.Rows) != 0 {
		t.Errorf("%+v", view)
	}
}

func TestARefusedIntrospectionSaysThatTheTokenIsNotBad(t *testing.T) {
	c := signedIn()
	c.Introspected(nil, &oauthflow.Error{Step: oauthflow.StepIntrospection, Code: oauthflow.CodeIntrospectionRefused})
	card := cardsOf(c, testNow()).Access
	if card.Problem == nil || english(t, card.Problem.Title) != "The provider did not describe the token: this client may not ask" ||
		!strings.Contains(english(t, card.Problem.Happened), "It does not mean that the token is bad.") || card.Introspection != nil {
		t.Errorf("%+v", card.Problem)
	}
}

func TestARevokedAccessTokenIsMarkedUntilItIsReplaced(t *testing.T) {
	c := signedIn()
	c.Revoked(oauthflow.HintAccessToken, testNow(), nil)
	card := cardsOf(c, testNow()).Access
	if !strings.Contains(english(t, card.Revoked), "the API should refuse it from now on") || card.Revoke.Enabled || !card.Introspect.Enabled {
		t.Errorf("%q, %+v", english(t, card.Revoked), card.Revoke)
	}
	renewed := *c.Session
	renewed.Refreshes++
	c.Apply(oauthflow.Event{Kind: oauthflow.EventRefreshed, Session: &renewed})
	if card := cardsOf(c, testNow()).Access; !card.Revoked.IsZero() || !card.Revoke.Enabled {
		t.Errorf("after a refresh: %q", english(t, card.Revoked))
	}
}

func TestAFailedRevocationIsNotASignOut(t *testing.T) {
	c := signedIn()
	c.Revoked(oauthflow.HintRefreshToken, testNow(), &oauthflow.Error{Step: oauthflow.StepRevocation, Code: oauthflow.CodeRevocationFailed})
	card := cardsOf(c, testNow()).Access
	if card.Problem == nil || !strings.HasPrefix(english(t, card.Problem.Title), "The token was not revoked: ") || !card.Revoked.IsZero() {
		t.Errorf("%+v", card.Problem)
	}
}

func TestARevokedRefreshTokenSaysWhoDidIt(t *testing.T) {
	c := signedIn()
	without := *c.Session
	without.RefreshToken, without.RefreshTokenRevokedAt = oauthflow.Secret{}, testNow()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventTokenRevoked, Session: &without})
	card := cardsOf(c, testNow()).Refresh
	if card.Present || !strings.HasPrefix(english(t, card.Explain), "You revoked the refresh token at ") {
		t.Errorf("%+v", card)
	}
}

func TestWhatARefreshChanged(t *testing.T) {
	c := signedIn()
	for i, rotates := range []bool{true, false} {
		renewed := *c.Session
		renewed.Refreshes, renewed.Rotates, renewed.LastRefresh = renewed.Refreshes+1, rotates, testNow().Add(time.Duration(i)*time.Minute)
		renewed.Claims = maps.Clone(renewed.Claims)
		renewed.Claims["name"] = []string{"Augusta Ada King", "Ada King"}[i]
		delete(renewed.Claims, "nonce")
		c.Apply(oauthflow.Event{Kind: oauthflow.EventRefreshed, Session: &renewed})
		again := renewed
		c.Apply(oauthflow.Event{Kind: oauthflow.EventRefreshed, Session: &again}) // told twice
	}
	line := cardsOf(c, testNow()).Refresh.Line
	if len(line) != 2 || english(t, line[0].What) != "the refresh token stayed the same" || english(t, line[1].What) != "a new refresh token came with it" {
		t.Errorf("%+v", line)
	}
	rows := cardsOf(c, testNow()).ID.Changes
	if len(rows) != 1 || rows[0].Name != "name" || english(t, rows[0].Before) != "Augusta Ada King" || english(t, rows[0].After) != "Ada King" {
		t.Errorf("%+v", rows)
	}
	first := c.RefreshLine[0].Changes
	if len(first) != 2 || first[1].Name != "nonce" || english(t, changedValue("nonce", first[1].After, testNow())) != "not there" {
		t.Errorf("%+v", first)
	}
	c.Apply(oauthflow.Event{Kind: oauthflow.EventSessionEnded})
	if c.RefreshLine != nil {
		t.Error("the line outlives the session")
	}
}
