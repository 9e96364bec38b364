// A provider that is OAuth only (RFC 6749 without OpenID Connect): it issues no ID token, and who signed in comes from a
// call of its API.

package oauthflow

import "strings"

// OAuthOnly says how a provider is used that is no OpenID provider; the zero value is an OpenID provider.
type OAuthOnly struct {
	IdentityURL          string `json:"identity_url"`                     // of the API call that says who signed in
	FormEncodedTokens    bool   `json:"form_encoded_tokens,omitempty"`    // known to answer token requests with a form
	CommaSeparatedScopes bool   `json:"comma_separated_scopes,omitempty"` // known to part granted scopes by commas
}

// oauthOnlyReason is why the checks of an ID token do not run.
const oauthOnlyReason = "this provider is OAuth only: no ID token is expected; who you are comes from an API call"

// Given reports whether the provider is OAuth only.
func (o OAuthOnly) Given() bool { return o != OAuthOnly{} }

func oauthOnlyNames() []string {
	return []string{"identity_url", "form_encoded_tokens", "comma_separated_scopes"}
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
	if _, err := judgeEndpointURL(p.OAuthOnly.IdentityURL, p.Issuer); err != nil {
		return invalid("oauth_only.identity_url", "%v", err)
	}
	return nil
}
