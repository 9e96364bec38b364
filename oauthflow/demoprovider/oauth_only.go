// A provider that is OAuth only, as some big ones are: RFC 6749 without ID tokens, with an API call that says who signed
// in, and on demand with token answers as forms, which are older than RFC 6749 §5.1.

package demoprovider

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// user says whose the access token is, in members of this provider's own.
func (p *Provider) user(w http.ResponseWriter, r *http.Request) {
	if !p.oauthOnly {
		http.NotFound(w, r)
		return
	}
	claims, _, ok := p.authorized(w, r)
	if !ok {
		return
	}
	person, _ := accountBySubject(claims.Subject)
	answer := person.userinfoClaims(claims.scopes())
	answer["id"], answer["username"] = claims.Subject, person.User
	writeJSON(w, http.StatusOK, answer)
}

// writeTokens answers as RFC 6749 §5.1 has it, or as a form.
func (p *Provider) writeTokens(w http.ResponseWriter, response tokenResponse) {
	if !p.formTokens {
		writeJSON(w, http.StatusOK, response)
		return
	}
	values := url.Values{
		"access_token": {response.AccessToken}, "token_type": {strings.ToLower(response.TokenType)}, "expires_in": {strconv.FormatInt(response.ExpiresIn, 10)},
		"scope": {strings.ReplaceAll(response.Scope, " ", ",")},
	}
	for name, value := range map[string]string{"refresh_token": response.RefreshToken, "id_token": response.IDToken} {
		if value != "" {
			values.Set(name, value)
		}
	}
	w.Header().Set("Content-Type", "application/x-www-form-urlencoded")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(values.Encode())) // a client that went away
}
