package report_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/report"
)

// A sign-in without an ID token, with tokens in a form, goes into a bundle and back, without its secrets (DISP-02).
func TestASignInThatIsOAuthOnlyGoesIntoABundle(t *testing.T) {
	r := newRunAt(t, demoprovider.Config{OAuthOnly: true, FormEncodedTokens: true})
	p := &r.client.Profile
	p.Scopes = []string{"profile", "email", "offline_access"}
	p.Endpoints = oauthflow.Endpoints{AuthorizationEndpoint: p.Issuer + "/authorize", TokenEndpoint: p.Issuer + "/token"}
	p.OAuthOnly = oauthflow.OAuthOnly{IdentityURL: p.Issuer + "/user", FormEncodedTokens: true, CommaSeparatedScopes: true}
	session, err := r.client.SignIn(t.Context(), r.tl, oauthflow.SignInOptions{Limit: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	f := &flow{run: r, session: session}
	b := f.bundle(t, report.Options{})
	for name, text := range forms(t, b) {
		for _, secret := range []string{session.AccessToken.Reveal(), session.RefreshToken.Reveal(), strings.Split(session.AccessToken.Reveal(), ".")[2], "ada@demo.example"} {
			if secret == "" || strings.Contains(text, secret) {
				t.Errorf("%s holds a secret or a person: %.4s", name, secret)
			}
		}
	}
	data, err := b.Encode()
	if err != nil {
		t.Fatal(err)
	}
	opened, err := report.Open(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	saved, err := opened.Saved()
	if err != nil || !saved.Session.OAuthOnly() || !saved.Session.IDToken.IsZero() || saved.Profile.OAuthOnly != p.OAuthOnly {
		t.Errorf("%+v, %v", saved.Profile, err)
	}
}
