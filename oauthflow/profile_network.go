// How this computer reaches a connection's provider: settings that are kept with the list of connections and leave it in
// no connection file and no share link.

package oauthflow

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
)

// ProxyDirect as Network.Proxy means none, whatever the environment says.
const ProxyDirect = "direct"

// Network is the zero value where the system's roots and the environment's proxy do. ProxyPassword rests in the vault,
// never in a file.
type Network struct {
	CAFile        string `json:"ca_file,omitempty"`    // of certificates that are trusted for this connection beside the system's roots
	Proxy         string `json:"proxy,omitempty"`      // a URL, or ProxyDirect; "": as the environment says
	ProxyUser     string `json:"proxy_user,omitempty"` // the user-id of RFC 7617 §2, or the UNAME of RFC 1929 §2; "": the proxy wants none
	ProxyPassword Secret `json:"-"`
}

// The longest user name and password of a proxy: RFC 1929 §2 allows 255 bytes, and some take a token as the password.
const (
	maxSOCKSCredential = 255
	maxProxyCredential = 4096
)

func (n Network) validate() error {
	if n.CAFile != "" && (!filepath.IsAbs(n.CAFile) || strings.ContainsFunc(n.CAFile, isControl)) {
		return invalid("network.ca_file", "the file is not given with its whole path")
	}
	if n.Proxy != "" && n.Proxy != ProxyDirect {
		if _, err := parseProxy(n.Proxy); err != nil {
			return err
		}
	}
	return n.validateCredentials()
}

// validateCredentials judges user name and password. No text repeats them.
func (n Network) validateCredentials() error {
	if n.ProxyUser == "" && n.ProxyPassword.IsZero() {
		return nil
	}
	limit, socks := maxProxyCredential, strings.HasPrefix(n.Proxy, "socks5:")
	if socks {
		limit = maxSOCKSCredential
	}
	const user, password = "network.proxy_user", "network.proxy_password"
	switch {
	case n.ProxyUser == "":
		return invalid(password, "it has no user name beside it: enter the user name of the proxy, too")
	case n.Proxy == "" || n.Proxy == ProxyDirect:
		return invalid(user, "there is no proxy to send it to: enter the URL of the proxy, too, or leave user name and password empty")
	case strings.Contains(n.ProxyUser, ":") && !socks:
		return invalid(user, "it holds a colon, which no user name may (RFC 7617 §2): the password has a field of its own")
	case len(n.ProxyUser) > limit || strings.ContainsFunc(n.ProxyUser, isControl):
		return invalid(user, "it is longer than %d bytes or holds control characters", limit)
	case n.ProxyPassword.Len() > limit || strings.ContainsFunc(n.ProxyPassword.Reveal(), isControl):
		return invalid(password, "it is longer than %d bytes or holds control characters", limit)
	}
	return nil
}

// parseProxy reads the URL of a proxy. One with a password is refused: this list of connections holds no secret.
func parseProxy(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Opaque != "" || u.Hostname() == "" || !slices.Contains([]string{"http", "https", "socks5"}, u.Scheme):
		return nil, invalid("network.proxy", "it is not the URL of a proxy: use http://, https:// or socks5:// with host and port, or %s", ProxyDirect)
	case u.User != nil:
		return nil, invalid("network.proxy", "it has a user name or a password in it, which would be kept in plain: enter them in the fields Proxy user name and Proxy password")
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "":
		return nil, invalid("network.proxy", "it has more than scheme, host and port")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}
