// The provider's metadata: OpenID Connect Discovery 1.0 §3 and RFC 8414 §2.

package oauthflow

import (
	"encoding/json"
	"time"
)

// ServerMetadata is what we use of a provider's metadata. It was judged: Issuer is the configured one, and every
// endpoint in it is an allowed URL or empty. Unknown members are ignored (DISC-08), signed_metadata too (DISC-14).
type ServerMetadata struct {
	Issuer                             string
	AuthorizationEndpoint              string
	TokenEndpoint                      string
	JWKSURI                            string
	UserInfoEndpoint                   string
	RevocationEndpoint                 string
	IntrospectionEndpoint              string
	EndSessionEndpoint                 string
	PushedAuthorizationRequestEndpoint string
	DeviceAuthorizationEndpoint        string
	RegistrationEndpoint               string

	CodeChallengeMethods []string
	ScopesSupported      []string
	SigningAlgorithms    []string // of ID tokens; nil: not announced
	UserInfoAlgorithms   []string // of signed UserInfo; nil: not announced
	GrantTypes           []string
	DPoPAlgorithms       []string
	PromptValues         []string
	ACRValues            []string
	ProtectedResources   []string // RFC 9728 §4; nil: not announced
	IssInResponse        bool     // RFC 9207 §3 (DISC-11)
	PushRequired         bool     // RFC 9126 §5 (PAR-02)
	ClientIDURL          bool     // a client ID may be the https URL of a document about the client (MCP-09)

	IssuerTemplate       string            // of a multi-tenant issuer, with {tenantid}; "": the issuer is one
	KeysOptional         bool              // OAuth only: no ID token is expected
	Source               string            // the URL that it came from
	Second               string            // the URL of a second document, which added members; "": there is none
	Unusable             map[string]string // optional endpoints that are not used: member → why
	FetchedAt, ExpiresAt time.Time
	ClockOffset          time.Duration // of the provider's clock to ours, by its Date header; 0 if unknown

	plain bool // it issues no ID tokens, and needs no keys
}

// sources are the URLs of its documents.
func (m *ServerMetadata) sources() string {
	if m.Second == "" {
		return m.Source
	}
	return m.Source + ", " + m.Second
}

// metadataEndpoint is an endpoint's member and its field.
type metadataEndpoint struct {
	member   string
	field    *string
	required bool
}

func (m *ServerMetadata) endpoints() []metadataEndpoint {
	return []metadataEndpoint{
		{"authorization_endpoint", &m.AuthorizationEndpoint, true},
		{"token_endpoint", &m.TokenEndpoint, true},
		{"jwks_uri", &m.JWKSURI, !m.plain && !m.KeysOptional},
		{"userinfo_endpoint", &m.UserInfoEndpoint, false},
		{"revocation_endpoint", &m.RevocationEndpoint, false},
		{"introspection_endpoint", &m.IntrospectionEndpoint, false},
		{"end_session_endpoint", &m.EndSessionEndpoint, false},
		{"pushed_authorization_request_endpoint", &m.PushedAuthorizationRequestEndpoint, false},
		{"device_authorization_endpoint", &m.DeviceAuthorizationEndpoint, false},
		{"registration_endpoint", &m.RegistrationEndpoint, false},
	}
}

// readLists takes the lists and flags. One of the wrong type counts as absent: none of them can widen what
// we accept, and code_challenge_methods_supported is judged apart.
func (m *ServerMetadata) readLists(members map[string]json.RawMessage) {
	for name, field := range map[string]*[]string{
		"code_challenge_methods_supported":      &m.CodeChallengeMethods,
		"scopes_supported":                      &m.ScopesSupported,
		"id_token_signing_alg_values_supported": &m.SigningAlgorithms,
		"userinfo_signing_alg_values_supported": &m.UserInfoAlgorithms,
		"grant_types_supported":                 &m.GrantTypes,
		"dpop_signing_alg_values_supported":     &m.DPoPAlgorithms,
		"prompt_values_supported":               &m.PromptValues,
		"acr_values_supported":                  &m.ACRValues,
		"protected_resources":                   &m.ProtectedResources,
	} {
		*field, _, _ = stringsMember(members, name)
	}
	m.IssInResponse, _, _ = boolMember(members, "authorization_response_iss_parameter_supported")
	m.PushRequired, _, _ = boolMember(members, "require_pushed_authorization_requests")
	m.ClientIDURL, _, _ = boolMember(members, "client_id_metadata_document_supported")
}
