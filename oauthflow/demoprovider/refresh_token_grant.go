// The refresh token grant, RFC 6749 §6, with rotation: each refresh token works once, and one that comes again
// revokes its whole family (RFC 9700 §4.14.2).

package demoprovider

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

func (p *Provider) refresh(r *http.Request, values url.Values, thumbprint string) (tokenResponse, error) {
	if values.Get("refresh_token") == "" {
		return tokenResponse{}, refuse("invalid_request", "A parameter is missing: refresh_token.")
	}
	var response tokenResponse
	err := p.state.update(r.Context(), func(s *state) error {
		id, g := s.grantOfRefreshToken(values.Get("refresh_token"))
		if g == nil || g.ClientID != values.Get("client_id") {
			return refuse("invalid_grant", "The refresh token is unknown, has expired or was revoked.")
		}
		if g.Refresh != hash(values.Get("refresh_token")) {
			delete(s.Grants, id)
			return refuse("invalid_grant", "The refresh token was used before: its whole family is revoked.")
		}
		if refusal := p.boundTo(thumbprint, p.demanded(g.Thumbprint)); refusal != nil { // RFC 9449 §5: a public client's refresh token
			return refusal
		}
		if refusal := sameResource(g.Resource, values); refusal != nil {
			return refusal
		}
		scopes, refusal := p.narrowed(g.Scopes, values.Get("scope"))
		if refusal != nil {
			return refusal
		}
		var err error
		if response, err = p.issue(id, g, scopes, ""); err != nil {
			return err
		}
		if !p.fixedRefresh {
			response.RefreshToken = g.rotate(p.now())
		}
		return nil
	})
	return response, err
}

// narrowed returns the scopes for the new access token: those asked for, which must have been granted, or all.
func (p *Provider) narrowed(granted []string, asked string) ([]string, *oauthError) {
	if asked == "" {
		return granted, nil
	}
	names := strings.Fields(asked)
	for _, name := range names {
		if !slices.Contains(granted, name) {
			return nil, refuse("invalid_scope", "A scope was not granted: "+printable(name)+".")
		}
	}
	return p.known(names), nil
}
