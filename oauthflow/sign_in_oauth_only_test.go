package oauthflow_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/vault"
)

// oauthOnlyClient is the real Client against the embedded provider as one that is OAuth only.
func oauthOnlyClient(t *testing.T, config demoprovider.Config) (*oauthflow.Client, *oauthtest.Browser, *atomic.Int32) {
	t.Helper()
	provider, err := demoprovider.Start(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = provider.Close() })
	memory, err := vault.Open(t.Context(), vault.Config{})
	if err != nil {
		t.Fatal(err)
	}
	at := provider.Issuer()
	profile := oauthflow.Profile{
		ID: oauthflow.NewProfileID(), Name: "OAuth only", Issuer: at, ClientID: demoprovider.ClientID, Scopes: []string{"profile", "email", "offline_access"},
		Redirect: oauthflow.DefaultRedirect(), Endpoints: oauthflow.Endpoints{AuthorizationEndpoint: at + "/authorize", TokenEndpoint: at + "/token"},
		OAuthOnly: oauthflow.OAuthOnly{IdentityURL: at + "/user", FormEncodedTokens: true, CommaSeparatedScopes: true},
	}
	if err := profile.Validate(); err != nil {
		t.Fatal(err)
	}
	browser, asked := oauthtest.NewBrowser("alice", "wonderland"), new(atomic.Int32)
	return oauthflow.NewClient(profile, withoutMetadata{oauthflow.NewTransport(), asked}, browser, oauthflow.NewTokenStore(memory)), browser, asked
}

func TestASignInThatIsOAuthOnly(t *testing.T) {
	for name, config := range map[string]demoprovider.Config{
		"tokens as JSON":   {OAuthOnly: true},
		"tokens as a form": {OAuthOnly: true, FormEncodedTokens: true},
	} {
		t.Run(name, func(t *testing.T) {
			c, browser, asked := oauthOnlyClient(t, config)
			if err := c.Prefetch(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			session, events, err := signIn(t, c, oauthflow.SignInOptions{})
			if err != nil {
				page, browserErr := browser.Wait()
				t.Fatalf("%v; the browser: %v %s", err, browserErr, page.Body)
			}
			wantOAuthOnly(t, session, events)
			stored, err := c.Store.Load(t.Context(), c.Profile.ID)
			if err != nil || stored.UserInfo["username"] != "alice" || stored.UserInfo["name"] != "Ada Lovelace" || !stored.OAuthOnly() {
				t.Errorf("stored: %v, %v", stored.UserInfo, err)
			}
			var tl oauthflow.Timeline
			renewed, err := c.Refresh(t.Context(), &tl)
			if err != nil || renewed.Refreshes != 1 || !renewed.OAuthOnly() || renewed.AccessToken.Equal(session.AccessToken.Reveal()) {
				t.Errorf("refreshed: %v", err)
			}
			if asked.Load() != 0 {
				t.Error("metadata was asked for")
			}
		})
	}
}

// wantOAuthOnly judges what the ledger and the timeline tell.
func wantOAuthOnly(t *testing.T, session *oauthflow.Session, events []oauthflow.Event) {
	t.Helper()
	const reason = "this provider is OAuth only: no ID token is expected; who you are comes from an API call"
	skipped := 0
	for _, check := range session.Checks {
		if check.Result == oauthflow.Failed {
			t.Errorf("failed: %+v", check)
		}
		if check.Result == oauthflow.Skipped && check.Reason == reason {
			skipped++
		}
	}
	if skipped != 27 || !session.IDToken.IsZero() || !session.OAuthOnly() || session.Subject != "" { // TRES-08, and the rows of an ID token
		t.Errorf("%d rows are skipped, the session is %+v", skipped, session)
	}
	for _, e := range events {
		if e.Kind == oauthflow.EventUserInfo && (e.Err != nil || e.Session.UserInfo["id"] != "248289761001" || e.Checks[0].Result != oauthflow.Passed || e.Checks[1].Result != oauthflow.Skipped) {
			t.Errorf("who signed in: %v, %+v", e.Err, e.Checks)
		}
		if e.HTTP == nil || strings.Contains(e.HTTP.URL, "/callback") { // the browser's
			continue
		}
		if e.HTTP.Method == http.MethodPost && strings.Contains(e.HTTP.URL, "/keys") {
			t.Error("keys were asked for")
		}
		accepts := false
		for _, field := range e.HTTP.Request.Reveal().Fields {
			accepts = accepts || field.Name == "Accept" && field.Value == "application/json"
		}
		if !accepts {
			t.Errorf("%s %s does not ask for JSON", e.HTTP.Method, e.HTTP.URL)
		}
	}
}

func TestANonceIsSentWhereAnIDTokenIsExpected(t *testing.T) { // AUTHZ-06
	c, _, _ := oauthOnlyClient(t, demoprovider.Config{OAuthOnly: true})
	openID := c.Profile
	openID.OAuthOnly, openID.Scopes = oauthflow.OAuthOnly{}, []string{"openid"}
	both := c.Profile
	both.Scopes = []string{"identify", "openid"}
	for name, row := range map[string]struct {
		profile oauthflow.Profile
		want    bool
	}{"OAuth only": {c.Profile, false}, "OpenID": {openID, true}, "OAuth only, with openid": {both, true}} {
		preview, err := oauthflow.PreviewAuthorizationRequest(row.profile, nil, oauthflow.SignInOptions{})
		if err != nil {
			t.Fatal(err)
		}
		sent := slices.ContainsFunc(preview.Parameters, func(p oauthflow.PreviewParameter) bool { return p.Name == "nonce" })
		if sent != row.want {
			t.Errorf("%s: nonce sent %v, want %v", name, sent, row.want)
		}
	}
}

func TestAnOpenIDProviderMustStillSendItsIDToken(t *testing.T) { // TRES-08
	c, _, _ := oauthOnlyClient(t, demoprovider.Config{OAuthOnly: true})
	at := c.Profile.Issuer
	c.Profile.OAuthOnly, c.Profile.Scopes, c.Profile.Endpoints.JWKSURI = oauthflow.OAuthOnly{}, []string{"openid"}, at+"/keys"
	_, _, err := signIn(t, c, oauthflow.SignInOptions{})
	if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeIDTokenMissing}) {
		t.Errorf("error is %v", err)
	}
}

func TestAFormOfAProviderThatIsNotKnownForItIsRefused(t *testing.T) { // TRES-01
	c, _, _ := oauthOnlyClient(t, demoprovider.Config{OAuthOnly: true, FormEncodedTokens: true})
	c.Profile.OAuthOnly.FormEncodedTokens = false
	_, _, err := signIn(t, c, oauthflow.SignInOptions{})
	if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeTokenResponseInvalid}) {
		t.Errorf("error is %v", err)
	}
}

// An ID token that comes although none is expected is verified if it can be, and else not used.
func TestAnIDTokenThatWasNotExpected(t *testing.T) {
	for name, row := range map[string]struct {
		keys string // at the issuer
		want func(t *testing.T, s *oauthflow.Session, err error)
	}{
		"verified": {keys: "/keys", want: func(t *testing.T, s *oauthflow.Session, err error) {
			if err != nil || s.OAuthOnly() || s.Subject != "248289761001" {
				t.Errorf("not verified: %v", err)
			}
		}},
		"of an endpoint that has other keys": {keys: "/user", want: func(t *testing.T, _ *oauthflow.Session, err error) {
			if err == nil {
				t.Error("it was taken")
			}
		}},
		"without keys": {want: func(t *testing.T, s *oauthflow.Session, err error) {
			if err != nil || !s.OAuthOnly() || !s.IDToken.IsZero() || s.Subject != "" {
				t.Fatalf("used: %v", err)
			}
			for _, check := range s.Checks {
				if check.ID == "JOSE-20" && (check.Result != oauthflow.Skipped || !strings.Contains(check.Reason, "it is not used")) {
					t.Errorf("%+v", check)
				}
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			c, _, _ := oauthOnlyClient(t, demoprovider.Config{})
			c.Profile.Scopes = append(c.Profile.Scopes, "openid")
			if row.keys != "" {
				c.Profile.Endpoints.JWKSURI = c.Profile.Issuer + row.keys
			}
			s, _, err := signIn(t, c, oauthflow.SignInOptions{})
			row.want(t, s, err)
		})
	}
}

// UINF-07: that nobody says who signed in is told, and the sign-in stands.
func TestAnIdentityThatCannotBeHadIsToldAndNotFatal(t *testing.T) {
	c, _, _ := oauthOnlyClient(t, demoprovider.Config{OAuthOnly: true})
	c.Profile.OAuthOnly.IdentityURL = c.Profile.Issuer + "/sign-out-nowhere"
	session, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil || session == nil {
		t.Fatal(err)
	}
	last := events[len(events)-1]
	if last.Kind != oauthflow.EventUserInfo || last.Err == nil || last.Err.Code != oauthflow.CodeUserInfoFailed || last.Session.UserInfo != nil {
		t.Errorf("%+v", last)
	}
}

func TestConnectionFilesHoldWhatOAuthOnlyNeeds(t *testing.T) {
	c, _, _ := oauthOnlyClient(t, demoprovider.Config{OAuthOnly: true})
	data, err := c.Profile.ConnectionFile()
	if err != nil {
		t.Fatal(err)
	}
	p, err := oauthflow.ParseConnectionFile(data)
	if err != nil || p.OAuthOnly != c.Profile.OAuthOnly || !p.SameClient(c.Profile) {
		t.Errorf("%+v, %v", p, err)
	}
	for _, bad := range []string{`"identity_url": "ftp://x"`, `"identity_url": "http://api.example/user"`, `"identity_url": ""`, `"more": 1`} {
		broken := strings.Replace(string(data), `"identity_url": "`+c.Profile.OAuthOnly.IdentityURL+`"`, bad, 1)
		if _, err := oauthflow.ParseConnectionFile([]byte(broken)); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}
