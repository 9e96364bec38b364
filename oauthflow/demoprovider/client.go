// The one registered client: public and native (RFC 8252 §8.4), with loopback redirect URIs on any port (§7.3).

package demoprovider

import (
	"net"
	"net/url"
	"strconv"
)

// ClientID is the client identifier of the one registered client. It is public: there is no client authentication.
const ClientID = "proofkey"

const redirectPath = "/callback"

// isRedirectURI reports whether raw is a registered redirect URI: http, a loopback literal or localhost, any port,
// exactly the path /callback and nothing more. The comparison is of strings: nothing is normalised.
func isRedirectURI(raw string) bool {
	u, ok := loopbackURL(raw)
	return ok && raw == "http://"+u.Host+redirectPath
}

// isPostLogoutRedirectURI reports whether raw may be returned to after sign-out: like a redirect URI, on any path.
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
