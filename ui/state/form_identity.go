// How it is known who signed in where there is no ID token: the choice of the form, and what AT Protocol makes of its other
// fields.

package state

import (
	"slices"
	"strings"

	"proofkey/oauthflow"
)

// The fields of the choice.
const (
	FieldIdentity FieldName = "identity" // of oauthflow.IdentitySources
	FieldAccount  FieldName = "account"  // the only one that may sign in, a DID
)

// ofATProto reports whether accounts of AT Protocol sign in.
func (f Form) ofATProto() bool { return f.Identity == string(oauthflow.IdentityATProto) }

// oauthOnly is the zero value where an ID token is expected.
func (f Form) oauthOnly() oauthflow.OAuthOnly {
	o := f.OAuthOnly
	o.IdentityURL, o.Account, o.Identity = strings.TrimSpace(o.IdentityURL), strings.TrimSpace(o.Account), oauthflow.IdentitySource(f.Identity)
	if !f.ofATProto() {
		o.Account = ""
	}
	if o.IdentityURL == "" && o.Identity == oauthflow.IdentityByCall {
		return oauthflow.OAuthOnly{}
	}
	return o
}

// anyOAuthOnly says whether the provider is OAuth only, with a URL that nothing is wrong with.
func (f Form) anyOAuthOnly() oauthflow.OAuthOnly {
	if !f.oauthOnly().Given() {
		return oauthflow.OAuthOnly{}
	}
	return oauthflow.OAuthOnly{IdentityURL: "https://example.com"}
}

// followATProto makes the client ID anew that says itself which redirect and which scopes it has, unless the person has
// given one of another kind.
func (f *Form) followATProto() {
	id := strings.TrimSpace(f.ClientID)
	if !f.ofATProto() || id != "" && !oauthflow.IsATProtoClientID(id) {
		return
	}
	if r, err := f.redirect(); err == nil && r.Host != "localhost" { // which is refused
		f.ClientID = oauthflow.ATProtoClientID(r, strings.Fields(f.Scopes))
	}
}

// judgedByATProto makes of a profile with one field of the form one of AT Protocol, whose other values are good, where the
// form is one.
func (f Form) judgedByATProto(p *oauthflow.Profile, name FieldName) {
	if !f.ofATProto() || name == FieldIssuer || name == FieldTenant {
		return
	}
	p.OAuthOnly = oauthflow.OAuthOnly{Identity: oauthflow.IdentityATProto}
	if name != FieldDPoP {
		p.DPoP = oauthflow.DPoPRequired
	}
	if name != FieldScopes {
		p.Scopes = []string{"atproto"}
	}
	p.ClientID = "https://example.com/client-metadata.json"
	switch name {
	case FieldClientID:
		f.clientOfATProto(p)
	case FieldAccount:
		p.OAuthOnly.Account = strings.TrimSpace(f.OAuthOnly.Account)
	case FieldIdentityURL:
		p.OAuthOnly.IdentityURL = strings.TrimSpace(f.OAuthOnly.IdentityURL)
	}
}

// clientOfATProto puts the client ID beside the redirect and the scopes that it is judged by, where these can be used.
func (f Form) clientOfATProto(p *oauthflow.Profile) {
	scopes := strings.Fields(f.Scopes)
	r, err := f.redirect()
	if err != nil || r.Host == "localhost" || !slices.Contains(scopes, "atproto") {
		return
	}
	p.ClientID, p.Redirect, p.Scopes = strings.TrimSpace(f.ClientID), r, scopes
}
