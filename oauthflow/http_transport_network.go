// The transport of a connection with a CA file or a proxy of its own (standards checklist NET-01, NET-02).

package oauthflow

import (
	"net/http"
	"net/url"
	"sync"
)

// NewNetworkTransport returns base with the settings of a connection, or base itself where there are none. They are
// read at the first request; a setting that cannot be used fails each request with an *Error.
func NewNetworkTransport(base http.RoundTripper, n Network) http.RoundTripper {
	if n == (Network{}) {
		return base
	}
	return &networkTransport{base: base, made: sync.OnceValues(func() (*http.Transport, error) { return makeTransport(base, n) })}
}

// withoutNetwork is what a transport with the settings of a connection was made of.
func withoutNetwork(t http.RoundTripper) http.RoundTripper {
	if own, ok := t.(*networkTransport); ok {
		return own.base
	}
	return t
}

// proxyFor is the proxy of a request, without credentials; "" if there is none, or none can be known.
func proxyFor(t http.RoundTripper, r *http.Request) string {
	if own, ok := t.(*networkTransport); ok {
		made, err := own.made()
		if err != nil {
			return ""
		}
		t = made
	}
	plain, ok := t.(*http.Transport)
	if !ok {
		return ""
	}
	proxy := proxyURLFor(plain, r)
	if proxy == nil {
		return ""
	}
	return proxy.Scheme + "://" + proxy.Host
}

// proxyURLFor is the proxy of a request with its credentials; nil if there is none.
func proxyURLFor(t *http.Transport, r *http.Request) *url.URL {
	if t.Proxy == nil {
		return nil
	}
	proxy, err := t.Proxy(r)
	if err != nil {
		return nil
	}
	return proxy
}

type networkTransport struct {
	base http.RoundTripper
	made func() (*http.Transport, error)
}

// RoundTrip implements http.RoundTripper.
func (t *networkTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	transport, err := t.made()
	if err != nil {
		return nil, err
	}
	answer, err := transport.RoundTrip(r)
	if err == nil && answer.StatusCode == http.StatusProxyAuthRequired {
		if proxy := proxyURLFor(transport, r); proxy != nil && proxy.Scheme != "socks5" && r.URL.Scheme == "http" { // what is tunnelled is the server's word
			_ = answer.Body.Close()
			return nil, proxyRefusal(answer.Header, proxy.User != nil)
		}
	}
	return answer, err
}

func makeTransport(base http.RoundTripper, n Network) (*http.Transport, error) {
	plain, ok := base.(*http.Transport)
	if !ok {
		plain, _ = NewTransport().(*http.Transport)
	}
	transport := plain.Clone()
	if n.CAFile != "" {
		roots, err := rootsWith(n.CAFile)
		if err != nil {
			return nil, err
		}
		transport.TLSClientConfig.RootCAs = roots
	}
	switch n.Proxy {
	case "":
	case ProxyDirect:
		transport.Proxy = nil
	default:
		proxy, err := parseProxy(n.Proxy)
		if err != nil {
			return nil, &Error{Code: CodeConnectionInvalid, Err: err}
		}
		if n.ProxyUser != "" {
			proxy.User = url.UserPassword(n.ProxyUser, n.ProxyPassword.Reveal())
		}
		transport.Proxy = proxyOf(proxy)
		watchSOCKS(transport, proxy)
	}
	return transport, nil
}

// proxyOf sends everything to a proxy on this computer. To one elsewhere goes nothing unencrypted (NET-02), and nothing
// that is meant for this computer: there, localhost is another one.
func proxyOf(proxy *url.URL) func(*http.Request) (*url.URL, error) {
	here := IsThisComputer(proxy.Hostname())
	return func(r *http.Request) (*url.URL, error) {
		if !here && (IsThisComputer(r.URL.Hostname()) || r.URL.Scheme == "http") {
			return nil, nil
		}
		return proxy, nil
	}
}
