package oauthflow

import (
	"net/http"
	"slices"
	"testing"
)

// introspected makes the provider answer, and asks it about the access token.
func (s *bentSetting) introspected(t *testing.T, status int, contentType, body string) (*Introspection, error) {
	t.Helper()
	s.announce("introspection_endpoint", s.URL+"/introspect")
	s.answers("/introspect", status, contentType, body)
	return s.client.Introspect(t.Context(), s.tl, HintAccessToken)
}

// INTR-01
func TestIntrospectionRequest(t *testing.T) {
	s := newBentSetting(t)
	s.client.Profile.ClientSecret = NewSecret("s3cret")
	if _, err := s.introspected(t, 200, "application/json", `{"active":false}`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.client.Introspect(t.Context(), s.tl, HintRefreshToken); err != nil {
		t.Fatal(err)
	}
	requests := s.to("/introspect")
	if len(requests) != 2 {
		t.Fatalf("%d requests", len(requests))
	}
	for i, want := range [][2]string{{"access-0", "access_token"}, {"refresh-0", "refresh_token"}} {
		r := requests[i]
		if r.Method != http.MethodPost || r.Query != "" || r.Header.Get("Authorization") != "" {
			t.Errorf("%s %q, %v", r.Method, r.Query, r.Header)
		}
		for name, value := range map[string]string{"token": want[0], "token_type_hint": want[1], "client_id": "client", "client_secret": "s3cret"} {
			if got := r.Form[name]; !slices.Equal(got, []string{value}) {
				t.Errorf("%s is %q, want %q", name, got, value)
			}
		}
	}
}

// INTR-02
func TestOnlyTrueIsActive(t *testing.T) {
	tests := map[string]struct {
		body   string
		active bool
		failed bool
	}{
		"active":               {`{"active":true,"scope":"openid","exp":1}`, true, false},
		"not active":           {`{"active":false}`, false, false},
		"not active, but more": {`{"active":false,"scope":"openid","sub":"alice"}`, false, false},
		"missing":              {`{"scope":"openid"}`, false, true},
		"a string":             {`{"active":"true"}`, false, true},
		"a number":             {`{"active":1}`, false, true},
		"null":                 {`{"active":null}`, false, true},
		"given twice":          {`{"active":false,"active":true}`, false, true},
		"a list":               {`[true]`, false, true},
		"nothing":              {``, false, true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			got, err := s.introspected(t, 200, "application/json", test.body)
			if test.failed {
				wantCode(t, err, CodeIntrospectionFailed)
				return
			}
			if err != nil || got.Active != test.active || (len(got.Members) > 0) != test.active || !got.At.Equal(s.clock.Now()) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// INTR-03, INTR-05
func TestIntrospectionAnswersThatSayNothingOfTheToken(t *testing.T) {
	tests := map[string]struct {
		status      int
		contentType string
		body        string
		code        Code
	}{
		"401":                               {401, "application/json", `{"error":"invalid_client"}`, CodeIntrospectionRefused},
		"403":                               {403, "text/html", "<h1>no</h1>", CodeIntrospectionRefused},
		"the client may not":                {400, "application/json", `{"error":"unauthorized_client"}`, CodeIntrospectionRefused},
		"the client is not known by this":   {400, "application/json", `{"error":"invalid_client"}`, CodeIntrospectionRefused}, // RFC 6749 §5.2: zitadel/oidc
		"another error":                     {400, "application/json", `{"error":"invalid_request"}`, CodeIntrospectionFailed},
		"500":                               {500, "text/plain", "down", CodeIntrospectionFailed},
		"a redirect":                        {302, "", "", CodeIntrospectionFailed},
		"a signed answer nobody asked for":  {200, "application/token-introspection+jwt", "e30.e30.c2ln", CodeIntrospectionFailed},
		"an unsigned answer in JSON's name": {200, "application/jwt", "e30.e30.", CodeIntrospectionFailed},
		"a page":                            {200, "text/html", `{"active":true}`, CodeIntrospectionFailed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			_, err := s.introspected(t, test.status, test.contentType, test.body)
			wantCode(t, err, test.code)
			if _, ok := s.store.session(t); !ok { // INTR-04
				t.Error("the session is gone")
			}
		})
	}
}

// RT-16: the token goes where the session comes from.
func TestIntrospectionGoesNowhereElse(t *testing.T) {
	other := newBentProvider(t)
	tests := map[string]struct {
		endpoint any
		code     Code
	}{
		"at another host":     {other.URL + "/introspect", CodeMetadataEndpointMoved},
		"no endpoint":         {nil, CodeIntrospectionUnsupported},
		"a URL not allowed":   {"http://op.example/introspect", CodeIntrospectionUnsupported},
		"something no URL is": {7, CodeIntrospectionUnsupported},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := newBentSetting(t)
			s.announce("introspection_endpoint", test.endpoint)
			_, err := s.client.Introspect(t.Context(), s.tl, HintAccessToken)
			wantCode(t, err, test.code)
			if len(other.to("/introspect")) > 0 {
				t.Error("the token went elsewhere")
			}
		})
	}
}
