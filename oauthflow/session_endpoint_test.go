package oauthflow

import (
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"
)

// record keeps in the stored session what the provider's metadata says, as a sign-in does.
func (s *bentSetting) record(t *testing.T, change func(*Session)) {
	t.Helper()
	session := s.signedIn(t)
	session.JWKSURI, session.RevocationEndpoint = s.URL+"/keys", s.URL+"/revoke"
	change(&session)
	s.put(t, session)
}

// DISC-13: after a restart too, what moved while the person is signed in is reported and not adopted.
func TestMovedProviderIsReportedAfterARestart(t *testing.T) {
	rows := map[string]struct {
		member, path string
		elsewhere    bool
		code         Code
	}{
		"another issuer":              {"issuer", "", true, CodeMetadataIssuerMismatch},
		"another token endpoint host": {"token_endpoint", "/token", true, CodeMetadataEndpointMoved},
		"another JWKS host":           {"jwks_uri", "/keys", true, CodeMetadataEndpointMoved},
		"another path at the host":    {"jwks_uri", "/keys?v=2", false, ""},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			s, thief := newBentSetting(t), newBentProvider(t)
			s.record(t, func(*Session) {})
			host := s.URL
			if row.elsewhere {
				host = thief.URL
			}
			s.announce(row.member, host+row.path)
			restarted := s.newClient()
			for range 2 { // it is not adopted by trying again
				for step, err := range map[string]error{"prefetch": restarted.Prefetch(t.Context(), nil), "refresh": second(restarted.Refresh(t.Context(), s.tl))} {
					if row.code == "" && err != nil || row.code != "" && wantCode(t, err, row.code) == nil {
						t.Errorf("%s: %v", step, err)
					}
				}
			}
			asked := len(s.to("/token")) > 0
			if len(thief.to("/token"))+len(thief.to("/keys")) > 0 || asked != (row.code == "") {
				t.Errorf("asked: %t, the other host: %d and %d", asked, len(thief.to("/token")), len(thief.to("/keys")))
			}
			if _, ok := s.store.session(t); !ok || len(noticesOf(s.tl)) != 2*len(row.code)/max(len(row.code), 1) {
				t.Errorf("kept: %t, notices %v", ok, noticesOf(s.tl))
			}
		})
	}
}

func second(_ *Session, err error) error { return err }

// A session of an earlier version knows its token endpoint only, and learns the rest by its next refresh.
func TestOldSessionLearnsItsEndpointsByARefresh(t *testing.T) {
	s := newBentSetting(t)
	s.putOld(t, s.signedIn(t), "jwks_uri", "revocation_endpoint")
	if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
		t.Fatal(err)
	}
	stored, _ := s.store.session(t)
	if stored.JWKSURI != s.URL+"/keys" || stored.RevocationEndpoint != s.URL+"/revoke" {
		t.Errorf("recorded: %q, %q", stored.JWKSURI, stored.RevocationEndpoint)
	}
}

func TestSignInRecordsWhereItsEndpointsAre(t *testing.T) { // DISC-13, RT-16
	s := newSignInSetting(t)
	if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	stored, _ := s.store.session(t)
	if stored.TokenEndpoint != s.URL+"/token" || stored.JWKSURI != s.URL+"/keys" || stored.RevocationEndpoint != s.URL+"/revoke" {
		t.Errorf("recorded: %q, %q, %q", stored.TokenEndpoint, stored.JWKSURI, stored.RevocationEndpoint)
	}
}

// RT-16: at the sign-out no token goes to a host that was not the session's; the person is signed out all the same.
func TestSignOutRevokesAtTheRecordedHostOnly(t *testing.T) {
	thief := newBentProvider(t)
	rows := map[string]struct {
		announced map[string]any
		recorded  func(*Session)
		moved     bool
	}{
		"the token endpoint moved":              {map[string]any{"token_endpoint": thief.URL + "/token"}, func(*Session) {}, true},
		"the keys moved":                        {map[string]any{"jwks_uri": thief.URL + "/keys"}, func(*Session) {}, true},
		"the revocation endpoint moved":         {map[string]any{"revocation_endpoint": thief.URL + "/revoke"}, func(*Session) {}, true},
		"a revocation endpoint came elsewhere":  {map[string]any{"revocation_endpoint": thief.URL + "/revoke"}, func(s *Session) { s.RevocationEndpoint = "" }, true},
		"one came at the token endpoint's host": {nil, func(s *Session) { s.RevocationEndpoint = "" }, false},
		"it stands at another host as before":   {map[string]any{"revocation_endpoint": thief.URL + "/revoke"}, func(s *Session) { s.RevocationEndpoint = thief.URL + "/revoke" }, false},
		"an old session knows of none":          {map[string]any{"revocation_endpoint": thief.URL + "/revoke"}, func(s *Session) { s.JWKSURI, s.RevocationEndpoint = "", "" }, false},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.record(t, row.recorded)
			for member, url := range row.announced {
				s.announce(member, url)
			}
			before := len(thief.to("/revoke"))
			if err := s.newClient().SignOut(t.Context(), s.tl, SignOutOptions{}); err != nil {
				t.Fatal(err)
			}
			s.wantSignedOut(t)
			sent := len(s.to("/revoke")) + len(thief.to("/revoke")) - before
			if row.moved && (sent > 0 || !slices.Equal(noticesOf(s.tl), []Code{CodeMetadataEndpointMoved})) || !row.moved && (sent != 2 || noticesOf(s.tl) != nil) {
				t.Errorf("%d tokens sent, notices %v", sent, noticesOf(s.tl))
			}
		})
	}
}

// RT-16: nor when a refresh is refused.
func TestRefusedRefreshRevokesAtTheRecordedHostOnly(t *testing.T) {
	thief, s := newBentProvider(t), newBentSetting(t)
	s.record(t, func(*Session) {})
	s.announce("revocation_endpoint", thief.URL+"/revoke")
	s.answerWithIDToken(t, func(c map[string]any) { c["sub"] = "bob" })
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeRefreshedIDTokenMismatch)
	if n := len(thief.to("/revoke")); n > 0 {
		t.Errorf("%d tokens went to another host", n)
	}
}

// A client with other settings is the same client of the same session.
func TestOtherSettingsKeepWhatTheClientKnows(t *testing.T) {
	confirmed := func(s *bentSetting) *Client {
		p := s.client.Profile
		p.APIOrigins = []string{"https://api.example"}
		return s.client.WithProfile(p)
	}
	t.Run("a session that could not be stored yet (RT-02)", func(t *testing.T) {
		s := newBentSetting(t)
		s.store.failAt = map[int]bool{1: true}
		_, err := s.client.Refresh(t.Context(), s.tl)
		wantCode(t, err, CodeSessionNotStored)
		if _, err := confirmed(s).Refresh(t.Context(), s.tl); err != nil {
			t.Fatal(err)
		}
		if got := s.to("/token"); len(got) != 1 {
			t.Errorf("%d token requests: the rotated token was forgotten", len(got))
		}
		if stored, _ := s.store.session(t); !stored.RefreshToken.Equal("refresh-1") {
			t.Error("the rotated token is not stored")
		}
	})
	t.Run("the back-off (RT-06)", func(t *testing.T) {
		s := newBentSetting(t)
		s.answers("/token", http.StatusServiceUnavailable, "text/plain", "")
		_, err := s.client.FreshSession(t.Context(), s.tl)
		wantCode(t, err, CodeRefreshUnavailable)
		_, err = confirmed(s).FreshSession(t.Context(), s.tl)
		wantCode(t, err, CodeRefreshUnavailable)
		if n := len(s.to("/token")); n != 1 {
			t.Errorf("%d token requests within the back-off", n)
		}
	})
	t.Run("where the endpoints are (DISC-13), and metadata and keys", func(t *testing.T) {
		s := newBentSetting(t)
		s.record(t, func(*Session) {})
		if err := errors.Join(s.client.Prefetch(t.Context(), nil), confirmed(s).Prefetch(t.Context(), nil)); err != nil {
			t.Fatal(err)
		}
		if a, b := len(s.to("/.well-known/openid-configuration")), len(s.to("/keys")); a != 1 || b != 1 {
			t.Errorf("metadata was asked for %d times, keys %d times", a, b)
		}
		s.announce("jwks_uri", "http://localhost:1/keys")
		s.clock.move(25 * time.Hour)
		wantCode(t, confirmed(s).Prefetch(t.Context(), nil), CodeMetadataEndpointMoved)
	})
	t.Run("nothing of another provider's or client's", func(t *testing.T) {
		s := newBentSetting(t)
		if err := s.client.Prefetch(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		s.answers("/token", http.StatusServiceUnavailable, "text/plain", "")
		_, err := s.client.FreshSession(t.Context(), s.tl)
		wantCode(t, err, CodeRefreshUnavailable)
		p := s.client.Profile
		p.ClientID = "another"
		if other := s.client.WithProfile(p); other.Metadata() != nil || !other.refreshes.earliest(false).IsZero() {
			t.Error("another client takes over what this one knew")
		}
	})
}
