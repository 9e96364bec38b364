// What is wrong with a field of the form.

package state

import (
	"errors"
	"strings"

	"proofkey/oauthflow"
)

// fieldProblem judges one field in a profile whose other values are known to be good.
func (f Form) fieldProblem(name FieldName) Text {
	if said, text := f.beforeSearch(name); said {
		return text
	}
	p, err := f.profileWithOnly(name)
	empty := strings.TrimSpace(f.value(name)) == ""
	switch {
	case name == FieldIssuer && oauthflow.IsShareLink(f.Issuer):
		return shareLinkProblem(f.Issuer)
	case empty && (name == FieldIssuer || name == FieldClientID):
		return T("form.missing")
	case empty && f.needsEndpoint(name):
		return T("form.missing_endpoint")
	case errors.Is(err, errPort):
		return T("form.invalid.port")
	case err != nil:
		return T("form.invalid.parameters")
	}
	f.judgedByATProto(&p, name)
	if err := p.Validate(); err != nil {
		return T("form.invalid", "Why", Evidence(faultSentence(err)))
	}
	return Text{}
}

func (f Form) profileWithOnly(name FieldName) (oauthflow.Profile, error) {
	var err error
	p := oauthflow.Profile{
		Name: "x", Issuer: "https://example.com", ClientID: "x", Scopes: oauthflow.DefaultScopes(), Redirect: oauthflow.DefaultRedirect(),
	}
	switch name {
	case FieldIssuer:
		p.Issuer = strings.TrimSpace(f.Issuer)
	case FieldTitle:
		p.Name = strings.TrimSpace(f.Name)
	case FieldClientID:
		p.ClientID = strings.TrimSpace(f.ClientID)
	case FieldScopes:
		p.Scopes, p.OAuthOnly = strings.Fields(f.Scopes), f.anyOAuthOnly()
	case FieldHost:
		p.Redirect.Host = f.Host
	case FieldPort:
		var r oauthflow.Redirect
		r, err = f.redirect()
		p.Redirect.Port, p.Redirect.Ports = r.Port, r.Ports
	case FieldPath:
		p.Redirect.Path = strings.TrimSpace(f.Path)
	case FieldParameters:
		p.AuthorizationParameters, err = f.parameters()
	case FieldOrigins:
		p.APIOrigins = strings.Fields(f.Origins)
	case FieldPostLogout:
		p.PostLogoutPath = strings.TrimSpace(f.PostLogoutPath)
	default:
		return p, f.onlyOther(&p, name)
	}
	return p, err
}

// onlyOther is profileWithOnly for what few connections need.
func (f Form) onlyOther(p *oauthflow.Profile, name FieldName) error {
	switch name {
	case FieldPush:
		p.PushAuthorization = oauthflow.PushUse(f.PushAuthorization)
	case FieldDPoP:
		p.DPoP = oauthflow.DPoPUse(f.DPoP)
	case FieldTenant:
		p.Issuer, p.Tenant = anyMultiTenant, f.tenant()
	case FieldIdentityURL, FieldIdentity, FieldAccount:
		p.OAuthOnly = f.oauthOnly()
	default:
		known, err := f.Settings.only(p, name)
		if !known {
			f.onlyEndpoint(p, name)
		}
		return err
	}
	return nil
}
