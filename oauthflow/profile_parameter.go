// Judging the extra parameters of a connection: those of the authorization request that we know (OpenID Connect Core
// §3.1.2.1 and §5.5), those of the token request, and the resources (RFC 8707).

package oauthflow

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// maxResources is how many resources a connection may have.
const maxResources = 20

// validateKnownParameters judges the values that a sign-in could not use.
func (p Profile) validateKnownParameters() error {
	const member = "authorization_parameters"
	prompt := strings.Fields(p.AuthorizationParameters["prompt"])
	if slices.Contains(prompt, "none") && len(prompt) > 1 {
		return invalid(member, `"none" stands alone as the prompt (OIDC Core §3.1.2.1)`)
	}
	if age := p.AuthorizationParameters["max_age"]; age != "" {
		if seconds, err := strconv.Atoi(age); err != nil || seconds < 0 {
			return invalid(member, "%q is not a whole number of seconds, 0 or more, as the greatest age of a sign-in", age)
		}
	}
	if claims := p.AuthorizationParameters["claims"]; claims != "" {
		if _, err := parseClaimsRequest(claims); err != nil {
			return invalid(member, "the claims cannot be used (OIDC Core §5.5): %v", err)
		}
	}
	return nil
}

// isTokenProtocolParameter reports whether a connection must not set the parameter of the token request (AUTHZ-14).
func isTokenProtocolParameter(name string) bool {
	switch strings.ToLower(name) {
	case "refresh_token", "device_code", "username", "password", "assertion":
		return true
	}
	return isProtocolParameter(name)
}

func (p Profile) validateTokenParameters() error {
	for _, name := range slices.Sorted(maps.Keys(p.TokenParameters)) {
		if strings.EqualFold(name, "resource") {
			return invalid("token_parameters", "resource is not set here: the resources of the connection are sent in every request")
		}
		if name == "" || isTokenProtocolParameter(name) {
			return invalid("token_parameters", "%q belongs to the protocol and cannot be set here", name)
		}
	}
	return nil
}

// validateResources: AUTHZ-13, RES-01.
func (p Profile) validateResources() error {
	if _, given := p.AuthorizationParameters["resource"]; given {
		return invalid("authorization_parameters", "resource is not set here: the connection has resources of its own")
	}
	if len(p.Resources) > maxResources {
		return invalid("resources", "there are %d resources: use at most %d", len(p.Resources), maxResources)
	}
	for i, resource := range p.Resources {
		u, err := url.Parse(resource)
		if err != nil || !u.IsAbs() || strings.ContainsFunc(resource, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			return invalid("resources", "%q is not an absolute URI, such as https://api.example.com", resource)
		}
		if u.User != nil {
			return invalid("resources", "%q holds a user name: take out what stands before the @", u.Redacted())
		}
		if strings.Contains(resource, "#") {
			return invalid("resources", "%q has a fragment, which a resource must not have (RFC 8707 §2)", resource)
		}
		if slices.Contains(p.Resources[:i], resource) {
			return invalid("resources", "%q is named twice", resource)
		}
	}
	return nil
}

// moveResource takes the resource of a file from the time when it was an extra parameter like any other.
func (p *Profile) moveResource() {
	resource, given := p.AuthorizationParameters["resource"]
	if !given || len(p.Resources) > 0 {
		return
	}
	p.AuthorizationParameters = maps.Clone(p.AuthorizationParameters)
	delete(p.AuthorizationParameters, "resource")
	if resource != "" {
		p.Resources = []string{resource}
	}
}
