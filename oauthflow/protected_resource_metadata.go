// The metadata of a protected resource, RFC 9728 §2 and §3: where it is, and judging it. Needs no network.

package oauthflow

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

const (
	maxNamedServers = 10 // of a resource; a person has to choose among them
	maxNamedScopes  = 50
)

// ProtectedResourceMetadata is what we use of the metadata of a protected resource. It was judged: Resource is the
// URL that was called. Unknown members are ignored, signed_metadata too (RES-12).
type ProtectedResourceMetadata struct {
	Resource             string   // its identifier, which is the resource parameter of RFC 8707
	AuthorizationServers []string // issuers that may be asked, at least one
	Scopes               []string // scopes_supported
	Name                 string   // plain text; may be empty
	DPoPRequired         bool     // it takes access tokens that are bound by DPoP only (RES-13)
	Source               string   // the URL that it came from
}

// protectedResourceURL inserts the suffix between the host and the path or query of an identifier (RES-04).
func protectedResourceURL(resource string) string {
	u, err := url.Parse(resource)
	if err != nil {
		return ""
	}
	rest := strings.TrimPrefix(resource, u.Scheme+"://"+u.Host)
	if strings.HasPrefix(rest, "/") && (len(rest) == 1 || rest[1] == '?') {
		rest = rest[1:] // the slash that directly follows the host
	}
	return u.Scheme + "://" + u.Host + resourceSuffix + rest
}

// resourcesOf are the identifiers that a called URL may belong to: itself, then its host (MCP-02).
func resourcesOf(called string) []string {
	u, err := url.Parse(called)
	if err != nil {
		return nil
	}
	host := u.Scheme + "://" + u.Host
	if protectedResourceURL(called) == protectedResourceURL(host) {
		return []string{called}
	}
	return []string{called, host}
}

// resourceOf is the identifier that the answer of a well-known URL has to name: the one it names, if this URL is
// made of it.
func resourceOf(body []byte, source string) string {
	if members, err := strictObject(body); err == nil {
		if named, _, _ := stringMember(members, "resource"); protectedResourceURL(named) == source {
			return named
		}
	}
	return withoutWellKnown(source)
}

// namedMetadata is the resource_metadata of a challenge, of whatever scheme (RFC 9728 §5.1), and the scopes that the
// same challenge asks for.
func namedMetadata(h http.Header) (named string, scopes []string, ok bool) {
	for _, c := range ParseChallenges(h.Values("WWW-Authenticate")) {
		if named, ok := c.Parameters["resource_metadata"]; ok {
			return named, scopeTokens(c.Parameters["scope"]), true
		}
	}
	return "", nil, false
}

// judgeMetadataPlace refuses a metadata URL that is not at the called API's own origin (RES-07).
func judgeMetadataPlace(named, called string) error {
	if _, err := judgeEndpointURL(named, called); err != nil {
		return err
	}
	at, _ := OriginOf(named)
	own, _ := OriginOf(called)
	if at != own {
		return errors.New("it is at another origin")
	}
	return nil
}

// judgeProtectedResource judges an answer by the rows RES-06, RES-05, RES-08 and API-01, one check each. The metadata
// is nil unless all passed.
func judgeProtectedResource(a *answer, resource string) (*ProtectedResourceMetadata, []Check) {
	members, form := judgeMetadataForm(a)
	checks := []Check{resourceForm(form)}
	if members == nil || checks[0].Result == Failed {
		return nil, skipAll(checks, "there is no metadata to judge", "RES-05", "RES-08", "API-01")
	}
	named, _, _ := stringMember(members, "resource")
	checks = append(checks, judge("RES-05", named == resource, resource, describeText(named)))
	if named != resource {
		return nil, skipAll(checks, "nothing in the metadata of another resource is used", "RES-08", "API-01")
	}
	m := &ProtectedResourceMetadata{Resource: resource}
	m.readMembers(members)
	checks = append(checks, m.judgeServers(members), judgeBearerMethods(members))
	if Count(checks, Failed) > 0 {
		return nil, checks
	}
	return m, checks
}

// resourceForm is one check of what the metadata of a server has three for: status, content type, members once.
func resourceForm(form []Check) Check {
	const expected = "status 200, application/json, one JSON object with each member once"
	for _, c := range form {
		if c.Result == Failed {
			return judge("RES-06", false, expected, c.Actual)
		}
	}
	return judge("RES-06", true, expected, "as expected")
}

func (m *ProtectedResourceMetadata) readMembers(members map[string]json.RawMessage) {
	scopes, _, _ := stringsMember(members, "scopes_supported")
	scopes = slices.DeleteFunc(scopes, func(s string) bool {
		return len(s) > maxServerText || len(scopeTokens(s)) != 1 || scopeTokens(s)[0] != s
	})
	m.Scopes = scopes[:min(len(scopes), maxNamedScopes)]
	name, _, _ := stringMember(members, "resource_name")
	m.Name = plainServerText(name)
	m.DPoPRequired, _, _ = boolMember(members, "dpop_bound_access_tokens_required")
}

// judgeServers keeps the named issuers that may be asked (RES-08).
func (m *ProtectedResourceMetadata) judgeServers(members map[string]json.RawMessage) Check {
	const expected = "at least one issuer: an https URL (http where API and issuer are on this computer)"
	named, _, err := stringsMember(members, "authorization_servers")
	if err != nil {
		return judge("RES-08", false, expected, "authorization_servers is not a list of strings")
	}
	var wrong []string
	for _, issuer := range named[:min(len(named), maxNamedServers)] {
		if err := judgeNamedServer(issuer, m.Resource); err != nil {
			wrong = append(wrong, plainServerText(MaskURL(issuer))+": "+err.Error())
		} else if !slices.Contains(m.AuthorizationServers, issuer) {
			m.AuthorizationServers = append(m.AuthorizationServers, issuer)
		}
	}
	actual := strings.Join(append(slices.Clone(m.AuthorizationServers), wrong...), "; ")
	if actual == "" {
		actual = "none is named"
	}
	return judge("RES-08", len(m.AuthorizationServers) > 0, expected, actual)
}

// judgeNamedServer is judgeIssuerURL for an issuer that an API names: an API elsewhere cannot have us ask this
// computer, or its network (RES-07).
func judgeNamedServer(issuer, api string) error {
	if err := judgeIssuerURL(issuer); err != nil {
		return err
	}
	if _, err := judgeEndpointURL(issuer, api); err != nil {
		return errors.New("the URL is not encrypted, although the API is https")
	}
	if isPrivateHost(issuer) && !isPrivateHost(api) {
		return errors.New("it is an address of this computer or its network, and the API is not")
	}
	return nil
}

func isPrivateHost(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	address, err := netip.ParseAddr(u.Hostname())
	if err != nil {
		return IsThisComputer(u.Hostname())
	}
	address = address.Unmap()
	return address.IsLoopback() || address.IsPrivate() || address.IsLinkLocalUnicast() || address.IsUnspecified()
}

// judgeBearerMethods refuses a resource that does not take its token in the header, the one place where we put it.
func judgeBearerMethods(members map[string]json.RawMessage) Check {
	methods, present, err := stringsMember(members, "bearer_methods_supported")
	switch {
	case err != nil:
		return judge("API-01", false, "header", "bearer_methods_supported is not a list of strings")
	case !present:
		return judge("API-01", true, "header", "no methods are announced; the header is what all take")
	}
	return judge("API-01", slices.Contains(methods, "header"), "header", plainServerText(fmt.Sprintf("%q", methods)))
}
