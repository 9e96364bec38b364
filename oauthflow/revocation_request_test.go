package oauthflow

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRevocationsNameTheRefreshTokenFirst(t *testing.T) {
	both := revocationsOf(NewSecret("r"), NewSecret("a"))
	if len(both) != 2 || both[0].hint != "refresh_token" || !both[0].token.Equal("r") || both[1].hint != "access_token" {
		t.Errorf("got %+v", both)
	}
	if one := revocationsOf(Secret{}, NewSecret("a")); len(one) != 1 || one[0].hint != "access_token" {
		t.Errorf("without a refresh token: %+v", one)
	}
}

// REV-01
func TestRevocationRequest(t *testing.T) {
	s := newBentSetting(t)
	s.client.Profile.ClientSecret = NewSecret("s3cret")
	if err := s.client.SignOut(t.Context(), s.tl, SignOutOptions{}); err != nil {
		t.Fatal(err)
	}
	requests := s.to("/revoke")
	if len(requests) != 2 {
		t.Fatalf("%d revocation requests, want 2", len(requests))
	}
	for i, want := range [][2]string{{"refresh-0", "refresh_token"}, {"access-0", "access_token"}} {
		r := requests[i]
		if r.Method != http.MethodPost || r.Query != "" || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.Header.Get("Authorization") != "" {
			t.Errorf("request %d is %s %q, %v", i, r.Method, r.Query, r.Header)
		}
		for name, value := range map[string]string{"token": want[0], "token_type_hint": want[1], "client_id": "client", "client_secret": "s3cret"} {
			if got := r.Form[name]; !slices.Equal(got, []string{value}) {
				t.Errorf("request %d: %s is %q, want %q", i, name, got, value)
			}
		}
	}
}

// REV-03, REV-04, REV-05
func TestRevocationAnswers(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		status     int
		retryAfter string
		body       string
		code       Code // "": done
		actual     string
	}{
		"200":                             {200, "", "", "", ""},
		"200 with a page":                 {200, "", "<html>error</html>", "", ""},
		"200 with an error in it":         {200, "", `{"error":"x"}`, "", ""},
		"204":                             {204, "", "", CodeRevocationFailed, "status 204"},
		"a redirect":                      {302, "", "", CodeRevocationFailed, "status 302"},
		"400 unsupported_token_type":      {400, "", `{"error":"unsupported_token_type"}`, CodeRevocationUnsupported, "status 400"},
		"401 invalid_client":              {401, "", `{"error":"invalid_client"}`, CodeRevocationFailed, "status 401"},
		"503 that says when":              {503, "60", "", CodeRevocationFailed, "2026-11-24T12:01:00Z"},
		"429 that says when":              {429, "60", "", CodeRevocationFailed, "2026-11-24T12:01:00Z"},
		"503":                             {503, "", "down", CodeRevocationFailed, "status 503"},
		"500 with a member of wrong type": {500, "", `{"error":[]}`, CodeRevocationFailed, "status 500"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := http.Header{}
			if test.retryAfter != "" {
				h.Set("Retry-After", test.retryAfter)
			}
			err := judgeRevocation(&answer{Status: test.status, Header: h, Body: []byte(test.body)}, now)
			if test.code == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if e := wantCode(t, err, test.code); !strings.Contains(e.Actual, test.actual) {
				t.Errorf("actual is %q, want %q in it", e.Actual, test.actual)
			}
		})
	}
}

// TRES-13
func TestQuietRevocationTellsNothingAndHasAnEnd(t *testing.T) {
	s := newBentSetting(t)
	m, _, _, err := s.client.discover(t.Context(), s.tl)
	if err != nil {
		t.Fatal(err)
	}
	s.answers("/revoke", 500, "text/plain", "")
	tokens := tokenResponse{AccessToken: NewSecret("a"), RefreshToken: NewSecret("r")}
	s.client.revokeQuietly(t.Context(), s.tl, m, tokens)
	if got := len(s.to("/revoke")); got != 2 {
		t.Errorf("%d requests, want 2", got)
	}

	s.replace("/revoke", nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.client.revokeQuietly(ctx, s.tl, m, tokens)
	if got := len(s.to("/revoke")); got != 4 {
		t.Errorf("%d requests after a cancelled sign-in, want 4", got)
	}
	if got := len(eventsOf(s.tl, EventNotice)); got != 0 {
		t.Errorf("%d notices", got)
	}
}

func TestQuietRevocationNeedsNoEndpoint(t *testing.T) {
	s := newBentSetting(t)
	s.client.revokeQuietly(t.Context(), s.tl, &ServerMetadata{}, tokenResponse{AccessToken: NewSecret("a")})
	if got := len(eventsOf(s.tl, EventHTTP)); got != 0 {
		t.Errorf("%d requests", got)
	}
}
