// Token revocation, RFC 7009. A refresh token takes its whole grant with it, an access token goes alone.

package demoprovider

import "net/http"

// revoke answers 200 also for a token it does not know (§2.2); that of another client is left alone (§2.1). The hint is not needed: the kinds are told apart.
func (p *Provider) revoke(w http.ResponseWriter, r *http.Request) {
	values, ok := p.publicClientForm(w, r)
	if !ok {
		return
	}
	token := values.Get("token")
	if token == "" {
		writeOAuthError(w, refuse("invalid_request", "A parameter is missing: token."))
		return
	}
	clientID := values.Get("client_id")
	claims, notAccessToken := p.readAccessToken(token)
	err := p.state.update(r.Context(), func(s *state) error {
		if notAccessToken == nil {
			if g, ok := s.Grants[claims.grantID()]; ok && g.ClientID == clientID {
				g.revokeAlone(claims.ID, claims.Expires.Time().UTC())
			}
			return nil
		}
		if id, g := s.grantOfRefreshToken(token); g != nil && g.ClientID == clientID {
			delete(s.Grants, id)
		}
		return nil
	})
	if err != nil {
		w.Header().Set("Retry-After", "5")
		writeOAuthError(w, &oauthError{http.StatusServiceUnavailable, "temporarily_unavailable", "The provider could not keep its state."})
		return
	}
	w.WriteHeader(http.StatusOK)
}
