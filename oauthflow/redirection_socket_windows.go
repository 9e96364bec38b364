// Exclusive use of the port of the redirection endpoint on Windows (LOOP-04).

package oauthflow

import "syscall"

// soExclusiveAddrUse is ((int)(~SO_REUSEADDR)) of winsock2.h. Without it a program that sets
// SO_REUSEADDR may bind the same port and receive the redirect.
const soExclusiveAddrUse = ^syscall.SO_REUSEADDR

func exclusiveUse(_, _ string, socket syscall.RawConn) error {
	var failure error
	err := socket.Control(func(handle uintptr) {
		failure = syscall.SetsockoptInt(syscall.Handle(handle), syscall.SOL_SOCKET, soExclusiveAddrUse, 1)
	})
	if err != nil {
		return err
	}
	return failure
}
