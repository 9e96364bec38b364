// A connection: a provider and our registration there.

package oauthflow

import (
	"crypto/rand"
	"encoding/hex"
	"net/url"
	"slices"
)

// Profile is a provider and our registration there. ClientSecret rests in the vault, never in a file.
type Profile struct {
	ID                      string // 128 random bits in hex, never imported; NewProfileID
	Name                    string
	Issuer                  string
	ClientID                string
	Scopes                  []string
	Redirect                Redirect
	PostLogoutPath          string            // of the redirect URI that is registered for the way back after a sign-out; "" for none (LOGO-09)
	AuthorizationParameters map[string]string // extra ones, never a protocol parameter (AUTHZ-14)
	TokenParameters         map[string]string // the same of the token request and of each refresh
	Resources               []string          // what the access token is for (RFC 8707), in every request that asks for one
	APIOrigins              []string          // origins that the access token may go to, as scheme://host[:port]
	Endpoints               Endpoints         // entered by hand; zero: the provider's metadata names them (DISC-15)
	PushAuthorization       PushUse           // pushed authorization requests (RFC 9126)
	DPoP                    DPoPUse           // proofs of possession (RFC 9449)
	MCP                     bool              // the resource is an MCP server, whose client profile is kept
	ClientSecret            Secret            // where a provider insists on one (NATIVE-02)
	Network                 Network           // of this computer only: in no connection file
	OAuthOnly               OAuthOnly         // the provider is no OpenID provider; zero: it is one
	Tenant                  string            // the only tenant of a multi-tenant issuer, as a GUID; "": any
	Registration            Registration      // by this app (RFC 7591); in the vault too, and never exported
}

// Redirect is where the provider sends the browser back to.
type Redirect struct {
	Host  string `json:"host"`            // 127.0.0.1, localhost or ::1
	Port  int    `json:"port"`            // 0: a free one, chosen by the system at each sign-in
	Ports []int  `json:"ports,omitempty"` // instead of Port: tried in order, the first free one is used
	Path  string `json:"path"`
}

// NewProfileID returns 128 random bits in hex.
func NewProfileID() string {
	b := make([]byte, 16)
	rand.Read(b) // never fails, crypto/rand
	return hex.EncodeToString(b)
}

// DefaultScopes is what a connection asks for that names no scopes (AUTHZ-12).
func DefaultScopes() []string { return []string{"openid", "profile", "email"} }

// DefaultRedirect is a free port of 127.0.0.1 (RFC 8252 §7.3).
func DefaultRedirect() Redirect { return Redirect{Host: "127.0.0.1", Path: "/callback"} }

func (r Redirect) withDefaults() Redirect {
	d := DefaultRedirect()
	switch r.Host {
	case "":
		r.Host = d.Host
	case "[::1]": // as it stands in a URL
		r.Host = "::1"
	}
	if r.Path == "" {
		r.Path = d.Path
	}
	return r
}

func (p Profile) hostOfIssuer() string {
	if u, err := url.Parse(p.Issuer); err == nil && u.Host != "" {
		return u.Host
	}
	return p.Issuer
}

// SameClient reports whether both are one client at one provider, reached in one way: a session of the one is then
// a session of the other.
func (p Profile) SameClient(q Profile) bool {
	return p.Issuer == q.Issuer && p.ClientID == q.ClientID && p.Endpoints == q.Endpoints && p.OAuthOnly == q.OAuthOnly && p.Tenant == q.Tenant &&
		p.MCP == q.MCP && slices.Equal(p.Resources, q.Resources)
}
