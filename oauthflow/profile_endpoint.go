// Endpoints that a person enters by hand, for a provider without metadata. Their names are those of RFC 8414 §2 and
// OpenID Connect Discovery 1.0 §3 (DISC-15).

package oauthflow

// Endpoints are a provider's endpoints as they were entered by hand; the zero value is none. The issuer is needed all
// the same, and is compared with the ID token's and the redirect's.
type Endpoints struct {
	AuthorizationEndpoint string `json:"authorization_endpoint,omitempty"`
	TokenEndpoint         string `json:"token_endpoint,omitempty"`
	JWKSURI               string `json:"jwks_uri,omitempty"`
	UserInfoEndpoint      string `json:"userinfo_endpoint,omitempty"`
	RevocationEndpoint    string `json:"revocation_endpoint,omitempty"`
	IntrospectionEndpoint string `json:"introspection_endpoint,omitempty"`
	EndSessionEndpoint    string `json:"end_session_endpoint,omitempty"`
}

// EndpointMember is a member of Endpoints: its name in a connection file, and its URL in place.
type EndpointMember struct {
	Name   string
	URL    *string
	Needed bool // wherever one endpoint is entered
}

// Members returns the endpoints in order, the needed ones first.
func (e *Endpoints) Members() []EndpointMember {
	return []EndpointMember{
		{"authorization_endpoint", &e.AuthorizationEndpoint, true},
		{"token_endpoint", &e.TokenEndpoint, true},
		{"jwks_uri", &e.JWKSURI, true},
		{"userinfo_endpoint", &e.UserInfoEndpoint, false},
		{"revocation_endpoint", &e.RevocationEndpoint, false},
		{"introspection_endpoint", &e.IntrospectionEndpoint, false},
		{"end_session_endpoint", &e.EndSessionEndpoint, false},
	}
}

// Given reports whether an endpoint was entered.
func (e Endpoints) Given() bool { return e != Endpoints{} }

func endpointNames() []string {
	var names []string
	for _, m := range new(Endpoints).Members() {
		names = append(names, m.Name)
	}
	return names
}

// validateEndpoints refuses what is no allowed URL, optional ones too: the person who typed it can mend it.
func (p Profile) validateEndpoints() error {
	if !p.Endpoints.Given() {
		return nil
	}
	for _, m := range p.Endpoints.Members() {
		if *m.URL == "" {
			if p.NeedsEndpoint(m) {
				return invalid("endpoints."+m.Name, "it is missing: the authorization endpoint, the token endpoint and the JWKS URI are needed together")
			}
			continue
		}
		if _, err := judgeEndpointURL(*m.URL, p.Issuer); err != nil {
			return invalid("endpoints."+m.Name, "%v", err)
		}
	}
	return nil
}
