// The doctor's look at the way to a host of the provider: its name, the proxy, the certificate.

package oauthflow

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"time"
)

const (
	hostLimit       = 10 * time.Second
	certificateSoon = 14 * 24 * time.Hour // before a certificate ends
	shownAddresses  = 4
)

// examineHost asks for the start page of an origin, without any credential, and looks at how the answer came. What the
// page is does not matter: any status will do.
func (c *Client) examineHost(ctx context.Context, origin string) DoctorFinding {
	limited, cancel := context.WithTimeoutCause(ctx, hostLimit, errors.New("no answer within "+hostLimit.String()))
	defer cancel()
	u, err := url.Parse(origin)
	if err != nil {
		return found("host_unreachable", "Host", plainServerText(origin), "Proxy", "", "Why", "this is no URL")
	}
	host := plainServerText(u.Host)
	way := &wayToHost{}
	req, err := http.NewRequestWithContext(httptrace.WithClientTrace(limited, way.trace()), http.MethodGet, origin+"/", nil)
	if err != nil {
		return found("host_unreachable", "Host", host, "Proxy", "", "Why", "the request could not be made")
	}
	proxy := proxyFor(c.Transport, req)
	answer, err := c.Transport.RoundTrip(req)
	if err != nil {
		if limited.Err() != nil && ctx.Err() == nil {
			err = context.Cause(limited)
		}
		return hostProblem(host, proxy, err)
	}
	_, _ = io.CopyN(io.Discard, answer.Body, maxBody)
	_ = answer.Body.Close()
	if answer.TLS == nil || len(answer.TLS.PeerCertificates) == 0 {
		return found("host_here", "Host", host) // http is allowed on this computer alone (NET-02)
	}
	leaf := answer.TLS.PeerCertificates[0]
	name := "host_reached"
	if leaf.NotAfter.Sub(c.Now()) < certificateSoon {
		name = "host_expires"
	}
	return found(name, "Host", host, "Addresses", way.addresses(), "Proxy", proxy, "TLS", tls.VersionName(answer.TLS.Version),
		"Issuer", plainServerText(leaf.Issuer.String()), "Until", leaf.NotAfter.UTC().Format(time.RFC3339))
}

func hostProblem(host, proxy string, err error) DoctorFinding {
	var name *net.DNSError
	var untrusted *tls.CertificateVerificationError
	var invalid x509.CertificateInvalidError
	var other x509.HostnameError
	var own *Error
	switch {
	case errors.As(err, &own) && own.Code == CodeProxyUnauthenticated:
		return found("host_proxy_refused", "Host", host, "Proxy", proxy, "Why", own.Actual)
	case own != nil:
		return found("host_unreachable", "Host", host, "Proxy", proxy, "Why", why(own))
	case errors.As(err, &name):
		return found("host_unnamed", "Host", host, "Why", plainServerText(name.Err))
	case errors.As(err, &untrusted), errors.As(err, &invalid), errors.As(err, &other):
		return found("host_distrusted", "Host", host, "Why", plainServerText(err.Error()))
	}
	return found("host_unreachable", "Host", host, "Proxy", proxy, "Why", plainServerText(err.Error()))
}

// wayToHost notes what a request meets on its way. A transport calls the trace on goroutines of its own.
type wayToHost struct {
	found chan []string
}

func (w *wayToHost) trace() *httptrace.ClientTrace {
	w.found = make(chan []string, 1)
	return &httptrace.ClientTrace{DNSDone: func(info httptrace.DNSDoneInfo) {
		var addresses []string
		for _, a := range info.Addrs {
			addresses = append(addresses, a.String())
		}
		select {
		case w.found <- addresses:
		default: // a second look-up
		}
	}}
}

// addresses are those of the host's name, "" if no name was looked up.
func (w *wayToHost) addresses() string {
	select {
	case all := <-w.found:
		if len(all) > shownAddresses {
			all = append(all[:shownAddresses:shownAddresses], "…")
		}
		return strings.Join(all, ", ")
	default:
		return ""
	}
}
