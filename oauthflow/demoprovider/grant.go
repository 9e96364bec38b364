// A grant: what a person agreed to, from which access tokens and one family of refresh tokens come.

package demoprovider

import (
	"slices"
	"time"
)

const (
	refreshLifetime  = 30 * 24 * time.Hour // without use
	maxUsedRefreshes = 1000                // remembered to detect reuse: more than a month of hourly refreshes
)

type grant struct {
	ClientID  string               `json:"client_id"`
	Subject   string               `json:"subject"`
	SessionID string               `json:"session_id"`
	Scopes    []string             `json:"scopes"`
	AuthTime  time.Time            `json:"auth_time"`
	ACR       string               `json:"acr"`
	Resource  string               `json:"resource,omitempty"` // that its access tokens are for; "": the whole API
	Refresh   string               `json:"refresh,omitempty"`  // hash of the one that works; "": none was given
	Used      []string             `json:"used,omitempty"`     // hashes of those that were used
	Revoked   map[string]time.Time `json:"revoked,omitempty"`  // access tokens revoked alone: jti → when they expire
	Expires   time.Time            `json:"expires"`

	Thumbprint string `json:"jkt,omitempty"` // of the key that its tokens are bound to (RFC 9449 §5)
}

func (p *Provider) newGrant(c *code) *grant {
	return &grant{
		ClientID: c.ClientID, Subject: c.Subject, SessionID: c.SessionID, Scopes: c.Scopes, AuthTime: c.AuthTime, ACR: c.ACR, Resource: c.Resource,
		Expires: p.now().Add(p.tokenLifetime),
	}
}

// rotate makes a new refresh token, remembers the hash of the old one as used, and returns the new one.
func (g *grant) rotate(now time.Time) string {
	if g.Refresh != "" {
		g.Used = append(g.Used, g.Refresh)
		g.Used = g.Used[max(0, len(g.Used)-maxUsedRefreshes):]
	}
	secret := random(secretBytes)
	g.Refresh = hash(secret)
	if expires := now.Add(refreshLifetime); expires.After(g.Expires) {
		g.Expires = expires
	}
	return secret
}

func (g *grant) prune(now time.Time) {
	for id, expires := range g.Revoked {
		if !now.Before(expires) {
			delete(g.Revoked, id)
		}
	}
}

// grantOfRefreshToken finds the family a refresh token belongs to, whether it still works or was used; nil if none.
func (s *state) grantOfRefreshToken(token string) (string, *grant) {
	hashed := hash(token)
	for id, g := range s.Grants {
		if g.Refresh == hashed || slices.Contains(g.Used, hashed) {
			return id, g
		}
	}
	return "", nil
}
