// The authorization code grant at the token endpoint, RFC 6749 §4.1.3 and RFC 7636 §4.5–4.6.

package demoprovider

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"regexp"
	"slices"
)

// redeemCode gives tokens for a code. A code works once: when it comes again, what it gave is revoked (RFC 6749
// §4.1.2). A try with a wrong redirect URI or verifier does not use the code up, so that a thief who lacks the
// verifier cannot even spoil the sign-in.
func (p *Provider) redeemCode(r *http.Request, values url.Values, thumbprint string) (tokenResponse, error) {
	for _, name := range []string{"code", "redirect_uri", "code_verifier"} {
		if values.Get(name) == "" {
			return tokenResponse{}, refuse("invalid_request", "A parameter is missing: "+name+".")
		}
	}
	var response tokenResponse
	err := p.state.update(r.Context(), func(s *state) error {
		c, ok := s.Codes[hash(values.Get("code"))]
		if !ok { // what has expired was pruned
			return refuse("invalid_grant", "The authorization code is unknown or has expired.")
		}
		if c.GrantID != "" { // whoever sends it: it has leaked
			delete(s.Grants, c.GrantID)
			return refuse("invalid_grant", "The authorization code was used before: what it gave is revoked.")
		}
		if refusal := c.judge(values); refusal != nil {
			return refusal
		}
		if refusal := p.boundTo(thumbprint, p.demanded(c.Thumbprint)); refusal != nil {
			return refusal
		}
		id, g := random(idBytes), p.newGrant(c)
		g.Thumbprint = thumbprint
		var err error
		if response, err = p.issue(id, g, c.Scopes, c.Nonce); err != nil {
			return err
		}
		if slices.Contains(c.Scopes, scopeOffline) || p.dids != nil {
			response.RefreshToken = g.rotate(p.now())
		}
		s.Grants[id], c.GrantID = g, id
		return nil
	})
	return response, err
}

// judge compares what was sent with what the authorization request said.
func (c *code) judge(values url.Values) *oauthError {
	verifier := values.Get("code_verifier")
	switch {
	case values.Get("client_id") != c.ClientID:
		return refuse("invalid_grant", "The authorization code is of another client.")
	case values.Get("redirect_uri") != c.RedirectURI:
		return refuse("invalid_grant", "The redirect_uri is not that of the authorization request.")
	case !regexp.MustCompile(`^[A-Za-z0-9._~-]{43,128}$`).MatchString(verifier):
		return refuse("invalid_grant", "The code_verifier is not 43 to 128 unreserved characters.")
	case subtle.ConstantTimeCompare([]byte(hash(verifier)), []byte(c.CodeChallenge)) != 1:
		return refuse("invalid_grant", "The code_verifier does not belong to the code_challenge.")
	}
	return sameResource(c.Resource, values)
}
