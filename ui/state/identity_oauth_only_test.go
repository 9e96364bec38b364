package state

import (
	"encoding/json"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// oauthOnlySignedIn is a session of a provider that is OAuth only.
func oauthOnlySignedIn() *Connection {
	p := testProfile()
	p.Name, p.OAuthOnly = "Hub", oauthflow.OAuthOnly{IdentityURL: "https://api.example/user"}
	s := testSession()
	s.IDToken, s.Claims, s.Subject, s.Algorithm, s.KeyID = oauthflow.Secret{}, nil, "", "", ""
	s.UserInfo = map[string]any{"login": "ada", "id": json.Number("7"), "email": "ada@demo.example", "html_url": "https://hub.example/ada"}
	c := NewConnection(p)
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: s})
	return c
}

func TestIdentityFromAnAPICallSaysThatNothingIsSigned(t *testing.T) {
	c := oauthOnlySignedIn()
	v := c.Identity(testNow())
	if got := english(t, v.OAuthOnly); !strings.HasPrefix(got, "This provider is OAuth only: no ID token is expected.") || !strings.Contains(got, "nothing of the answer is signed") {
		t.Errorf("%q", got)
	}
	if p := v.Person; p.Name != "ada" || p.Subject != "" || p.Verified || english(t, p.Badge) != "From an API call, not signed" || p.Email != "ada@demo.example" {
		t.Errorf("%+v", p)
	}
	if len(v.Claims) != 0 || english(t, v.UserInfo.Title) != "From the API" || v.UserInfo.Same {
		t.Errorf("%+v", v)
	}
	rows := map[string]string{}
	for _, row := range v.UserInfo.Claims {
		rows[row.Name] = english(t, row.Value) + "; " + english(t, row.Meaning)
	}
	if len(rows) != 4 || rows["login"] != "ada; A member of this provider’s own" || !strings.HasPrefix(rows["email"], "ada@demo.example; E-mail") {
		t.Errorf("%q", rows)
	}
	if got := c.ClaimsJSON(); !strings.Contains(got, `"login": "ada"`) {
		t.Errorf("copied: %s", got)
	}
	card := New().TokenCards(c, testNow()).ID
	if !strings.HasPrefix(english(t, card.None), "There is none") || len(card.Badges) != 0 || card.Masked != "" {
		t.Errorf("%+v", card)
	}
	if card := New().TokenCards(signedIn(), testNow()).ID; !card.None.IsZero() || !signedIn().Identity(testNow()).OAuthOnly.IsZero() {
		t.Error("an OpenID provider is called OAuth only")
	}
}

func TestThePersonOfAnAPIHasTheBestNameThereIs(t *testing.T) {
	c := oauthOnlySignedIn()
	for _, step := range []struct{ without, want string }{{"", "ada"}, {"login", "ada@demo.example"}, {"email", "7"}, {"id", "Hub"}} {
		if delete(c.Session.UserInfo, step.without); c.personName() != step.want {
			t.Errorf("without %q it is %q", step.without, c.personName())
		}
	}
}

func TestPresenterModeMasksWhatAnAPISays(t *testing.T) {
	s := New()
	c := oauthOnlySignedIn()
	for name := range c.Session.UserInfo {
		c.Session.UserInfo[name] = "PERSONAL-" + name
	}
	s.Add(c)
	if n := strings.Count(onScreen(s), "PERSONAL"); n < 4 {
		t.Fatalf("only %d values to be masked", n)
	}
	s.Present(true)
	if shown := onScreen(s); strings.Contains(shown, "PERSONAL") {
		t.Errorf("in sight: %s", shown[strings.Index(shown, "PERSONAL"):])
	}
}
