// The outcome of a search for a provider.

package oauthflow

// FoundKind says what a search found.
type FoundKind string

// What a search finds; the zero value is nothing.
const (
	FoundOpenID FoundKind = "openid" // an OpenID provider
	FoundOAuth  FoundKind = "oauth"  // an authorization server that issues no ID tokens
	FoundAPI    FoundKind = "api"    // a protected resource; Metadata is of its authorization server

	FoundAccount FoundKind = "account" // an AT Protocol account; Resource is its server, Metadata of the authorization server
)

// ProviderSearch is the outcome of a search.
type ProviderSearch struct {
	Kind     FoundKind
	Metadata *ServerMetadata            // judged; nil if nothing was found, or as long as a server has to be chosen
	Resource *ProtectedResourceMetadata // judged; nil unless the URL was a protected resource's
	Account  *Account                   // nil unless an AT Protocol account was searched for, and found
	Plain    bool                       // Metadata says that no ID tokens are issued
	Tried    []TriedURL                 // in the order in which they were asked
	Problem  *Error                     // what was pasted is no URL that may be asked, or the search was ended

	asked []string // scopes that the API's challenge names
}

// Found reports whether there is a provider to sign in at.
func (s *ProviderSearch) Found() bool { return s != nil && s.Metadata != nil }

// Choices are the authorization servers of a protected resource that names several; nil once one was chosen.
func (s *ProviderSearch) Choices() []string {
	if s == nil || s.Metadata != nil || s.Resource == nil || len(s.Resource.AuthorizationServers) < 2 {
		return nil
	}
	return s.Resource.AuthorizationServers
}

// Scopes are what to ask for at the authorization server of a protected resource: the challenge's, else those of its
// metadata (RES-14); nil is the connection's own affair.
func (s *ProviderSearch) Scopes() []string {
	if s.Resource == nil || len(s.asked) > 0 {
		return s.asked
	}
	return s.Resource.Scopes
}

// Failure is why nothing was found, as far as one error says it: what ended the search, the first server metadata that
// was there and could not be used, or a host that did not answer at all. The zero value is none: see Tried.
func (s *ProviderSearch) Failure() *Error {
	if s.Problem != nil || s.Found() || s.Resource != nil {
		return s.Problem
	}
	for _, t := range s.Tried {
		if t.Result == TriedRefused && (t.Kind == TriedOpenID || t.Kind == TriedOAuth) {
			return firstFailure([]Check{*t.Check})
		}
	}
	for _, t := range s.Tried {
		if t.Kind == TriedHandleDNS { // another way is left
			continue
		}
		if t.Result == TriedUnreachable {
			return t.Err
		}
		break // its host answered
	}
	return nil
}

// JudgePasted reports why nothing could be asked of what was pasted.
func JudgePasted(pasted string) error {
	_, err := readPasted(pasted)
	return err
}
