// The UserInfo endpoint, OpenID Connect Core 1.0 §5.3, with the errors of RFC 6750 §3.

package demoprovider

import (
	"io"
	"net/http"
	"strings"
)

func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	claims, scheme, ok := p.authorized(w, r)
	if !ok {
		return
	}
	if !claims.has(scopeOpenID) {
		challenge(w, scheme, &oauthError{http.StatusForbidden, "insufficient_scope", "The scope openid was not granted."})
		return
	}
	person, _ := accountBySubject(claims.Subject)
	answer := person.userinfoClaims(claims.scopes())
	answer["sub"] = claims.Subject
	if p.signsUserInfo {
		p.writeSignedUserInfo(w, answer, claims.ClientID)
		return
	}
	writeJSON(w, http.StatusOK, answer)
}

// authorized returns the claims of the access token and its scheme; a request without a good token is answered.
func (p *Provider) authorized(w http.ResponseWriter, r *http.Request) (claims accessTokenClaims, scheme string, ok bool) {
	p.giveNonce(w)
	token, scheme, refusal := presentedToken(r)
	if refusal != nil || token == "" {
		challenge(w, scheme, refusal)
		return claims, scheme, false
	}
	claims, err := p.readAccessToken(token)
	if err != nil {
		challenge(w, scheme, &oauthError{http.StatusUnauthorized, "invalid_token", "The access token is not valid, has expired or was revoked."})
		return claims, scheme, false
	}
	if refusal := p.accessTokenUse(r, scheme, token, claims); refusal != nil {
		scheme = tokenType("")
		if claims.Confirmation != nil {
			scheme = tokenType(claims.Confirmation.Thumbprint)
		}
		challenge(w, scheme, refusal)
		return claims, scheme, false
	}
	return claims, scheme, true
}

// writeSignedUserInfo adds to the claims who says so and to whom (OpenID Connect Core 1.0 §5.3.2).
func (p *Provider) writeSignedUserInfo(w http.ResponseWriter, claims map[string]any, clientID string) {
	claims["iss"], claims["aud"] = p.issuer, clientID
	token, err := p.keys.sign(typeIDToken, claims)
	if err != nil {
		writeOAuthError(w, &oauthError{http.StatusInternalServerError, "server_error", "The answer could not be signed."})
		return
	}
	w.Header().Set("Content-Type", "application/jwt")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, token) // a client that has gone is told nothing
}

// presentedToken returns the access token of a request and its scheme: from the Authorization header or, in a POST, from
// a form (RFC 6750 §2.1 and §2.2, RFC 9449 §7.1); "" if there is none. A token in the URL, or two of them, is an error.
func presentedToken(r *http.Request) (token, scheme string, refusal *oauthError) {
	const bearer = "Bearer"
	if r.URL.Query().Has("access_token") {
		return "", bearer, refuse("invalid_request", "The access token must not stand in the URL.")
	}
	inForm := ""
	if r.Method == http.MethodPost && r.Header.Get("Content-Type") != "" {
		values, refusal := form(r)
		if refusal != nil {
			return "", bearer, refusal
		}
		if refusal := notRepeated(values); refusal != nil {
			return "", bearer, refusal
		}
		inForm = values.Get("access_token")
	}
	headers := r.Header.Values("Authorization")
	if len(headers) == 0 {
		return inForm, bearer, nil
	}
	if len(headers) > 1 || inForm != "" {
		return "", bearer, refuse("invalid_request", "There is more than one access token.")
	}
	scheme, token, _ = strings.Cut(headers[0], " ")
	switch {
	case strings.EqualFold(scheme, bearer):
		return strings.Trim(token, " "), bearer, nil
	case strings.EqualFold(scheme, "DPoP"):
		return strings.Trim(token, " "), "DPoP", nil
	}
	return "", bearer, nil
}

// challenge answers a request that has no good token. Without any token there is no error code (RFC 6750 §3.1).
func challenge(w http.ResponseWriter, scheme string, refusal *oauthError) {
	value := scheme + ` realm="demo provider"`
	if scheme == "DPoP" {
		value += `, algs="` + strings.Join(algorithmNames(), " ") + `"`
	}
	if refusal == nil {
		w.Header().Set("WWW-Authenticate", value)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	value += `, error="` + refusal.code + `", error_description="` + refusal.description + `"`
	if refusal.code == "insufficient_scope" {
		value += `, scope="` + scopeOpenID + `"`
	}
	w.Header().Set("WWW-Authenticate", value)
	writeOAuthError(w, refusal)
}
