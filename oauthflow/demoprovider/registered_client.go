// Clients that registered themselves: what is kept of them, and how they are found beside the built-in ones.

package demoprovider

import (
	"net/url"
	"slices"
	"time"
)

const (
	maxRegistrations = 50                       // the oldest makes room
	registrationLife = 5 * 365 * 24 * time.Hour // long past any demo
	maxRedirectURIs  = 10
	maxClientName    = 100 // characters
)

// registration is a client of RFC 7591, always native and public.
type registration struct {
	RedirectURIs []string  `json:"redirect_uris"`
	GrantTypes   []string  `json:"grant_types"`
	Name         string    `json:"client_name,omitempty"`
	Scope        string    `json:"scope,omitempty"`
	AccessToken  string    `json:"registration_access_token"` // its hash
	IssuedAt     time.Time `json:"issued_at"`
}

// client finds a client, built in or registered. Not to be called while the state is held.
func (p *Provider) client(id string) (client, bool) {
	if c, ok := p.clients[id]; ok {
		return c, true
	}
	if p.dids != nil {
		return loopbackClient(id)
	}
	var found client
	p.state.view(func(s *state) {
		if r, ok := s.Clients[id]; ok {
			found = client{id: id, name: r.Name, registered: slices.Clone(r.RedirectURIs), grants: slices.Clone(r.GrantTypes)}
		}
	})
	return found, found.id != ""
}

// clientName is what the pages call a client: its identifier, and beside it the name that it gave itself, which proves
// nothing.
func (p *Provider) clientName(id string) string {
	c, _ := p.client(id)
	if c.name == "" {
		return id
	}
	return c.name + " (" + id + ")"
}

// mayUseDeviceGrant reports whether the client is a native one that may ask for device codes.
func (c client) mayUseDeviceGrant() bool {
	if c.grants != nil {
		return slices.Contains(c.grants, deviceGrantType)
	}
	return c.redirectURI == ""
}

// allowsRegistered compares with the registered redirect URIs. The port of a loopback address is any (RFC 8252 §7.3).
func (c client) allowsRegistered(raw string) bool {
	asked, ok := withoutPort(raw)
	return ok && slices.ContainsFunc(c.registered, func(registered string) bool {
		known, ok := withoutPort(registered)
		return ok && known == asked
	})
}

// withoutPort returns a loopback redirect URI without its port; false if it is none.
func withoutPort(raw string) (string, bool) {
	u, ok := loopbackURL(raw)
	if !ok || u.Path == "" || raw != "http://"+u.Host+u.EscapedPath() {
		return "", false
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Hostname(), Path: u.Path}).String(), true
}
