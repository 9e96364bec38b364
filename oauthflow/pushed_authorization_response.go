// The pushed authorization response, RFC 9126 §2.2 and §2.3: judged from the raw answer.

package oauthflow

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// judgePushedResponse returns the reference only if no check failed.
func judgePushedResponse(a *answer, now time.Time) (pushedRequest, []Check, error) {
	const expected = "status 201, application/json, a request_uri and a positive expires_in"
	members, err := strictObject(a.Body)
	if name, _, _ := stringMember(members, "error"); err == nil && name != "" {
		c := judge("PAR-06", false, "no error member", plainServerText(name))
		told := tokenError(members)
		return pushedRequest{}, []Check{c, skip("PAR-03", "the provider answered with an error")}, &Error{
			Step: StepAuthorizationRequest, Code: CodePushedRequestRefused, Spec: c.Source, Expected: "a request_uri", Actual: plainServerText(name),
			OAuthError: told.OAuthError, Description: told.Description, ErrorURI: told.ErrorURI,
		}
	}
	checks := []Check{judge("PAR-06", true, "no error member", "none")}
	actual := describeAnswer(a)
	if a.Status != http.StatusCreated || contentType(a.Header) != "application/json" || err != nil {
		if a.Status == http.StatusCreated && err != nil {
			actual += ": " + err.Error()
		}
		checks = append(checks, judge("PAR-03", false, expected, actual))
		return pushedRequest{}, checks, firstFailure(checks)
	}
	uri, lifetime, wrong := readPushedMembers(members)
	if len(wrong) > 0 {
		checks = append(checks, judge("PAR-03", false, expected, strings.Join(wrong, "; ")))
		return pushedRequest{}, checks, firstFailure(checks)
	}
	checks = append(checks, judge("PAR-03", true, expected, fmt.Sprintf("status 201, a request_uri that lives for %d s", int64(lifetime.Seconds()))))
	return pushedRequest{RequestURI: NewSecret(uri), ExpiresAt: now.Add(lifetime)}, checks, nil
}

// readPushedMembers takes a request_uri of visible characters and whole seconds as a number.
func readPushedMembers(members map[string]json.RawMessage) (uri string, lifetime time.Duration, wrong []string) {
	uri, present, err := stringMember(members, "request_uri")
	if err != nil || !isVisibleASCII(uri) {
		wrong = append(wrong, "request_uri is "+describeSecretMember(uri, present, err))
	}
	raw := string(members["expires_in"])
	seconds, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || seconds <= 0 {
		wrong = append(wrong, "expires_in is "+orText(plainServerText(raw), "missing"))
	}
	return uri, time.Duration(min(seconds, int64(maxLifetime.Seconds()))) * time.Second, wrong
}

// judgePushedURL is PAR-04: nothing of the request is left in the browser's URL.
func judgePushedURL(endpoint, target string) Check {
	const expected = "client_id and request_uri"
	own, err := queryOf(endpoint)
	all, err2 := queryOf(target)
	if err != nil || err2 != nil {
		return judge("PAR-04", false, expected, "it cannot be read")
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(all)), func(name string) bool { return own.Has(name) })
	return judge("PAR-04", slices.Equal(names, []string{"client_id", "request_uri"}), expected, strings.Join(names, " and "))
}
