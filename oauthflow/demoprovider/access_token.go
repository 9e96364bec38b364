// Access tokens: JWTs by RFC 9068, made and judged.

package demoprovider

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4/jwt"
)

var errTokenNotActive = errors.New("the access token is not active")

// accessTokenClaims are the claims of RFC 9068 §2.2. The jti begins with the ID of the grant, by which a revoked
// grant is found.
type accessTokenClaims struct {
	Issuer   string           `json:"iss"`
	Subject  string           `json:"sub"`
	Audience string           `json:"aud"`
	Expires  *jwt.NumericDate `json:"exp"`
	IssuedAt *jwt.NumericDate `json:"iat"`
	ID       string           `json:"jti"`
	ClientID string           `json:"client_id"`
	Scope    string           `json:"scope"`
	AuthTime *jwt.NumericDate `json:"auth_time"`
	ACR      string           `json:"acr"`

	Confirmation *confirmation `json:"cnf,omitempty"` // RFC 9449 §6.1
}

func (c accessTokenClaims) scopes() []string { return strings.Fields(c.Scope) }

// audience is what access tokens are for: the API on the same port.
func (p *Provider) audience() string { return p.issuer + "/api" }

func (p *Provider) signAccessToken(grantID string, g *grant, scopes []string) (string, error) {
	now := p.now()
	signed, err := p.keys.sign(typeAccessToken, accessTokenClaims{
		Issuer:   p.issuer,
		Subject:  g.Subject,
		Audience: p.audienceOf(g),
		Expires:  jwt.NewNumericDate(now.Add(p.tokenLifetime)),
		IssuedAt: jwt.NewNumericDate(now),
		ID:       grantID + "." + random(idBytes),
		ClientID: g.ClientID,
		Scope:    strings.Join(scopes, " "),
		AuthTime: jwt.NewNumericDate(g.AuthTime),
		ACR:      g.ACR,

		Confirmation: confirm(g.Thumbprint),
	})
	if err != nil || p.opaque == nil {
		return signed, err
	}
	return p.opaque.issue(signed), nil
}

// readAccessToken judges an access token at the provider itself, which knows what was revoked.
func (p *Provider) readAccessToken(token string) (accessTokenClaims, error) {
	var claims accessTokenClaims
	if p.opaque != nil {
		token = p.opaque.jwt(token)
	}
	if err := p.keys.verify(typeAccessToken, token, &claims); err != nil {
		return claims, err
	}
	if claims.Issuer != p.issuer || !p.isOurAudience(claims.Audience) || claims.Expires == nil || !p.now().Before(claims.Expires.Time()) {
		return claims, errTokenNotActive
	}
	active := false
	p.state.view(func(s *state) {
		g, ok := s.Grants[claims.grantID()]
		if ok {
			_, revoked := g.Revoked[claims.ID]
			active = !revoked
		}
	})
	if !active {
		return claims, errTokenNotActive
	}
	return claims, nil
}

func (c accessTokenClaims) grantID() string {
	id, _, _ := strings.Cut(c.ID, ".")
	return id
}

func (c accessTokenClaims) has(scope string) bool { return slices.Contains(c.scopes(), scope) }

// revokeAlone marks one access token of a grant as revoked until it expires anyway.
func (g *grant) revokeAlone(id string, expires time.Time) {
	if g.Revoked == nil {
		g.Revoked = map[string]time.Time{}
	}
	g.Revoked[id] = expires
}
