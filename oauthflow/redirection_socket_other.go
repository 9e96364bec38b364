//go:build !windows

// Exclusive use of the port of the redirection endpoint (LOOP-04): the rule of every system but Windows.

package oauthflow

import "syscall"

// exclusiveUse has nothing to set. Go's SO_REUSEADDR lets no second program listen here on these systems;
// it only makes a fixed port usable again while connections of the last sign-in are in TIME_WAIT.
func exclusiveUse(_, _ string, _ syscall.RawConn) error { return nil }
