// The provider's metadata, OpenID Connect Discovery 1.0 §3, RFC 8414 §2, RFC 8628 §4, RFC 9207 §3 and RP-Initiated Logout 1.0 §2.1.

package demoprovider

import "net/http"

// metadataLife is how long metadata and keys may be cached, in seconds: neither changes for one issuer.
const metadataLife = "public, max-age=3600"

// metadata is the discovery document. It says only what the endpoints do.
type metadata struct {
	Issuer                string `json:"issuer"`
	AuthorizationEndpoint string `json:"authorization_endpoint"`
	TokenEndpoint         string `json:"token_endpoint"`
	UserinfoEndpoint      string `json:"userinfo_endpoint"`
	JWKSURI               string `json:"jwks_uri"`
	RevocationEndpoint    string `json:"revocation_endpoint"`
	IntrospectionEndpoint string `json:"introspection_endpoint"`
	EndSessionEndpoint    string `json:"end_session_endpoint"`
	PushEndpoint          string `json:"pushed_authorization_request_endpoint"`
	DeviceAuthorization   string `json:"device_authorization_endpoint"`
	RegistrationEndpoint  string `json:"registration_endpoint"`

	ScopesSupported        []string `json:"scopes_supported"`
	ResponseTypesSupported []string `json:"response_types_supported"`
	ResponseModesSupported []string `json:"response_modes_supported"`
	GrantTypesSupported    []string `json:"grant_types_supported"`
	SubjectTypesSupported  []string `json:"subject_types_supported"`
	IDTokenAlgorithms      []string `json:"id_token_signing_alg_values_supported,omitempty"`
	UserInfoAlgorithms     []string `json:"userinfo_signing_alg_values_supported,omitempty"`
	ACRValuesSupported     []string `json:"acr_values_supported"`
	PromptValuesSupported  []string `json:"prompt_values_supported"`
	ClaimTypesSupported    []string `json:"claim_types_supported"`
	ClaimsSupported        []string `json:"claims_supported"`
	UILocalesSupported     []string `json:"ui_locales_supported"`

	TokenAuthMethods         []string `json:"token_endpoint_auth_methods_supported"`
	RevocationAuthMethods    []string `json:"revocation_endpoint_auth_methods_supported"`
	IntrospectionAuthMethods []string `json:"introspection_endpoint_auth_methods_supported"`
	CodeChallengeMethods     []string `json:"code_challenge_methods_supported"`
	ProofAlgorithms          []string `json:"dpop_signing_alg_values_supported"`

	PushRequired                bool `json:"require_pushed_authorization_requests"`
	ResponseIssSupported        bool `json:"authorization_response_iss_parameter_supported"`
	ClaimsParameterSupported    bool `json:"claims_parameter_supported"`
	RequestParameterSupported   bool `json:"request_parameter_supported"`
	RequestURIParameterAccepted bool `json:"request_uri_parameter_supported"` // said, because its default is true
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	none := []string{"none"}
	var userInfoAlgorithms []string
	if p.signsUserInfo {
		userInfoAlgorithms = []string{string(p.keys.algorithm())}
	}
	w.Header().Set("Cache-Control", metadataLife)
	m := metadata{
		Issuer:                p.issuer,
		AuthorizationEndpoint: p.issuer + "/authorize",
		TokenEndpoint:         p.issuer + "/token",
		UserinfoEndpoint:      p.issuer + "/userinfo",
		JWKSURI:               p.issuer + "/keys",
		RevocationEndpoint:    p.issuer + "/revoke",
		IntrospectionEndpoint: p.issuer + "/introspect",
		EndSessionEndpoint:    p.issuer + "/end-session",
		PushEndpoint:          p.issuer + "/par",
		DeviceAuthorization:   p.issuer + "/device-authorization",
		RegistrationEndpoint:  p.issuer + "/register",

		ScopesSupported:        supportedScopes(),
		ResponseTypesSupported: []string{"code"},
		ResponseModesSupported: []string{"query"},
		GrantTypesSupported:    []string{"authorization_code", "refresh_token", deviceGrantType},
		SubjectTypesSupported:  []string{"public"},
		IDTokenAlgorithms:      []string{string(p.keys.algorithm())},
		UserInfoAlgorithms:     userInfoAlgorithms,
		ACRValuesSupported:     []string{acrPassword, acrFreshPassword},
		PromptValuesSupported:  supportedPrompts(),
		ClaimTypesSupported:    []string{"normal"},
		ClaimsSupported:        supportedClaims(),
		UILocalesSupported:     []string{"en"},

		TokenAuthMethods:         none,
		RevocationAuthMethods:    none,
		IntrospectionAuthMethods: none,
		CodeChallengeMethods:     []string{"S256"},
		ProofAlgorithms:          algorithmNames(),

		PushRequired:         p.has(FaultPushRequired),
		ResponseIssSupported: true,
	}
	if p.dids != nil {
		m.ScopesSupported, m.IDTokenAlgorithms = []string{scopeATProto}, nil
	}
	writeJSON(w, http.StatusOK, m)
}
