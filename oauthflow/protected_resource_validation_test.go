package oauthflow

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// API-02, API-13, NET-02: what is refused before anything is sent.
func TestAPIRequestThatIsNotSent(t *testing.T) {
	good := func(s *bentSetting) APIRequest { return APIRequest{Method: "GET", URL: s.URL + "/api"} }
	header := func(name, value string) func(*bentSetting, *APIRequest) {
		return func(_ *bentSetting, r *APIRequest) { r.Header = http.Header{name: {value}} }
	}
	address := func(raw string) func(*bentSetting, *APIRequest) {
		return func(_ *bentSetting, r *APIRequest) { r.URL = raw }
	}
	method := func(m string) func(*bentSetting, *APIRequest) {
		return func(_ *bentSetting, r *APIRequest) { r.Method = m }
	}
	tests := map[string]struct {
		change func(*bentSetting, *APIRequest)
		code   Code
	}{
		"http to another computer":             {address("http://api.example/"), CodeAPIURLNotAllowed},
		"http to a name that begins like ours": {address("http://127.0.0.1.example/"), CodeAPIURLNotAllowed},
		"a file":                               {address("file:///etc/passwd"), CodeAPIURLNotAllowed},
		"no URL":                               {address(""), CodeAPIURLNotAllowed},
		"a relative URL":                       {address("/api"), CodeAPIURLNotAllowed},
		"a user name": {func(s *bentSetting, r *APIRequest) {
			r.URL = strings.Replace(s.URL, "http://", "http://u:p@", 1) + "/api"
		}, CodeAPIURLNotAllowed},
		"a line break in the URL":           {func(s *bentSetting, r *APIRequest) { r.URL = s.URL + "/api\r\nX: y" }, CodeAPIURLNotAllowed},
		"a token in the query":              {func(s *bentSetting, r *APIRequest) { r.URL = s.URL + "/api?access_token=x" }, CodeAPIRequestInvalid},
		"no method":                         {method(""), CodeAPIRequestInvalid},
		"a method with a space":             {method("GET /x"), CodeAPIRequestInvalid},
		"a method with a line break":        {method("GET\r\nX: y"), CodeAPIRequestInvalid},
		"CONNECT":                           {method("CONNECT"), CodeAPIRequestInvalid},
		"trace":                             {method("trace"), CodeAPIRequestInvalid},
		"Authorization of the person":       {header("Authorization", "Bearer other"), CodeAPIRequestInvalid},
		"authorization in small letters":    {header("authorization", "Bearer other"), CodeAPIRequestInvalid},
		"Host":                              {header("Host", "other.example"), CodeAPIRequestInvalid},
		"Content-Length":                    {header("Content-Length", "5"), CodeAPIRequestInvalid},
		"Transfer-Encoding":                 {header("Transfer-Encoding", "chunked"), CodeAPIRequestInvalid},
		"a header without a name":           {header("", "x"), CodeAPIRequestInvalid},
		"a colon in a header's name":        {header("X:", "x"), CodeAPIRequestInvalid},
		"a line break in a header's name":   {header("X\r\nY", "x"), CodeAPIRequestInvalid},
		"CR and LF in a header's value":     {header("X-Note", "a\r\nAuthorization: Bearer x"), CodeAPIRequestInvalid},
		"LF in a header's value":            {header("X-Note", "a\nb"), CodeAPIRequestInvalid},
		"a zero byte in a header's value":   {header("X-Note", "a\x00"), CodeAPIRequestInvalid},
		"a token that fits no header":       {func(s *bentSetting, _ *APIRequest) { s.store.loadErr = nil; s.token(t, "acc\r\ness") }, CodeAccessTokenInvalid},
		"a token with letters beyond ASCII": {func(s *bentSetting, _ *APIRequest) { s.token(t, "ünicode") }, CodeAccessTokenInvalid},
		"nobody is signed in":               {func(s *bentSetting, _ *APIRequest) { _ = s.store.Delete(t.Context(), "c1") }, CodeNotSignedIn},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newAPISetting(t)
			r := good(s)
			test.change(s, &r)
			_, err := s.client.CallAPI(t.Context(), s.tl, r)
			wantCode(t, err, test.code)
			if got := len(s.to("/api")); got != 0 {
				t.Errorf("%d requests were sent", got)
			}
		})
	}
}

// token stores a session with that access token.
func (s *bentSetting) token(t *testing.T, token string) {
	session := s.signedIn(t)
	session.AccessToken, session.ExpiresAt = NewSecret(token), time.Time{}
	s.put(t, session)
}
