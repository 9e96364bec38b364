package oauthflow

import (
	"net/http"
	"testing"
)

// RT-02, RT-03: an answer that is refused may have spent the old refresh token all the same.
func TestRotatedRefreshTokenOfARefusedAnswer(t *testing.T) {
	const json = "application/json"
	rows := map[string]struct {
		status     int
		kind, body string
		code       Code
		next       string // the refresh token that is sent the next time
	}{
		"the token type is another":    {200, json, `{"access_token":"a","refresh_token":"refresh-1","token_type":"mac"}`, CodeTokenTypeNotSupported, "refresh-1"},
		"the token type is missing":    {200, json, `{"access_token":"a","refresh_token":"refresh-1"}`, CodeTokenTypeNotSupported, "refresh-1"},
		"the access token is missing":  {200, json, `{"refresh_token":"refresh-1","token_type":"Bearer"}`, CodeAccessTokenInvalid, "refresh-1"},
		"the access token has a space": {200, json, `{"access_token":"a b","refresh_token":"refresh-1","token_type":"Bearer"}`, CodeAccessTokenInvalid, "refresh-1"},
		"the lifetime is negative":     {200, json, `{"access_token":"a","refresh_token":"refresh-1","token_type":"Bearer","expires_in":-1}`, CodeTokenResponseInvalid, "refresh-1"},
		"the scope is a list":          {200, json, `{"access_token":"a","refresh_token":"refresh-1","token_type":"Bearer","scope":["openid"]}`, CodeTokenScopeInvalid, "refresh-1"},
		"the ID token is a number":     {200, json, `{"access_token":"a","refresh_token":"refresh-1","token_type":"Bearer","id_token":1}`, CodeIDTokenMissing, "refresh-1"},
		"the content type is another":  {200, "text/plain", `{"access_token":"a","refresh_token":"refresh-1","token_type":"Bearer"}`, CodeTokenResponseInvalid, "refresh-1"},

		"it does not rotate":                {200, json, `{"access_token":"a","token_type":"mac"}`, CodeTokenTypeNotSupported, "refresh-0"},
		"the new one does not fit a header": {200, json, `{"access_token":"a","refresh_token":"a b","token_type":"mac"}`, CodeTokenTypeNotSupported, "refresh-0"},
		"the new one is a number":           {200, json, `{"access_token":"a","refresh_token":1,"token_type":"mac"}`, CodeTokenTypeNotSupported, "refresh-0"},
		"there are two":                     {200, json, `{"access_token":"a","refresh_token":"refresh-1","refresh_token":"refresh-2","token_type":"Bearer"}`, CodeTokenResponseInvalid, "refresh-0"},
		"it is an error with status 200":    {200, json, `{"error":"server_error","access_token":"a","refresh_token":"refresh-1","token_type":"Bearer"}`, CodeTokenError, "refresh-0"},
		"its error is no string":            {200, json, `{"error":1,"access_token":"a","refresh_token":"refresh-1","token_type":"Bearer"}`, CodeTokenError, "refresh-0"},
		"it is an error with status 400":    {400, json, `{"error":"invalid_request","refresh_token":"refresh-1"}`, CodeTokenError, "refresh-0"},
		"its status is another":             {202, json, `{"access_token":"a","refresh_token":"refresh-1","token_type":"Bearer"}`, CodeTokenResponseInvalid, "refresh-0"},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.answers("/token", row.status, row.kind, row.body)
			_, err := s.client.Refresh(t.Context(), s.tl)
			if e := wantCode(t, err, row.code); e.Step != StepRefresh {
				t.Errorf("the step is %s", e.Step)
			}
			stored, ok := s.store.session(t)
			if !ok || !stored.RefreshToken.Equal(row.next) || !stored.AccessToken.Equal("access-0") || stored.Refreshes != 0 {
				t.Error("beside the refresh token, something of the refused answer was taken")
			}
			if len(s.to("/revoke")) > 0 || len(eventsOf(s.tl, EventSessionEnded)) > 0 {
				t.Error("the session was ended at the provider or here")
			}
			s.replace("/token", nil)
			if _, err := s.client.Refresh(t.Context(), s.tl); err != nil {
				t.Fatal(err)
			}
			if got := s.to("/token")[1].Form.Get("refresh_token"); got != row.next {
				t.Errorf("the next refresh sent %s, want %s", got, row.next)
			}
		})
	}
}

// A refused answer holds nobody signed in who has signed out meanwhile.
func TestRefusedAnswerDoesNotBringASessionBack(t *testing.T) {
	for name, answer := range map[string]map[string]any{
		"of another type":  {"access_token": "access-1", "refresh_token": "refresh-1", "token_type": "mac"},
		"of a wider scope": {"access_token": "access-1", "refresh_token": "refresh-1", "token_type": "Bearer", "scope": "openid profile admin"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.replace("/token", func(w http.ResponseWriter, r *http.Request) {
				if err := s.store.Delete(r.Context(), "c1"); err != nil {
					t.Error(err)
				}
				writeTestJSON(w, answer)
			})
			_, err := s.client.Refresh(t.Context(), s.tl)
			wantCode(t, err, CodeNotSignedIn)
			if _, ok := s.store.session(t); ok {
				t.Error("the session is stored again")
			}
			if revoked := s.to("/revoke"); len(revoked) == 0 || revoked[0].Form.Get("token") != "refresh-1" {
				t.Errorf("revoked: %v", revoked)
			}
		})
	}
}

// RT-06: a refused answer is not asked for again and again.
func TestRefusedAnswerBacksOff(t *testing.T) {
	s := newBentSetting(t)
	s.answers("/token", 200, "application/json", `{"access_token":"a","refresh_token":"refresh-1","token_type":"mac"}`)
	_, err := s.client.FreshSession(t.Context(), s.tl)
	wantCode(t, err, CodeTokenTypeNotSupported)
	_, err = s.client.FreshSession(t.Context(), s.tl)
	wantCode(t, err, CodeRefreshUnavailable)
	if n := len(s.to("/token")); n != 1 {
		t.Errorf("%d token requests within the back-off", n)
	}
}
