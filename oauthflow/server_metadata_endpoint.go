// Judging what a provider's metadata announces: its endpoints and PKCE (OpenID Connect Discovery 1.0 §3, RFC 8414 §2).

package oauthflow

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// judgePresence reads the endpoints and reports needed ones that are missing or no strings (DISC-06).
func (m *ServerMetadata) judgePresence(members map[string]json.RawMessage) Check {
	var needed, wrong []string
	for _, e := range m.endpoints() {
		value, present, err := stringMember(members, e.member)
		*e.field = value
		if !e.required {
			if err != nil {
				m.setUnusable(e, "not a string")
			}
			continue
		}
		needed = append(needed, e.member)
		switch {
		case err != nil:
			wrong = append(wrong, e.member+" is not a string")
		case !present || value == "":
			wrong = append(wrong, e.member+" is missing")
		}
	}
	if len(wrong) > 0 {
		return judge("DISC-06", false, strings.Join(needed, ", "), strings.Join(wrong, ", "))
	}
	return judge("DISC-06", true, strings.Join(needed, ", "), "all there")
}

// judgeEndpoints refuses the metadata if a needed endpoint is no allowed URL, and empties optional ones that
// are none (DISC-07).
func (m *ServerMetadata) judgeEndpoints() Check {
	const expected = "https URLs without user name and fragment (http where issuer and endpoint are on this computer)"
	var wrong, unused []string
	allowed := 0
	for _, e := range m.endpoints() {
		if *e.field == "" {
			continue
		}
		_, err := judgeEndpointURL(*e.field, m.Issuer)
		switch {
		case err == nil:
			allowed++
		case e.required:
			wrong = append(wrong, fmt.Sprintf("%s is %s: %v", e.member, plainServerText(MaskURL(*e.field)), err))
		default:
			m.setUnusable(e, err.Error())
			unused = append(unused, fmt.Sprintf("%s is not used: %v", e.member, err))
		}
	}
	if len(wrong) > 0 {
		return judge("DISC-07", false, expected, strings.Join(wrong, "; "))
	}
	return judge("DISC-07", true, expected, strings.Join(append([]string{fmt.Sprintf("%d endpoints", allowed)}, unused...), "; "))
}

func (m *ServerMetadata) setUnusable(e metadataEndpoint, why string) {
	if m.Unusable == nil {
		m.Unusable = map[string]string{}
	}
	m.Unusable[e.member] = why
	*e.field = ""
}

// judgePKCE refuses a provider that announces challenge methods but not S256 (DISC-10), and for an MCP server one that
// announces none (MCP-05).
func judgePKCE(members map[string]json.RawMessage, want metadataExpectation) Check {
	methods, present, err := stringsMember(members, "code_challenge_methods_supported")
	switch {
	case err != nil:
		return judge("DISC-10", false, "S256", "code_challenge_methods_supported is not a list of strings")
	case !present && want.MCP:
		return judge("DISC-10", false, "S256, announced, as an MCP server's provider has to", "code_challenge_methods_supported is missing")
	case !present:
		return skip("DISC-10", "the provider announces no methods; S256 is sent all the same")
	case len(methods) == 0:
		return judge("DISC-10", false, "S256", "an empty list")
	}
	return judge("DISC-10", slices.Contains(methods, "S256"), "S256", announcedAt(methods, want.Second))
}

// judgePlace compares the hosts that get the code, the tokens and our trust with the session's (DISC-13).
func (m *ServerMetadata) judgePlace(previous *ServerMetadata) Check {
	if previous == nil {
		return skip("DISC-13", "there is no session that the endpoints could be compared with")
	}
	before, now := "token endpoint at "+hostOf(previous.TokenEndpoint), "token endpoint at "+hostOf(m.TokenEndpoint)
	if hostOf(previous.JWKSURI) != "" {
		before, now = before+", keys at "+hostOf(previous.JWKSURI), now+", keys at "+hostOf(m.JWKSURI)
	}
	return judge("DISC-13", before == now, before, now)
}

// hostOf returns host and port of a URL, "" if it has none. The port of https is left out, as it may be in the URL.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Host)
	if u.Scheme == "https" {
		host = strings.TrimSuffix(host, ":443")
	}
	return host
}

// foreignHost returns the authorization endpoint's host if it is not the issuer's (BROW-06).
func foreignHost(m *ServerMetadata) string {
	issuer, err := url.Parse(m.Issuer)
	if err != nil {
		return ""
	}
	endpoint, err := url.Parse(m.AuthorizationEndpoint)
	if err != nil || endpoint.Host == issuer.Host {
		return ""
	}
	return endpoint.Host
}
