// What the exit status of /usr/bin/security tells on macOS: the low byte of
// the Security framework's OSStatus. Not tried on a Mac.

package vault

import (
	"errors"
	"os/exec"
	"slices"
)

func reachable() error { return nil }

// isLocked knows errSecInteractionNotAllowed (-25308), errSecAuthFailed
// (-25293) and errSecUserCanceled (-128).
func isLocked(err error) bool {
	exit, ok := errors.AsType[*exec.ExitError](err)
	return ok && slices.Contains([]int{36, 51, 128}, exit.ExitCode())
}
