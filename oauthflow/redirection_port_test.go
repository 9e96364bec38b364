package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// holdPort listens on a port of 127.0.0.1 until the test ends.
func holdPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

// freePort was free a moment ago.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func noticesIn(tl *Timeline) []*Error {
	var list []*Error
	for _, e := range tl.Events() {
		if e.Kind == EventNotice {
			list = append(list, e.Err)
		}
	}
	return list
}

// LOOP-03: a list is tried in order, and that its first port was not free is told.
func TestPortsOfAListAreTriedInOrder(t *testing.T) {
	taken, free, later := holdPort(t), freePort(t), freePort(t)
	tl := &Timeline{}
	e, err := listenRedirect(t.Context(), Redirect{Host: "127.0.0.1", Ports: []int{taken, free, later}, Path: "/callback"}, tl, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close(t.Context())
	if want := fmt.Sprintf("http://127.0.0.1:%d/callback", free); e.URI() != want {
		t.Errorf("listens on %s, want %s", e.URI(), want)
	}
	told := noticesIn(tl)
	if len(told) != 1 || told[0].Code != CodePortPassedOver || !strings.Contains(told[0].Expected, strconv.Itoa(taken)) || !strings.Contains(told[0].Actual, fmt.Sprintf("port %d is used", free)) {
		t.Errorf("told %+v", told)
	}
	first := &Timeline{}
	e2, err := listenRedirect(t.Context(), Redirect{Host: "127.0.0.1", Ports: []int{later, taken}, Path: "/callback"}, first, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e2.close(t.Context())
	if e2.port != later || len(noticesIn(first)) != 0 {
		t.Errorf("port %d, told %+v", e2.port, noticesIn(first))
	}
}

func TestAListOfTakenPortsIsAnErrorThatNamesEach(t *testing.T) {
	a, b := holdPort(t), holdPort(t)
	_, err := listenRedirect(t.Context(), Redirect{Host: "127.0.0.1", Ports: []int{a, b}, Path: "/callback"}, &Timeline{}, nil)
	var e *Error
	if !errors.As(err, &e) || e.Code != CodePortInUse || !strings.Contains(e.Expected, fmt.Sprintf("%d, %d", a, b)) ||
		!strings.Contains(e.Actual, fmt.Sprintf("%d: ", a)) || !strings.Contains(e.Actual, fmt.Sprintf("; %d: ", b)) {
		t.Errorf("the error is %+v", err)
	}
}

// This test listens on the port itself, so that it is the holder.
func TestWhoHoldsThePortIsNamed(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells it to every program")
	}
	port := holdPort(t)
	_, err := listenRedirect(t.Context(), Redirect{Host: "127.0.0.1", Port: port, Path: "/callback"}, &Timeline{}, nil)
	var e *Error
	name, readErr := os.ReadFile("/proc/self/comm")
	if !errors.As(err, &e) || readErr != nil {
		t.Fatal(err, readErr)
	}
	if want := fmt.Sprintf("%s (process %d) listens on it", strings.TrimSpace(string(name)), os.Getpid()); e.Actual != want {
		t.Errorf("said %q, want %q", e.Actual, want)
	}
}

func TestTheRedirectMayBeTheIPv6Address(t *testing.T) {
	skipWithoutIPv6(t)
	e, _ := startEndpoint(t, Redirect{Host: "::1", Path: "/callback"})
	if want := fmt.Sprintf("http://[::1]:%d/callback", e.port); e.URI() != want {
		t.Errorf("the redirect URI is %s, want %s", e.URI(), want)
	}
	if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", e.port)); err == nil {
		_ = c.Close()
		t.Error("127.0.0.1 answers as well")
	}
	c := dial(t, net.JoinHostPort("::1", strconv.Itoa(e.port)))
	write(c, e, get("/callback?"+oursQuery))
	if answer := readAnswer(t, c, "GET"); answer.StatusCode != 303 {
		t.Errorf("answered with %d", answer.StatusCode)
	}
	arrival, err := e.wait(t.Context(), soon())
	requireArrival(t, arrival, err)
}

// LOOP-02: a computer with one family of addresses serves localhost with that one, and says so.
func TestLocalhostOfOneFamily(t *testing.T) {
	for missing, other := range map[string]string{"::1": "127.0.0.1", "127.0.0.1": "::1"} {
		for _, absent := range []error{syscall.EADDRNOTAVAIL, syscall.EAFNOSUPPORT, syscall.Errno(10049)} {
			t.Run(fmt.Sprint(missing, absent), func(t *testing.T) {
				if other == "::1" {
					skipWithoutIPv6(t)
				}
				l := systemLoopback()
				l.listen = func(ctx context.Context, address string, port int) (net.Listener, int, error) {
					if address == missing {
						return nil, 0, &net.OpError{Op: "listen", Err: absent}
					}
					return listenOn(ctx, address, port)
				}
				tl := &Timeline{}
				b, err := l.bind(t.Context(), Redirect{Host: "localhost"}, tl)
				if err != nil {
					t.Fatal(err)
				}
				defer b.listeners[0].Close()
				if got := b.listeners[0].Addr().String(); len(b.listeners) != 1 || got != net.JoinHostPort(other, strconv.Itoa(b.port)) {
					t.Errorf("listens on %s with %d listeners", got, len(b.listeners))
				}
				told := noticesIn(tl)
				if len(told) != 1 || told[0].Code != CodeLoopbackAddressMissing || !strings.Contains(told[0].Actual, "no "+missing) {
					t.Errorf("told %+v", told)
				}
			})
		}
	}
}

func TestAComputerWithoutLoopbackAddressesCannotListen(t *testing.T) {
	l := systemLoopback()
	l.listen = func(context.Context, string, int) (net.Listener, int, error) { return nil, 0, syscall.EADDRNOTAVAIL }
	if _, err := l.bind(t.Context(), Redirect{Host: "localhost"}, &Timeline{}); !errors.Is(err, &Error{Code: CodeListenerFailed}) {
		t.Errorf("the error is %v", err)
	}
}

func TestACancelledSignInTriesNoFurtherPort(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	l := systemLoopback()
	tried := 0
	l.listen = func(context.Context, string, int) (net.Listener, int, error) {
		tried++
		cancel(ErrCanceled)
		return nil, 0, syscall.EADDRINUSE
	}
	if _, err := l.bind(ctx, Redirect{Host: "127.0.0.1", Ports: []int{1, 2}}, &Timeline{}); !errors.Is(err, ErrCanceled) || tried != 1 {
		t.Errorf("the error is %v after %d", err, tried)
	}
}

func TestWhatHasToBeRegistered(t *testing.T) {
	rows := []struct {
		redirect Redirect
		want     []string
	}{
		{Redirect{Host: "127.0.0.1", Path: "/callback"}, []string{"http://127.0.0.1/callback"}},
		{Redirect{Host: "::1", Path: "/callback"}, []string{"http://[::1]/callback"}},
		{Redirect{Host: "localhost", Port: 8400, Path: "/"}, []string{"http://localhost:8400/"}},
		{Redirect{Host: "::1", Ports: []int{8400, 8401}, Path: "/cb"}, []string{"http://[::1]:8400/cb", "http://[::1]:8401/cb"}},
	}
	for _, row := range rows {
		if got := row.redirect.URIs(); !reflect.DeepEqual(got, row.want) {
			t.Errorf("%+v: %v", row.redirect, got)
		}
	}
}
