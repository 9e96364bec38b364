package oauthflow

import (
	"context"
	"errors"
	"net"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// LOOP-01, AUTHZ-08
func TestTheEndpointListensOnTheAdvertisedLoopbackAddressOnly(t *testing.T) {
	e, _ := startEndpoint(t, DefaultRedirect())
	if want := "http://127.0.0.1:" + strconv.Itoa(e.port) + "/callback"; e.URI() != want || e.port == 0 {
		t.Errorf("the redirect URI is %s, want %s", e.URI(), want)
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, address := range append(addresses, &net.IPNet{IP: net.IPv6loopback}) {
		network, ok := address.(*net.IPNet)
		if !ok || network.IP.Equal(net.IPv4(127, 0, 0, 1)) || network.IP.IsLinkLocalUnicast() {
			continue
		}
		tried++
		c, err := net.Dial("tcp", net.JoinHostPort(network.IP.String(), strconv.Itoa(e.port)))
		if err == nil {
			_ = c.Close()
			t.Errorf("%s answers as well", network.IP)
		}
	}
	if tried == 0 {
		t.Error("no other address was tried")
	}
	requireOurs(t, e)
}

// LOOP-02
func TestForLocalhostBothLoopbackAddressesAreBoundOnOnePort(t *testing.T) {
	skipWithoutIPv6(t)
	for _, address := range []string{"127.0.0.1", "::1"} {
		t.Run(address, func(t *testing.T) {
			e, _ := startEndpoint(t, Redirect{Host: "localhost", Path: "/callback"})
			if want := "http://localhost:" + strconv.Itoa(e.port) + "/callback"; e.URI() != want {
				t.Errorf("the redirect URI is %s, want %s", e.URI(), want)
			}
			c := dial(t, net.JoinHostPort(address, strconv.Itoa(e.port)))
			write(c, e, get("/callback?"+oursQuery))
			if answer := readAnswer(t, c, "GET"); answer.StatusCode != 303 {
				t.Errorf("answered with %d", answer.StatusCode)
			}
			arrival, err := e.wait(t.Context(), soon())
			requireArrival(t, arrival, err)
		})
	}
}

func TestLocalhostNeedsBothAddresses(t *testing.T) {
	skipWithoutIPv6(t)
	taken, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	port := taken.Addr().(*net.TCPAddr).Port
	_, err = listenRedirect(t.Context(), Redirect{Host: "localhost", Port: port, Path: "/callback"}, &Timeline{}, nil)
	requirePortInUse(t, err, port)
	free, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))) // nothing stays half bound
	if err != nil {
		t.Fatalf("127.0.0.1 is still bound: %v", err)
	}
	_ = free.Close()
}

func skipWithoutIPv6(t *testing.T) {
	t.Helper()
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skipf("this computer has no ::1: %v", err)
	}
	_ = l.Close()
}

// LOOP-03, LOOP-04
func TestATakenPortIsAnErrorThatNamesIt(t *testing.T) {
	first, _ := startEndpoint(t, DefaultRedirect())
	_, err := listenRedirect(t.Context(), Redirect{Host: "127.0.0.1", Port: first.port, Path: "/callback"}, &Timeline{}, nil)
	requirePortInUse(t, err, first.port)
	if l, err := net.Listen("tcp", ":"+strconv.Itoa(first.port)); err == nil {
		_ = l.Close()
		t.Error("another program can bind the port for every address meanwhile")
	}
}

func requirePortInUse(t *testing.T, err error, port int) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Code != CodePortInUse || !strings.Contains(e.Expected, strconv.Itoa(port)) {
		t.Errorf("the error is %v (%+v)", err, e)
	}
}

func TestAFixedPortCanBeUsedAgainAtOnce(t *testing.T) {
	first, _ := startEndpoint(t, DefaultRedirect())
	requireOurs(t, first)
	first.close(t.Context())
	second, _ := startEndpoint(t, Redirect{Host: "127.0.0.1", Port: first.port, Path: "/callback"})
	if second.port != first.port {
		t.Errorf("port %d was bound, not %d", second.port, first.port)
	}
	requireOurs(t, second)
}

func TestWhyListeningFailedIsSaid(t *testing.T) {
	rows := []struct {
		name, goos, holder string
		port               int
		err                error
		code               Code
		actual             string
	}{
		{"taken on Linux", "linux", "node (process 4711)", 8400, syscall.EADDRINUSE, CodePortInUse, "node (process 4711) listens on it"},
		{"taken on Linux by nobody knows whom", "linux", "", 8400, syscall.EADDRINUSE, CodePortInUse, "ss -ltnp 'sport = :8400'"},
		{"taken on macOS", "darwin", "", 8400, syscall.EADDRINUSE, CodePortInUse, "lsof -nP -iTCP:8400 -sTCP:LISTEN"},
		{"taken on Windows", "windows", "", 8400, syscall.Errno(10048), CodePortInUse, "another program listens on it. Which one is listed by: netstat -ano -p TCP | findstr :8400"},
		{"kept back by Windows", "windows", "", 8400, syscall.Errno(10013), CodePortReserved, "netsh interface ipv4 show excludedportrange protocol=tcp"},
		{"below 1024 on Linux", "linux", "", 80, syscall.EACCES, CodeListenerFailed, "refused"},
		{"no port is free", "linux", "", 0, syscall.EADDRINUSE, CodeListenerFailed, "refused"},
		{"no ::1", "linux", "", 8400, syscall.EADDRNOTAVAIL, CodeListenerFailed, "refused"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			l := loopback{
				goos:   row.goos,
				holder: func(int) string { return row.holder },
				listen: func(context.Context, string, int) (net.Listener, int, error) {
					return nil, 0, &net.OpError{Op: "listen", Err: row.err}
				},
			}
			var e *Error
			if _, err := l.bind(t.Context(), Redirect{Host: "127.0.0.1", Port: row.port}, &Timeline{}); !errors.As(err, &e) {
				t.Fatalf("the error is %v", err)
			}
			if e.Code != row.code || !strings.Contains(e.Actual, row.actual) || !errors.Is(e, row.err) {
				t.Errorf("the error is %+v", e)
			}
		})
	}
}
