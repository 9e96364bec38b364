// The client registration endpoint, RFC 7591 §3 and OpenID Connect Dynamic Client Registration 1.0 §3: native public
// clients only (RFC 8252 §8.4).

package demoprovider

import (
	"crypto/subtle"
	"encoding/json"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clientMetadata is what a client says of itself, RFC 7591 §2. Members that are not here are ignored.
type clientMetadata struct {
	RedirectURIs    []string `json:"redirect_uris"`
	ApplicationType string   `json:"application_type,omitempty"`
	TokenAuthMethod string   `json:"token_endpoint_auth_method"`
	GrantTypes      []string `json:"grant_types"`
	ResponseTypes   []string `json:"response_types"`
	ClientName      string   `json:"client_name,omitempty"`
	Scope           string   `json:"scope,omitempty"`
}

// clientInformation is the answer, RFC 7591 §3.2.1 and RFC 7592 §3.
type clientInformation struct {
	ClientID           string `json:"client_id"`
	ClientIDIssuedAt   int64  `json:"client_id_issued_at"`
	RegistrationToken  string `json:"registration_access_token,omitempty"`
	RegistrationClient string `json:"registration_client_uri"`
	clientMetadata
}

// register registers a client. Whoever is on this computer may, unless an initial access token is asked for.
func (p *Provider) register(w http.ResponseWriter, r *http.Request) {
	if p.initialAccessToken != "" && !hasBearer(r, p.initialAccessToken) {
		refuseBearer(w, "An initial access token is needed to register here.")
		return
	}
	asked, refusal := readClientMetadata(r)
	if refusal != nil {
		writeOAuthError(w, refusal)
		return
	}
	id, secret := "registered-"+random(idBytes), random(secretBytes)
	kept := &registration{
		RedirectURIs: asked.RedirectURIs, GrantTypes: asked.GrantTypes, Name: asked.ClientName, Scope: asked.Scope,
		AccessToken: hash(secret), IssuedAt: p.now(),
	}
	if err := p.state.update(r.Context(), func(s *state) error { s.Clients[id] = kept; return nil }); err != nil {
		writeOAuthError(w, err)
		return
	}
	information := p.information(id, kept)
	information.RegistrationToken = secret
	writeJSON(w, http.StatusCreated, information)
}

func (p *Provider) information(id string, r *registration) clientInformation {
	return clientInformation{
		ClientID: id, ClientIDIssuedAt: r.IssuedAt.Unix(), RegistrationClient: p.issuer + "/register/" + id,
		clientMetadata: clientMetadata{
			RedirectURIs: r.RedirectURIs, ApplicationType: "native", TokenAuthMethod: "none", GrantTypes: r.GrantTypes,
			ResponseTypes: []string{"code"}, ClientName: r.Name, Scope: r.Scope,
		},
	}
}

// readClientMetadata judges what is asked for and fills in what is left out.
func readClientMetadata(r *http.Request) (clientMetadata, *oauthError) {
	var m clientMetadata
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return m, refuse("invalid_client_metadata", "The body must be application/json.")
	}
	if json.NewDecoder(r.Body).Decode(&m) != nil {
		return m, refuse("invalid_client_metadata", "The body is malformed or too long.")
	}
	for _, judge := range []func(clientMetadata) *oauthError{judgeRedirectURIs, judgeClientKind, judgeClientName} {
		if refusal := judge(m); refusal != nil {
			return m, refusal
		}
	}
	if len(m.GrantTypes) == 0 {
		m.GrantTypes = []string{"authorization_code"} // RFC 7591 §2
	}
	m.Scope = strings.Join(knownScopes(strings.Fields(m.Scope)), " ")
	return m, nil
}

func judgeRedirectURIs(m clientMetadata) *oauthError {
	if len(m.RedirectURIs) == 0 || len(m.RedirectURIs) > maxRedirectURIs {
		return refuse("invalid_redirect_uri", "One redirect URI is needed, and ten are the most.")
	}
	for _, raw := range m.RedirectURIs {
		if _, ok := withoutPort(raw); !ok {
			return refuse("invalid_redirect_uri", "A redirect URI must be http on 127.0.0.1, [::1] or localhost with a path and no query.")
		}
	}
	return nil
}

// judgeClientKind takes native public clients with the code flow (RFC 8252 §8.4). The defaults of the specifications
// are those of a web client with a secret, so they are refused where it matters: the client would expect a secret.
func judgeClientKind(m clientMetadata) *oauthError {
	known := []string{"authorization_code", "refresh_token", deviceGrantType}
	switch {
	case m.ApplicationType != "native":
		return refuse("invalid_client_metadata", "The application_type must be native.")
	case m.TokenAuthMethod != "none":
		return refuse("invalid_client_metadata", "The token_endpoint_auth_method must be none: clients here are public.")
	case slices.ContainsFunc(m.GrantTypes, func(g string) bool { return !slices.Contains(known, g) }):
		return refuse("invalid_client_metadata", "A grant type is not supported.")
	case slices.ContainsFunc(m.ResponseTypes, func(t string) bool { return t != "code" }):
		return refuse("invalid_client_metadata", "The response type must be code.")
	}
	return nil
}

func judgeClientName(m clientMetadata) *oauthError {
	odd := strings.ContainsFunc(m.ClientName, func(r rune) bool { return !unicode.IsPrint(r) })
	if odd || utf8.RuneCountInString(m.ClientName) > maxClientName {
		return refuse("invalid_client_metadata", "The client_name has over 100 characters, or some that cannot be shown.")
	}
	return nil
}

// hasBearer compares the token of the Authorization header, RFC 6750 §2.1.
func hasBearer(r *http.Request, want string) bool { return hashOfBearer(r, hash(want)) }

func hashOfBearer(r *http.Request, want string) bool {
	scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " ")
	return ok && strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(hash(token)), []byte(want)) == 1
}

// refuseBearer answers as RFC 6750 §3.
func refuseBearer(w http.ResponseWriter, why string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="demo provider", error="invalid_token"`)
	writeOAuthError(w, &oauthError{status: http.StatusUnauthorized, code: "invalid_token", description: why})
}
