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

// Network is the zero value where the system's roots and the environment's proxy do.
type Network struct {
	CAFile string `json:"ca_file,omitempty"` // PEM, trusted for this connection beside the system's roots
	Proxy  string `json:"proxy,omitempty"`   // a URL, or ProxyDirect; "": as the environment says
}

func (n Network) validate() error {
	if n.CAFile != "" && (!filepath.IsAbs(n.CAFile) || strings.ContainsFunc(n.CAFile, isControl)) {
		return invalid("network.ca_file", "the file is not given with its whole path")
	}
	if n.Proxy != "" && n.Proxy != ProxyDirect {
		_, err := parseProxy(n.Proxy)
		return err
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
		return nil, invalid("network.proxy", "it has a user name or a password in it, which would be kept in plain: use a proxy on this computer that adds them, such as px or cntlm")
	case u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "":
		return nil, invalid("network.proxy", "it has more than scheme, host and port")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}
