// Texts in English, as the views will show them, and what the tests start from.

package state

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"text/template"
	"time"

	"proofkey/oauthflow"
)

// english translates a Text with the catalogue, nested ones first.
func english(t *testing.T, text Text) string {
	t.Helper()
	if text.IsZero() {
		return ""
	}
	return englishOf(t, catalogue(t), text)
}

func englishOf(t *testing.T, entries map[string]entry, text Text) string {
	t.Helper()
	forms := entries[text.Key]
	if forms == nil {
		t.Fatalf("no words for %q", text.Key)
	}
	form := forms["other"]
	if n, ok := text.Count(); ok && n == 1 && forms["one"] != "" {
		form = forms["one"]
	}
	values := map[string]any{}
	for name, value := range text.Values {
		if nested, ok := value.(Text); ok {
			value = englishOf(t, entries, nested)
		}
		values[name] = value
	}
	parsed, err := template.New(text.Key).Option("missingkey=error").Parse(form)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := parsed.Execute(&b, values); err != nil {
		t.Fatalf("%s: %v", text.Key, err)
	}
	return b.String()
}

// now is the moment of picture 03, in a zone that is not UTC.
func testNow() time.Time {
	return time.Date(2026, time.November, 24, 7, 12, 6, 0, time.FixedZone("here", 3600*3))
}

func testProfile() oauthflow.Profile {
	return oauthflow.Profile{
		ID: "0123456789abcdef0123456789abcdef", Name: "Demo provider", Issuer: "http://127.0.0.1:51723", ClientID: "proofkey",
		Scopes: []string{"openid", "profile", "email", "offline_access"}, Redirect: oauthflow.DefaultRedirect(),
	}
}

// jwt is a token with the header and claims, and a signature that nobody checks here.
func jwt(header, claims string) oauthflow.Secret {
	encode := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	return oauthflow.NewSecret(encode(header) + "." + encode(claims) + ".c2ln")
}

func number(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

// testSession is the session of picture 03: issued two seconds ago, for an hour.
func testSession() *oauthflow.Session {
	issued := testNow().Add(-2 * time.Second)
	return &oauthflow.Session{
		Issuer: "http://127.0.0.1:51723", ClientID: "proofkey", Subject: "248289761001",
		AccessToken: jwt(`{"alg":"RS256","typ":"at+jwt"}`, `{"iss":"x"}`), RefreshToken: oauthflow.NewSecret("refresh-secret"),
		IDToken: jwt(`{"alg":"RS256","kid":"demo-2026-11","typ":"JWT"}`, `{"iss":"http://127.0.0.1:51723"}`), TokenType: "Bearer",
		Scope:          []string{"openid", "profile", "email", "offline_access"},
		RequestedScope: []string{"openid", "profile", "email", "offline_access"},
		IssuedAt:       issued, ExpiresAt: issued.Add(time.Hour), VerifiedAt: issued, SignedInAt: issued,
		Claims: map[string]any{
			"sub": "248289761001", "name": "Ada Lovelace", "email": "ada@demo.example", "email_verified": true,
			"iss": "http://127.0.0.1:51723", "aud": "proofkey", "iat": number(issued.Unix()), "exp": number(issued.Unix() + 3600),
			"auth_time": number(issued.Unix() - 5), "nonce": "n-0S6_WzA2Mjsecret", "at_hash": "77QmUPtjPfzWtF2AnpK9RQ", "amr": []any{"pwd"},
		},
		Algorithm: "RS256", KeyID: "demo-2026-11", Nonce: oauthflow.NewSecret("n-0S6_WzA2Mjsecret"),
		Checks: []oauthflow.Check{
			{ID: "RESP-03", Result: oauthflow.Passed, Expected: "kq3…", Actual: "kq3…", Source: "RFC 6749 §10.12"},
			{ID: "IDT-11", Result: oauthflow.Skipped, Reason: "not asked for in this connection"},
		},
		Steps: []oauthflow.StepTime{
			{Step: oauthflow.StepDiscover, StartedAt: issued.Add(-7 * time.Second), Duration: 4 * time.Millisecond, Cached: true},
			{Step: oauthflow.StepAuthorizationRequest, StartedAt: issued.Add(-7 * time.Second), Duration: time.Millisecond},
			{Step: oauthflow.StepRedirect, StartedAt: issued.Add(-7 * time.Second), Duration: 6200 * time.Millisecond},
			{Step: oauthflow.StepTokenRequest, StartedAt: issued, Duration: 31 * time.Millisecond},
			{Step: oauthflow.StepVerify, StartedAt: issued, Duration: 2 * time.Millisecond},
			{Step: oauthflow.StepSignedIn, StartedAt: issued, Duration: time.Millisecond},
		},
	}
}

func signedIn() *Connection {
	c := NewConnection(testProfile())
	c.Demo = true
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: testSession()})
	return c
}

func waiting() *Connection {
	c := NewConnection(testProfile())
	at := testNow()
	c.BeginSignIn(at)
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepBegan, Step: oauthflow.StepDiscover})
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepEnded, Step: oauthflow.StepDiscover, Duration: 4 * time.Millisecond, Cached: true})
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepBegan, Step: oauthflow.StepAuthorizationRequest})
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepEnded, Step: oauthflow.StepAuthorizationRequest, Duration: time.Millisecond})
	c.Apply(oauthflow.Event{At: at, Kind: oauthflow.EventStepBegan, Step: oauthflow.StepRedirect})
	c.Apply(oauthflow.Event{
		At: at, Kind: oauthflow.EventRequestReady, Step: oauthflow.StepRedirect, Link: oauthflow.NewSecret("http://127.0.0.1:51723/authorize?state=x"),
		ListeningOn: "127.0.0.1:53911", Deadline: at.Add(5 * time.Minute),
	})
	return c
}

func failedWith(code oauthflow.Code, step oauthflow.Step) *Connection {
	c := waiting()
	c.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Step: step, Err: &oauthflow.Error{Step: step, Code: code}})
	return c
}
