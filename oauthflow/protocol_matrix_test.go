package oauthflow_test

import (
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
)

// kindOfProvider is a provider with a habit of its own.
type kindOfProvider struct {
	config  demoprovider.Config
	profile func(p *oauthflow.Profile)
	passed  []string // checks that pass at this kind
	opaque  bool     // access tokens are no JWTs: the demo API, which has no other way to judge them, refuses them
	rotates bool
}

func kindsOfProvider() map[string]kindOfProvider {
	bound := func(p *oauthflow.Profile) { p.DPoP = oauthflow.DPoPRequired }
	unbound := func(p *oauthflow.Profile) { p.DPoP = oauthflow.DPoPOff }
	pushed := func(p *oauthflow.Profile) { p.PushAuthorization, p.DPoP = oauthflow.PushWhenOffered, oauthflow.DPoPOff }
	faults := func(all ...demoprovider.Fault) demoprovider.Config { return demoprovider.Config{Faults: all} }
	return map[string]kindOfProvider{
		"plain":                    {profile: unbound, passed: []string{"RESP-04", "IDT-14"}, rotates: true}, // RFC 9207: iss in the response
		"PAR, asked for":           {profile: pushed, passed: []string{"PAR-02"}, rotates: true},
		"PAR, required":            {config: faults(demoprovider.FaultPushRequired), profile: unbound, passed: []string{"PAR-02"}, rotates: true},
		"DPoP":                     {profile: bound, passed: []string{"DPOP-10", "TRES-04"}, rotates: true},
		"DPoP with nonces and PAR": {config: faults(demoprovider.FaultNonceRequired, demoprovider.FaultPushRequired), profile: bound, passed: []string{"DPOP-10", "PAR-02"}, rotates: true},
		"PS256":                    {config: demoprovider.Config{Algorithm: "PS256"}, profile: unbound, passed: []string{"JOSE-20", "IDT-14"}, rotates: true},
		"ES256":                    {config: demoprovider.Config{Algorithm: "ES256"}, profile: unbound, passed: []string{"JOSE-20", "IDT-14"}, rotates: true},
		"EdDSA":                    {config: demoprovider.Config{Algorithm: "EdDSA"}, profile: bound, passed: []string{"JOSE-20", "IDT-14"}, rotates: true},
		"opaque access tokens":     {config: demoprovider.Config{OpaqueTokens: true}, profile: unbound, passed: []string{"IDT-14"}, opaque: true, rotates: true},
		"signed UserInfo":          {config: demoprovider.Config{SignedUserInfo: true, Algorithm: "ES256"}, profile: unbound, passed: []string{"UINF-05"}, rotates: true},
		"a fixed refresh token":    {config: demoprovider.Config{FixedRefreshTokens: true}, profile: unbound},
		"all at once": {
			config: demoprovider.Config{
				Algorithm: "EdDSA", OpaqueTokens: true, SignedUserInfo: true, FixedRefreshTokens: true,
				Faults: []demoprovider.Fault{demoprovider.FaultNonceRequired, demoprovider.FaultPushRequired, demoprovider.FaultProofRequired},
			},
			profile: bound, passed: []string{"PAR-02", "DPOP-10", "UINF-05"}, opaque: true,
		},
	}
}

// Each kind of provider is signed in to, its API is called and its tokens are renewed; what it does in its own way is
// judged.
func TestEachKindOfProvider(t *testing.T) {
	for name, kind := range kindsOfProvider() {
		t.Run(name, func(t *testing.T) {
			c, browser := demoClientOf(t, kind.config)
			kind.profile(&c.Profile)
			session, events, err := signIn(t, c, oauthflow.SignInOptions{})
			if err != nil {
				page, browserErr := browser.Wait()
				t.Fatalf("%v; the browser: %v %s", err, browserErr, page.Body)
			}
			wantJudged(t, events, session, kind.passed)
			wantUseOfTokens(t, c, kind)
		})
	}
}

// wantJudged wants no failed check, and these passed.
func wantJudged(t *testing.T, events []oauthflow.Event, session *oauthflow.Session, passed []string) {
	t.Helper()
	for _, e := range events {
		if e.Kind == oauthflow.EventUserInfo {
			session = e.Session
		}
	}
	results := map[string]oauthflow.Result{}
	for _, check := range append(session.Checks, session.UserInfoChecks...) {
		results[check.ID] = check.Result
		if check.Result == oauthflow.Failed {
			t.Errorf("failed: %+v", check)
		}
	}
	for _, id := range passed {
		if results[id] != oauthflow.Passed {
			t.Errorf("%s is %q", id, results[id])
		}
	}
	if session.UserInfo["email"] != "ada@demo.example" {
		t.Errorf("UserInfo is %v", session.UserInfo)
	}
}

// wantUseOfTokens calls the API, renews the tokens and calls it again.
func wantUseOfTokens(t *testing.T, c *oauthflow.Client, kind kindOfProvider) {
	t.Helper()
	want := 200
	if kind.opaque {
		want = 401
	}
	if a := callAPI(t, c, "GET", "/api/whoami", ""); a.Status != want {
		t.Errorf("the API answers %d: %s", a.Status, a.Body)
	}
	var tl oauthflow.Timeline
	renewed, err := c.Refresh(t.Context(), &tl)
	if err != nil {
		t.Fatal(err)
	}
	if renewed.Rotates != kind.rotates {
		t.Errorf("rotates: %t", renewed.Rotates)
	}
	if a := callAPI(t, c, "GET", "/api/whoami", ""); a.Status != want {
		t.Errorf("after the refresh the API answers %d: %s", a.Status, a.Body)
	}
}
