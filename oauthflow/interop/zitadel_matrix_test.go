// The matrix of protocols at the server of zitadel/oidc, wherever it has the feature. In the source of version 3.52.0
// (pkg/op, by which both of its server interfaces are made) there is none of: pushed authorization requests (RFC 9126),
// DPoP at any endpoint (RFC 9449; pkg/oidc/dpop.go and pkg/client are a draft's client side), dynamic client
// registration (RFC 7591), iss in the authorization response (RFC 9207: CodeResponseType has code, state and
// session_state), signed UserInfo (Userinfo writes JSON only), resource indicators (RFC 8707), slow_down other than
// after a time-out of its storage. Those rows of the matrix are the embedded provider's (protocol_matrix_test.go).

package interop

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"proofkey/oauthflow"
)

func zitadelKinds() map[string]kind {
	return map[string]kind{
		"RS256, opaque access tokens, rotation": {},
		"JWT access tokens":                     {jwt: true},
		"RS512":                                 {algorithm: jose.RS512, jwt: true},
		"PS256":                                 {algorithm: jose.PS256, jwt: true},
		"ES256":                                 {algorithm: jose.ES256, jwt: true},
		"ES384, opaque access tokens":           {algorithm: jose.ES384},
		"EdDSA":                                 {algorithm: jose.EdDSA, jwt: true},
		"EdDSA, opaque access tokens":           {algorithm: jose.EdDSA},
		"a fixed refresh token, repeated":       {refresh: staysSaid},
		"a fixed refresh token, not repeated":   {refresh: stays},
		"a client with a secret":                {secret: "not-for-a-native-app"},

		"a secret, ES256, JWTs and a fixed refresh":   {algorithm: jose.ES256, jwt: true, refresh: stays, secret: "not-for-a-native-app"},
		"PS256, opaque, fixed refresh token repeated": {algorithm: jose.PS256, refresh: staysSaid},
	}
}

// Each kind is signed in to in a browser at each of the library's two servers; the tokens are used, renewed and ended.
func TestEachKindOfZitadel(t *testing.T) {
	for name, k := range zitadelKinds() {
		for server, wrapped := range map[string]bool{"the library's server": false, "its newer server": true} {
			t.Run(name+", "+server, func(t *testing.T) {
				s := newSigningIn(t, zitadel{wrapped: wrapped, kind: k}.start(t))
				s.Profile.ClientSecret = oauthflow.NewSecret(k.secret)
				session := s.mustSignIn(t, oauthflow.SignInOptions{})
				wantChecks(t, session.Checks)
				s.wantTokensOf(t, k, session)
				s.wantIntrospection(t, k, wrapped)
				s.wantSignedOut(t, session)
			})
		}
	}
}

// The same without a browser of this computer: the code is confirmed on another device (RFC 8628).
func TestADeviceSignInAtEachKindOfZitadel(t *testing.T) {
	for name, k := range map[string]kind{
		"RS256, opaque access tokens, rotation": {},
		"PS256":                                 {algorithm: jose.PS256},
		"ES256, JWT access tokens":              {algorithm: jose.ES256, jwt: true},
		"EdDSA, JWTs, a fixed refresh token":    {algorithm: jose.EdDSA, jwt: true, refresh: stays},
	} {
		for server, wrapped := range map[string]bool{"the library's server": false, "its newer server": true} {
			t.Run(name+", "+server, func(t *testing.T) {
				t.Parallel() // two seconds each, in which nothing is done
				z := zitadel{wrapped: wrapped, kind: k, between: askedEachSecond}
				s := newSigningIn(t, z.start(t))
				session, polls := s.signInElsewhere(t, "allowed")
				wantDeviceChecks(t, session.Checks)
				if session.Subject != "id1" || polls == 0 {
					t.Errorf("subject %q after %d polls", session.Subject, polls)
				}
				s.wantTokensOf(t, k, session)
				s.wantSignedOut(t, session)
			})
		}
	}
}

// The person says no on the other device (RFC 8628 §3.5).
func TestADeviceSignInAtZitadelCanBeDenied(t *testing.T) {
	for server, wrapped := range map[string]bool{"the library's server": false, "its newer server": true} {
		t.Run(server, func(t *testing.T) {
			t.Parallel()
			s := newSigningIn(t, zitadel{wrapped: wrapped, between: askedEachSecond}.start(t))
			_, err := s.trySignInElsewhere(t, "denied")
			if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeAuthorizationDenied}) {
				t.Errorf("%v", err)
			}
		})
	}
}

// askedEachSecond shortens the interval of five seconds, so that the test does not wait for it.
func askedEachSecond(next http.Handler) http.Handler {
	return changing(next, "/device_authorization", func(m map[string]any) { m["interval"] = 1 })
}

// wantTokensOf uses the access token, renews it, and uses the new one.
func (s *signingIn) wantTokensOf(t *testing.T, k kind, session *oauthflow.Session) {
	t.Helper()
	if isJWT := strings.Count(session.AccessToken.Reveal(), ".") == 2; isJWT != k.jwt {
		t.Errorf("the access token is a JWT: %t", isJWT)
	}
	if s.Metadata().SigningAlgorithms[0] != string(k.named()) {
		t.Errorf("announced: %v", s.Metadata().SigningAlgorithms)
	}
	s.wantUserInfo(t)
	renewed, err := s.Refresh(t.Context(), s.tl)
	if err != nil {
		t.Fatal(err)
	}
	if renewed.AccessToken.Equal(session.AccessToken.Reveal()) || renewed.Subject != "id1" {
		t.Error("the refresh brought no new token of the same person")
	}
	same := renewed.RefreshToken.Equal(session.RefreshToken.Reveal())
	if same != (k.refresh != rotates) || renewed.Rotates != (k.refresh == rotates) {
		t.Errorf("the same refresh token: %t; rotates: %t", same, renewed.Rotates)
	}
	for _, c := range renewed.Checks {
		if c.Result == oauthflow.Failed {
			t.Errorf("after the refresh: %+v", c)
		}
	}
	s.wantUserInfo(t)
	if _, err := s.Refresh(t.Context(), s.tl); err != nil {
		t.Errorf("a second refresh: %v", err)
	}
}

// named is the algorithm that the metadata names.
func (k kind) named() jose.SignatureAlgorithm {
	if k.algorithm == "" {
		return jose.RS256
	}
	return k.algorithm
}

// wantUserInfo calls a protected resource: the provider's own, which judges JWTs as well as opaque tokens.
func (s *signingIn) wantUserInfo(t *testing.T) {
	t.Helper()
	answer, err := s.CallAPI(t.Context(), s.tl, oauthflow.APIRequest{Method: http.MethodGet, URL: s.Profile.Issuer + "/userinfo"})
	if err != nil {
		t.Fatal(err)
	}
	var claims struct{ Sub, Email string }
	if err := json.Unmarshal(answer.Body, &claims); err != nil || answer.Refreshed || claims.Sub != "id1" || claims.Email != "test-user@zitadel.ch" {
		t.Errorf("UserInfo: %d %s", answer.Status, answer.Body)
	}
}

// wantIntrospection: the older server takes a secret at introspection in the header only, where ours never is (TREQ-08),
// and no client without one.
func (s *signingIn) wantIntrospection(t *testing.T, k kind, wrapped bool) {
	t.Helper()
	told, err := s.Introspect(t.Context(), s.tl, oauthflow.HintAccessToken)
	if k.secret == "" || !wrapped {
		if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeIntrospectionRefused}) {
			t.Errorf("introspection: %v", err)
		}
		return
	}
	if err != nil || !told.Active || told.Members["client_id"] != zitadelClientID {
		t.Errorf("introspection: %+v, %v", told, err)
	}
}

// wantSignedOut revokes the tokens, ends the session, and finds the first access token void.
func (s *signingIn) wantSignedOut(t *testing.T, session *oauthflow.Session) {
	t.Helper()
	latest, err := s.Store.Load(t.Context(), s.Profile.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SignOut(t.Context(), s.tl, oauthflow.SignOutOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, e := range s.tl.Events() {
		if e.Kind == oauthflow.EventNotice {
			t.Errorf("the provider did not confirm: %v", e.Err)
		}
	}
	if got := userInfoStatus(t, s.Profile.Issuer, latest.AccessToken); got == http.StatusOK {
		t.Error("the access token still works")
	}
	if err := s.Store.Save(t.Context(), s.Profile.ID, latest); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Refresh(t.Context(), s.tl); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeSessionEnded}) {
		t.Errorf("a refresh with the revoked token: %v", err)
	}
}

// signInElsewhere is a trySignInElsewhere that has to succeed, and how often the provider was asked before the person
// had decided.
func (s *signingIn) signInElsewhere(t *testing.T, decision string) (*oauthflow.Session, int) {
	t.Helper()
	session, err := s.trySignInElsewhere(t, decision)
	if err != nil {
		t.Fatalf("%v; the browser shows %+v", err, s.browser.wait())
	}
	polls := 0
	for _, e := range s.tl.Events() {
		if e.Kind == oauthflow.EventPolled && e.Device.LastAnswer == "authorization_pending" {
			polls++
		}
	}
	return session, polls
}

// trySignInElsewhere signs in; the person decides once the provider has been asked in vain.
func (s *signingIn) trySignInElsewhere(t *testing.T, decision string) (*oauthflow.Session, error) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	s.browser.rested = func(err error) {
		if err == nil {
			err = s.browser.press(ctx, s.Profile.Issuer+"/device/confirm?action="+decision)
		}
		if err != nil {
			t.Errorf("the other device: %v", err)
			cancel(err)
		}
	}
	s.browser.running.Go(func() {
		if target := s.codeAfterAPoll(ctx); target != "" {
			_ = s.browser.Open(ctx, target) // never fails
		}
	})
	session, err := s.SignInElsewhere(ctx, s.tl, oauthflow.SignInOptions{})
	cancel(nil)
	s.browser.wait()
	return session, err
}

// codeAfterAPoll returns where the code is confirmed, once an answer to a poll is there; "" if there will be none.
func (s *signingIn) codeAfterAPoll(ctx context.Context) string {
	for seen := 0; ; {
		events, err := s.tl.Wait(ctx, seen)
		if err != nil {
			return ""
		}
		seen += len(events)
		if i := slices.IndexFunc(events, func(e oauthflow.Event) bool { return e.Kind == oauthflow.EventPolled }); i >= 0 {
			return events[i].Device.VerificationURIComplete.Reveal()
		}
	}
}

// wantDeviceChecks: none failed, and those that carry the proof passed.
func wantDeviceChecks(t *testing.T, checks []oauthflow.Check) {
	t.Helper()
	var passed []string
	for _, c := range checks {
		if c.Result == oauthflow.Failed {
			t.Errorf("failed: %+v", c)
		}
		if c.Result == oauthflow.Passed {
			passed = append(passed, c.ID)
		}
	}
	for _, id := range []string{"DISC-01", "DEV-02", "DEV-03", "DEV-05", "DEV-07", "DEV-08", "DEV-14", "TRES-01", "JOSE-20", "IDT-01", "IDT-14"} {
		if !slices.Contains(passed, id) {
			t.Errorf("%s did not pass", id)
		}
	}
}
