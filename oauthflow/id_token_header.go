// The header of an ID token: RFC 7515 §4.1 and RFC 8725 §3.1, §3.2, §3.11. Keys and URLs in a header (jwk, jku,
// x5u, x5c) are neither used nor fetched (JOSE-04).

package oauthflow

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"
)

// joseHeader is what we use of the header.
type joseHeader struct {
	Algorithm, KeyID string
	KeyIDError       bool // kid is there but is no string
}

// judgeIDTokenHeader returns the checks JOSE-02, JOSE-03, JOSE-01, JOSE-13 and JOSE-17. announced is the
// provider's list of algorithms, which only narrows ours (DISC-12); without one it is RS256 alone.
func judgeIDTokenHeader(members map[string]json.RawMessage, announced []string) (joseHeader, []Check) {
	if members == nil {
		return joseHeader{}, skipAll(nil, "the header cannot be read", "JOSE-02", "JOSE-03", "JOSE-01", "JOSE-13", "JOSE-17")
	}
	alg, _, err := stringMember(members, "alg")
	shown := describeText(alg)
	if err != nil {
		shown = "not a string"
	}
	unsigned := alg == "" || strings.EqualFold(alg, "none")
	mac := len(alg) >= 2 && strings.EqualFold(alg[:2], "HS")
	allowed := allowedAlgorithms(announced)
	checks := []Check{
		judge("JOSE-02", !unsigned, "an algorithm other than none", shown),
		judge("JOSE-03", !mac, "no HMAC", shown),
		judge("JOSE-01", slices.Contains(allowed, alg), "one of "+strings.Join(allowed, ", "), shown),
		judgeCritical(members),
		judgeType(members),
	}
	kid, _, err := stringMember(members, "kid")
	return joseHeader{Algorithm: alg, KeyID: kid, KeyIDError: err != nil}, checks
}

// allowedAlgorithms is our list narrowed by the provider's.
func allowedAlgorithms(announced []string) []string {
	if announced == nil {
		announced = []string{string(jose.RS256)} // OIDC Core §3.1.3.7 (7)
	}
	var allowed []string
	for _, alg := range signingAlgorithms() {
		if slices.Contains(announced, string(alg)) {
			allowed = append(allowed, string(alg))
		}
	}
	return allowed
}

// judgeCritical refuses crit in any form, since we understand no extension, and b64 (RFC 7797) (JOSE-13).
func judgeCritical(members map[string]json.RawMessage) Check {
	const expected = "no crit and no b64"
	if raw, ok := members["crit"]; ok {
		return judge("JOSE-13", false, expected, "crit is "+limitText(string(raw), shownName))
	}
	if _, ok := members["b64"]; ok {
		return judge("JOSE-13", false, expected, "b64 is given")
	}
	return judge("JOSE-13", true, expected, "neither is given")
}

// judgeType refuses tokens made for another purpose, such as at+jwt (JOSE-17, JOSE-18).
func judgeType(members map[string]json.RawMessage) Check {
	const expected = "JWT, or no type"
	typ, present, err := stringMember(members, "typ")
	switch {
	case err != nil:
		return judge("JOSE-17", false, expected, "not a string")
	case !present:
		return judge("JOSE-17", true, expected, "no type")
	}
	// RFC 7515 §4.1.9: compared without case, application/ may be left out
	short := strings.TrimPrefix(strings.ToLower(typ), "application/")
	return judge("JOSE-17", short == "jwt", expected, describeText(typ))
}
