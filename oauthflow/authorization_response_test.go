package oauthflow

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
)

const responseIssuer = "https://op.test"

func validArrival() url.Values {
	return url.Values{"code": {"the-code"}, "state": {testState}, "iss": {responseIssuer}}
}

func responseWanted() responseExpectation {
	return responseExpectation{
		Issuer: responseIssuer, IssAnnounced: true, RedirectURI: "http://127.0.0.1:8400/callback", State: NewSecret(testState),
	}
}

// responseRow changes one thing of a valid response.
type responseRow struct {
	name   string
	change func(arrival url.Values, want *responseExpectation)
	failed string // the check, "" for a response that passes
	code   Code
}

func set(name string, values ...string) func(url.Values, *responseExpectation) {
	return func(arrival url.Values, _ *responseExpectation) {
		arrival[name] = values
		if len(values) == 0 {
			delete(arrival, name)
		}
	}
}

func responseRows() []responseRow {
	unannounced := func(_ url.Values, want *responseExpectation) { want.IssAnnounced = false }
	both := func(changes ...func(url.Values, *responseExpectation)) func(url.Values, *responseExpectation) {
		return func(arrival url.Values, want *responseExpectation) {
			for _, change := range changes {
				change(arrival, want)
			}
		}
	}
	return []responseRow{
		{"a valid response passes", func(url.Values, *responseExpectation) {}, "", ""},
		{"unknown parameters are ignored", set("session_state", "x"), "", ""}, // RESP-01
		{"iss that was not announced passes if it is right", unannounced, "", ""},
		{"no iss passes if none was announced", both(unannounced, set("iss")), "", ""},
		// LOOP-15
		{"a repeated parameter fails", set("code", "a", "b"), "LOOP-15", CodeResponseInvalid},
		// RESP-03
		{"no state fails", set("state"), "RESP-03", CodeResponseInvalid},
		{"another state fails", set("state", "x"), "RESP-03", CodeResponseInvalid},
		{"the beginning of the state fails", set("state", testState[:10]), "RESP-03", CodeResponseInvalid},
		{"the state in other letters fails", set("state", strings.ToUpper(testState)), "RESP-03", CodeResponseInvalid},
		{"an empty state fails where none is expected", both(set("state", ""), func(_ url.Values, want *responseExpectation) { want.State = Secret{} }), "RESP-03", CodeResponseInvalid},
		// RESP-08
		{"no iss fails if it was announced", set("iss"), "RESP-08", CodeResponseIssuerMissing},
		// RESP-09
		{"another issuer fails", set("iss", "https://evil.test"), "RESP-09", CodeResponseIssuerMismatch},
		{"a slash more fails", set("iss", responseIssuer+"/"), "RESP-09", CodeResponseIssuerMismatch},
		{"other letters fail", set("iss", "https://OP.test"), "RESP-09", CodeResponseIssuerMismatch},
		{"the default port fails", set("iss", responseIssuer+":443"), "RESP-09", CodeResponseIssuerMismatch},
		{"encoded twice fails", set("iss", url.QueryEscape(responseIssuer)), "RESP-09", CodeResponseIssuerMismatch},
		{"an empty iss fails", set("iss", ""), "RESP-09", CodeResponseIssuerMismatch},
		{"another issuer fails though none was announced", both(unannounced, set("iss", "https://evil.test")), "RESP-09", CodeResponseIssuerMismatch}, // RESP-10
		// RESP-02
		{"neither code nor error fails", set("code"), "RESP-02", CodeResponseInvalid},
		{"an empty code fails", set("code", ""), "RESP-02", CodeResponseInvalid},
		{"both code and error fail", set("error", "access_denied"), "RESP-02", CodeResponseInvalid},
		{"an empty error beside a code fails", set("error", ""), "RESP-02", CodeResponseInvalid},
		{"an empty code beside an error fails", both(set("code", ""), set("error", "access_denied")), "RESP-02", CodeResponseInvalid},
		{"an empty error alone fails", both(set("code"), set("error", "")), "RESP-02", CodeResponseInvalid},
		// RESP-13
		{"an implicit response fails", both(set("code"), set("access_token", "x")), "RESP-02", CodeResponseInvalid},
		{"an access token beside the code fails", set("access_token", "x"), "RESP-13", CodeResponseInvalid},
		{"an ID token beside the code fails", set("id_token", "x"), "RESP-13", CodeResponseInvalid},
		{"a JARM response fails", both(set("code"), set("response", "x")), "RESP-02", CodeResponseInvalid},
		{"a JARM response beside the code fails", set("response", "x"), "RESP-13", CodeResponseInvalid},
	}
}

func TestTheAuthorizationResponseIsJudged(t *testing.T) {
	for _, row := range responseRows() {
		t.Run(row.name, func(t *testing.T) {
			arrival, want := validArrival(), responseWanted()
			row.change(arrival, &want)
			response, checks, err := judgeAuthorizationResponse(arrival, want)
			requireResponseLedger(t, checks)
			if row.failed == "" {
				if err != nil || response.Code.Reveal() != "the-code" || Count(checks, Failed) > 0 {
					t.Fatalf("%v, %+v", err, checks)
				}
				return
			}
			if !response.Code.IsZero() {
				t.Error("a code was returned")
			}
			requireError(t, err, row.code)
			i := slices.IndexFunc(checks, func(c Check) bool { return c.Result == Failed })
			if i < 0 || checks[i].ID != row.failed {
				t.Errorf("the first failed check is not %s: %+v", row.failed, checks)
			}
		})
	}
}

func requireError(t *testing.T, err error, code Code) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Code != code || e.Step != StepRedirect {
		t.Fatalf("the error is %v, want %s", err, code)
	}
	return e
}

// requireResponseLedger wants one entry per row, in order, with a reason where it was skipped and no secret.
func requireResponseLedger(t *testing.T, checks []Check) {
	t.Helper()
	var ids []string
	for _, c := range checks {
		ids = append(ids, c.ID)
		if (c.Result == Skipped) != (c.Reason != "") || c.Name == c.ID || c.Source == "" {
			t.Errorf("incomplete: %+v", c)
		}
		if text := c.Expected + c.Actual + c.Reason; strings.Contains(text, testState) || strings.Contains(text, "the-code") {
			t.Errorf("a secret stands in %+v", c) // DISP-02
		}
	}
	if want := []string{"RESP-04", "LOOP-15", "RESP-03", "RESP-08", "RESP-09", "RESP-05", "RESP-02", "RESP-13"}; !slices.Equal(ids, want) {
		t.Errorf("the checks are %v, want %v", ids, want)
	}
}
