// A trial of the keyring: an entry of our own is stored, read back and deleted, as large as a key and larger.

package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"github.com/zalando/go-keyring"
)

// TriedKeyring is a keyring that an entry can be deleted from again.
type TriedKeyring interface {
	Keyring
	Delete(service, user string) error
}

func (systemKeyring) Delete(service, user string) (err error) {
	defer recoverKeyring(&err)
	if err := reachable(); err != nil {
		return &KeyringError{ReasonUnavailable, err}
	}
	return judgeSystemError(keyring.Delete(service, user))
}

// trialSizes are in bytes. The vault's key takes the first; Windows has 2,560 for an entry, macOS some 2,900.
func trialSizes() []int { return []int{44, 2048, 4096} }

// TryKeyring returns the size in bytes of the largest entry that the keyring gave back, 0 with the reason if it gave
// back none. The calls cannot be interrupted: when ctx ends, its cause is returned, and the trial ends on its own.
func TryKeyring(ctx context.Context, k TriedKeyring) (bytes int, err error) {
	type outcome struct {
		bytes int
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		n, err := tryKeyring(k)
		done <- outcome{n, err}
	}()
	select {
	case o := <-done:
		return o.bytes, o.err
	case <-ctx.Done():
		return 0, context.Cause(ctx)
	}
}

func tryKeyring(k TriedKeyring) (largest int, err error) {
	entry := "trial-" + rand.Text()
	defer func() {
		deleted := k.Delete(service, entry)
		if errors.Is(deleted, keyring.ErrNotFound) {
			deleted = nil // none was stored
		}
		err = errors.Join(err, deleted)
	}()
	for _, size := range trialSizes() {
		value := strings.Repeat("k", size)
		if err := k.Set(service, entry, value); err != nil {
			return largest, firstTrial(largest, err)
		}
		back, err := k.Get(service, entry)
		if err != nil {
			return largest, firstTrial(largest, err)
		}
		if back != value {
			return largest, firstTrial(largest, errReadBack)
		}
		largest = size
	}
	return largest, nil
}

// firstTrial keeps the error of the first size only: of a larger one it says no more than that it is too large.
func firstTrial(largest int, err error) error {
	if largest > 0 {
		return nil
	}
	return err
}
