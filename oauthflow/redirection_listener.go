// Where the redirection endpoint listens: loopback addresses only, RFC 8252 §7.3 and §8.3.

package oauthflow

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strconv"
	"syscall"
)

// Of Windows: the address is in use, and the port is in a range that is kept from programs.
const (
	wsaAccessDenied = syscall.Errno(10013)
	wsaAddressInUse = syscall.Errno(10048)
)

// freePortTries is how often another free port is tried when only one of the two addresses of localhost has it.
const freePortTries = 10

// listenLoopback binds what r asks for before anything is sent anywhere (LOOP-01, LOOP-04) and returns
// the listeners with their common port.
//
// LOOP-02 is met for localhost only. 127.0.0.1 is part of the redirect URI that is registered at the
// provider, where only the port may differ (RFC 8252 §7.3): advertising [::1] instead would be refused
// there. A machine without IPv6 can't serve localhost, which its browser may take for either address.
func listenLoopback(ctx context.Context, r Redirect) ([]net.Listener, int, error) {
	if r.Host != "localhost" {
		first, port, err := listenOn(ctx, "127.0.0.1", r.Port)
		if err != nil {
			return nil, 0, listenError(runtime.GOOS, r.Port, err)
		}
		return []net.Listener{first}, port, nil
	}
	var problem error
	for range freePortTries {
		both, port, err := listenOnBoth(ctx, r.Port)
		if err == nil {
			return both, port, nil
		}
		problem = err
		if r.Port != 0 || !isPortTaken(runtime.GOOS, err) { // LOOP-03: never silently another port
			break
		}
	}
	return nil, 0, listenError(runtime.GOOS, r.Port, problem)
}

func listenOnBoth(ctx context.Context, port int) ([]net.Listener, int, error) {
	first, port, err := listenOn(ctx, "127.0.0.1", port)
	if err != nil {
		return nil, 0, err
	}
	second, _, err := listenOn(ctx, "::1", port)
	if err != nil {
		_ = first.Close()
		return nil, 0, err
	}
	return []net.Listener{first, second}, port, nil
}

func listenOn(ctx context.Context, address string, port int) (net.Listener, int, error) {
	config := net.ListenConfig{Control: exclusiveUse}
	l, err := config.Listen(ctx, "tcp", net.JoinHostPort(address, strconv.Itoa(port)))
	if err != nil {
		return nil, 0, err
	}
	bound, ok := l.Addr().(*net.TCPAddr)
	if !ok || !bound.IP.IsLoopback() {
		_ = l.Close()
		return nil, 0, errors.New("the system bound an address that is not loopback")
	}
	return l, bound.Port, nil
}

func isPortTaken(goos string, err error) bool {
	if goos == "windows" {
		return errors.Is(err, wsaAddressInUse) || errors.Is(err, wsaAccessDenied)
	}
	return errors.Is(err, syscall.EADDRINUSE)
}

// listenError says which port cannot be used and why. port is the one asked for, 0 for any.
func listenError(goos string, port int, err error) error {
	e := &Error{
		Step: StepAuthorizationRequest, Code: CodeListenerFailed, Spec: "RFC 8252 §7.3",
		Expected: "a free port of this computer's loopback address", Actual: "the system refused to listen", Err: err,
	}
	if port == 0 || !isPortTaken(goos, err) {
		return e
	}
	e.Code = CodePortInUse
	e.Expected = fmt.Sprintf("port %d is free on this computer", port)
	e.Actual = "another program listens on it: end that program, or choose another port and register it at the provider"
	if goos == "windows" && errors.Is(err, wsaAccessDenied) {
		e.Actual = "Windows keeps it back (error 10013). The ranges it keeps are listed by: " +
			"netsh interface ipv4 show excludedportrange protocol=tcp"
	}
	return e
}
