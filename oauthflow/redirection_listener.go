// Where the redirection endpoint listens: loopback addresses only, RFC 8252 §7.3 and §8.3.

package oauthflow

import (
	"context"
	"errors"
	"net"
	"runtime"
	"strconv"
)

// freePortTries is how often another free port is tried when only one of the two addresses of localhost has it.
const freePortTries = 10

// loopback is what listening asks of the system.
type loopback struct {
	goos   string
	listen func(ctx context.Context, address string, port int) (net.Listener, int, error)
	holder func(port int) string // who listens on the port; "": the system does not tell
}

func systemLoopback() loopback {
	return loopback{goos: runtime.GOOS, listen: listenOn, holder: portHolder}
}

// binding is what was bound: the listeners with their common port.
type binding struct {
	listeners []net.Listener
	port      int
	missing   string // the address of localhost that this computer does not have; "": none
}

// bind binds what r asks for before anything is sent anywhere (LOOP-01, LOOP-04). That a port of a list was passed
// over, or that only one address of localhost is listened on, is told on the timeline.
//
// LOOP-02 is met for localhost only. A literal address is part of the redirect URI that is registered at the
// provider, where only the port may differ (RFC 8252 §7.3): advertising the other one would be refused there.
func (l loopback) bind(ctx context.Context, r Redirect, tl *Timeline) (binding, error) {
	var refused []refusedPort
	for _, port := range r.Candidates() {
		b, err := l.bindPort(ctx, r.Host, port)
		if err == nil {
			tellBinding(tl, b, refused)
			return b, nil
		}
		if ctx.Err() != nil {
			return binding{}, context.Cause(ctx)
		}
		refused = append(refused, l.refuse(port, err)) // LOOP-03: never silently another port
	}
	return binding{}, refusedError(refused)
}

func (l loopback) bindPort(ctx context.Context, host string, port int) (binding, error) {
	if host != "localhost" {
		only, bound, err := l.listen(ctx, host, port)
		return binding{listeners: []net.Listener{only}, port: bound}, err
	}
	var problem error
	for range freePortTries {
		b, err := l.bindBoth(ctx, port)
		if err == nil {
			return b, nil
		}
		problem = err
		if port != 0 || !isPortTaken(l.goos, err) {
			break
		}
	}
	return binding{}, problem
}

// bindBoth binds both addresses of localhost on one port, since a browser may take either of them. Where the computer
// does not have one, the other one is all that a browser can take.
func (l loopback) bindBoth(ctx context.Context, port int) (binding, error) {
	first, bound, errFirst := l.listen(ctx, "127.0.0.1", port)
	switch {
	case errFirst == nil:
		port = bound
	case !isAddressMissing(errFirst):
		return binding{}, errFirst
	}
	second, bound, errSecond := l.listen(ctx, "::1", port)
	switch {
	case errFirst == nil && errSecond == nil:
		return binding{listeners: []net.Listener{first, second}, port: port}, nil
	case errFirst == nil && isAddressMissing(errSecond):
		return binding{listeners: []net.Listener{first}, port: port, missing: "::1"}, nil
	case errSecond == nil:
		return binding{listeners: []net.Listener{second}, port: bound, missing: "127.0.0.1"}, nil
	}
	if first != nil {
		_ = first.Close()
	}
	return binding{}, errSecond
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
