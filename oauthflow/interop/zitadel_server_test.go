// The example OpenID provider of zitadel/oidc on loopback, and our client of it.

package interop

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"proofkey/oauthflow"
	"proofkey/oauthflow/vault"
)

const zitadelClientID = "proofkey"

// zitadel says how the example server is set up. The zero value is its own way.
type zitadel struct {
	host    string                          // in the issuer; "": 127.0.0.1
	slash   bool                            // the issuer ends with a slash, as in the example's main
	wrapped bool                            // the newer of the library's two server interfaces
	kind    kind                            // what the storage chooses
	between func(http.Handler) http.Handler // changes what the server says
}

// start returns the issuer. The client is registered as RFC 8252 §7.3 has it: a loopback redirect URI without port.
func (z zitadel) start(t *testing.T) string {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if z.host == "" {
		z.host = "127.0.0.1"
	}
	issuer := "http://" + net.JoinHostPort(z.host, port)
	if z.slash {
		issuer += "/"
	}
	client := storage.NativeClient(zitadelClientID, "http://127.0.0.1/callback", "http://localhost/callback")
	users := storage.NewUserStore(issuer)
	store := storage.NewStorageWithClients(users, map[string]*storage.Client{zitadelClientID: client})
	server.Config.Handler = exampleop.SetupServer(issuer, newKindStorage(t, store, users, z.kind), nil, z.wrapped, z.kind.options()...)
	if z.between != nil {
		server.Config.Handler = z.between(server.Config.Handler)
	}
	server.Start()
	t.Cleanup(server.Close)
	return issuer
}

// signingIn is our client at a provider, and the person at the browser.
type signingIn struct {
	*oauthflow.Client
	browser *browser
	tl      *oauthflow.Timeline
}

func newSigningIn(t *testing.T, issuer string) *signingIn {
	t.Helper()
	memory, err := vault.Open(t.Context(), vault.Config{})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(issuer)
	if err != nil {
		t.Fatal(err)
	}
	profile := oauthflow.Profile{
		ID: oauthflow.NewProfileID(), Name: "zitadel", Issuer: issuer, ClientID: zitadelClientID,
		Scopes: []string{"openid", "profile", "email", "offline_access"}, Redirect: oauthflow.DefaultRedirect(),
		APIOrigins: []string{strings.TrimSuffix(issuer, "/")},
	}
	transport := oauthflow.NewTransport()
	t.Cleanup(func() { transport.(*http.Transport).CloseIdleConnections() })
	person := newBrowser(t, url.Values{"username": {"test-user@" + u.Hostname()}, "password": {"verysecure"}})
	client := oauthflow.NewClient(profile, transport, person, oauthflow.NewTokenStore(memory))
	return &signingIn{Client: client, browser: person, tl: new(oauthflow.Timeline)}
}

// signIn ends with the redirect, or as soon as the browser is stuck.
func (s *signingIn) signIn(t *testing.T, o oauthflow.SignInOptions) (*oauthflow.Session, error) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	s.browser.rested = func(err error) {
		if err != nil {
			t.Logf("the browser: %v", err)
			cancel(err)
		}
	}
	o.Limit = 2 * time.Minute
	return s.SignIn(ctx, s.tl, o)
}

// mustSignIn is a signIn that has to succeed.
func (s *signingIn) mustSignIn(t *testing.T, o oauthflow.SignInOptions) *oauthflow.Session {
	t.Helper()
	session, err := s.signIn(t, o)
	if err != nil {
		t.Fatalf("%+v; the browser shows %+v", err, s.browser.wait())
	}
	return session
}

func userInfoStatus(t *testing.T, issuer string, token oauthflow.Secret) int {
	t.Helper()
	return status(t.Context(), issuer+"/userinfo", token.Reveal())
}

// status is the answer's status, 0 if none came.
func status(ctx context.Context, target, token string) int {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return 0
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return 0
	}
	_ = response.Body.Close()
	return response.StatusCode
}
