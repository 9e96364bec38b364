// What may stand in a request to a protected resource: RFC 9110 §5.6.2 and §9, RFC 6750 §2.

package oauthflow

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// validate refuses what cannot be sent, or what would send a token in a second way (API-01).
func (r APIRequest) validate() error {
	invalid := func(expected, actual string) error {
		return &Error{Step: StepAPI, Code: CodeAPIRequestInvalid, Expected: expected, Actual: actual}
	}
	if !isHTTPToken(r.Method) || strings.EqualFold(r.Method, http.MethodConnect) || strings.EqualFold(r.Method, http.MethodTrace) {
		return invalid("a method such as GET or POST, not CONNECT or TRACE", plainServerText(r.Method))
	}
	if u, err := url.Parse(r.URL); err == nil && u.Query().Has("access_token") {
		return invalid("the access token in its header only", "a query with access_token")
	}
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		if !isHTTPToken(name) {
			return invalid("header names of letters, digits and dashes", plainServerText(name))
		}
		if isOurHeader(name) {
			return invalid("headers beside the ones that Proofkey sets", http.CanonicalHeaderKey(name))
		}
		if slices.ContainsFunc(r.Header[name], func(v string) bool { return strings.ContainsFunc(v, notInHeader) }) {
			return invalid("header values without line breaks and other control characters", http.CanonicalHeaderKey(name))
		}
	}
	return nil
}

// isOurHeader names what the access token, the origin and the body's length depend on.
func isOurHeader(name string) bool {
	switch http.CanonicalHeaderKey(name) {
	case "Authorization", "Dpop", "Proxy-Authorization", "Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Te", "Trailer":
		return true
	}
	return false
}

func notInHeader(r rune) bool { return isControl(r) && r != '\t' }

// isHTTPToken reports whether s is a token of RFC 9110 §5.6.2.
func isHTTPToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !isTokenRune(r) })
}

func isTokenRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}
