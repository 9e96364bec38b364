// The query that an authorization endpoint has of its own, RFC 6749 §3.1: it is kept, and no parameter may stand twice.

package oauthflow

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// judgeAuthorizationQuery refuses an endpoint whose own query repeats a parameter of the request that was made for it,
// or holds another one of the protocol, such as request_uri, which would take the place of ours (AUTHZ-01). The error
// names parameters, not values.
func judgeAuthorizationQuery(endpoint, target string) error {
	own, err := queryOf(endpoint)
	if err != nil {
		return authorizationQueryError("it cannot be read")
	}
	all, err := queryOf(target)
	if err != nil {
		return authorizationQueryError("it cannot be read")
	}
	var wrong []string
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if len(all[name]) > len(own[name]) || isProtocolParameter(name) {
			wrong = append(wrong, name)
		}
	}
	if len(wrong) > 0 {
		return authorizationQueryError("it holds " + plainServerText(strings.Join(wrong, ", ")))
	}
	return nil
}

func queryOf(raw string) (url.Values, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, err
	}
	return url.ParseQuery(u.RawQuery)
}

func authorizationQueryError(actual string) error {
	return &Error{
		Step: StepAuthorizationRequest, Code: CodeMetadataEndpointNotAllowed, Spec: "RFC 6749 §3.1",
		Expected: "an authorization_endpoint without parameters that this app sends in its query", Actual: actual,
	}
}
