// The redirect URI of a connection: host, port and path, RFC 8252 §7.3.

package oauthflow

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// maxRedirectPorts is how many ports a list may have: each of them is registered at the provider by hand.
const maxRedirectPorts = 20

// RedirectHosts returns the hosts that a redirect may have, the best one first (AUTHZ-08).
func RedirectHosts() []string { return []string{"127.0.0.1", "localhost", "::1"} }

// Candidates returns the ports to be tried, in order; 0 stands for a free one.
func (r Redirect) Candidates() []int {
	if len(r.Ports) > 0 {
		return r.Ports
	}
	return []int{r.Port}
}

// AnyPort reports whether the system chooses a port at each sign-in.
func (r Redirect) AnyPort() bool { return r.Port == 0 && len(r.Ports) == 0 }

// URIs returns what has to be registered at the provider: one for each port, or one without a port where the system
// chooses it (RFC 8252 §7.3).
func (r Redirect) URIs() []string {
	if r.AnyPort() {
		return []string{"http://" + hostInURL(r.Host) + r.Path}
	}
	var uris []string
	for _, port := range r.Candidates() {
		uris = append(uris, redirectURI(r.Host, strconv.Itoa(port), r.Path))
	}
	return uris
}

// hostInURL puts an IPv6 address into brackets.
func hostInURL(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

func (r Redirect) validate() error {
	if !slices.Contains(RedirectHosts(), r.Host) {
		return invalid("redirect.host", "%q cannot be the host: use 127.0.0.1, localhost or [::1]", r.Host)
	}
	if r.Port < 0 || r.Port > 65535 {
		return invalid("redirect.port", "%d cannot be the port: use 0 for a free one, or 1 to 65535", r.Port)
	}
	if err := r.validatePorts(); err != nil {
		return err
	}
	if !isLoopbackPath(r.Path) {
		return invalid("redirect.path", "%q cannot be the path: use a path such as /callback, without query, dots or characters to be escaped, and not %s", r.Path, donePath)
	}
	return nil
}

// isLoopbackPath reports whether the listener can serve the path.
func isLoopbackPath(path string) bool {
	clean := &url.URL{Path: path}
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && clean.EscapedPath() == path && path != donePath && !strings.Contains(path, "/.")
}

func (r Redirect) validatePorts() error {
	if len(r.Ports) > 0 && r.Port != 0 {
		return invalid("redirect.ports", "one port and a list of ports are given: use one of them")
	}
	if len(r.Ports) > maxRedirectPorts {
		return invalid("redirect.ports", "the list has %d ports: use at most %d", len(r.Ports), maxRedirectPorts)
	}
	for i, port := range r.Ports {
		if port < 1 || port > 65535 {
			return invalid("redirect.ports", "%d cannot be in a list of ports: use 1 to 65535", port)
		}
		if slices.Contains(r.Ports[:i], port) {
			return invalid("redirect.ports", "%d is in the list twice", port)
		}
	}
	return nil
}

// HostInURL is the host as it stands in a URL: an IPv6 address in brackets.
func (r Redirect) HostInURL() string { return hostInURL(r.Host) }
