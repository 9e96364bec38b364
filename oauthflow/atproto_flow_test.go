package oauthflow_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
)

const aliceDID = "did:plc:z72i7hdynmk6r22z27h6tvur"

// page is what a URL of the public net answers in a test.
type page struct {
	status             int // 0: 200
	kind, body, refers string
}

// publicNet answers for the public net; what is not in it has no such host. This computer is asked as it is.
type publicNet struct {
	pages map[string]page
	local http.RoundTripper
	bend  func(path string, body []byte) []byte // what this computer answers; nil: nothing is bent
}

func (n publicNet) RoundTrip(r *http.Request) (*http.Response, error) {
	if oauthflow.IsThisComputer(r.URL.Hostname()) {
		answer, err := n.local.RoundTrip(r)
		if err != nil || n.bend == nil {
			return answer, err
		}
		body, err := io.ReadAll(answer.Body)
		body = n.bend(r.URL.Path, body)
		answer.Body, answer.ContentLength = io.NopCloser(strings.NewReader(string(body))), int64(len(body))
		answer.Header.Set("Content-Length", strconv.Itoa(len(body)))
		return answer, err
	}
	p, ok := n.pages[r.URL.String()]
	if !ok {
		return nil, errors.New("no such host")
	}
	if p.status == 0 {
		p.status = http.StatusOK
	}
	header := http.Header{"Content-Type": {p.kind}}
	if p.refers != "" {
		header.Set("Location", p.refers)
	}
	return &http.Response{StatusCode: p.status, Proto: "HTTP/1.1", Header: header, Body: io.NopCloser(strings.NewReader(p.body)), Request: r}, nil
}

// documentOf is a DID document as the directory of did:plc writes it.
func documentOf(did, handle, server string) page {
	return page{kind: "application/did+ld+json; charset=utf-8", body: `{"@context":["https://www.w3.org/ns/did/v1"],"id":"` + did + `","alsoKnownAs":["at://` + handle + `"],
		"verificationMethod":[],"service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"` + server + `"}]}`}
}

// accountClient is the real Client against the embedded provider as a server of AT Protocol accounts, which is the
// account's own server too.
func accountClient(t *testing.T) (*oauthflow.Client, *publicNet, *oauthtest.Browser) {
	t.Helper()
	c, browser := demoClientOf(t, demoprovider.Config{DID: func(string) string { return aliceDID }})
	p := c.Profile
	p.Scopes, p.DPoP, p.OAuthOnly = []string{"atproto"}, oauthflow.DPoPRequired, oauthflow.OAuthOnly{Identity: oauthflow.IdentityATProto, Account: aliceDID}
	p.ClientID = oauthflow.ATProtoClientID(p.Redirect, p.Scopes)
	p.AuthorizationParameters = map[string]string{"login_hint": "alice.bsky.social"}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	net := &publicNet{pages: map[string]page{"https://plc.directory/" + aliceDID: documentOf(aliceDID, "alice.bsky.social", p.Issuer)}, local: oauthflow.NewTransport()}
	return oauthflow.NewClient(p, net, browser, c.Store), net, browser
}

func TestASignInWithAnAccountOfATProtocol(t *testing.T) { // ATP-01, PAR-01, DPOP-05, RESP-08
	c, _, browser := accountClient(t)
	session, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		shown, browserErr := browser.Wait()
		t.Fatalf("%v; the browser: %v %s", err, browserErr, shown.Body)
	}
	for id, want := range map[string]oauthflow.Result{
		"ATP-01": oauthflow.Passed, "PAR-02": oauthflow.Passed, "TRES-04": oauthflow.Passed, "RESP-08": oauthflow.Passed, "RESP-09": oauthflow.Passed, "TRES-06": oauthflow.Passed,
		"JOSE-20": oauthflow.Skipped,
	} {
		wantResult(t, session.Checks, id, want)
	}
	if session.Subject != aliceDID || !session.OAuthOnly() || !session.Bound() || session.AccountServer != c.Profile.Issuer {
		t.Errorf("the session is %+v", session)
	}
	wantPushed(t, events)
	stored, err := c.Store.Load(t.Context(), c.Profile.ID)
	if err != nil || stored.UserInfo["did"] != aliceDID || stored.UserInfo["handle"] != "alice.bsky.social" || stored.AccountServer != session.AccountServer {
		t.Errorf("stored: %v, %v", stored.UserInfo, err)
	}
	var tl oauthflow.Timeline
	renewed, err := c.Refresh(t.Context(), &tl)
	if err != nil || renewed.Subject != aliceDID || !renewed.Bound() || !renewed.Rotates {
		t.Fatalf("refreshed: %v", err)
	}
	for _, check := range renewed.Checks {
		if check.ID == "ATP-01" && (check.Result != oauthflow.Passed || check.Actual != c.Profile.Issuer) {
			t.Errorf("the proof of the sign-in is gone: %+v", check)
		}
	}
}

// wantPushed wants the whole request at the provider, and nothing of it in the browser.
func wantPushed(t *testing.T, events []oauthflow.Event) {
	t.Helper()
	pushes := exchangesOf(events, oauthflow.StepAuthorizationRequest)
	if len(pushes) != 2 || pushes[0].Status != http.StatusBadRequest { // the first has no nonce yet
		t.Fatalf("%d pushes", len(pushes))
	}
	sent, err := url.ParseQuery(string(pushes[1].Request.Reveal().Body))
	if err != nil || sent.Get("client_id") != "http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&scope=atproto" || sent.Get("login_hint") != "alice.bsky.social" || sent.Get("scope") != "atproto" {
		t.Errorf("pushed: %v, %v", sent, err)
	}
}

// Each way in which the account and the server that vouches for it may not belong together.
func TestAnAccountThatIsNotProved(t *testing.T) { // ATP-01, TRES-06, RESP-08
	const other = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
	tokens := func(old, new string) func(*oauthflow.Client, *publicNet) {
		return func(_ *oauthflow.Client, n *publicNet) {
			n.bend = func(path string, body []byte) []byte {
				if path != "/token" {
					return body
				}
				return []byte(strings.Replace(string(body), old, new, 1))
			}
		}
	}
	document := func(p page) func(*oauthflow.Client, *publicNet) {
		return func(_ *oauthflow.Client, n *publicNet) { n.pages["https://plc.directory/"+aliceDID] = p }
	}
	anybody := func(c *oauthflow.Client) { c.Profile.OAuthOnly.Account = "" }
	for name, row := range map[string]struct {
		bend func(c *oauthflow.Client, n *publicNet)
		code oauthflow.Code
		says string // in the actual value
	}{
		"no sub":                              {tokens(`"sub":"`+aliceDID+`"`, `"x":1`), oauthflow.CodeAccountMismatch, "missing"},
		"a sub that is no DID":                {tokens(`"sub":"`+aliceDID+`"`, `"sub":"248289761001"`), oauthflow.CodeAccountMismatch, "not a DID"},
		"a sub that is a number":              {tokens(`"sub":"`+aliceDID+`"`, `"sub":1`), oauthflow.CodeAccountMismatch, "missing"},
		"another account than the one wanted": {tokens(aliceDID, other), oauthflow.CodeAccountMismatch, other},
		"the account of another server": {
			func(c *oauthflow.Client, n *publicNet) {
				anybody(c)
				tokens(aliceDID, other)(c, n)
				n.pages["https://plc.directory/"+other] = documentOf(other, "bob.bsky.social", "https://pds.bsky.network")
				n.pages["https://pds.bsky.network/.well-known/oauth-protected-resource"] = page{kind: "application/json", body: `{"resource":"https://pds.bsky.network","authorization_servers":["https://bsky.social"]}`}
			}, oauthflow.CodeAccountMismatch, "https://bsky.social",
		},
		"a server that names several providers": {
			func(_ *oauthflow.Client, n *publicNet) {
				n.pages["https://plc.directory/"+aliceDID] = documentOf(aliceDID, "alice.bsky.social", "https://pds.bsky.network")
				n.pages["https://pds.bsky.network/.well-known/oauth-protected-resource"] = page{kind: "application/json", body: `{"resource":"https://pds.bsky.network","authorization_servers":["https://evil.example","https://bsky.social"]}`}
			}, oauthflow.CodeAccountMismatch, "https://evil.example",
		},
		"an account on this computer":          {document(documentOf(aliceDID, "x.bsky.social", "http://localhost:1")), oauthflow.CodeAccountUnreachable, ""},
		"a document of another account":        {document(documentOf(other, "alice.bsky.social", "https://pds.bsky.network")), oauthflow.CodeAccountMismatch, other},
		"a document without a server":          {document(page{kind: "application/json", body: `{"id":"` + aliceDID + `"}`}), oauthflow.CodeAccountMismatch, "missing"},
		"a server that is more than an origin": {document(documentOf(aliceDID, "x.bsky.social", "https://pds.bsky.network/x")), oauthflow.CodeAccountMismatch, "more than scheme"},
		"a document that is none":              {document(page{kind: "text/html", body: "<p>"}), oauthflow.CodeAccountMismatch, "text/html"},
		"a document that is elsewhere":         {document(page{status: 302, refers: "https://evil.example/doc", kind: "text/plain"}), oauthflow.CodeAccountMismatch, "status 302"},
		"a document that is too large":         {document(page{kind: "application/json", body: `{"id":"` + strings.Repeat("x", 64<<10) + `"}`}), oauthflow.CodeResponseTooLarge, ""},
		"a directory that is out of order":     {document(page{status: 503, kind: "text/plain"}), oauthflow.CodeAccountUnreachable, "status 503"},
		"a directory that is not reached":      {func(_ *oauthflow.Client, n *publicNet) { clear(n.pages) }, oauthflow.CodeAccountUnreachable, ""},
		"no atproto in the scope":              {tokens(`"scope":"atproto"`, `"scope":"email"`), oauthflow.CodeTokenScopeInvalid, "email"},
		"no scope":                             {tokens(`"scope":"atproto",`, ``), oauthflow.CodeTokenScopeInvalid, "missing"},
		"a Bearer token":                       {tokens(`"DPoP"`, `"Bearer"`), oauthflow.CodeTokenNotBound, ""},
		"another person than before": {
			func(c *oauthflow.Client, _ *publicNet) { c.Profile.OAuthOnly.Account = other }, oauthflow.CodeAccountMismatch, aliceDID,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, net, _ := accountClient(t)
			row.bend(c, net)
			session, _, err := signIn(t, c, oauthflow.SignInOptions{})
			var failure *oauthflow.Error
			if session != nil || !errors.As(err, &failure) || failure.Code != row.code || !strings.Contains(failure.Actual, row.says) {
				t.Fatalf("session %t, error %v", session != nil, err)
			}
			if _, err := c.Store.Load(t.Context(), c.Profile.ID); !errors.Is(err, oauthflow.ErrNotFound) {
				t.Errorf("something is stored: %v", err)
			}
		})
	}
}

func TestAnyAccountOfAServerMaySignIn(t *testing.T) { // ATP-01
	c, _, _ := accountClient(t)
	c.Profile.OAuthOnly.Account, c.Profile.AuthorizationParameters = "", nil
	session, _, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil || session.Subject != aliceDID {
		t.Fatalf("%v", err)
	}
	_, _, err = signIn(t, c, oauthflow.SignInOptions{Subject: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"}) // IDT-17
	if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeAccountMismatch}) {
		t.Errorf("another person: %v", err)
	}
}

// A refresh that names another account ends the session, as one of another subject does elsewhere.
func TestARefreshThatNamesAnotherAccount(t *testing.T) { // ATP-01
	c, net, _ := accountClient(t)
	if _, _, err := signIn(t, c, oauthflow.SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	net.bend = func(path string, body []byte) []byte {
		if path == "/token" {
			return []byte(strings.Replace(string(body), aliceDID, "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", 1))
		}
		return body
	}
	var tl oauthflow.Timeline
	if _, err := c.Refresh(t.Context(), &tl); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeAccountMismatch}) {
		t.Errorf("error is %v", err)
	}
	if _, err := c.Store.Load(t.Context(), c.Profile.ID); !errors.Is(err, oauthflow.ErrNotFound) {
		t.Errorf("the session stands: %v", err)
	}
}

// An answer about another account is not shown (UINF-02), and the sign-in stands (UINF-07).
func TestAnAnswerAboutAnotherAccountIsNotUsed(t *testing.T) {
	c, net, _ := accountClient(t)
	net.bend = func(path string, body []byte) []byte {
		if strings.HasPrefix(path, "/xrpc/") {
			return []byte(`{"did":"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa","handle":"evil.bsky.social"}`)
		}
		return body
	}
	session, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.Kind == oauthflow.EventUserInfo && (e.Session.UserInfo != nil || !errors.Is(e.Err, &oauthflow.Error{Code: oauthflow.CodeUserInfoSubjectMismatch})) {
			t.Errorf("%v, %v", e.Session.UserInfo, e.Err)
		}
	}
	if session.Subject != aliceDID {
		t.Error(session.Subject)
	}
}

func TestALookUpOfAnAccountIsCancelled(t *testing.T) {
	c, _, _ := accountClient(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	c.Transport = hangingDirectory{c.Transport, func() { cancel(oauthflow.ErrCanceled) }}
	var tl oauthflow.Timeline
	if _, err := c.SignIn(ctx, &tl, oauthflow.SignInOptions{}); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeCancelled}) {
		t.Errorf("error is %v", err)
	}
}

// hangingDirectory never answers for did:plc.
type hangingDirectory struct {
	http.RoundTripper
	asked func()
}

func (h hangingDirectory) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != "plc.directory" {
		return h.RoundTripper.RoundTrip(r)
	}
	h.asked()
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// What AT Protocol makes mandatory is done where the server forgets to announce it.
func TestWhatIsMandatoryIsNotLeftToTheServer(t *testing.T) { // PAR-02, RESP-08
	c, net, _ := accountClient(t)
	net.bend = func(path string, body []byte) []byte {
		if strings.HasPrefix(path, "/.well-known/oauth-authorization-server") {
			body = []byte(strings.NewReplacer(`"require_pushed_authorization_requests":true`, `"x":1`, `"authorization_response_iss_parameter_supported":true`, `"y":1`).Replace(string(body)))
		}
		return body
	}
	session, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	wantResult(t, session.Checks, "PAR-02", oauthflow.Passed)
	wantResult(t, session.Checks, "RESP-08", oauthflow.Passed)
	wantPushed(t, events)
	for _, check := range session.Checks {
		if check.ID == "RESP-08" && !strings.Contains(check.Expected, "iss") {
			t.Errorf("%+v", check)
		}
	}
}
