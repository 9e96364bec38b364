// A sign-in at the provider that a test can bend: between the browser, the provider and us, every value can be
// changed on its way.

package oauthflow

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"
)

// signInSetting is a client and its person, who is sent back at once. The bends change a value on its way; nil
// leaves it as it is.
type signInSetting struct {
	*bentProvider
	t      *testing.T
	client *Client
	store  *bentStore
	tl     *Timeline

	bendRequest  func(url.Values)     // the authorization request that the provider reads
	bendRedirect func(url.Values)     // the redirect that the browser is sent to
	bendClaims   func(map[string]any) // of the ID token
	bendTokens   func(map[string]any) // the token response
	before       func()               // the browser loads the redirect
	code         string               // that the provider gives

	browser sync.WaitGroup
	mu      sync.Mutex
	asked   url.Values
	status  int
	page    string
}

func newSignInSetting(t *testing.T) *signInSetting {
	t.Helper()
	s := &signInSetting{bentProvider: newBentProvider(t), t: t, store: newBentStore(), tl: &Timeline{}, code: "the-code"}
	s.announce("authorization_response_iss_parameter_supported", true)
	transport := NewTransport()
	t.Cleanup(transport.(*http.Transport).CloseIdleConnections)
	p := Profile{ID: "c1", Name: "Bent", Issuer: s.URL, ClientID: "client", Scopes: []string{"openid", "profile"}, Redirect: DefaultRedirect()}
	s.client = NewClient(p, transport, agentFunc(s.open), s.store)
	s.replace("/token", s.serveTokens)
	return s
}

// open is the person's browser, which outlives its opener.
func (s *signInSetting) open(ctx context.Context, target string) error {
	u, err := url.Parse(target)
	if err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	s.browser.Go(func() { s.browse(ctx, u.Query()) })
	return nil
}

func (s *signInSetting) browse(ctx context.Context, asked url.Values) {
	redirectURI := asked.Get("redirect_uri")
	redirect := url.Values{"code": {s.code}, "state": {asked.Get("state")}, "iss": {s.URL}}
	if s.bendRequest != nil {
		s.bendRequest(asked)
	}
	if s.bendRedirect != nil {
		s.bendRedirect(redirect)
	}
	s.mu.Lock()
	s.asked = asked
	s.mu.Unlock()
	if s.before != nil {
		s.before()
	}
	status, page := load(ctx, redirectURI+"?"+redirect.Encode())
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status, s.page = status, page
}

// load follows redirects to the last page; the status is 0 if there is none.
func load(ctx context.Context, target string) (int, string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return 0, err.Error()
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 20 * time.Second}
	answer, err := client.Do(r)
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close() //nolint:errcheck // read only
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	return answer.StatusCode, string(body)
}

// lastPage is what the browser shows at the end.
func (s *signInSetting) lastPage() (int, string) {
	s.browser.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.status, s.page
}

// serveTokens judges the token request as RFC 6749 §4.1.3 and RFC 7636 §4.6 ask a provider to.
func (s *signInSetting) serveTokens(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	asked := s.asked
	s.mu.Unlock()
	sum := sha256.Sum256([]byte(r.Form.Get("code_verifier")))
	switch {
	case r.Form.Get("code") != s.code, r.Form.Get("redirect_uri") != asked.Get("redirect_uri"), r.Form.Get("client_id") != asked.Get("client_id"),
		base64.RawURLEncoding.EncodeToString(sum[:]) != asked.Get("code_challenge"), asked.Get("code_challenge_method") != "S256":
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":"invalid_grant"}`)
		return
	}
	tokens := s.newTokens()
	claims := s.idClaims(time.Now())
	if claims["nonce"] = asked.Get("nonce"); claims["nonce"] == "" { // OIDC Core §3.1.3.6: only what was asked with
		delete(claims, "nonce")
	}
	hash := sha256.Sum256(fmt.Append(nil, tokens["access_token"]))
	claims["at_hash"] = base64.RawURLEncoding.EncodeToString(hash[:16])
	if s.bendClaims != nil {
		s.bendClaims(claims)
	}
	tokens["id_token"] = s.sign(s.t, claims)
	if s.bendTokens != nil {
		s.bendTokens(tokens)
	}
	writeTestJSON(w, tokens)
}

// signIn runs one sign-in, in a limit that is long enough for all but the ones that are to end by it.
func (s *signInSetting) signIn(ctx context.Context, o SignInOptions) (*Session, error) {
	if o.Limit == 0 {
		o.Limit = 20 * time.Second
	}
	return s.client.SignIn(ctx, s.tl, o)
}
