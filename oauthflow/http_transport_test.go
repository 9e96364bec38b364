package oauthflow

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestTransportLimitsHeaders(t *testing.T) { // NET-08
	p := newTestProvider(t)
	c := newTestClient(t, p)
	p.handle("/a", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 2*maxHeader))
	})
	if _, err := sendTo(t, c, p.URL+"/a", nil); err == nil {
		t.Error("a header of 128 KiB was accepted")
	}
}

func TestTransportVerifiesCertificates(t *testing.T) { // NET-01, NET-11
	quiet := log.New(io.Discard, "", 0)
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = quiet
	server.StartTLS()
	defer server.Close()
	c := newTestClient(t, newTestProvider(t))
	var unknown *tls.CertificateVerificationError
	if _, err := sendTo(t, c, server.URL, nil); !errors.As(err, &unknown) {
		t.Errorf("a self-signed certificate: error is %v", err)
	}
	old := httptest.NewUnstartedServer(http.NotFoundHandler())
	old.Config.ErrorLog = quiet
	old.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
	old.StartTLS()
	defer old.Close()
	if _, err := sendTo(t, c, old.URL, nil); err == nil || !strings.Contains(err.Error(), "protocol version") {
		t.Errorf("TLS 1.1: error is %v", err)
	}
}

func TestProxyOfTheEnvironmentLosesItsCredentials(t *testing.T) { // NET-10
	proxy := proxyWithoutCredentials(func(*http.Request) (*url.URL, error) { return url.Parse("http://user:pw@proxy.example:3128") })
	if u, err := proxy(httptest.NewRequest(http.MethodGet, "https://op.example/", nil)); err != nil || u.String() != "http://proxy.example:3128" {
		t.Errorf("proxy is %v (%v)", u, err)
	}
	none := proxyWithoutCredentials(func(*http.Request) (*url.URL, error) { return nil, nil })
	if u, err := none(httptest.NewRequest(http.MethodGet, "https://op.example/", nil)); u != nil || err != nil {
		t.Errorf("no proxy became %v (%v)", u, err)
	}
}
