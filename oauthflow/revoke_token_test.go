package oauthflow

import "testing"

func TestARevokedRefreshTokenIsForgottenAndThePersonStaysSignedIn(t *testing.T) {
	s := newBentSetting(t)
	if err := s.client.RevokeToken(t.Context(), s.tl, HintRefreshToken); err != nil {
		t.Fatal(err)
	}
	if sent := s.to("/revoke"); len(sent) != 1 || sent[0].Form.Get("token") != "refresh-0" || sent[0].Form.Get("token_type_hint") != "refresh_token" {
		t.Errorf("sent %+v", sent)
	}
	stored, ok := s.store.session(t)
	if !ok || stored.CanRefresh() || !stored.AccessToken.Equal("access-0") || !stored.RefreshTokenRevokedAt.Equal(s.clock.Now()) {
		t.Errorf("stored: %t, %+v", ok, stored)
	}
	if told := eventsOf(s.tl, EventTokenRevoked); len(told) != 1 || told[0].Session == nil || told[0].Session.CanRefresh() {
		t.Errorf("told %+v", told)
	}
}

func TestARevokedAccessTokenStays(t *testing.T) {
	s := newBentSetting(t)
	if err := s.client.RevokeToken(t.Context(), s.tl, HintAccessToken); err != nil {
		t.Fatal(err)
	}
	if sent := s.to("/revoke"); len(sent) != 1 || sent[0].Form.Get("token") != "access-0" {
		t.Errorf("sent %+v", sent)
	}
	if told := eventsOf(s.tl, EventTokenRevoked); len(told) != 1 || told[0].Session == nil || !told[0].Session.CanRefresh() {
		t.Errorf("told %+v", told)
	}
	if stored, ok := s.store.session(t); !ok || !stored.CanRefresh() || !stored.AccessToken.Equal("access-0") {
		t.Errorf("stored: %t, %+v", ok, stored)
	}
}

func TestARevocationThatIsNotConfirmedChangesNothing(t *testing.T) {
	s := newBentSetting(t)
	s.answers("/revoke", 503, "text/plain", "")
	wantCode(t, s.client.RevokeToken(t.Context(), s.tl, HintRefreshToken), CodeRevocationFailed)
	if stored, ok := s.store.session(t); !ok || !stored.CanRefresh() || !stored.RefreshTokenRevokedAt.IsZero() {
		t.Errorf("stored: %t, %+v", ok, stored)
	}
}

func TestATokenThatIsNotThereCannotBeRevoked(t *testing.T) {
	s := newBentSetting(t)
	session := s.signedIn(t)
	session.RefreshToken = Secret{}
	s.put(t, session)
	wantCode(t, s.client.RevokeToken(t.Context(), s.tl, HintRefreshToken), CodeNotSignedIn)
	if len(s.to("/revoke")) > 0 {
		t.Error("something was sent")
	}
}
