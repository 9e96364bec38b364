// The UserInfo endpoint, OpenID Connect Core 1.0 §5.3, with the errors of RFC 6750 §3.

package demoprovider

import (
	"io"
	"net/http"
	"strings"
)

func (p *Provider) userinfo(w http.ResponseWriter, r *http.Request) {
	token, refusal := bearerToken(r)
	if refusal != nil {
		challenge(w, refusal)
		return
	}
	if token == "" {
		challenge(w, nil)
		return
	}
	claims, err := p.readAccessToken(token)
	if err != nil {
		challenge(w, &oauthError{http.StatusUnauthorized, "invalid_token", "The access token is not valid, has expired or was revoked."})
		return
	}
	if !claims.has(scopeOpenID) {
		challenge(w, &oauthError{http.StatusForbidden, "insufficient_scope", "The scope openid was not granted."})
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

// bearerToken returns the access token of a request: from the Authorization header or, in a POST, from a form
// (RFC 6750 §2.1 and §2.2); "" if there is none. A token in the URL, or two of them, is an error.
func bearerToken(r *http.Request) (string, *oauthError) {
	if r.URL.Query().Has("access_token") {
		return "", refuse("invalid_request", "The access token must not stand in the URL.")
	}
	inForm := ""
	if r.Method == http.MethodPost && r.Header.Get("Content-Type") != "" {
		values, refusal := form(r)
		if refusal != nil {
			return "", refusal
		}
		if refusal := notRepeated(values); refusal != nil {
			return "", refusal
		}
		inForm = values.Get("access_token")
	}
	headers := r.Header.Values("Authorization")
	if len(headers) == 0 {
		return inForm, nil
	}
	if len(headers) > 1 || inForm != "" {
		return "", refuse("invalid_request", "There is more than one access token.")
	}
	scheme, token, _ := strings.Cut(headers[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", nil
	}
	return strings.Trim(token, " "), nil
}

// challenge answers a request that has no good token. Without any token there is no error code (RFC 6750 §3.1).
func challenge(w http.ResponseWriter, refusal *oauthError) {
	value := `Bearer realm="demo provider"`
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
