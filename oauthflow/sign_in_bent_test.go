package oauthflow

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// Everything that we send is compared when it comes back, by us or by the provider: without it, or changed, nobody is
// signed in, nothing is stored, the code is sent at most once, and the tokens that were issued are revoked.
func TestWhatWasSentMustComeBackUnchanged(t *testing.T) {
	hour := 3600
	request := func(name, value string) func(*signInSetting) {
		return func(s *signInSetting) { s.bendRequest = func(v url.Values) { bendValue(v, name, value) } }
	}
	redirect := func(name, value string) func(*signInSetting) {
		return func(s *signInSetting) { s.bendRedirect = func(v url.Values) { bendValue(v, name, value) } }
	}
	claim := func(name string, value any) func(*signInSetting) {
		return func(s *signInSetting) { s.bendClaims = func(c map[string]any) { bendMember(c, name, value) } }
	}
	token := func(name string, value any) func(*signInSetting) {
		return func(s *signInSetting) { s.bendTokens = func(c map[string]any) { bendMember(c, name, value) } }
	}
	short := SignInOptions{Limit: 100 * time.Millisecond}
	rows := []struct {
		name    string
		bend    func(*signInSetting)
		options SignInOptions
		code    Code
		revoked int // tokens
	}{
		{"state is missing (RESP-03)", redirect("state", ""), short, CodeTimedOut, 0},
		{"state is another (RESP-03)", redirect("state", "another"), short, CodeTimedOut, 0},
		{"iss is missing although announced (RESP-08)", redirect("iss", ""), SignInOptions{}, CodeResponseIssuerMissing, 0},
		{"iss is another provider (RESP-09, NATIVE-07)", redirect("iss", "https://evil.test"), SignInOptions{}, CodeResponseIssuerMismatch, 0},
		{"the code is missing (RESP-02)", redirect("code", ""), SignInOptions{}, CodeResponseInvalid, 0},
		{"an access token comes instead of a code (RESP-13)", redirect("access_token", "x"), SignInOptions{}, CodeResponseInvalid, 0},
		{"the code is another", redirect("code", "another"), SignInOptions{}, CodeTokenError, 0},
		{"code_challenge is missing (TREQ-02)", request("code_challenge", ""), SignInOptions{}, CodeTokenError, 0},
		{"code_challenge is another (TREQ-02)", request("code_challenge", "another"), SignInOptions{}, CodeTokenError, 0},
		{"code_challenge_method is plain (AUTHZ-04)", request("code_challenge_method", "plain"), SignInOptions{}, CodeTokenError, 0},
		{"redirect_uri is missing (TREQ-01)", request("redirect_uri", ""), SignInOptions{}, CodeTokenError, 0},
		{"redirect_uri is another (TREQ-01)", request("redirect_uri", "http://127.0.0.1:1/callback"), SignInOptions{}, CodeTokenError, 0},
		{"client_id is another (TREQ-01)", request("client_id", "another"), SignInOptions{}, CodeTokenError, 0},
		{"client_id is missing (TREQ-01)", request("client_id", ""), SignInOptions{}, CodeTokenError, 0},
		{"nonce is missing (IDT-10)", claim("nonce", nil), SignInOptions{}, CodeIDTokenNonceMismatch, 2},
		{"nonce is another (IDT-10)", claim("nonce", "another"), SignInOptions{}, CodeIDTokenNonceMismatch, 2},
		{"at_hash is another (IDT-14)", claim("at_hash", "MTIzNDU2Nzg5MDEyMzQ1Ng"), SignInOptions{}, CodeIDTokenATHashMismatch, 2},
		{"the access token is another than that of at_hash (IDT-14)", token("access_token", "another"), SignInOptions{}, CodeIDTokenATHashMismatch, 2},
		{"aud is missing (IDT-03)", claim("aud", nil), SignInOptions{}, CodeIDTokenAudienceMismatch, 2},
		{"aud is another client (IDT-03)", claim("aud", "another"), SignInOptions{}, CodeIDTokenAudienceMismatch, 2},
		{"the issuer of the token is another (IDT-01)", claim("iss", "https://evil.test"), SignInOptions{}, CodeIDTokenIssuerMismatch, 2},
		{"max_age is asked for and auth_time missing (IDT-12)", claim("auth_time", nil), SignInOptions{MaxAge: &hour}, CodeIDTokenAuthTimeInvalid, 2},
		{"max_age is asked for and auth_time too old (IDT-12)", claim("auth_time", time.Now().Unix()-7200), SignInOptions{MaxAge: &hour}, CodeIDTokenAuthTimeInvalid, 2},
		{"acr is asked for and missing (IDT-11)", nil, SignInOptions{ACRValues: []string{"mfa"}}, CodeIDTokenACRNotMet, 2},
		{"acr is asked for and another (IDT-11)", claim("acr", "pwd"), SignInOptions{ACRValues: []string{"mfa"}}, CodeIDTokenACRNotMet, 2},
		{"the person is another (IDT-17)", nil, SignInOptions{Subject: "bob"}, CodeIDTokenSubjectChanged, 2},
		{"there is no ID token (TRES-08)", token("id_token", nil), SignInOptions{}, CodeIDTokenMissing, 2},
		{"the token type is another (TRES-03)", token("token_type", "mac"), SignInOptions{}, CodeTokenTypeNotSupported, 2},
		{"there is no access token (TRES-02)", token("access_token", nil), SignInOptions{}, CodeAccessTokenInvalid, 1},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := newSignInSetting(t)
			if row.bend != nil {
				row.bend(s)
			}
			_, err := s.signIn(t.Context(), row.options)
			wantCode(t, err, row.code)
			if _, stored := s.store.session(t); stored || s.store.writes > 0 {
				t.Error("something was stored") // TRES-12
			}
			if n := len(s.to("/token")); n > 1 || row.code == CodeTokenError && n != 1 {
				t.Errorf("%d token requests", n) // RESP-14, TREQ-04
			}
			if revoked := s.to("/revoke"); len(revoked) != row.revoked || len(revoked) > 0 && revoked[0].Form.Get("token") != "refresh-1" {
				t.Errorf("revoked: %v", revoked) // TRES-13
			}
			if _, page := s.lastPage(); strings.Contains(page, "You are signed in") {
				t.Error("the browser says signed in") // LOOP-26
			}
			s.wantNoSecretTold(t)
		})
	}
}

// wantNoSecretTold searches everything that the timeline tells of a sign-in that failed (DISP-02).
func (s *signInSetting) wantNoSecretTold(t *testing.T) {
	t.Helper()
	told, err := json.Marshal(s.tl.Events())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range s.tl.Events() {
		if e.Err != nil {
			told = fmt.Append(told, e.Err)
		}
	}
	secrets := []string{"the-code", "access-1", "refresh-1", s.asked.Get("state"), s.asked.Get("nonce")}
	for _, r := range s.to("/token") {
		secrets = append(secrets, r.Form.Get("code_verifier"))
	}
	for i, secret := range secrets {
		if secret == "" || strings.Contains(string(told), secret) {
			t.Errorf("secret %d is empty or was told", i)
		}
	}
}

func bendValue(v url.Values, name, value string) {
	if v.Set(name, value); value == "" {
		v.Del(name)
	}
}

func bendMember(m map[string]any, name string, value any) {
	if m[name] = value; value == nil {
		delete(m, name)
	}
}

func TestASignInWithNothingBentSucceeds(t *testing.T) {
	s := newSignInSetting(t)
	s.client.Profile.ClientSecret = NewSecret("hush-hush")
	session, err := s.signIn(t.Context(), SignInOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if status, page := s.lastPage(); status != http.StatusOK || !strings.Contains(page, "You are signed in") {
		t.Errorf("the browser shows %d %q", status, page)
	}
	if session.UserInfo != nil || len(s.to("/userinfo")) != 1 || len(s.to("/revoke")) != 0 {
		t.Errorf("%d UserInfo requests, %d revocations", len(s.to("/userinfo")), len(s.to("/revoke")))
	}
	s.checkTokenRequest(t)
	if s.asked.Has("client_secret") { // NATIVE-02
		t.Error("the client secret is in the authorization request")
	}
}

// checkTokenRequest judges the one request with the code, which holds the client secret in its body.
func (s *signInSetting) checkTokenRequest(t *testing.T) {
	t.Helper()
	requests := s.to("/token")
	if len(requests) != 1 {
		t.Fatalf("%d token requests", len(requests))
	}
	r := requests[0]
	if r.Method != http.MethodPost || r.Query != "" || r.Form.Get("grant_type") != "authorization_code" || r.Header.Get("Authorization") != "" ||
		r.Header.Get("Accept") != "application/json" || r.Form.Get("client_secret") != "hush-hush" { // TREQ-01, TREQ-03, TREQ-05, TREQ-08
		t.Errorf("token request %+v", r)
	}
	for name, values := range r.Form {
		if len(values) != 1 {
			t.Errorf("%s stands %d times", name, len(values))
		}
	}
}

// A failure of the provider at the token endpoint is no reason to send the code once more (RESP-14, TREQ-04).
func TestTheCodeIsSentOnceWhateverTheAnswer(t *testing.T) {
	for name, row := range map[string]struct {
		status     int
		kind, body string
		code       Code
	}{
		"a 500":                  {500, "text/html", "<h1>oops the-code</h1>", CodeTokenResponseInvalid},
		"a 503":                  {503, "application/json", `{"error":"temporarily_unavailable"}`, CodeTokenError},
		"a 401 that wants Basic": {401, "application/json", `{"error":"invalid_client"}`, CodeTokenError},
		"an empty 200":           {200, "application/json", "", CodeTokenResponseInvalid},
		"more than a megabyte":   {200, "application/json", `{"x":"` + strings.Repeat("x", maxBody) + `"}`, CodeResponseTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSignInSetting(t)
			s.answers("/token", row.status, row.kind, row.body)
			_, err := s.signIn(t.Context(), SignInOptions{})
			e := wantCode(t, err, row.code)
			if n := len(s.to("/token")); n != 1 {
				t.Errorf("%d token requests", n)
			}
			if strings.Contains(e.Error()+e.Actual+e.Description, "the-code") {
				t.Errorf("the answer's body is in the error: %v", e) // DISP-03
			}
		})
	}
}

// No endpoint can send us elsewhere (NET-03, NET-04, UINF-03): the server that a redirect names is never asked.
func TestNoEndpointIsFollowedElsewhere(t *testing.T) {
	for path, code := range map[string]Code{
		"/.well-known/openid-configuration": CodeMetadataInvalid, "/keys": CodeKeysUnreachable, "/token": CodeTokenRedirected,
		"/userinfo": "", "/revoke": CodeIDTokenNonceMismatch,
	} {
		for _, status := range []int{302, 303, 307, 308} {
			t.Run(path+" answers "+http.StatusText(status), func(t *testing.T) {
				asked := false
				elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
				s := newSignInSetting(t)
				s.replace(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, status) })
				if path == "/revoke" {
					s.bendClaims = func(c map[string]any) { c["nonce"] = "another" }
				}
				_, err := s.signIn(t.Context(), SignInOptions{})
				elsewhere.Close()
				if code == "" && err != nil || code != "" && wantCode(t, err, code) == nil {
					t.Errorf("error is %v", err)
				}
				if asked || len(s.to(path)) == 0 {
					t.Errorf("asked elsewhere: %t, requests to %s: %d", asked, path, len(s.to(path)))
				}
			})
		}
	}
}

// An endpoint may have a query, and a network error must not tell it (NET-09, DISP-04).
func TestAnUnreachableTokenEndpointIsSaidWithoutItsQuery(t *testing.T) {
	s := newSignInSetting(t)
	gone := httptest.NewServer(nil)
	gone.Close()
	s.announce("token_endpoint", gone.URL+"/token?key=an-api-key")
	_, err := s.signIn(t.Context(), SignInOptions{})
	if e := wantCode(t, err, CodeTokenUnreachable); strings.Contains(e.Error(), "an-api-key") {
		t.Errorf("the error is %v", e)
	}
}

// DISC-13: what moved while the person is signed in is refused, and nothing of it is used.
func TestASignInAtAMovedTokenEndpointIsRefused(t *testing.T) {
	s := newSignInSetting(t)
	s.replace("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		writeTestJSON(w, s.document())
	})
	if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	s.announce("token_endpoint", "http://localhost:1/token")
	_, err := s.signIn(t.Context(), SignInOptions{})
	wantCode(t, err, CodeMetadataEndpointMoved)
	if _, ok := s.store.session(t); !ok {
		t.Error("the session is gone")
	}
}

// RESP-12: two providers name the same authorization endpoint. The code goes to the one that was asked, and only if the
// response is that one's.
func TestTheCodeGoesToTheRecordedIssuerOnly(t *testing.T) {
	for name, row := range map[string]struct {
		answers func(a, b *signInSetting) string // the issuer of the response
		code    Code
	}{
		"the response is ours":        {func(a, _ *signInSetting) string { return a.URL }, ""},
		"the response is the other's": {func(_, b *signInSetting) string { return b.URL }, CodeResponseIssuerMismatch},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := newSignInSetting(t), newSignInSetting(t)
			a.announce("authorization_endpoint", b.URL+"/authorize")
			a.bendRedirect = func(v url.Values) { v.Set("iss", row.answers(a, b)) }
			_, err := a.signIn(t.Context(), SignInOptions{})
			if row.code == "" && err != nil || row.code != "" && wantCode(t, err, row.code) == nil {
				t.Errorf("error is %v", err)
			}
			if len(b.to("/token")) > 0 || len(a.to("/token")) > 0 != (row.code == "") {
				t.Errorf("%d and %d token requests", len(a.to("/token")), len(b.to("/token")))
			}
			if host := eventsOf(a.tl, EventRequestReady)[0].Host; host != strings.TrimPrefix(b.URL, "http://") { // BROW-06
				t.Errorf("the foreign host that is named is %q", host)
			}
		})
	}
}

// A redirect URL pasted by hand ends the wait like the redirect itself.
func TestAPastedRedirectSignsIn(t *testing.T) {
	s := newSignInSetting(t)
	paste := make(chan string, 2)
	s.client.UserAgent = agentFunc(func(_ context.Context, target string) error {
		u, err := url.Parse(target)
		if err != nil {
			return err
		}
		s.mu.Lock()
		s.asked = u.Query()
		s.mu.Unlock()
		redirect := url.Values{"code": {"the-code"}, "state": {s.asked.Get("state")}, "iss": {s.URL}}
		paste <- "https://evil.test/?" + redirect.Encode()
		paste <- s.asked.Get("redirect_uri") + "?" + redirect.Encode()
		return nil
	})
	if _, err := s.signIn(t.Context(), SignInOptions{Paste: paste}); err != nil {
		t.Fatal(err)
	}
	strangers := eventsOf(s.tl, EventStranger)
	if len(strangers) != 1 || strangers[0].Stranger.Reason != "pasted_url" || strangers[0].Stranger.Path != "" {
		t.Errorf("strangers %v", strangers)
	}
}

// LOOP-24, NATIVE-08: two sign-ins run side by side. One's response at the other's address is refused, and both go on.
func TestTwoSignInsSideBySideKeepApart(t *testing.T) {
	a, b := newSignInSetting(t), newSignInSetting(t)
	waiting, crossed := make(chan struct{}, 2), make(chan struct{})
	hold := func() { waiting <- struct{}{}; <-crossed }
	a.before, b.before = hold, hold
	ended := make(chan error, 2)
	for _, s := range []*signInSetting{a, b} {
		go func() { _, err := s.signIn(t.Context(), SignInOptions{}); ended <- err }()
	}
	<-waiting
	<-waiting
	if a.asked.Get("redirect_uri") == b.asked.Get("redirect_uri") || a.asked.Get("nonce") == b.asked.Get("nonce") || a.asked.Get("code_challenge") == b.asked.Get("code_challenge") {
		t.Errorf("the two share values: %v, %v", a.asked, b.asked)
	}
	for _, pair := range [][2]*signInSetting{{a, b}, {b, a}} {
		foreign := url.Values{"code": {"the-code"}, "state": {pair[0].asked.Get("state")}, "iss": {pair[0].URL}}
		if status, _ := load(t.Context(), pair[1].asked.Get("redirect_uri")+"?"+foreign.Encode()); status != http.StatusBadRequest {
			t.Errorf("the other's response is answered with %d", status)
		}
	}
	close(crossed)
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	for _, s := range []*signInSetting{a, b} {
		if session, ok := s.store.session(t); !ok || session.Issuer != s.URL {
			t.Error("a session is missing or of the other provider")
		}
	}
}
