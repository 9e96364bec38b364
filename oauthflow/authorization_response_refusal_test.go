package oauthflow

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

// RESP-05, RESP-06
func TestARefusalOfTheProviderIsTyped(t *testing.T) {
	rows := []struct {
		sent string
		code Code
	}{
		{"access_denied", CodeAuthorizationDenied},
		{"login_required", CodeAuthorizationError},
		{"interaction_required", CodeAuthorizationError},
		{"consent_required", CodeAuthorizationError},
		{"account_selection_required", CodeAuthorizationError},
		{"invalid_scope", CodeAuthorizationError},
		{"server_error", CodeAuthorizationError},
		{"temporarily_unavailable", CodeAuthorizationError},
		{"unmet_authentication_requirements", CodeAuthorizationError},
		{"xyz", CodeAuthorizationError},
	}
	for _, row := range rows {
		t.Run(row.sent, func(t *testing.T) {
			arrival := validArrival()
			arrival.Del("code")
			arrival.Set("error", row.sent)
			arrival.Set("error_description", "bad\u202etxt\x1b[31m "+strings.Repeat("x", 1000))
			arrival.Set("error_uri", "javascript:alert(1)")
			_, checks, err := judgeAuthorizationResponse(arrival, responseWanted())
			requireResponseLedger(t, checks)
			e := requireError(t, err, row.code)
			if e.OAuthError != row.sent || e.ErrorURI != "javascript:alert(1)" || e.Spec == "" {
				t.Errorf("the error is %+v", e)
			}
			if strings.ContainsAny(e.Description, "\u202e\x1b") || len([]rune(e.Description)) > 320 || !strings.HasPrefix(e.Description, "bad") {
				t.Errorf("the description is %q", e.Description) // DISP-01
			}
		})
	}
}

// RESP-11
func TestWhatAnotherIssuerSaysIsNotShown(t *testing.T) {
	for name, iss := range map[string]string{"another issuer": "https://evil.test", "no issuer": ""} {
		t.Run(name, func(t *testing.T) {
			arrival := url.Values{"error": {"access_denied"}, "error_description": {"call this number"}, "state": {testState}, "iss": {iss}}
			if iss == "" {
				arrival.Del("iss")
			}
			_, checks, err := judgeAuthorizationResponse(arrival, responseWanted())
			requireResponseLedger(t, checks)
			var e *Error
			if !errors.As(err, &e) || e.Code == CodeAuthorizationDenied || e.OAuthError != "" || e.Description != "" || e.ErrorURI != "" {
				t.Errorf("the error is %+v", e)
			}
			for _, c := range checks {
				if strings.Contains(c.Actual, "access_denied") || strings.Contains(c.Actual, "number") {
					t.Errorf("it stands in %+v", c)
				}
			}
		})
	}
}

// A code comes out only of a response with our state, our issuer, one code and no error.
func FuzzAuthorizationResponse(f *testing.F) {
	for _, seed := range []string{
		validArrival().Encode(), "error=access_denied&" + validArrival().Encode(), "code=a&code=b", "iss=" + responseIssuer, "",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, query string, announced bool) {
		arrival, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		want := responseWanted()
		want.IssAnnounced = announced
		response, _, err := judgeAuthorizationResponse(arrival, want)
		if (err == nil) == response.Code.IsZero() {
			t.Fatalf("code %t, error %v", !response.Code.IsZero(), err)
		}
		if err == nil && (arrival.Get("state") != testState || arrival.Has("error") || arrival.Get("iss") != responseIssuer && (announced || arrival.Has("iss"))) {
			t.Errorf("accepted: %v", arrival)
		}
	})
}
