package oauthflow

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// silentNetwork has no sockets, so that it takes part in virtual time: the metadata are answered, every
// other request waits for its context.
type silentNetwork struct{ asked []string }

func (n *silentNetwork) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.Contains(r.URL.Path, ".well-known") {
		n.asked = append(n.asked, r.URL.Path)
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	const document = `{"issuer":"https://op.example","authorization_endpoint":"https://op.example/authorize","token_endpoint":"https://op.example/token",
		"jwks_uri":"https://op.example/keys","userinfo_endpoint":"https://op.example/userinfo","revocation_endpoint":"https://op.example/revoke",
		"code_challenge_methods_supported":["S256"]}`
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(document)), Request: r}, nil
}

// inSilence runs f in virtual time, with a session that is signed in at a provider that has gone silent.
func inSilence(t *testing.T, f func(t *testing.T, s *bentSetting, n *silentNetwork)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		n, store := &silentNetwork{}, newBentStore()
		p := Profile{ID: "c1", Issuer: "https://op.example", ClientID: "client", Scopes: []string{"openid"}, APIOrigins: []string{"https://op.example"}}
		now := time.Now()
		s := &bentSetting{store: store, clock: &bentClock{now: now}, tl: &Timeline{}, client: NewClient(p, n, nil, store)}
		s.put(t, Session{
			Issuer: p.Issuer, ClientID: p.ClientID, Subject: "alice", TokenEndpoint: p.Issuer + "/token", AccessToken: NewSecret("access-0"),
			RefreshToken: NewSecret("refresh-0"), IssuedAt: now, ExpiresAt: now.Add(time.Hour), SignedInAt: now,
		})
		f(t, s, n)
	})
}

// REV-06: two limits of five seconds at most, and after the first silence the provider is left alone.
func TestSignOutAtASilentProviderTakesFiveSeconds(t *testing.T) {
	inSilence(t, func(t *testing.T, s *bentSetting, n *silentNetwork) {
		began := time.Now()
		if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{}); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took != revokeLimit {
			t.Errorf("it took %v, want %v", took, revokeLimit)
		}
		s.wantSignedOut(t)
		if got := noticesOf(s.tl); !slices.Equal(got, []Code{CodeRevocationFailed}) || !slices.Equal(n.asked, []string{"/revoke"}) {
			t.Errorf("notices %v after %v", got, n.asked)
		}
	})
}

// A refresh of another copy that holds the lock does not keep anybody signed in.
func TestSignOutDoesNotWaitForTheLockForEver(t *testing.T) {
	inSilence(t, func(t *testing.T, s *bentSetting, _ *silentNetwork) {
		if _, err := s.store.Lock(t.Context(), "c1"); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{}); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took != lockLimit+revokeLimit {
			t.Errorf("it took %v, want %v", took, lockLimit+revokeLimit)
		}
		s.wantSignedOut(t)
	})
}

func TestSilentUserInfoEndsAfterItsLimit(t *testing.T) {
	inSilence(t, func(t *testing.T, s *bentSetting, _ *silentNetwork) {
		began := time.Now()
		session, _ := s.store.session(t)
		e := s.followUserInfo(t.Context(), t, session)
		if took := time.Since(began); took != userInfoLimit {
			t.Errorf("it took %v, want %v", took, userInfoLimit)
		}
		if e.Err == nil || e.Err.Code != CodeUserInfoUnreachable {
			t.Errorf("error is %v", e.Err)
		}
		wantRows(t, e.Checks, Skipped, "UINF-04", "UINF-05", "UINF-02")
	})
}

// RT-06: a time-out keeps the session.
func TestSilentTokenEndpointKeepsTheSession(t *testing.T) {
	inSilence(t, func(t *testing.T, s *bentSetting, _ *silentNetwork) {
		began := time.Now()
		_, err := s.client.Refresh(t.Context(), s.tl)
		wantCode(t, err, CodeRefreshUnavailable)
		if took := time.Since(began); took != httpTimeout {
			t.Errorf("it took %v, want %v", took, httpTimeout)
		}
		if _, ok := s.store.session(t); !ok {
			t.Error("the session was not kept")
		}
	})
}

func TestSilentAPIIsUnreachable(t *testing.T) {
	inSilence(t, func(t *testing.T, s *bentSetting, _ *silentNetwork) {
		_, err := s.client.CallAPI(t.Context(), s.tl, APIRequest{Method: "GET", URL: "https://op.example/api"})
		wantCode(t, err, CodeAPIUnreachable)
	})
}
