// Judging the values of a connection before it is used. Each fault names the member that it is about.

package oauthflow

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// InvalidMember is a value of a connection that cannot be used.
type InvalidMember struct {
	Member string // as in a connection file, such as "redirect.port"
	Why    string // what is wrong and what to do, as a sentence without its capital letter and full stop
}

// Error names the member.
func (e *InvalidMember) Error() string { return e.Member + ": " + e.Why }

func invalid(member, format string, values ...any) error {
	return &InvalidMember{Member: member, Why: fmt.Sprintf(format, values...)}
}

// Validate reports the first value that can't be used, as an error of code connection_invalid that holds an
// *InvalidMember.
func (p Profile) Validate() error {
	for _, check := range []func() error{
		p.validateIssuer, p.validateClient, p.validateScopes, p.Redirect.validate, p.validatePostLogoutPath, p.validateParameters, p.validateOrigins, p.validateEndpoints,
		p.validateKnownParameters, p.validateTokenParameters, p.validateResources, p.validateMCP, p.validateProtection, p.Network.validate, p.validateOAuthOnly, p.validateTenant,
	} {
		if err := check(); err != nil {
			return &Error{Code: CodeConnectionInvalid, Err: err}
		}
	}
	return nil
}

func (p Profile) validateIssuer() error {
	if p.Issuer == "" {
		return invalid("issuer", "it is missing: give the provider's issuer URL")
	}
	if err := judgeIssuerURL(p.Issuer); err != nil {
		return invalid("issuer", "%v", err)
	}
	return nil
}

func (p Profile) validateClient() error {
	if p.ClientID == "" {
		return invalid("client_id", "it is missing: register a native app at the provider and give its client ID")
	}
	if len(p.ClientID) > 1024 || strings.ContainsFunc(p.ClientID, isControl) {
		return invalid("client_id", "it is longer than 1024 bytes or holds control characters")
	}
	if len(p.Name) > 200 || strings.ContainsFunc(p.Name, isControl) {
		return invalid("name", "it is longer than 200 bytes or holds control characters")
	}
	return nil
}

func (p Profile) validateScopes() error {
	for _, scope := range p.Scopes {
		// scope-token of RFC 6749 §3.3
		if scope == "" || strings.ContainsFunc(scope, func(r rune) bool { return r < 0x21 || r > 0x7e || r == '"' || r == '\\' }) {
			return invalid("scopes", "%q is not a scope (RFC 6749 §3.3): use words without spaces, quotes and backslashes", scope)
		}
	}
	if !p.OAuthOnly.Given() && !slices.Contains(p.Scopes, "openid") {
		return invalid("scopes", `"openid" is missing; without it the provider gives no ID token`)
	}
	return nil
}

func (p Profile) validateParameters() error {
	for _, name := range slices.Sorted(maps.Keys(p.AuthorizationParameters)) {
		if name == "" || isProtocolParameter(name) {
			return invalid("authorization_parameters", "%q belongs to the protocol and cannot be set here", name) // AUTHZ-14
		}
	}
	return nil
}

func (p Profile) validateOrigins() error {
	for _, origin := range p.APIOrigins {
		if got, err := OriginOf(origin); err != nil || got != origin {
			return invalid("api_origins", "%q is not an origin: use https://host or https://host:port", origin)
		}
	}
	return nil
}

func isControl(r rune) bool { return r < 0x20 || r == 0x7f }

// validatePostLogoutPath wants another path than the sign-in's (LOGO-04).
func (p Profile) validatePostLogoutPath() error {
	if p.PostLogoutPath == "" {
		return nil
	}
	if !isLoopbackPath(p.PostLogoutPath) || p.PostLogoutPath == p.Redirect.withDefaults().Path {
		return invalid("post_logout_path", "%q cannot be the path: use one such as /signed-out, other than the redirect's, without query, dots or characters to be escaped", p.PostLogoutPath)
	}
	return nil
}
