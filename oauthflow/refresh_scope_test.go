package oauthflow

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// putOld stores the session as an earlier version of the app wrote it: without these members.
func (s *bentSetting) putOld(t *testing.T, session Session, without ...string) {
	t.Helper()
	data, err := session.SealedForm()
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		t.Fatal(err)
	}
	for _, name := range without {
		delete(members, name)
	}
	if data, err = json.Marshal(members); err != nil {
		t.Fatal(err)
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.store.sessions["c1"] = data
}

// RT-12: what the person granted bounds every refresh, however narrow the one before was.
func TestRefreshMayBringBackWhatWasOnceGranted(t *testing.T) {
	s := newBentSetting(t)
	for _, scope := range [][]string{{"openid"}, {"openid", "profile"}, {"profile"}, nil} {
		answer := map[string]any{"access_token": "access-1", "token_type": "Bearer"}
		want := []string{"openid", "profile"} // a missing scope is the one originally granted (RFC 6749 §6)
		if scope != nil {
			want = scope
			answer["scope"] = strings.Join(scope, " ")
		}
		body, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		s.answers("/token", 200, "application/json", string(body))
		session, err := s.client.Refresh(t.Context(), s.tl)
		if err != nil {
			t.Fatalf("scope %v: %v", scope, err)
		}
		stored, _ := s.store.session(t)
		if !slices.Equal(session.Scope, want) || !slices.Equal(stored.Scope, want) {
			t.Errorf("after scope %v the session shows %v", scope, session.Scope)
		}
		if !slices.Equal(stored.GrantedScope, []string{"openid", "profile"}) {
			t.Errorf("after scope %v the grant is %v", scope, stored.GrantedScope)
		}
	}
}

// RT-12: after a narrower one as well, nothing beyond the grant is taken.
func TestWiderScopeIsRefusedAfterANarrowerOneToo(t *testing.T) {
	s := newBentSetting(t)
	s.answers("/token", 200, "application/json", `{"access_token":"access-1","token_type":"Bearer","scope":"openid"}`)
	if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
		t.Fatal(err)
	}
	s.answers("/token", 200, "application/json", `{"access_token":"access-2","token_type":"Bearer","scope":"openid profile admin"}`)
	_, err := s.client.Refresh(t.Context(), s.tl)
	wantCode(t, err, CodeTokenScopeInvalid)
	if stored, _ := s.store.session(t); !stored.AccessToken.Equal("access-1") || !slices.Equal(stored.Scope, []string{"openid"}) {
		t.Error("the session was not kept as it was")
	}
}

// A session of an earlier version knows no grant but the scope that it holds.
func TestSessionWithoutAGrantIsBoundByItsScope(t *testing.T) {
	for scope, code := range map[string]Code{"openid": "", "openid profile": CodeTokenScopeInvalid} {
		t.Run(scope, func(t *testing.T) {
			s := newBentSetting(t)
			session := s.signedIn(t)
			session.Scope = []string{"openid"}
			s.putOld(t, session, "granted_scope")
			if loaded, ok := s.store.session(t); !ok || !slices.Equal(loaded.GrantedScope, []string{"openid"}) {
				t.Errorf("the grant is %v", loaded.GrantedScope)
			}
			s.answers("/token", 200, "application/json", `{"access_token":"access-1","token_type":"Bearer","scope":"`+scope+`"}`)
			_, err := s.client.Refresh(t.Context(), s.tl)
			if code == "" && err != nil || code != "" && wantCode(t, err, code) == nil {
				t.Errorf("error is %v", err)
			}
		})
	}
}
