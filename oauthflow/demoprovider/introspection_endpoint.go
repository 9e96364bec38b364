// Token introspection, RFC 7662. §2.1 asks for authorization against guessing: the clients are public, the tokens
// have 256 random bits or a signature, and nobody but this computer can ask; so the client_id is enough,
// and a client learns of its own tokens alone.

package demoprovider

import (
	"net/http"
	"strings"
)

// introspection is the answer of §2.2. A token that is not active has no other member.
type introspection struct {
	Active    bool   `json:"active"`
	Scope     string `json:"scope,omitempty"`
	ClientID  string `json:"client_id,omitempty"`
	Username  string `json:"username,omitempty"`
	TokenType string `json:"token_type,omitempty"`
	Expires   int64  `json:"exp,omitempty"`
	IssuedAt  int64  `json:"iat,omitempty"`
	Subject   string `json:"sub,omitempty"`
	Audience  string `json:"aud,omitempty"`
	Issuer    string `json:"iss,omitempty"`
	ID        string `json:"jti,omitempty"`
	AuthTime  int64  `json:"auth_time,omitempty"` // RFC 9470 §6.2
	ACR       string `json:"acr,omitempty"`

	Confirmation *confirmation `json:"cnf,omitempty"` // RFC 9449 §6.2
}

func (p *Provider) introspect(w http.ResponseWriter, r *http.Request) {
	values, ok := p.publicClientForm(w, r)
	if !ok {
		return
	}
	token := values.Get("token")
	if token == "" {
		writeOAuthError(w, refuse("invalid_request", "A parameter is missing: token."))
		return
	}
	if claims, err := p.readAccessToken(token); err == nil && claims.ClientID == values.Get("client_id") {
		writeJSON(w, http.StatusOK, p.describeAccessToken(claims))
		return
	}
	var answer introspection
	p.state.view(func(s *state) {
		if _, g := s.grantOfRefreshToken(token); g != nil && g.ClientID == values.Get("client_id") && g.Refresh == hash(token) && p.now().Before(g.Expires) {
			answer = p.describeRefreshToken(g)
		}
	})
	writeJSON(w, http.StatusOK, answer)
}

func (p *Provider) describeAccessToken(claims accessTokenClaims) introspection {
	person, _ := accountBySubject(claims.Subject)
	kind := tokenType("")
	if claims.Confirmation != nil {
		kind = tokenType(claims.Confirmation.Thumbprint)
	}
	return introspection{
		Active: true, Scope: claims.Scope, ClientID: claims.ClientID, Username: person.User, TokenType: kind, Confirmation: claims.Confirmation,
		Expires: claims.Expires.Time().Unix(), IssuedAt: claims.IssuedAt.Time().Unix(), Subject: claims.Subject,
		Audience: claims.Audience, Issuer: claims.Issuer, ID: claims.ID, AuthTime: claims.AuthTime.Time().Unix(), ACR: claims.ACR,
	}
}

func (p *Provider) describeRefreshToken(g *grant) introspection {
	person, _ := accountBySubject(g.Subject)
	return introspection{
		Active: true, Scope: strings.Join(g.Scopes, " "), ClientID: g.ClientID, Username: person.User,
		Expires: g.Expires.Unix(), Subject: g.Subject, Issuer: p.issuer, AuthTime: g.AuthTime.Unix(), ACR: g.ACR,
	}
}
