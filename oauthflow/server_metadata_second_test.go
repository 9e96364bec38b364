package oauthflow

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// twoDocuments makes a provider whose OpenID document says little, as some do, and whose other document says more.
func twoDocuments(t *testing.T) *testProvider {
	t.Helper()
	p := newTestProvider(t)
	oauth := p.metadata
	delete(oauth, "userinfo_endpoint")
	p.metadata = map[string]any{"unknown": 1}
	for _, name := range []string{"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"} {
		p.metadata[name] = oauth[name]
	}
	p.metadata["userinfo_endpoint"] = p.URL + "/me"
	p.metadata["id_token_signing_alg_values_supported"] = []string{"RS256"}
	p.handle(oauthPath, func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, oauth) })
	return p
}

// secondSays changes a member of the second document.
func (p *testProvider) secondSays(name string, value any) {
	oauth := changed(validMetadata(p.URL), name, value)
	delete(oauth, "userinfo_endpoint")
	p.handle(oauthPath, func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, oauth) })
}

// DISC-10, DISC-11: what the OpenID document does not say comes from the other one, and nothing that it says is changed.
func TestASecondDocumentAddsWhatTheFirstDoesNotSay(t *testing.T) {
	p := twoDocuments(t)
	c, tl := newTestClient(t, p), &Timeline{}
	m, checks, _, err := c.discover(t.Context(), tl)
	if err != nil {
		t.Fatal(err)
	}
	if m.Source != p.URL+openIDPath || m.Second != p.URL+oauthPath || m.sources() != m.Source+", "+m.Second {
		t.Errorf("sources are %s", m.sources())
	}
	if !m.IssInResponse || m.RevocationEndpoint != p.URL+"/revoke" || m.EndSessionEndpoint != p.URL+"/logout" || m.UserInfoEndpoint != p.URL+"/me" || len(m.SigningAlgorithms) != 1 {
		t.Errorf("%+v", m)
	}
	if got := wantCheck(t, checks, "DISC-10", Passed).Actual; got != "S256 ("+p.URL+oauthPath+")" {
		t.Errorf("DISC-10 says %q", got)
	}
	if n := len(eventsOf(tl, EventNotice)); n != 0 || p.asked(oauthPath) != 1 {
		t.Errorf("%d notices, asked %d times", n, p.asked(oauthPath))
	}
	if _, _, cached, _ := c.discover(t.Context(), nil); !cached || p.asked(oauthPath) != 1 {
		t.Error("it was asked for again")
	}
}

func TestASecondDocumentThatSaysSomethingElseIsNotUsed(t *testing.T) {
	for name, row := range map[string]struct {
		bend func(p *testProvider)
		says string // "": there is nothing to say
	}{
		"another issuer":            {func(p *testProvider) { p.secondSays("issuer", p.URL+"/") }, "issuer differs"},
		"no issuer":                 {func(p *testProvider) { p.secondSays("issuer", nil) }, "issuer differs: missing"},
		"another token endpoint":    {func(p *testProvider) { p.secondSays("token_endpoint", p.URL+"/token2") }, "token_endpoint differs"},
		"an endpoint of wrong type": {func(p *testProvider) { p.secondSays("jwks_uri", 1) }, "jwks_uri differs"},
		"plain challenges only":     {func(p *testProvider) { p.secondSays("code_challenge_methods_supported", []string{"plain"}) }, "plain"},
		"another content type":      {func(p *testProvider) { p.handle(oauthPath, answering(200, "text/html", `{}`)) }, "text/html"},
		"a member twice": {func(p *testProvider) {
			p.handle(oauthPath, answering(200, "application/json", `{"issuer":"a","issuer":"b"}`))
		}, "issuer"},
		"a page":              {func(p *testProvider) { p.handle(oauthPath, answering(200, "text/html", `<html>`)) }, ""},
		"none":                {func(p *testProvider) { p.handle(oauthPath, nil) }, ""},
		"a server that fails": {func(p *testProvider) { p.handle(oauthPath, statusHandler(503)) }, ""},
		"a connection that is ended": {func(p *testProvider) {
			p.handle(oauthPath, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := twoDocuments(t)
			row.bend(p)
			tl := &Timeline{}
			m, checks, _, err := newTestClient(t, p).discover(t.Context(), tl)
			if err != nil || p.asked(oauthPath) == 0 {
				t.Fatalf("asked %d times, %v", p.asked(oauthPath), err)
			}
			if m.Second != "" || m.IssInResponse || m.RevocationEndpoint != "" || m.TokenEndpoint != p.URL+"/token" {
				t.Errorf("%+v", m)
			}
			wantCheck(t, checks, "DISC-10", Skipped)
			told := eventsOf(tl, EventNotice)
			switch {
			case row.says == "" && len(told) != 0:
				t.Errorf("told %v", told[0].Err)
			case row.says != "" && (len(told) != 1 || told[0].Err.Code != CodeMetadataDiffers || !told[0].Err.IsNote() || !strings.Contains(told[0].Err.Actual, row.says)):
				t.Errorf("told %+v", told)
			}
		})
	}
}

// Where the first document announces PKCE, it is the only one.
func TestOneDocumentThatAnnouncesPKCEIsEnough(t *testing.T) {
	p := twoDocuments(t)
	p.metadata["code_challenge_methods_supported"] = []string{"S256"}
	if m, _, _, err := newTestClient(t, p).discover(t.Context(), nil); err != nil || m.Second != "" || p.asked(oauthPath) != 0 {
		t.Errorf("%v, asked %d times", err, p.asked(oauthPath))
	}
}

// The profile of an MCP server asks for the other document first, and does not ask for it twice.
func TestAnMCPProfileAsksForNoSecondDocument(t *testing.T) { // MCP-03, MCP-05
	p := twoDocuments(t)
	p.handle(oauthPath, nil)
	c := newTestClient(t, p)
	c.Profile.MCP = true
	_, checks, _, err := c.discover(t.Context(), nil)
	wantCode(t, err, CodePKCENotSupported)
	wantCheck(t, checks, "DISC-10", Failed)
	if p.asked(oauthPath) != 1 {
		t.Errorf("asked %d times", p.asked(oauthPath))
	}
}

// A second document that never comes does not hold up the sign-in for longer than its limit.
func TestASecondDocumentThatNeverComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		transport := roundTrip(func(r *http.Request) (*http.Response, error) {
			if r.URL.Path == oauthPath {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			body, err := json.Marshal(changed(validMetadata("https://op.example"), "code_challenge_methods_supported", nil))
			return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(body)), Request: r}, err
		})
		c := NewClient(Profile{Issuer: "https://op.example", ClientID: "x", Scopes: DefaultScopes(), Redirect: DefaultRedirect()}, transport, nil, newBentStore())
		began := time.Now()
		if _, _, _, err := c.discover(t.Context(), nil); err != nil || time.Since(began) != secondLimit {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

func TestASearchReadsBothDocuments(t *testing.T) {
	p := twoDocuments(t)
	s := SearchProvider(t.Context(), http.DefaultTransport, p.URL)
	if !s.Found() || s.Metadata.RevocationEndpoint == "" || len(s.Tried) != 2 || s.Tried[0].Result != TriedUsed || s.Tried[1].Result != TriedUsed || s.Tried[1].Kind != TriedOAuth {
		t.Errorf("%+v", s)
	}
	p.secondSays("token_endpoint", p.URL+"/token2")
	s = SearchProvider(t.Context(), http.DefaultTransport, p.URL)
	if !s.Found() || s.Failure() != nil || s.Metadata.RevocationEndpoint != "" || len(s.Tried) != 2 || s.Tried[1].Result != TriedRefused || !strings.Contains(s.Tried[1].Check.Actual, "token_endpoint") {
		t.Errorf("%+v", s)
	}
	p.handle(oauthPath, nil)
	s = SearchProvider(t.Context(), http.DefaultTransport, p.URL)
	if !s.Found() || len(s.Tried) != 2 || s.Tried[1].Result != TriedAbsent {
		t.Errorf("%+v", s)
	}
}

// answering answers with a body as it is.
func answering(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// A provider whose API is used without OpenID Connect, as Discord's: what the second document announces holds at a sign-in
// too (RESP-08).
func TestASignInIsHeldToWhatTheSecondDocumentAnnounces(t *testing.T) {
	for name, row := range map[string]struct {
		bend func(redirect url.Values)
		code Code
	}{
		"iss as announced": {},
		"no iss":           {func(v url.Values) { v.Del("iss") }, CodeResponseIssuerMissing},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSignInSetting(t)
			oauth := s.document()
			s.announce("code_challenge_methods_supported", nil)
			s.announce("authorization_response_iss_parameter_supported", nil)
			s.announce("revocation_endpoint", nil)
			s.replace(oauthPath, func(w http.ResponseWriter, _ *http.Request) { writeTestJSON(w, oauth) })
			s.client.Profile.Scopes, s.client.Profile.OAuthOnly = []string{"identify"}, OAuthOnly{IdentityURL: s.URL + "/userinfo"}
			s.bendRedirect = row.bend
			session, err := s.signIn(t.Context(), SignInOptions{})
			if row.code != "" {
				wantCode(t, err, row.code)
				return
			}
			if err != nil || Count(session.Checks, Failed) > 0 {
				t.Fatalf("%v, %v", err, session)
			}
			wantCheck(t, session.Checks, "DISC-10", Passed)
			wantCheck(t, session.Checks, "RESP-08", Passed)
		})
	}
}
