package oauthflow

import (
	"maps"
	"net/url"
	"slices"
	"testing"
)

func testEndpoints(issuer string) Endpoints {
	return Endpoints{AuthorizationEndpoint: issuer + "/authorize", TokenEndpoint: issuer + "/token", JWKSURI: issuer + "/keys"}
}

// DISC-15: the issuer is checked in the ID token and in iss, whoever named the endpoints.
func TestAnotherIssuerIsRefusedWithEndpointsByHand(t *testing.T) {
	for name, row := range map[string]struct {
		bend func(*signInSetting)
		code Code
	}{
		"nothing": {func(*signInSetting) {}, ""},
		"the ID token is of another issuer": {func(s *signInSetting) {
			s.bendClaims = func(c map[string]any) { c["iss"] = "https://evil.test" }
		}, CodeIDTokenIssuerMismatch},
		"the ID token has no issuer": {func(s *signInSetting) {
			s.bendClaims = func(c map[string]any) { delete(c, "iss") }
		}, CodeIDTokenIssuerMismatch},
		"the redirect is of another issuer": {func(s *signInSetting) {
			s.bendRedirect = func(v url.Values) { v.Set("iss", "https://evil.test") }
		}, CodeResponseIssuerMismatch},
		"the configured issuer is another": {func(s *signInSetting) {
			s.bendRedirect = func(v url.Values) { v.Del("iss") }
			s.client.Profile.Issuer = s.URL + "/other"
		}, CodeIDTokenIssuerMismatch},
		"there is no issuer": {func(s *signInSetting) { s.client.Profile.Issuer = "" }, CodeIssuerNotAllowed},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSignInSetting(t)
			s.client.Profile.Endpoints = testEndpoints(s.URL)
			row.bend(s)
			_, err := s.signIn(t.Context(), SignInOptions{})
			_, stored := s.store.session(t)
			if row.code == "" {
				if err != nil || !stored {
					t.Fatalf("stored %t, error %v", stored, err)
				}
			} else if wantCode(t, err, row.code); stored {
				t.Error("a session is stored")
			}
			for _, path := range []string{"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"} {
				if n := len(s.to(path)); n != 0 {
					t.Errorf("%s was asked %d times", path, n)
				}
			}
		})
	}
}

// DISC-15, DISC-06, DISC-07: the rules are those of announced endpoints.
func TestEndpointsByHandAreJudgedAsAnnouncedOnes(t *testing.T) {
	const issuer = "https://op.example"
	rows := map[string]struct {
		change func(*Endpoints)
		failed []string
		unused string
	}{
		"all good":                          {func(*Endpoints) {}, nil, ""},
		"no token endpoint":                 {func(e *Endpoints) { e.TokenEndpoint = "" }, []string{"DISC-06"}, ""},
		"no keys":                           {func(e *Endpoints) { e.JWKSURI = "" }, []string{"DISC-06"}, ""},
		"an authorization endpoint of file": {func(e *Endpoints) { e.AuthorizationEndpoint = "file:///etc/passwd" }, []string{"DISC-07"}, ""},
		"a token endpoint of http":          {func(e *Endpoints) { e.TokenEndpoint = "http://127.0.0.1/token" }, []string{"DISC-07"}, ""},
		"a UserInfo endpoint of http":       {func(e *Endpoints) { e.UserInfoEndpoint = "http://op.example/userinfo" }, nil, "userinfo_endpoint"},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			e := testEndpoints(issuer)
			row.change(&e)
			m, checks := judgeEndpointsByHand(e, metadataExpectation{Issuer: issuer})
			if !slices.Equal(failures(checks), row.failed) || (m == nil) != (len(row.failed) > 0) || len(checks) != 9 {
				t.Fatalf("failed: %v of %d, metadata %+v", failures(checks), len(checks), m)
			}
			if m == nil {
				return
			}
			if m.Issuer != issuer || m.TokenEndpoint != e.TokenEndpoint || m.Source != "" || m.UserInfoEndpoint != "" {
				t.Errorf("metadata %+v", m)
			}
			if unused := slices.Collect(maps.Keys(m.Unusable)); row.unused != "" && !slices.Equal(unused, []string{row.unused}) {
				t.Errorf("unusable %v", unused)
			}
		})
	}
}

// The metadata of a connection with endpoints by hand has all of them.
func TestEveryEndpointByHandIsUsed(t *testing.T) {
	var e Endpoints
	for _, m := range e.Members() {
		*m.URL = testIssuer + "/" + m.Name
	}
	got, _ := judgeEndpointsByHand(e, metadataExpectation{Issuer: testIssuer})
	if got == nil {
		t.Fatal("refused")
	}
	for _, known := range got.endpoints() {
		if by := e.members()[known.member]; by != nil && *known.field != testIssuer+"/"+known.member {
			t.Errorf("%s is %q", known.member, *known.field)
		}
	}
	if got.EndSessionEndpoint == "" {
		t.Error("no end session endpoint")
	}
}

// Metadata that was discovered is not that of endpoints by hand, and the reverse.
func TestOtherEndpointsByHandForgetTheMetadata(t *testing.T) {
	p := newTestProvider(t)
	c := newTestClient(t, p)
	if _, _, _, err := c.discover(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	same, byHand := c.Profile, c.Profile
	same.Name, byHand.Endpoints = "another", testEndpoints(p.URL)
	if c.WithProfile(same).Metadata() == nil {
		t.Error("another name makes it forget the metadata")
	}
	c = c.WithProfile(byHand)
	if m := c.Metadata(); m != nil {
		t.Errorf("what was discovered is kept: %+v", m)
	}
	if m, _, _, err := c.discover(t.Context(), nil); err != nil || m.JWKSURI != p.URL+"/keys" || m.UserInfoEndpoint != "" {
		t.Errorf("metadata %+v, %v", m, err)
	}
}
