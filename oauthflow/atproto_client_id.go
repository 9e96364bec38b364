// The client ID of an app that is registered nowhere: AT Protocol OAuth, "Localhost Client Development". It says itself
// what a registration would.

package oauthflow

import (
	"net/url"
	"slices"
	"strings"
)

const (
	atprotoLoopback = "http://localhost" // no port, no path
	atprotoScope    = "atproto"
)

// ATProtoClientID is the client ID for a redirect and scopes: authorization servers compare host and path of the redirect
// URI, not its port, and let the scopes be asked for that stand in it.
func ATProtoClientID(r Redirect, scopes []string) string {
	redirect := "http://" + hostInURL(r.Host) + r.Path
	return atprotoLoopback + "?" + url.Values{"redirect_uri": {redirect}, "scope": {strings.Join(scopes, " ")}}.Encode()
}

// IsATProtoClientID reports whether a client ID is one that says itself what a registration would.
func IsATProtoClientID(id string) bool {
	return id == atprotoLoopback || strings.HasPrefix(id, atprotoLoopback+"?") || strings.HasPrefix(id, atprotoLoopback+"/")
}

// validateATProtoClient judges a client ID by the redirect and the scopes of the connection: another one would be refused
// by the server, in words that do not say which of them is wrong.
func (p Profile) validateATProtoClient() error {
	const member = "client_id"
	if !IsATProtoClientID(p.ClientID) {
		if u, err := url.Parse(p.ClientID); err != nil || u.Scheme != "https" || u.Host == "" {
			return invalid(member, "%q is no client ID of AT Protocol: use the https URL of a client metadata document, or leave the field empty for one that needs none", p.ClientID)
		}
		return nil
	}
	u, err := url.Parse(p.ClientID)
	if err != nil || u.Host != "localhost" || strings.Trim(u.Path, "/") != "" || u.Fragment != "" {
		return invalid(member, "%q is not %s with a query: leave out port, path and fragment", p.ClientID, atprotoLoopback)
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return invalid(member, "its query cannot be read")
	}
	if !slices.ContainsFunc(query["redirect_uri"], p.Redirect.is) {
		return invalid(member, "its redirect_uri is not that of the connection, http://%s: change the one or the other", hostInURL(p.Redirect.Host)+p.Redirect.Path)
	}
	if missing := without(p.Scopes, strings.Fields(query.Get("scope"))); len(missing) > 0 || len(query["scope"]) > 1 {
		return invalid(member, "its scope does not hold all scopes of the connection, %s: change the one or the other", strings.Join(p.Scopes, " "))
	}
	return nil
}

// is reports whether a URI is that of the redirect, whatever the port.
func (r Redirect) is(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && u.Scheme == "http" && u.Hostname() == r.Host && u.EscapedPath() == r.Path && u.RawQuery == "" && u.Fragment == ""
}
