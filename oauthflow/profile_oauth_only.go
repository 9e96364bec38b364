// A provider that is OAuth only (RFC 6749 without OpenID Connect): it issues no ID token, and who signed in comes from a
// call of its API.

package oauthflow

import (
	"slices"
	"strings"
)

// OAuthOnly says how a provider is used that is no OpenID provider; the zero value is an OpenID provider.
type OAuthOnly struct {
	IdentityURL          string         `json:"identity_url,omitempty"`           // of the API call that says who signed in
	FormEncodedTokens    bool           `json:"form_encoded_tokens,omitempty"`    // known to answer token requests with a form
	CommaSeparatedScopes bool           `json:"comma_separated_scopes,omitempty"` // known to part granted scopes by commas
	Identity             IdentitySource `json:"identity,omitempty"`
	Account              string         `json:"account,omitempty"` // the only DID that may sign in, with IdentityATProto; "": any
}

// IdentitySource says how it is known who signed in, where there is no ID token.
type IdentitySource string

// How it is known who signed in.
const (
	IdentityByCall  IdentitySource = ""        // IdentityURL says it
	IdentityUnknown IdentitySource = "none"    // nobody says it: the access token is for an API, such as an MCP server
	IdentityATProto IdentitySource = "atproto" // the token answer names an AT Protocol account, whose documents prove it (ATP-01)
)

// IdentitySources returns the values in the order in which they are offered.
func IdentitySources() []IdentitySource {
	return []IdentitySource{IdentityByCall, IdentityUnknown, IdentityATProto}
}

const (
	noIDTokenReason      = "this provider is OAuth only: no ID token is expected"
	oauthOnlyReason      = "this provider is OAuth only: no ID token is expected; who you are comes from an API call"
	oauthOnlyNobodySays  = "this provider is OAuth only: no ID token is expected, and nobody says who you are"
	oauthOnlyAccountSays = "AT Protocol has no ID tokens: who you are is the account that the token answer names"
)

// reason is why the checks of an ID token do not run.
func (o OAuthOnly) reason() string {
	switch o.Identity {
	case IdentityUnknown:
		return oauthOnlyNobodySays
	case IdentityATProto:
		return oauthOnlyAccountSays
	}
	return oauthOnlyReason
}

// Given reports whether the provider is OAuth only.
func (o OAuthOnly) Given() bool { return o != OAuthOnly{} }

func oauthOnlyNames() []string {
	return []string{"identity_url", "form_encoded_tokens", "comma_separated_scopes", "identity", "account"}
}

// scopes are those of a token response.
func (o OAuthOnly) scopes(value string) []string {
	if o.CommaSeparatedScopes {
		value = strings.ReplaceAll(value, ",", " ")
	}
	return strings.Fields(value)
}

// NeedsEndpoint reports whether an endpoint is needed wherever one is entered by hand: there are no keys to have where no
// ID token is expected.
func (p Profile) NeedsEndpoint(m EndpointMember) bool {
	return m.Needed && (m.Name != "jwks_uri" || !p.OAuthOnly.Given())
}

func (p Profile) validateOAuthOnly() error {
	if !p.OAuthOnly.Given() {
		return nil
	}
	switch p.OAuthOnly.Identity {
	case IdentityByCall:
	case IdentityUnknown:
		if p.OAuthOnly.IdentityURL != "" {
			return invalid("oauth_only.identity", "it says that nobody tells who signed in, and an identity URL is given: take one of them away")
		}
		return nil
	case IdentityATProto:
		return p.validateATProto()
	default:
		return invalid("oauth_only.identity", "%q is unknown: use none or atproto, or leave it out", p.OAuthOnly.Identity)
	}
	if p.OAuthOnly.Account != "" {
		return invalid("oauth_only.account", "an account is for AT Protocol only: leave it out, or set identity to atproto")
	}
	if _, err := judgeEndpointURL(p.OAuthOnly.IdentityURL, p.Issuer); err != nil {
		return invalid("oauth_only.identity_url", "%v", err)
	}
	return nil
}

// validateATProto wants what the protocol makes mandatory (AT Protocol OAuth, "Clients", "Authorization Scopes" and
// "Demonstrating Proof of Possession").
func (p Profile) validateATProto() error {
	if account := p.OAuthOnly.Account; account != "" {
		if _, err := didDocumentURL(account); err != nil {
			return invalid("oauth_only.account", "%q: %v", account, err)
		}
	}
	if p.OAuthOnly.IdentityURL != "" {
		return invalid("oauth_only.identity_url", "the account's own server says who signed in: leave the URL out")
	}
	if !slices.Contains(p.Scopes, atprotoScope) {
		return invalid("scopes", `"atproto" is missing; without it there is no access in AT Protocol`)
	}
	if p.DPoP != DPoPRequired {
		return invalid("dpop", "AT Protocol has no Bearer tokens: set Bind tokens (DPoP) to Required")
	}
	if p.Redirect.Host == "localhost" {
		return invalid("redirect.host", "AT Protocol takes no localhost: use 127.0.0.1 or [::1]")
	}
	return p.validateATProtoClient()
}
