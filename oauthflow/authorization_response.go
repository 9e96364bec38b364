// The authorization response: what the provider's redirect says, RFC 6749 §4.1.2, with the issuer of
// RFC 9207. Judging is done in the checklist's order and needs no network.

package oauthflow

import (
	"fmt"
	"net/url"
	"strings"
)

// authorizationResponse is what a response that passed is good for. The code is used at most once (RESP-14).
type authorizationResponse struct {
	Code   Secret
	Tenant string // of a multi-tenant issuer, if it is known by now
}

// responseExpectation is what was stored with the request (NATIVE-07).
type responseExpectation struct {
	Issuer       string
	IssAnnounced bool // by the metadata (DISC-11)
	RedirectURI  string
	State        Secret

	IssuerTemplate string // of a multi-tenant issuer, or ""
	Tenant         string // pinned, or ""
}

// judgeAuthorizationResponse judges the parameters that the redirection endpoint took for ours. The error
// is an *Error of the first rule that failed; with it the response is empty. Unknown parameters are
// ignored (RESP-01).
func judgeAuthorizationResponse(arrival url.Values, want responseExpectation) (authorizationResponse, []Check, error) {
	checks := []Check{
		judge("RESP-04", true, want.RedirectURI, want.RedirectURI), // the endpoint takes no other
		judgeRepeats(arrival),
		judgeState(arrival, want.State),
	}
	checks = append(checks, judgeResponseIssuer(arrival, want)...)
	if failure := firstFailure(checks); failure != nil {
		// RESP-11: what another issuer says is neither shown nor acted on.
		const reason = "the response is not known to be the provider's, so its content is not read"
		return authorizationResponse{}, append(checks, skip("RESP-05", reason), skip("RESP-02", reason), skip("RESP-13", reason)), failure
	}
	refused := judgeRefusal(arrival)
	checks = append(checks, refused, judgeCode(arrival), judgeNoToken(arrival))
	switch failure := firstFailure(checks); {
	case failure == nil:
		return authorizationResponse{Code: NewSecret(arrival.Get("code")), Tenant: want.tenantOf(arrival)}, checks, nil
	case refused.Result == Failed:
		return authorizationResponse{}, checks, refusal(failure, arrival)
	default:
		return authorizationResponse{}, checks, failure
	}
}

// LOOP-15
func judgeRepeats(arrival url.Values) Check {
	for _, values := range arrival {
		if len(values) > 1 {
			return judge("LOOP-15", false, "every parameter once", "a parameter stands more than once")
		}
	}
	return judge("LOOP-15", true, "every parameter once", "every parameter once")
}

// RESP-03
func judgeState(arrival url.Values, want Secret) Check {
	got := arrival.Get("state")
	return judge("RESP-03", !want.IsZero() && want.Equal(got), Shorten(want.Reveal()), Shorten(got))
}

// judgeResponseIssuer compares iss with the recorded issuer as plain strings after one decoding, whether
// it was announced or not (RESP-08 to RESP-10).
func judgeResponseIssuer(arrival url.Values, want responseExpectation) []Check {
	present := arrival.Has("iss")
	given := skip("RESP-08", "the provider does not announce iss (RFC 9207 §3)")
	if want.IssAnnounced {
		given = judge("RESP-08", present, "iss in the response, as announced", presence(present, "iss"))
	}
	if !present {
		return []Check{given, skip("RESP-09", "the response has no iss")}
	}
	iss := arrival.Get("iss")
	if want.IssuerTemplate != "" {
		return []Check{given, want.judgeTenantIssuer(iss)}
	}
	return []Check{given, judge("RESP-09", iss == want.Issuer, want.Issuer, plainServerText(iss))}
}

// RESP-05
func judgeRefusal(arrival url.Values) Check {
	switch code := arrival.Get("error"); {
	case code == "":
		return judge("RESP-05", true, "no error", "no error")
	case arrival.Has("code"):
		return skip("RESP-05", "the response has an error and a code as well, so it means nothing")
	default:
		return judge("RESP-05", false, "no error", plainServerText(code))
	}
}

// RESP-02
func judgeCode(arrival url.Values) Check {
	code, hasError := arrival.Get("code"), arrival.Has("error")
	if arrival.Get("error") != "" && !arrival.Has("code") {
		return skip("RESP-02", "the provider refused")
	}
	actual := "no code"
	switch {
	case code != "":
		actual = "a code of " + lengthOnly(code)
	case arrival.Has("code"):
		actual = "an empty code"
	}
	if hasError {
		actual += " and an error"
	}
	return judge("RESP-02", code != "" && !hasError, "one code and no error", actual)
}

// RESP-13: nothing that was not asked for stands in for the code, and a token in a URL is a leak.
func judgeNoToken(arrival url.Values) Check {
	var found []string
	for _, name := range []string{"access_token", "id_token", "response"} {
		if arrival.Has(name) {
			found = append(found, name)
		}
	}
	actual := "none of them"
	if len(found) > 0 {
		actual = strings.Join(found, ", ")
	}
	return judge("RESP-13", len(found) == 0, "no access_token, id_token or response in the redirect", actual)
}

// refusal adds what the provider says about its error, as plain text (RESP-05, RESP-06).
func refusal(failure *Error, arrival url.Values) *Error {
	if arrival.Get("error") == "access_denied" {
		failure.Code = CodeAuthorizationDenied
	}
	failure.OAuthError = plainServerText(arrival.Get("error"))
	failure.Description = plainServerText(arrival.Get("error_description"))
	failure.ErrorURI = plainServerText(arrival.Get("error_uri"))
	return failure
}

func presence(present bool, name string) string {
	if present {
		return name + " is in the response"
	}
	return fmt.Sprintf("no %s in the response", name)
}
