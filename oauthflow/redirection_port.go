// Why the redirection endpoint cannot listen on a port, and what was listened on instead: RFC 8252 §7.3.

package oauthflow

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"syscall"
)

// Of Windows (winsock2.h): the address is in use; the port is in a range that is kept from programs; the computer does
// not have the address, or none of its family.
const (
	wsaAccessDenied     = syscall.Errno(10013)
	wsaNoSuchFamily     = syscall.Errno(10047)
	wsaAddressInUse     = syscall.Errno(10048)
	wsaAddressNotOfHere = syscall.Errno(10049)
)

// refusedPort is a port that could not be bound.
type refusedPort struct {
	port   int // 0: any
	code   Code
	reason string
	err    error
}

func isPortTaken(goos string, err error) bool {
	if goos == "windows" {
		return errors.Is(err, wsaAddressInUse) || errors.Is(err, wsaAccessDenied)
	}
	return errors.Is(err, syscall.EADDRINUSE)
}

// isAddressMissing reports whether the computer has no such address, such as ::1 where IPv6 is off.
func isAddressMissing(err error) bool {
	for _, missing := range []error{syscall.EADDRNOTAVAIL, syscall.EAFNOSUPPORT, wsaNoSuchFamily, wsaAddressNotOfHere} {
		if errors.Is(err, missing) {
			return true
		}
	}
	return false
}

// refuse says why a port cannot be used.
func (l loopback) refuse(port int, err error) refusedPort {
	refused := refusedPort{port: port, code: CodeListenerFailed, reason: "the system refused to listen", err: err}
	switch {
	case port == 0 || !isPortTaken(l.goos, err):
	case l.goos == "windows" && errors.Is(err, wsaAccessDenied):
		refused.code = CodePortReserved
		refused.reason = "Windows keeps it back (error 10013). The ranges it keeps are listed by: " +
			"netsh interface ipv4 show excludedportrange protocol=tcp"
	default:
		refused.code = CodePortInUse
		refused.reason = "another program listens on it. Which one is listed by: " + holderCommand(l.goos, port)
		if holder := l.holder(port); holder != "" {
			refused.reason = plainServerText(holder) + " listens on it"
		}
	}
	return refused
}

// holderCommand is what lists who listens on a port.
func holderCommand(goos string, port int) string {
	switch goos {
	case "windows":
		return fmt.Sprintf("netstat -ano -p TCP | findstr :%d", port)
	case "linux":
		return fmt.Sprintf("ss -ltnp 'sport = :%d'", port)
	}
	return fmt.Sprintf("lsof -nP -iTCP:%d -sTCP:LISTEN", port)
}

// refusedError says which ports cannot be used and why.
func refusedError(refused []refusedPort) error {
	first := refused[0]
	e := &Error{Step: StepAuthorizationRequest, Code: first.code, Spec: "RFC 8252 §7.3", Actual: first.reason, Err: first.err}
	switch {
	case len(refused) > 1:
		e.Expected = fmt.Sprintf("one of the ports %s is free on this computer", portList(refused))
		e.Actual = reasonsOf(refused)
		if !sameCode(refused) {
			e.Code = CodePortInUse
		}
	case first.code == CodeListenerFailed:
		e.Expected = "a free port of this computer's loopback address"
	default:
		e.Expected = fmt.Sprintf("port %d is free on this computer", first.port)
	}
	return e
}

func sameCode(refused []refusedPort) bool {
	for _, r := range refused {
		if r.code != refused[0].code {
			return false
		}
	}
	return true
}

func portList(refused []refusedPort) string {
	var ports []string
	for _, r := range refused {
		ports = append(ports, strconv.Itoa(r.port))
	}
	return strings.Join(ports, ", ")
}

func reasonsOf(refused []refusedPort) string {
	var reasons []string
	for _, r := range refused {
		reasons = append(reasons, fmt.Sprintf("%d: %s", r.port, r.reason))
	}
	return strings.Join(reasons, "; ")
}

// tellBinding tells what is not as a person would expect of the connection's redirect: another port than the first one
// of the list, or one of the two addresses of localhost alone.
func tellBinding(tl *Timeline, b binding, refused []refusedPort) {
	notice := func(e Error) {
		e.Step, e.Spec = StepAuthorizationRequest, "RFC 8252 §7.3"
		tl.Add(Event{Kind: EventNotice, Step: StepAuthorizationRequest, Err: &e})
	}
	if len(refused) > 0 {
		notice(Error{Code: CodePortPassedOver, Expected: "port " + strconv.Itoa(refused[0].port), Actual: fmt.Sprintf("port %d is used. %s", b.port, reasonsOf(refused))})
	}
	if b.missing != "" {
		notice(Error{
			Code: CodeLoopbackAddressMissing, Expected: "127.0.0.1 and ::1, which are both localhost",
			Actual: "this computer has no " + b.missing + ", so only the other one is listened on",
		})
	}
}
