// The registered clients, all of them public: a native one (RFC 8252 §8.4) with loopback redirect URIs on any port
// (§7.3), and a single-page app and a web app, each with exactly one redirect URI.

package demoprovider

import (
	"net"
	"net/url"
	"strconv"
	"strings"
)

// The client identifiers. There is no client authentication.
const (
	ClientID           = "proofkey"                 // the native app
	SinglePageClientID = "proofkey-single-page-app" // runs in a browser
	WebClientID        = "proofkey-web-app"         // runs on a server
)

// Where the single-page app and the web app are, unless the Config says otherwise.
const (
	SinglePageOrigin = "http://127.0.0.1:8401"
	SinglePageURI    = SinglePageOrigin + "/"
	WebURI           = "http://127.0.0.1:8402/callback"
)

const redirectPath = "/callback"

// client is a registered client. One without a redirect URI is native.
type client struct {
	id          string
	redirectURI string

	name       string   // that it gave itself
	registered []string // redirect URIs of one that registered itself (registered_client.go)
	grants     []string // that it registered for; nil: as built in
	declared   []string // scopes that its client ID declares (at_protocol.go)
}

func registeredClients(c Config) map[string]client {
	singlePage, web := client{id: SinglePageClientID, redirectURI: c.SinglePageURI}, client{id: WebClientID, redirectURI: c.WebURI}
	if singlePage.redirectURI == "" {
		singlePage.redirectURI = SinglePageURI
	}
	if web.redirectURI == "" {
		web.redirectURI = WebURI
	}
	return map[string]client{ClientID: {id: ClientID}, singlePage.id: singlePage, web.id: web}
}

// allows reports whether raw is a redirect URI of the client. The comparison is of strings: nothing is normalised.
func (c client) allows(raw string) bool {
	if c.redirectURI != "" {
		return raw == c.redirectURI
	}
	if c.registered != nil {
		return c.allowsRegistered(raw)
	}
	return isRedirectURI(raw)
}

// allowed says which redirect URIs the client has.
func (c client) allowed() string {
	if c.redirectURI != "" {
		return "it must be exactly " + c.redirectURI + "."
	}
	if c.registered != nil {
		return "it must be one of those the client registered, on any port."
	}
	return "it must be http on 127.0.0.1, [::1] or localhost with the path " + redirectPath + "."
}

// allowsAfterSignOut reports whether raw may be returned to after sign-out: the start of the site of an app with one
// redirect URI, any path of this computer for the native one.
func (c client) allowsAfterSignOut(raw string) bool {
	if c.redirectURI != "" {
		return raw == c.origin()+"/"
	}
	return isPostLogoutRedirectURI(raw)
}

// origin is that of the redirect URI, as a browser writes it.
func (c client) origin() string {
	scheme, rest, _ := strings.Cut(c.redirectURI, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}

// isRedirectURI reports whether raw is a redirect URI of the native client: http, a loopback literal or localhost, any
// port, exactly the path /callback and nothing more.
func isRedirectURI(raw string) bool {
	u, ok := loopbackURL(raw)
	return ok && raw == "http://"+u.Host+redirectPath
}

// isPostLogoutRedirectURI reports whether raw is like a redirect URI of the native client, on any path.
func isPostLogoutRedirectURI(raw string) bool {
	u, ok := loopbackURL(raw)
	return ok && raw == "http://"+u.Host+u.EscapedPath()
}

func loopbackURL(raw string) (*url.URL, bool) {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" {
		return nil, false
	}
	host := u.Hostname()
	if host != "127.0.0.1" && host != "::1" && host != "localhost" {
		return nil, false
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 || u.Host != net.JoinHostPort(host, port) {
			return nil, false
		}
		return u, true
	}
	return u, u.Host == host || u.Host == "["+host+"]"
}
