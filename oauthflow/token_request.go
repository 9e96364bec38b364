// The token request of the authorization code grant, RFC 6749 §4.1.3.

package oauthflow

import (
	"context"

	"golang.org/x/oauth2"
)

// requestTokens redeems the code: one request, parameters in the body, redirects refused
// (TREQ-01…TREQ-05, NET-03). The answer is judged from its raw form: what x/oauth2 makes of it is
// not used, since it checks neither status, content type nor token_type. With an error, the tokens are those
// that the answer holds all the same, only to be revoked (TRES-13).
func (c *Client) requestTokens(ctx context.Context, tl *Timeline, m *ServerMetadata, r authorizationRequest, code Secret) (tokenResponse, []Check, error) {
	client, last := c.tokenClient(exchange{step: StepTokenRequest, tl: tl, limit: maxBody, proofs: r.proofs()}) // TREQ-07
	_, err := r.config(c.Profile, m).Exchange(context.WithValue(ctx, oauth2.HTTPClient, client), code.Reveal(),
		oauth2.VerifierOption(r.Verifier.Reveal()))
	answer := last.get()
	if answer == nil {
		return tokenResponse{}, nil, asError(ctx, bareNetworkError(err), StepTokenRequest, CodeTokenUnreachable)
	}
	tokens, checks, err := judgeTokenResponse(answer, c.expectedTokens(r))
	if err != nil {
		tokens = issuedTokens(answer, c.Profile.OAuthOnly)
	}
	return tokens, checks, err
}

// expectedTokens is what the answer to a sign-in's token request is judged by.
func (c *Client) expectedTokens(r authorizationRequest) tokenExpectation {
	return tokenExpectation{
		Scopes: r.Scopes, IDTokenRequired: true, Proven: r.Key != nil, Bound: c.Profile.DPoP == DPoPRequired, BindingRule: "TRES-04",
		OAuthOnly: c.Profile.OAuthOnly,
	}
}
