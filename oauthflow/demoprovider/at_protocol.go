// A server of AT Protocol accounts, as its OAuth specification has it: clients that are registered nowhere, the account in
// the token answer, and the server as a protected resource with one method that says whose the access token is.

package demoprovider

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const scopeATProto = "atproto"

// loopbackClient reads a client ID that says itself what a registration would ("Localhost Client Development").
func loopbackClient(id string) (client, bool) {
	u, err := url.Parse(id)
	if err != nil || u.Scheme != "http" || u.Host != "localhost" || u.Path != "" && u.Path != "/" || u.Fragment != "" {
		return client{}, false
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil || len(query["scope"]) > 1 {
		return client{}, false
	}
	c := client{id: id, name: "Development client", registered: query["redirect_uri"], declared: strings.Fields(query.Get("scope"))}
	if len(c.registered) == 0 {
		c.registered = []string{"http://127.0.0.1/", "http://[::1]/"}
	}
	if len(c.declared) == 0 {
		c.declared = []string{scopeATProto}
	}
	return c, slices.Contains(c.declared, scopeATProto)
}

// judgeAccountRequest wants of a request what the protocol makes mandatory; the proof of possession is wanted elsewhere.
func (p *Provider) judgeAccountRequest(from client, values url.Values) *oauthError {
	if p.dids == nil {
		return nil
	}
	asked := strings.Fields(values.Get("scope"))
	redirect, err := url.Parse(values.Get("redirect_uri"))
	switch {
	case !slices.Contains(asked, scopeATProto):
		return refuse("invalid_scope", "The scope atproto is missing.")
	case slices.ContainsFunc(asked, func(name string) bool { return !slices.Contains(from.declared, name) }):
		return refuse("invalid_scope", "The client_id does not declare each scope that is asked for.")
	case err != nil || redirect.Hostname() == "localhost":
		return refuse("invalid_request", "The redirect_uri must be of 127.0.0.1 or [::1].")
	}
	return nil
}

// known are the scopes that this provider has, of names.
func (p *Provider) known(names []string) []string {
	if p.dids == nil {
		return knownScopes(names)
	}
	if !slices.Contains(names, scopeATProto) {
		return nil
	}
	return []string{scopeATProto}
}

// didOf is the account of a subject; "" where there are none.
func (p *Provider) didOf(subject string) string {
	person, found := accountBySubject(subject)
	if p.dids == nil || !found {
		return ""
	}
	return p.dids(person.User)
}

// accountServer is the metadata of this server as a protected resource (RFC 9728).
func (p *Provider) accountServer(w http.ResponseWriter, r *http.Request) {
	if p.dids == nil {
		http.NotFound(w, r)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"resource": p.issuer, "authorization_servers": []string{p.issuer}, "scopes_supported": []string{}, "bearer_methods_supported": []string{"header"},
	})
}

// accountSession answers com.atproto.server.getSession.
func (p *Provider) accountSession(w http.ResponseWriter, r *http.Request) {
	if p.dids == nil {
		http.NotFound(w, r)
		return
	}
	claims, _, ok := p.authorized(w, r)
	if !ok {
		return
	}
	person, _ := accountBySubject(claims.Subject)
	writeJSON(w, http.StatusOK, map[string]any{"did": p.didOf(claims.Subject), "handle": person.User + ".bsky.social", "active": true})
}
