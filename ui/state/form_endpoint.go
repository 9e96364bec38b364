// The endpoints of the form that are entered by hand, for a provider without metadata (DISC-15).

package state

import (
	"strings"

	"proofkey/oauthflow"
)

// endpointFields are the fields of endpoints, named like their members in a connection file.
func endpointFields() []FieldName {
	var names []FieldName
	for _, m := range new(oauthflow.Endpoints).Members() {
		names = append(names, FieldName(m.Name))
	}
	return names
}

// endpointIn is the member of a field, nil if the field is none of an endpoint.
func endpointIn(e *oauthflow.Endpoints, name FieldName) *oauthflow.EndpointMember {
	for _, m := range e.Members() {
		if m.Name == string(name) {
			return &m
		}
	}
	return nil
}

// endpoints are what was typed, without spaces around.
func (f Form) endpoints() oauthflow.Endpoints {
	e := f.Endpoints
	for _, m := range e.Members() {
		*m.URL = strings.TrimSpace(*m.URL)
	}
	return e
}

// needsEndpoint reports whether the field is one of those that are needed as soon as one endpoint is entered.
func (f Form) needsEndpoint(name FieldName) bool {
	m := endpointIn(&f.Endpoints, name)
	return m != nil && oauthflow.Profile{OAuthOnly: f.oauthOnly()}.NeedsEndpoint(*m) && f.endpoints().Given()
}

// onlyEndpoint puts one typed endpoint beside good ones. Whether it may be http follows from the issuer; as long as
// there is none, it may.
func (f Form) onlyEndpoint(p *oauthflow.Profile, name FieldName) {
	typed := f.endpoints()
	m := endpointIn(&typed, name)
	if m == nil || *m.URL == "" {
		return
	}
	p.Issuer = "http://localhost"
	if f.fieldProblem(FieldIssuer).IsZero() {
		p.Issuer = strings.TrimSpace(f.Issuer)
	}
	p.Endpoints = oauthflow.Endpoints{AuthorizationEndpoint: p.Issuer, TokenEndpoint: p.Issuer, JWKSURI: p.Issuer}
	*endpointIn(&p.Endpoints, name).URL = *m.URL
}
