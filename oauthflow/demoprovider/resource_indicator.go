// The resource parameter, RFC 8707: which of the API's resources an access token is for. Without one it is for the API
// as a whole.

package demoprovider

import (
	"net/url"
	"strings"
)

// judgeResource judges the parameter of an authorization request (§2.1).
func (p *Provider) judgeResource(values url.Values) *oauthError {
	all := values["resource"]
	if len(all) > 1 {
		return refuse("invalid_target", "A token is for one resource.")
	}
	if len(all) == 1 && all[0] != p.audience() && !strings.HasPrefix(all[0], p.audience()+"/") {
		return refuse("invalid_target", "The resource is none of this provider's API.")
	}
	return nil
}

// sameResource judges the parameter of a token request (§2.2): it may only repeat what was agreed to.
func sameResource(agreed string, values url.Values) *oauthError {
	for _, resource := range values["resource"] {
		if resource != agreed {
			return refuse("invalid_target", "The resource is not that of the authorization request.")
		}
	}
	return nil
}

// audienceOf is what a grant's access tokens are for.
func (p *Provider) audienceOf(g *grant) string {
	if g.Resource != "" {
		return g.Resource
	}
	return p.audience()
}

// isOurAudience reports whether an access token with this audience is one of ours.
func (p *Provider) isOurAudience(audience string) bool {
	return audience == p.audience() || strings.HasPrefix(audience, p.audience()+"/")
}
