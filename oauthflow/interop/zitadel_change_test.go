// What the example server of zitadel/oidc says, changed on the way to us: it is refused, and nothing is stored.

package interop

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
)

func TestChangedAnswersOfZitadelAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		path   string
		change func(members map[string]any)
		code   oauthflow.Code
	}{
		"another issuer in the metadata": {
			"/.well-known/openid-configuration", func(m map[string]any) { m["issuer"] = "https://other.example" },
			oauthflow.CodeMetadataIssuerMismatch,
		},
		"an ID token whose signature is cut off": {
			"/oauth/token", changeIDToken(func(parts []string) { parts[2] = "" }), oauthflow.CodeIDTokenMalformed,
		},
		"an ID token that says it is not signed": {
			"/oauth/token", changeIDToken(func(parts []string) {
				parts[0], parts[2] = base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)), ""
			}), oauthflow.CodeIDTokenAlgorithmNotAllowed,
		},
		"an ID token with another's signature": {
			"/oauth/token", changeIDToken(func(parts []string) { parts[2] = strings.Repeat("A", len(parts[2])) }),
			oauthflow.CodeIDTokenSignatureInvalid,
		},
		"an access token that the ID token is not for": {
			"/oauth/token", func(m map[string]any) { m["access_token"] = "injected" }, oauthflow.CodeIDTokenATHashMismatch,
		},
		"no ID token": {
			"/oauth/token", func(m map[string]any) { delete(m, "id_token") }, oauthflow.CodeIDTokenMissing,
		},
	} {
		t.Run(name, func(t *testing.T) {
			between := func(next http.Handler) http.Handler { return changing(next, test.path, test.change) }
			s := newSigningIn(t, zitadel{between: between}.start(t))
			if _, err := s.signIn(t, oauthflow.SignInOptions{}); !errors.Is(err, &oauthflow.Error{Code: test.code}) {
				t.Errorf("error is %v, want %s", err, test.code)
			}
			s.browser.wait()
			if _, err := s.Store.Load(t.Context(), s.Profile.ID); !errors.Is(err, oauthflow.ErrNotFound) {
				t.Errorf("something is stored: %v", err)
			}
		})
	}
}

// An answer with another state is a stranger's: it signs nobody in, and the sign-in waits on until it is cancelled.
func TestARedirectOfZitadelWithAnotherStateIsNotTaken(t *testing.T) {
	s := newSigningIn(t, zitadel{between: changingState}.start(t))
	ctx, cancel := context.WithCancelCause(t.Context())
	s.browser.rested = func(error) { cancel(oauthflow.ErrCanceled) }
	if _, err := s.SignIn(ctx, s.tl, oauthflow.SignInOptions{}); !errors.Is(err, &oauthflow.Error{Code: oauthflow.CodeCancelled}) {
		t.Errorf("error is %v", err)
	}
	if page := s.browser.wait(); !strings.Contains(page.url, "state=another") || !strings.Contains(page.url, "code=") {
		t.Errorf("the browser ended at %s", page.url)
	}
	i := slices.IndexFunc(s.tl.Events(), func(e oauthflow.Event) bool { return e.Kind == oauthflow.EventStranger })
	if i < 0 || s.tl.Events()[i].Stranger.Reason != "state" || s.tl.Events()[i].Stranger.Status != http.StatusBadRequest {
		t.Errorf("the timeline tells of no stranger: %+v", s.tl.Events())
	}
}

// changingState serves next, whose redirects with a code get another state.
func changingState(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := httptest.NewRecorder()
		next.ServeHTTP(recorder, r)
		maps.Copy(w.Header(), recorder.Header())
		target, err := url.Parse(recorder.Header().Get("Location"))
		if err == nil && target.Query().Has("code") {
			query := target.Query()
			query.Set("state", "another")
			target.RawQuery = query.Encode()
			w.Header().Set("Location", target.String())
		}
		w.WriteHeader(recorder.Code)
		_, _ = recorder.Body.WriteTo(w)
	})
}

// Another subject in UserInfo discards that answer; the sign-in stands (UINF-02, UINF-07).
func TestUserInfoOfZitadelAboutAnotherPersonIsDiscarded(t *testing.T) {
	between := func(next http.Handler) http.Handler {
		return changing(next, "/userinfo", func(m map[string]any) { m["sub"] = "id2" })
	}
	s := newSigningIn(t, zitadel{between: between}.start(t))
	s.mustSignIn(t, oauthflow.SignInOptions{})
	stored, err := s.Store.Load(t.Context(), s.Profile.ID)
	if err != nil || stored.Subject != "id1" || stored.UserInfo != nil || oauthflow.Count(stored.UserInfoChecks, oauthflow.Failed) != 1 {
		t.Errorf("stored: %q, %v, %+v, %v", stored.Subject, stored.UserInfo, stored.UserInfoChecks, err)
	}
}

func changeIDToken(change func(parts []string)) func(map[string]any) {
	return func(members map[string]any) {
		token, _ := members["id_token"].(string)
		parts := strings.Split(token, ".")
		change(parts)
		members["id_token"] = strings.Join(parts, ".")
	}
}

// changing serves next, with one path's JSON answer changed.
func changing(next http.Handler, path string, change func(map[string]any)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			next.ServeHTTP(w, r)
			return
		}
		recorder := httptest.NewRecorder()
		next.ServeHTTP(recorder, r)
		body := recorder.Body.Bytes()
		var members map[string]any
		if json.Unmarshal(body, &members) == nil {
			change(members)
			body, _ = json.Marshal(members) // it was JSON before
		}
		maps.Copy(w.Header(), recorder.Header())
		w.WriteHeader(recorder.Code)
		_, _ = bytes.NewReader(body).WriteTo(w)
	})
}
