// What the vault tells the person: whether files are sealed, why not, and what
// was put aside.

package vault

import (
	"fmt"
	"slices"
)

// Reason says why secrets are held in memory. The list is closed, its values
// are stable; each has words in the window.
type Reason string

// The reasons, in the order in which a start can meet them.
const (
	ReasonNone          Reason = ""               // sealed: there is nothing to explain
	ReasonDisabled      Reason = "disabled"       // the person asked for memory (--no-keyring)
	ReasonUnavailable   Reason = "unavailable"    // no keyring service answers, or it has no keyring
	ReasonLocked        Reason = "locked"         // the keyring is locked and was not unlocked
	ReasonTimedOut      Reason = "timed_out"      // the keyring did not answer in time
	ReasonUnreadableKey Reason = "unreadable_key" // the keyring holds something that is not our key
)

// Reasons lists every reason for memory, for the test that each has words.
func Reasons() []Reason {
	return []Reason{ReasonDisabled, ReasonUnavailable, ReasonLocked, ReasonTimedOut, ReasonUnreadableKey}
}

// Status is what became of the keyring and of the files.
type Status struct {
	Sealed   bool     // key in the keyring, sealed files; else memory for this run
	Reason   Reason   // why not sealed
	Err      error    // the technical cause, without a secret; nil if sealed or disabled
	SetAside []string // paths to which files were moved because this key does not open them
}

// Status returns the state as of now; files found damaged since Open are in it.
func (v *Vault) Status() Status {
	v.mu.Lock()
	defer v.mu.Unlock()
	s := v.status
	s.SetAside = slices.Clone(s.SetAside)
	return s
}

// DamagedError is a sealed file that could not be opened: damaged, of another
// version, or sealed with another key. To errors.Is it is ErrNotFound.
type DamagedError struct {
	ID       string
	Kind     Kind
	SetAside string // the path it was moved to; empty if that failed, Err then says why
	Err      error
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("the stored %s of %s cannot be opened: %v", e.Kind, e.ID, e.Err)
}

// Unwrap gives the technical cause.
func (e *DamagedError) Unwrap() error { return e.Err }

// Is makes a damaged file count as absent: the person is signed out (STOR-10).
func (e *DamagedError) Is(target error) bool { return target == ErrNotFound }

// KeyringError is a keyring that cannot be used now. Keyrings that know the
// reason return it; any other error of a keyring counts as unavailable.
type KeyringError struct {
	Reason Reason
	Err    error
}

func (e *KeyringError) Error() string { return fmt.Sprintf("keyring %s: %v", e.Reason, e.Err) }

// Unwrap gives the technical cause.
func (e *KeyringError) Unwrap() error { return e.Err }
