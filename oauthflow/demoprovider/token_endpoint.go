// The token endpoint, RFC 6749 §3.2: a form in, JSON out (§5.1, §5.2). The clients are public and do not authenticate.

package demoprovider

import (
	"net/http"
	"net/url"
	"strings"
)

// tokenResponse is the successful answer, RFC 6749 §5.1 and OpenID Connect Core 1.0 §3.1.3.3.
type tokenResponse struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int64  `json:"expires_in"`
	RefreshToken string `json:"refresh_token,omitempty"`
	IDToken      string `json:"id_token,omitempty"`
	Scope        string `json:"scope"`
	Subject      string `json:"sub,omitempty"` // the account of AT Protocol
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	values, ok := p.publicClientForm(w, r)
	if !ok {
		return
	}
	p.giveNonce(w)
	thumbprint, refusal := p.proofKey(r, "")
	if refusal != nil {
		writeOAuthError(w, refusal)
		return
	}
	if p.has(FaultProofIgnored) {
		thumbprint = ""
	}
	var response tokenResponse
	var err error
	switch values.Get("grant_type") {
	case "authorization_code":
		response, err = p.redeemCode(r, values, thumbprint)
	case "refresh_token":
		response, err = p.refresh(r, values, thumbprint)
	case deviceGrantType:
		response, err = p.redeemDeviceCode(r, values, thumbprint)
	case "":
		err = refuse("invalid_request", "The grant_type is missing.")
	default:
		err = refuse("unsupported_grant_type", "The grant_type must be authorization_code, refresh_token or "+deviceGrantType+".")
	}
	if err != nil {
		writeOAuthError(w, err)
		return
	}
	p.writeTokens(w, response)
}

// publicClientForm reads a form that a public client sent; otherwise it answers with the error. Parameters in the
// URL are refused (they would stand in logs), and so is client authentication: this client has no secret, and one
// who sends one is mistaken about that.
func (p *Provider) publicClientForm(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	values, refusal := p.judgePublicClient(r)
	if refusal == nil {
		return values, true
	}
	if refusal.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Basic realm="demo provider"`)
	}
	writeOAuthError(w, refusal)
	return nil, false
}

func (p *Provider) judgePublicClient(r *http.Request) (url.Values, *oauthError) {
	if r.URL.RawQuery != "" {
		return nil, refuse("invalid_request", "The parameters belong into the body.")
	}
	values, refusal := form(r)
	if refusal != nil {
		return nil, refusal
	}
	if refusal := notRepeated(values); refusal != nil {
		return nil, refusal
	}
	switch {
	case r.Header.Get("Authorization") != "":
		return nil, &oauthError{status: http.StatusUnauthorized, code: "invalid_client", description: "This client is public and has no credentials."}
	case values.Get("client_secret") != "", values.Get("client_assertion") != "":
		return nil, refuse("invalid_client", "This client is public and has no credentials.")
	case values.Get("client_id") == "":
		return nil, refuse("invalid_request", "The client_id is missing.")
	}
	if _, known := p.client(values.Get("client_id")); !known {
		return nil, refuse("invalid_client", "No client is registered under this client_id.")
	}
	return values, nil
}

// issue signs the tokens of a grant for the given scopes, all of them granted. The nonce is that of the
// authorization request, and empty on refresh (OpenID Connect Core 1.0 §12.2).
func (p *Provider) issue(id string, g *grant, scopes []string, nonce string) (tokenResponse, error) {
	response := tokenResponse{TokenType: tokenType(g.Thumbprint), ExpiresIn: int64(p.tokenLifetime.Seconds()), Scope: strings.Join(scopes, " "), Subject: p.didOf(g.Subject)}
	var err error
	if response.AccessToken, err = p.signAccessToken(id, g, scopes); err != nil {
		return response, err
	}
	if p.oauthOnly {
		return response, nil
	}
	response.IDToken, err = p.signIDToken(g, scopes, nonce, response.AccessToken)
	return response, err
}
