package oauthflow_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoapi"
	"proofkey/oauthflow/demoprovider"
)

// headerOf is a header of a request as it was sent.
func headerOf(m oauthflow.HTTPMessage, name string) string {
	for _, f := range m.Reveal().Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// part decodes the header (0) or the claims (1) of a JWT.
func part(t *testing.T, token string, i int) map[string]any {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("no JWT of three parts")
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[i])
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(raw, &members); err != nil {
		t.Fatal(err)
	}
	return members
}

// The matrix of DPoP with and without a nonce and PAR: each ends with bound tokens that can be used, refreshed and used
// again (DPOP-03, DPOP-05, DPOP-06, DPOP-11, DPOP-12, PAR-07, TREQ-07, RT-14).
func TestBoundTokensFromSignInToRefresh(t *testing.T) {
	for _, push := range []oauthflow.PushUse{oauthflow.PushWhenRequired, oauthflow.PushWhenOffered} {
		for _, nonce := range []bool{false, true} {
			name := map[bool]string{false: "without a nonce", true: "with a nonce"}[nonce] + " " + string(push)
			t.Run(name, func(t *testing.T) {
				var faults []demoprovider.Fault
				if nonce {
					faults = append(faults, demoprovider.FaultNonceRequired)
				}
				c, browser := faultyClient(t, demoapi.Config{Nonce: nonce, Proof: true}, append(faults, demoprovider.FaultProofRequired)...)
				c.Profile.DPoP, c.Profile.PushAuthorization = oauthflow.DPoPRequired, push
				asked := ""
				browser.Opened = func(target string) { asked = target }
				session, events, err := signIn(t, c, oauthflow.SignInOptions{})
				if err != nil {
					t.Fatal(err)
				}
				if !session.Bound() || session.UserInfo == nil && !toldUserInfo(events) {
					t.Errorf("token_type %s", session.TokenType)
				}
				wantResult(t, session.Checks, "DPOP-10", oauthflow.Passed)
				wantResult(t, session.Checks, "TRES-04", oauthflow.Passed)
				jkt := wantBinding(t, c, events, asked)

				var tl oauthflow.Timeline
				call := func() {
					t.Helper()
					answer, err := c.CallAPI(t.Context(), &tl, oauthflow.APIRequest{Method: "GET", URL: c.Profile.Issuer + "/api/whoami?x=1"})
					if err != nil || answer.Status != http.StatusOK {
						t.Fatalf("%v %+v", err, answer)
					}
				}
				call()
				renewed, err := c.Refresh(t.Context(), &tl)
				if err != nil || !renewed.Bound() {
					t.Fatalf("refresh: %v", err)
				}
				wantResult(t, renewed.Checks, "RT-13", oauthflow.Passed)
				call()
				if cnf, _ := part(t, renewed.AccessToken.Reveal(), 1)["cnf"].(map[string]any); cnf["jkt"] != jkt {
					t.Errorf("the renewed token is bound to %v, not %s", cnf["jkt"], jkt)
				}
				wantProofs(t, c, append(events, tl.Events()...))
			})
		}
	}
}

func toldUserInfo(events []oauthflow.Event) bool {
	for _, e := range events {
		if e.Kind == oauthflow.EventUserInfo {
			return e.Session.UserInfo != nil
		}
	}
	return false
}

// wantBinding compares dpop_jkt with the cnf of the access token, and returns it.
func wantBinding(t *testing.T, c *oauthflow.Client, events []oauthflow.Event, asked string) string {
	t.Helper()
	u, _ := url.Parse(asked)
	parameters := u.Query()
	if pushes := exchangesOf(events, oauthflow.StepAuthorizationRequest); len(pushes) > 0 {
		parameters, _ = url.ParseQuery(string(pushes[len(pushes)-1].Request.Reveal().Body))
	}
	stored, err := c.Store.Load(t.Context(), c.Profile.ID)
	if err != nil {
		t.Fatal(err)
	}
	cnf, _ := part(t, stored.AccessToken.Reveal(), 1)["cnf"].(map[string]any)
	if jkt := parameters.Get("dpop_jkt"); jkt == "" || cnf["jkt"] != jkt {
		t.Errorf("dpop_jkt %q, cnf %v", jkt, cnf)
	}
	return parameters.Get("dpop_jkt")
}

// wantProofs looks at every proof that was sent: each is new, of one key, without the private half, and only where it
// belongs.
func wantProofs(t *testing.T, c *oauthflow.Client, events []oauthflow.Event) {
	t.Helper()
	seen, keys := map[any]bool{}, map[any]bool{}
	for _, e := range events {
		if e.Kind != oauthflow.EventHTTP || e.Step == oauthflow.StepRedirect {
			continue
		}
		proof, authorization := headerOf(e.HTTP.Request, "DPoP"), headerOf(e.HTTP.Request, "Authorization")
		if e.Step == oauthflow.StepDiscover || e.Step == oauthflow.StepVerify {
			if proof != "" {
				t.Errorf("%s has a proof", e.HTTP.URL)
			}
			continue
		}
		header, claims := part(t, proof, 0), part(t, proof, 1)
		jwk, _ := header["jwk"].(map[string]any)
		if seen[claims["jti"]] {
			t.Errorf("a proof was sent twice to %s", e.HTTP.URL)
		}
		seen[claims["jti"]], keys[jwk["x"]] = true, true
		target, _, _ := strings.Cut(e.HTTP.URL, "?")
		if jwk["d"] != nil || claims["htu"] != target || claims["htm"] != e.HTTP.Method {
			t.Errorf("%s %s: %v", e.HTTP.Method, e.HTTP.URL, claims)
		}
		if (claims["ath"] != nil) != strings.HasPrefix(authorization, "DPoP ") || strings.HasPrefix(authorization, "Bearer") {
			t.Errorf("%s: ath %v", e.HTTP.URL, claims["ath"])
		}
	}
	if len(keys) != 1 || len(seen) < 5 {
		t.Errorf("%d proofs of %d keys", len(seen), len(keys))
	}
}

// TRES-04: where it is required, what was issued is discarded and revoked; else it is taken and said.
func TestADowngradeToBearer(t *testing.T) {
	c, _ := faultyClient(t, demoapi.Config{}, demoprovider.FaultProofIgnored)
	c.Profile.DPoP = oauthflow.DPoPRequired
	_, events, err := signIn(t, c, oauthflow.SignInOptions{})
	if !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeTokenNotBound}) {
		t.Fatalf("%v", err)
	}
	if _, err := c.Store.Load(t.Context(), c.Profile.ID); !errors.Is(err, oauthflow.ErrNotFound) {
		t.Errorf("something is stored: %v", err)
	}
	if len(exchangesOf(events, oauthflow.StepRevocation)) == 0 {
		t.Error("nothing was revoked")
	}

	c.Profile.DPoP = oauthflow.DPoPWhenOffered
	session, _, err := signIn(t, c, oauthflow.SignInOptions{})
	if err != nil || session.Bound() {
		t.Fatalf("%v", err)
	}
	wantResult(t, session.Checks, "TRES-04", oauthflow.Skipped)
	answer, err := c.CallAPI(t.Context(), &oauthflow.Timeline{}, oauthflow.APIRequest{Method: "GET", URL: c.Profile.Issuer + "/api/whoami"})
	if err != nil || answer.Status != http.StatusOK {
		t.Errorf("%v %+v", err, answer)
	}

	required := c.Profile // once it is required, the Bearer token of before is not used any more
	required.DPoP = oauthflow.DPoPRequired
	c = c.WithProfile(required)
	for name, use := range map[string]func() error{
		"call": func() error {
			_, err := c.CallAPI(t.Context(), &oauthflow.Timeline{}, oauthflow.APIRequest{Method: "GET", URL: c.Profile.Issuer + "/api/whoami"})
			return err
		},
		"refresh": func() error { _, err := c.Refresh(t.Context(), &oauthflow.Timeline{}); return err },
	} {
		if err := use(); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeTokenNotBound}) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestProofsAreSentWhenTheyAreOfferedUnlessSwitchedOff(t *testing.T) {
	for use, bound := range map[oauthflow.DPoPUse]bool{oauthflow.DPoPWhenOffered: true, oauthflow.DPoPOff: false} {
		c, _ := faultyClient(t, demoapi.Config{})
		c.Profile.DPoP = use
		session, events, err := signIn(t, c, oauthflow.SignInOptions{})
		if err != nil || session.Bound() != bound || session.DPoPKey.IsZero() == bound {
			t.Errorf("%q: %v, bound %v", use, err, err == nil && session.Bound())
		}
		for _, x := range exchangesOf(events, oauthflow.StepTokenRequest) {
			if (headerOf(x.Request, "DPoP") != "") != bound {
				t.Errorf("%q: a proof was sent, or was not", use)
			}
		}
	}
}

// RT-14: the key is read from the store, so that another start of the app goes on with it; and it is refused with none.
func TestABoundSessionOutlivesTheClient(t *testing.T) {
	c, _ := faultyClient(t, demoapi.Config{})
	c.Profile.DPoP = oauthflow.DPoPWhenOffered
	if _, _, err := signIn(t, c, oauthflow.SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	c.Profile.DPoP = oauthflow.DPoPOff // for the next sign-in: this session stays bound
	again := oauthflow.NewClient(c.Profile, c.Transport, c.UserAgent, c.Store)
	if s, err := again.Refresh(t.Context(), &oauthflow.Timeline{}); err != nil || !s.Bound() {
		t.Fatalf("%v", err)
	}
	s, err := c.Store.Load(t.Context(), c.Profile.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.DPoPKey = oauthflow.Secret{}
	if err := c.Store.Save(t.Context(), c.Profile.ID, s); err != nil {
		t.Fatal(err)
	}
	if _, err := again.CallAPI(t.Context(), &oauthflow.Timeline{}, oauthflow.APIRequest{Method: "GET", URL: c.Profile.Issuer + "/api/whoami"}); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeSessionUnreadable}) {
		t.Errorf("%v", err)
	}
}

// DPOP-14: a clock that is off makes the proofs wrong; they are not bent to the server's time.
func TestAProofHasOurTime(t *testing.T) {
	c, _ := faultyClient(t, demoapi.Config{})
	c.Profile.DPoP = oauthflow.DPoPRequired
	var late time.Duration
	c.Now = func() time.Time { return time.Now().Add(-late) }
	_, _, err := signIn(t, c, oauthflow.SignInOptions{BeforeStep: func(_ context.Context, s oauthflow.Step) error {
		if s == oauthflow.StepTokenRequest {
			late = 10 * time.Minute
		}
		return nil
	}})
	var failure *oauthflow.Error
	if !errors.As(err, &failure) || failure.OAuthError != "invalid_dpop_proof" {
		t.Errorf("%v", err)
	}
}
