package oauthflow

import (
	"crypto/tls"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// newTLSProvider is a provider whose certificate only its own CA file vouches for.
func newTLSProvider(t *testing.T) (p *testProvider, caFile string) {
	t.Helper()
	p = newTestProvider(t)
	tlsServer := httptest.NewUnstartedServer(p)
	tlsServer.Config.ErrorLog = log.New(io.Discard, "", 0)
	tlsServer.StartTLS()
	t.Cleanup(tlsServer.Close)
	p.Server.Close()
	p.Server = tlsServer
	p.metadata = validMetadata(p.URL)
	return p, writeCA(t, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: tlsServer.Certificate().Raw}))
}

func writeCA(t *testing.T, content []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ca-of-somebody.pem")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// clientWith is a client of the provider that reaches it by these settings.
func clientWith(t *testing.T, p *testProvider, n Network) *Client {
	t.Helper()
	c := newTestClient(t, p)
	profile := c.Profile
	profile.Network = n
	return c.WithProfile(profile)
}

func TestACAFileIsTrustedForItsConnectionOnly(t *testing.T) { // NET-01
	p, ca := newTLSProvider(t)
	var unknown *tls.CertificateVerificationError
	plain := newTestClient(t, p)
	if err := plain.Prefetch(t.Context(), nil); !errors.As(err, &unknown) {
		t.Fatalf("without the file: %v", err)
	}
	c := clientWith(t, p, Network{CAFile: ca})
	if err := c.Prefetch(t.Context(), nil); err != nil || c.Metadata() == nil {
		t.Fatalf("with the file: %v", err)
	}
	without := c.Profile
	without.Network = Network{}
	next := c.WithProfile(without)
	if _, err := sendTo(t, next, p.URL, nil); !errors.As(err, &unknown) {
		t.Errorf("the file is taken away again: %v", err)
	}
	if _, err := sendTo(t, plain, p.URL, nil); !errors.As(err, &unknown) {
		t.Errorf("another connection: %v", err)
	}
}

func TestAnUnusableCAFileIsSaid(t *testing.T) {
	p, ca := newTLSProvider(t)
	good, err := os.ReadFile(ca)
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct{ file, says string }{
		"no file":             {filepath.Join(t.TempDir(), "somebody.pem"), "no such file"},
		"no certificate":      {writeCA(t, []byte("hello")), "no certificate in PEM form"},
		"a folder":            {t.TempDir(), "a folder"},
		"no certificate, DER": {writeCA(t, []byte{0x30, 0x03, 0x02, 0x01, 0x01}), "no certificate in DER form"},
		"a key":               {writeCA(t, append(good, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")})...)), "not only certificates"},
		"a broken one inside": {writeCA(t, append(good, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("x")})...)), "x509"},
		"a huge file":         {writeCA(t, []byte(strings.Repeat("x", maxCAFile+1))), "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			c := clientWith(t, p, Network{CAFile: row.file})
			err := c.Prefetch(t.Context(), nil)
			e := wantCode(t, err, CodeCAFileUnusable)
			if e.Step != StepDiscover || !strings.Contains(e.Error(), row.says) || strings.Contains(e.Error()+e.Actual+e.Expected, "somebody") {
				t.Errorf("%+v, %v", e, e)
			}
		})
	}
}

// clientElsewhere is clientWith of a provider that is not on this computer, as far as its name tells.
func clientElsewhere(t *testing.T, p *testProvider, n Network) *Client {
	t.Helper()
	issuer := strings.Replace(p.URL, "127.0.0.1", "example.com", 1) // which httptest's certificate is for too
	p.metadata = validMetadata(issuer)
	profile := newTestClient(t, p).Profile
	profile.Issuer, profile.Network = issuer, n
	return newTestClient(t, p).WithProfile(profile)
}

// connectProxy is a proxy that tunnels (RFC 9110 §9.3.6) and knows what it was asked for.
type connectProxy struct {
	*httptest.Server
	wants   string // user name, colon and password; "": nothing
	offers  string // its Proxy-Authenticate
	mu      sync.Mutex
	asked   []string
	refused int
}

func newConnectProxy(t *testing.T) *connectProxy {
	t.Helper()
	p := &connectProxy{}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *connectProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.Host)
	p.mu.Unlock()
	if !p.lets(r) {
		p.mu.Lock()
		p.refused++
		p.mu.Unlock()
		w.Header().Set("Proxy-Authenticate", p.offers)
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	if r.Method != http.MethodConnect {
		p.forward(w, r)
		return
	}
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil || host != "example.com" && host != "127.0.0.1" { // the one name that it knows, and this computer
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	far, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	near, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = far.Close()
		return
	}
	_, _ = io.WriteString(near, "HTTP/1.1 200 OK\r\n\r\n")
	var both sync.WaitGroup
	both.Go(func() { _, _ = io.Copy(far, near); _ = far.Close() })
	both.Go(func() { _, _ = io.Copy(near, far); _ = near.Close() })
	both.Wait()
}

// lets reports whether a request has what the proxy wants (RFC 7617 §2).
func (p *connectProxy) lets(r *http.Request) bool {
	return p.wants == "" || r.Header.Get("Proxy-Authorization") == "Basic "+base64.StdEncoding.EncodeToString([]byte(p.wants))
}

// forward asks for what the request names (RFC 9112 §3.2.2).
func (p *connectProxy) forward(w http.ResponseWriter, r *http.Request) {
	next, err := http.NewRequest(r.Method, r.RequestURI, r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	answer, err := http.DefaultTransport.RoundTrip(next)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	w.Header().Set("Content-Type", answer.Header.Get("Content-Type"))
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, answer.Body)
}

func (p *connectProxy) log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.asked, ", ")
}

func TestAProxyIsUsedForItsConnection(t *testing.T) {
	p, ca := newTLSProvider(t)
	proxy := newConnectProxy(t)
	c := clientElsewhere(t, p, Network{CAFile: ca, Proxy: proxy.URL})
	if err := c.Prefetch(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if want := "CONNECT " + strings.TrimPrefix(c.Profile.Issuer, "https://"); !strings.Contains(proxy.log(), want) {
		t.Errorf("the proxy was asked for %q, want %q", proxy.log(), want)
	}
	asked := httptest.NewRequest(http.MethodGet, c.Profile.Issuer, nil)
	if got := proxyFor(c.Transport, asked); got != proxy.URL {
		t.Errorf("by %q", got)
	}
	base := &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: "proxy.example:3128"}), TLSClientConfig: &tls.Config{}}
	if got := proxyFor(NewNetworkTransport(base, Network{Proxy: ProxyDirect}), asked); got != "" {
		t.Errorf("direct goes by %q", got)
	}
}

// A proxy on this computer may be there to look at what is sent.
func TestAProxyHereTakesWhatIsMeantForThisComputer(t *testing.T) {
	p, ca := newTLSProvider(t)
	proxy := newConnectProxy(t)
	c := clientWith(t, p, Network{CAFile: ca, Proxy: proxy.URL})
	if err := c.Prefetch(t.Context(), nil); err != nil || !strings.Contains(proxy.log(), "CONNECT "+strings.TrimPrefix(p.URL, "https://")) {
		t.Errorf("%v, the proxy was asked for %q", err, proxy.log())
	}
}

func TestAProxyThatIsNotThereIsAnError(t *testing.T) {
	p, ca := newTLSProvider(t)
	c := clientElsewhere(t, p, Network{CAFile: ca, Proxy: "http://127.0.0.1:1"})
	e := wantCode(t, c.Prefetch(t.Context(), nil), CodeMetadataUnreachable)
	if !strings.Contains(e.Error(), "proxyconnect") || p.asked("/.well-known/openid-configuration") != 0 {
		t.Errorf("the error is %v", e)
	}
}

// NET-02: what is not encrypted leaves this computer by no proxy either.
func TestWhatGoesToAProxyElsewhere(t *testing.T) {
	for name, row := range map[string]struct {
		proxy, target string
		used          bool
	}{
		"https by a proxy elsewhere": {"http://proxy.example:3128", "https://op.example/", true},
		"http by a proxy elsewhere":  {"http://proxy.example:3128", "http://127.0.0.1:8080/", false},
		"http by a proxy here":       {"http://127.0.0.1:3128", "http://op.example/", true},
		"http by SOCKS elsewhere":    {"socks5://proxy.example:1080", "http://[::1]:8080/", false},
		"this computer, encrypted":   {"http://proxy.example:3128", "https://localhost:8443/", false},
		"this computer's address":    {"socks5://proxy.example:1080", "https://127.0.0.1:8443/", false},
		"this computer by its proxy": {"http://127.0.0.1:3128", "https://[::1]:8443/", true},
		"the same, not encrypted":    {"http://localhost:3128", "http://127.0.0.1:8080/", true},
	} {
		u, err := url.Parse(row.proxy)
		if err != nil {
			t.Fatal(err)
		}
		got, err := proxyOf(u)(httptest.NewRequest(http.MethodGet, row.target, nil))
		if err != nil || (got != nil) != row.used {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// A client that is made for one request goes by the network settings of the transport that it is given.
func TestASearchGoesByTheNetworkSettings(t *testing.T) {
	p := newTestProvider(t)
	proxy := newConnectProxy(t)
	by := NewNetworkTransport(NewTransport(), Network{Proxy: proxy.URL})
	if s := SearchProvider(t.Context(), by, "https://op.example"); s.Found() || !strings.Contains(proxy.log(), "CONNECT op.example:443") {
		t.Errorf("the search went round the proxy, which was asked for %q", proxy.log())
	}
	metadata := &ServerMetadata{Issuer: "https://id.example", RegistrationEndpoint: "https://id.example/register"}
	_, err := RegisterClient(t.Context(), by, RegistrationRequest{Metadata: metadata, Redirect: DefaultRedirect()})
	if err == nil || !strings.Contains(proxy.log(), "CONNECT id.example:443") {
		t.Errorf("the registration went round the proxy: %v", err)
	}
	c := newTestClient(t, p)
	c = c.WithProfile(Profile{Issuer: p.URL, Network: Network{Proxy: "http://127.0.0.1:1"}})
	if f := c.examineHost(t.Context(), "https://id.example"); f.Values["Proxy"] != "http://127.0.0.1:1" {
		t.Errorf("the doctor names the proxy %q", f.Values["Proxy"])
	}
	if _, ok := c.WithProfile(Profile{Issuer: p.URL}).Transport.(*networkTransport); ok {
		t.Error("the settings of another connection stay")
	}
}
