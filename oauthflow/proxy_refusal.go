// What a proxy says instead of letting a request through: 407 (RFC 9110 §15.5.8) or another answer to CONNECT (§9.3.6), or
// the refusal of a SOCKS proxy (RFC 1928 §3, RFC 1929 §2).

package oauthflow

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// proxyRefusal says why a proxy answered 407; given tells that user name and password were sent.
func proxyRefusal(header http.Header, given bool) *Error {
	var schemes []string
	for _, c := range ParseChallenges(header.Values("Proxy-Authenticate")) {
		if scheme := plainServerText(c.Scheme); !slices.Contains(schemes, scheme) {
			schemes = append(schemes, scheme)
		}
	}
	basic := len(schemes) == 0 || slices.ContainsFunc(schemes, func(s string) bool { return strings.EqualFold(s, "Basic") })
	e := proxyUnauthenticated("RFC 9110 §15.5.8", given)
	if !basic {
		e.Expected, e.Actual = "a proxy that takes Basic (RFC 7617), or asks for nothing", "the proxy asks for "+plainServerText(strings.Join(schemes, ", "))
	}
	return e
}

func proxyUnauthenticated(spec string, given bool) *Error {
	e := &Error{Code: CodeProxyUnauthenticated, Spec: spec, Expected: "a proxy that lets requests through", Actual: "the proxy asks for a user name and a password, and the connection has none"}
	if given {
		e.Actual = "the proxy does not accept the user name and the password that were sent"
	}
	return e
}

// judgeConnectAnswer is http.Transport.OnProxyConnectResponse.
func judgeConnectAnswer(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
	switch answer.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return proxyRefusal(answer.Header, proxy.User != nil)
	}
	return fmt.Errorf("the proxy answered %s", plainServerText(answer.Status))
}

// watchSOCKS lets t tell the refusal of a SOCKS proxy from other failures, which net/http does by its text only.
func watchSOCKS(t *http.Transport, proxy *url.URL) {
	if proxy.Scheme != "socks5" {
		return
	}
	dial := t.DialContext
	if dial == nil {
		dial = (&net.Dialer{Timeout: connectTimeout}).DialContext
	}
	at := net.JoinHostPort(proxy.Hostname(), cmp.Or(proxy.Port(), "1080"))
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil || address != at {
			return conn, err
		}
		return &socksConn{Conn: conn, given: proxy.User != nil}, nil
	}
}

const (
	socksVersion         = 5
	socksUserPassword    = 2
	socksNothingSuitable = 0xff
)

// socksConn fails the read with which a SOCKS proxy refuses who connects. What comes later it does not look at.
type socksConn struct {
	net.Conn
	given bool   // a user name
	reply []byte // so far: version and method (RFC 1928 §3), then version and status (RFC 1929 §2)
	over  bool
}

// Read implements net.Conn.
func (c *socksConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.over || n == 0 {
		return n, err
	}
	c.reply = append(c.reply, b[:n]...)
	if c.refused() {
		return 0, proxyUnauthenticated("RFC 1929 §2", c.given) // 0: a whole read would hide the error
	}
	return n, err
}

func (c *socksConn) refused() bool {
	r := c.reply
	switch {
	case len(r) < 2 && r[0] == socksVersion, len(r) < 4 && len(r) >= 2 && r[0] == socksVersion && r[1] == socksUserPassword:
		return false // more is to come
	}
	c.over, c.reply = true, nil
	return len(r) >= 2 && r[0] == socksVersion && (r[1] == socksNothingSuitable || len(r) >= 4 && r[1] == socksUserPassword && r[3] != 0)
}
