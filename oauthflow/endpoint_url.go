// The rules for URLs before anything is sent to them: RFC 6749 §3.1 and §3.2, RFC 8414 §2, and the checklist's
// exception for development on this computer (NET-01, NET-02, NET-09, NET-12, BROW-01).

package oauthflow

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// judgeIssuerURL reports why raw cannot be an issuer (DISC-02), and what to do.
func judgeIssuerURL(raw string) error {
	u, err := parseAbsoluteURL(raw)
	if err != nil {
		return err
	}
	if strings.ContainsAny(raw, "?#") {
		return errors.New("the URL has a query or a fragment: give the issuer as the provider documents it, without ? and #")
	}
	return requireSafeScheme(u, true)
}

// judgeEndpointURL parses an endpoint that the issuer's metadata names. A query is kept; http is for an issuer
// and an endpoint that are both on this computer.
func judgeEndpointURL(raw, issuer string) (*url.URL, error) {
	u, err := parseAbsoluteURL(raw)
	if err != nil {
		return nil, err
	}
	if strings.Contains(raw, "#") {
		return nil, errors.New("the URL has a fragment, which an endpoint may not have (RFC 6749 §3.1)")
	}
	return u, requireSafeScheme(u, strings.HasPrefix(strings.ToLower(issuer), "http://"))
}

// judgeBrowserURL parses a URL right before it is handed to the system's browser (BROW-01).
func judgeBrowserURL(raw string) (*url.URL, error) {
	u, err := parseAbsoluteURL(raw)
	if err != nil {
		return nil, err
	}
	return u, requireSafeScheme(u, true)
}

// OriginOf returns the origin of a URL as scheme://host[:port], in lower case and without a default port. The
// scheme is https, or http on this computer.
func OriginOf(raw string) (string, error) {
	u, err := parseAbsoluteURL(raw)
	if err != nil {
		return "", err
	}
	if err := requireSafeScheme(u, true); err != nil {
		return "", err
	}
	scheme, host, port := strings.ToLower(u.Scheme), strings.ToLower(u.Hostname()), u.Port()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" || scheme == "https" && port == "443" || scheme == "http" && port == "80" {
		return scheme + "://" + host, nil
	}
	return scheme + "://" + host + ":" + port, nil
}

// IsThisComputer reports whether host, with or without brackets, is literally this computer: localhost, an
// address of 127.0.0.0/8, or ::1 (NET-02). Nothing is resolved.
func IsThisComputer(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	if bare, ok := strings.CutPrefix(host, "["); ok {
		host = strings.TrimSuffix(bare, "]")
	}
	address, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	return address == netip.IPv6Loopback() || // which has no zone
		address.Is4() && address.IsLoopback()
}

// parseAbsoluteURL parses a URL with a host. White space, control characters and backslashes are refused because
// programs read them differently; what is not ASCII is no URI (RFC 3986 §2).
func parseAbsoluteURL(raw string) (*url.URL, error) {
	if raw == "" {
		return nil, errors.New("the URL is empty")
	}
	if strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '\\' }) {
		return nil, errors.New("the URL holds spaces, control characters, backslashes or letters outside of ASCII: write it percent-encoded, and such a host as xn--…")
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return nil, errors.New("the URL cannot be read: check it for a typing error")
	case u.Scheme == "":
		return nil, errors.New("the URL is not absolute: begin it with https://")
	case u.Opaque != "" || u.Hostname() == "":
		return nil, errors.New("the URL names no host: write it as https://host/…")
	case u.User != nil:
		return nil, errors.New("the URL holds a user name or password: remove the part before @")
	}
	if port := u.Port(); port != "" || strings.HasSuffix(u.Host, ":") {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return nil, errors.New("the URL has no usable port: use 1 to 65535")
		}
	}
	return u, nil
}

// requireSafeScheme accepts https, and http to this computer where that is allowed.
func requireSafeScheme(u *url.URL, localHTTP bool) error {
	switch {
	case u.Scheme == "https":
		return nil
	case u.Scheme != "http":
		return fmt.Errorf("the scheme is %s: use https", limitText(u.Scheme, shownName))
	case !IsThisComputer(u.Hostname()):
		return errors.New("the URL is not encrypted: use https (http is for this computer only: localhost, 127.0.0.1 or [::1])")
	case !localHTTP:
		return errors.New("the URL is not encrypted, although the issuer is https: use https")
	}
	return nil
}
