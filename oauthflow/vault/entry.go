// The names of stored things. Only these reach a path, so that no id can point
// outside the vault's folder.

package vault

import (
	"fmt"
	"slices"
	"strings"
)

// Kind is what is stored of a connection.
type Kind string

// The kinds.
const (
	KindSession      Kind = "session"
	KindClientSecret Kind = "client-secret"
	KindDemoState    Kind = "demo-state"
	KindRegistration Kind = "registration" // of this app at a provider

	KindProxyPassword Kind = "proxy-password"
)

// demoID is the one id that is not random: the demo provider's.
const demoID = "demo"

// idLength is that of 128 random bits in hex, the id of a connection.
const idLength = 32

// maxLockName keeps the name of a lock far below any file system's limit.
const maxLockName = 64

const (
	hexDigits    = "0123456789abcdef"
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
)

// entry is one stored value; its id and kind have been checked.
type entry struct {
	id   string
	kind Kind
}

func newEntry(id string, k Kind) (entry, error) {
	if err := checkID(id); err != nil {
		return entry{}, err
	}
	if !slices.Contains(kinds(), k) {
		return entry{}, fmt.Errorf("vault: %q is not a kind", string(k))
	}
	return entry{id, k}, nil
}

func kinds() []Kind {
	return []Kind{KindSession, KindClientSecret, KindDemoState, KindRegistration, KindProxyPassword}
}

func checkID(id string) error {
	if id == demoID || isHexID(id) {
		return nil
	}
	return fmt.Errorf("vault: %q is not an id", id)
}

func isHexID(id string) bool { return len(id) == idLength && strings.Trim(id, hexDigits) == "" }

func validLockName(name string) bool {
	return name != "" && len(name) <= maxLockName && strings.Trim(name, lowerLetters+"-") == ""
}

// sealedSuffix ends the name of every sealed file.
const sealedSuffix = ".sealed"

// file is the entry's file name in the vault's folder.
func (e entry) file() string { return e.id + "." + string(e.kind) + sealedSuffix }
