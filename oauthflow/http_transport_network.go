// The transport of a connection with a CA file or a proxy of its own (standards checklist NET-01, NET-02).

package oauthflow

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"sync"
)

// maxCAFile is far above the bundle of any system (about 250 KiB).
const maxCAFile = 4 << 20

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
	if !ok || plain.Proxy == nil {
		return ""
	}
	proxy, err := plain.Proxy(r)
	if err != nil || proxy == nil {
		return ""
	}
	return proxy.Scheme + "://" + proxy.Host
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
	return transport.RoundTrip(r)
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
			return nil, &Error{Code: CodeCAFileUnusable, Expected: "a PEM file of certificates", Actual: "it cannot be used", Err: withoutPath(err)}
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
		transport.Proxy = proxyOf(proxy)
	}
	return transport, nil
}

// proxyOf sends everything to the proxy, but nothing unencrypted off this computer (NET-02), and nothing that is meant for
// this computer: at a proxy, localhost is another one.
func proxyOf(proxy *url.URL) func(*http.Request) (*url.URL, error) {
	return func(r *http.Request) (*url.URL, error) {
		if IsThisComputer(r.URL.Hostname()) || r.URL.Scheme == "http" && !IsThisComputer(proxy.Hostname()) {
			return nil, nil
		}
		return proxy, nil
	}
}

// withoutPath takes away the name of the file, which may name the person and would stand in every report.
func withoutPath(err error) error {
	var failed *fs.PathError
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}

// rootsWith returns the system's roots and the certificates of the file.
func rootsWith(file string) (*x509.CertPool, error) {
	opened, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	data, err := io.ReadAll(io.LimitReader(opened, maxCAFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxCAFile {
		return nil, errors.New("the file is larger than 4 MiB")
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		return nil, err
	}
	return roots, addCertificates(roots, data)
}

// addCertificates adds every certificate, and refuses a file in which one cannot be read: it would be missed later.
func addCertificates(roots *x509.CertPool, data []byte) error {
	added := 0
	for block, rest := pem.Decode(data); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			return errors.New("the file holds " + plainServerText(block.Type) + ", not only certificates")
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return err
		}
		roots.AddCert(certificate)
		added++
	}
	if added == 0 && bytes.HasPrefix(data, []byte{0x30}) {
		return errors.New("the file is in DER form: convert it with openssl x509 -inform der -in FILE -out ca.pem")
	}
	if added == 0 {
		return errors.New("the file holds no certificate in PEM form, as in -----BEGIN CERTIFICATE-----")
	}
	return nil
}
