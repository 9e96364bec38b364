package oauthflow

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

const (
	proxyUser     = `CORP\lovelace`
	proxyPassword = "pa:ss wörd"
)

// withCredentials are the settings of a proxy that wants them.
func withCredentials(proxy, ca string) Network {
	return Network{CAFile: ca, Proxy: proxy, ProxyUser: proxyUser, ProxyPassword: NewSecret(proxyPassword)}
}

// tellsNoCredentials looks for user name and password in what was told of a request, and in what was sent to the server.
func tellsNoCredentials(t *testing.T, p *testProvider, tl *Timeline, err error) {
	t.Helper()
	told := fmt.Sprintf("%v %+v %#v", err, err, err)
	for _, e := range tl.Events() {
		told += fmt.Sprintf("%+v", e)
		if e.HTTP != nil {
			told += fmt.Sprintf("%+v %+v", e.HTTP.Request.Reveal(), e.HTTP.Answer.Reveal())
		}
	}
	p.mu.Lock()
	for _, r := range p.requests {
		told += fmt.Sprintf("%v", r.Header)
	}
	p.mu.Unlock()
	basic := base64.StdEncoding.EncodeToString([]byte(proxyUser + ":" + proxyPassword))
	for _, secret := range []string{"lovelace", "pa:ss", "wörd", basic, "Proxy-Authorization"} {
		if strings.Contains(told, secret) {
			t.Errorf("%q is told: %s", secret, told)
		}
	}
}

// A proxy gets its user name and password in a tunnel's CONNECT and in a request that it forwards, and nobody else
// gets them (RFC 9110 §11.7.2).
func TestAProxyGetsItsUserNameAndPassword(t *testing.T) {
	for _, scheme := range []string{"http", "https"} {
		t.Run(scheme, func(t *testing.T) {
			p, ca := newTestProvider(t), ""
			if scheme == "https" {
				p, ca = newTLSProvider(t)
			}
			proxy := newConnectProxy(t)
			proxy.wants = proxyUser + ":" + proxyPassword
			c, tl := clientWith(t, p, withCredentials(proxy.URL, ca)), &Timeline{}
			if err := c.Prefetch(t.Context(), tl); err != nil {
				t.Fatal(err)
			}
			if proxy.log() == "" || proxy.refused != 0 || p.asked("/.well-known/openid-configuration") != 1 {
				t.Errorf("the proxy was asked for %q and refused %d", proxy.log(), proxy.refused)
			}
			if _, err := sendTo(t, c, p.URL+"/jwks", tl); err != nil {
				t.Fatal(err)
			}
			tellsNoCredentials(t, p, tl, nil)
		})
	}
}

func TestAProxyThatRefusesIsSaid(t *testing.T) {
	for name, row := range map[string]struct {
		n            Network
		offers, says string
	}{
		"a wrong password":          {withCredentials("", ""), `Basic realm="x"`, "does not accept the user name and the password"},
		"no password":               {Network{}, `Basic realm="x"`, "the connection has none"},
		"it says nothing of how":    {Network{}, "", "the connection has none"},
		"it knows another way":      {withCredentials("", ""), "Negotiate, NTLM", "the proxy asks for Negotiate, NTLM"},
		"it knows another way, too": {withCredentials("", ""), `Negotiate, basic realm="x"`, "does not accept the user name and the password"},
	} {
		for _, scheme := range []string{"http", "https"} {
			t.Run(name+", "+scheme, func(t *testing.T) {
				p, ca := newTestProvider(t), ""
				if scheme == "https" {
					p, ca = newTLSProvider(t)
				}
				proxy := newConnectProxy(t)
				proxy.wants, proxy.offers = "somebody:else", row.offers
				n := row.n
				n.CAFile, n.Proxy = ca, proxy.URL
				c, tl := clientWith(t, p, n), &Timeline{}
				err := c.Prefetch(t.Context(), tl)
				e := wantCode(t, err, CodeProxyUnauthenticated)
				if e.Step != StepDiscover || !strings.Contains(e.Actual, row.says) || proxy.refused != 1 || len(p.requests) != 0 {
					t.Errorf("%+v, refused %d times", e, proxy.refused)
				}
				tellsNoCredentials(t, p, tl, err)
			})
		}
	}
}

// The proxy of the environment gets what stands in its URL, which is not the connection's.
func TestTheEnvironmentsProxyThatRefusesIsSaid(t *testing.T) {
	p, _ := newTLSProvider(t)
	proxy := newConnectProxy(t)
	proxy.wants = "somebody:else"
	for user, says := range map[*url.Userinfo]string{
		url.UserPassword("somebody", "wrong"): "does not accept the user name and the password that were sent",
		nil:                                   "the connection has none",
	} {
		named, err := url.Parse(proxy.URL)
		if err != nil {
			t.Fatal(err)
		}
		named.User = user
		c := clientWith(t, p, Network{})
		transport := NewTransport().(*http.Transport)
		transport.Proxy, c.Transport = http.ProxyURL(named), transport
		if e := wantCode(t, c.Prefetch(t.Context(), nil), CodeProxyUnauthenticated); !strings.Contains(e.Actual, says) {
			t.Errorf("%+v", e)
		}
	}
}

// A server's own 407 is no proxy's: without one, and in a tunnel.
func TestAServerThatAnswers407IsNoProxy(t *testing.T) {
	refuse := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }
	plain := newTestProvider(t)
	plain.handle("/x", refuse)
	p, ca := newTLSProvider(t)
	p.handle("/x", refuse)
	for name, row := range map[string]struct {
		p *testProvider
		n Network
	}{
		"no proxy":           {plain, Network{Proxy: ProxyDirect}},
		"an own CA file":     {p, Network{CAFile: ca}},
		"a tunnel":           {p, Network{CAFile: ca, Proxy: newConnectProxy(t).URL}},
		"a SOCKS proxy":      {plain, Network{Proxy: newSOCKSProxy(t, "")}},             // which knows no HTTP
		"the proxy is apart": {plain, withCredentials("http://proxy.example:3128", "")}, // NET-02: http does not go there
	} {
		c, tl := clientWith(t, row.p, row.n), &Timeline{}
		a, err := sendTo(t, c, row.p.URL+"/x", tl)
		c.Transport.(*networkTransport).closeIdle(t)
		if err != nil || a.Status != http.StatusProxyAuthRequired {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
		tellsNoCredentials(t, row.p, tl, err)
	}
}

func TestAProxyThatForbidsATunnelIsQuoted(t *testing.T) {
	p, ca := newTLSProvider(t)
	proxy := newConnectProxy(t)
	proxy.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	e := wantCode(t, clientWith(t, p, Network{CAFile: ca, Proxy: proxy.URL}).Prefetch(t.Context(), nil), CodeMetadataUnreachable)
	if !strings.Contains(e.Error(), "the proxy answered 403 Forbidden") {
		t.Error(e)
	}
}

// socksProxy is a SOCKS proxy that knows one user (RFC 1928, RFC 1929).
type socksProxy struct {
	net.Listener
	wants string // user name, colon and password; "" for none
}

func newSOCKSProxy(t *testing.T, wants string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := socksProxy{l, wants}
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() { p.serve(conn) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); serving.Wait() })
	return "socks5://" + l.Addr().String()
}

func (p socksProxy) serve(near net.Conn) {
	defer near.Close()
	read := func(n int) []byte {
		b := make([]byte, n)
		if _, err := io.ReadFull(near, b); err != nil {
			return make([]byte, n)
		}
		return b
	}
	offered := string(read(int(read(2)[1])))
	switch {
	case p.wants == "":
		_, _ = near.Write([]byte{5, 0})
	case !strings.Contains(offered, "\x02"):
		_, _ = near.Write([]byte{5, 0xff})
		return
	default:
		_, _ = near.Write([]byte{5, 2})
		user := string(read(int(read(2)[1])))
		password := string(read(int(read(1)[0])))
		if user+":"+password != p.wants {
			_, _ = near.Write([]byte{1, 1})
			return
		}
		_, _ = near.Write([]byte{1, 0})
	}
	request := read(10) // CONNECT to an IPv4 address
	far, err := net.Dial("tcp", fmt.Sprintf("%d.%d.%d.%d:%d", request[4], request[5], request[6], request[7], int(request[8])<<8+int(request[9])))
	if err != nil {
		return
	}
	_, _ = near.Write([]byte{5, 0, 0, 1, 127, 0, 0, 1, 0, 1})
	var both sync.WaitGroup
	both.Go(func() { _, _ = io.Copy(far, near); _ = far.Close() })
	both.Go(func() { _, _ = io.Copy(near, far); _ = near.Close() })
	both.Wait()
}

func TestASOCKSProxyTakesOrRefusesTheUserNameAndPassword(t *testing.T) {
	p, ca := newTLSProvider(t)
	plain := newTestProvider(t)
	wrong := withCredentials("", "")
	wrong.ProxyPassword = NewSecret("wrong")
	for name, row := range map[string]struct {
		n           Network
		wants, says string // says "": it goes through
	}{
		"the right password": {withCredentials("", ""), proxyUser + ":" + proxyPassword, ""},
		"nothing is wanted":  {withCredentials("", ""), "", ""},
		"a wrong password":   {wrong, proxyUser + ":" + proxyPassword, "does not accept the user name and the password"},
		"no password":        {Network{}, proxyUser + ":" + proxyPassword, "the connection has none"},
	} {
		for _, p := range []*testProvider{p, plain} {
			n := row.n
			n.CAFile, n.Proxy = ca, newSOCKSProxy(t, row.wants)
			c, tl := clientWith(t, p, n), &Timeline{}
			err := c.Prefetch(t.Context(), tl)
			if row.says == "" {
				if err != nil {
					t.Errorf("%s: %v", name, err)
				}
			} else if e := wantCode(t, err, CodeProxyUnauthenticated); !strings.Contains(e.Actual, row.says) {
				t.Errorf("%s: %+v", name, e)
			}
			c.Transport.(*networkTransport).closeIdle(t)
			tellsNoCredentials(t, p, tl, err)
		}
	}
}

// closeIdle lets a proxy of a test end.
func (t *networkTransport) closeIdle(test *testing.T) {
	test.Helper()
	made, err := t.made()
	if err != nil {
		test.Fatal(err)
	}
	made.CloseIdleConnections()
}

func TestTheDoctorSaysThatTheProxyRefuses(t *testing.T) {
	p, ca := newTLSProvider(t)
	proxy := newConnectProxy(t)
	proxy.wants, proxy.offers = "somebody:else", "Basic"
	all := examined(t, clientWith(t, p, withCredentials(proxy.URL, ca)), DoctorOptions{})
	wantFinding(t, all[TopicMetadata], "metadata_unreachable", "the proxy does not accept the user name and the password")
	wantFinding(t, all[TopicHost], "host_proxy_refused", strings.TrimPrefix(p.URL, "https://"), proxy.URL, "the proxy does not accept the user name and the password")
	if all[TopicHost].Verdict() != VerdictBad {
		t.Errorf("%+v", all[TopicHost])
	}
	tellsNoCredentials(t, p, &Timeline{}, fmt.Errorf("%v", all))
	unreadable := examined(t, clientWith(t, p, Network{CAFile: t.TempDir()}), DoctorOptions{})
	wantFinding(t, unreadable[TopicMetadata], "metadata_unreachable", "a folder")
	wantFinding(t, unreadable[TopicHost], "host_unreachable", "a folder")
}
