// The transport that all requests of the app go through (standards checklist NET-01, NET-06, NET-08, NET-10, NET-11).

package oauthflow

import (
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
)

// NewTransport returns the transport of the app: TLS 1.2 or later with verified certificates, time-outs, limited
// headers, and the proxy of the environment without its credentials (NET-01, NET-06, NET-08, NET-10, NET-11).
func NewTransport() http.RoundTripper {
	dialer := &net.Dialer{Timeout: connectTimeout}
	return &http.Transport{
		Proxy:                  proxyWithoutCredentials(http.ProxyFromEnvironment),
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    connectTimeout,
		ResponseHeaderTimeout:  httpTimeout,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConnsPerHost:    4,
		ForceAttemptHTTP2:      true,
		OnProxyConnectResponse: judgeConnectAnswer,
	}
}

func proxyWithoutCredentials(proxy func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(r *http.Request) (*url.URL, error) {
		u, err := proxy(r)
		if u == nil || err != nil {
			return nil, err
		}
		bare := *u
		bare.User = nil
		return &bare, nil
	}
}
