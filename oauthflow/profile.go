// A connection: a provider and our registration there.

package oauthflow

import (
	"crypto/rand"
	"encoding/hex"
	"net/url"
)

// Profile is a provider and our registration there. ClientSecret rests in the vault, never in a file.
type Profile struct {
	ID                      string // 128 random bits in hex, never imported; NewProfileID
	Name                    string
	Issuer                  string
	ClientID                string
	Scopes                  []string
	Redirect                Redirect
	AuthorizationParameters map[string]string // extra ones, never a protocol parameter (AUTHZ-14)
	APIOrigins              []string          // origins that the access token may go to, as scheme://host[:port]
	Endpoints               Endpoints         // entered by hand; zero: the provider's metadata names them (DISC-15)
	ClientSecret            Secret            // where a provider insists on one (NATIVE-02)
	Registration            Registration      // by this app (RFC 7591); in the vault too, and never exported
}

// Redirect is where the provider sends the browser back to.
type Redirect struct {
	Host string `json:"host"` // 127.0.0.1 or localhost
	Port int    `json:"port"` // 0: a free one, chosen by the system at each sign-in
	Path string `json:"path"`
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
	if r.Host == "" {
		r.Host = d.Host
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
	return p.Issuer == q.Issuer && p.ClientID == q.ClientID && p.Endpoints == q.Endpoints
}
