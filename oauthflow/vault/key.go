// The key: 256 random bits, base64, in the keyring under our service and the
// folder's own random id, so that two data folders never share or overwrite a
// key (STOR-03). Only a definite "not found" creates one.

package vault

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"io/fs"

	"github.com/zalando/go-keyring"
)

// service is the name under which a keyring's own window lists the key.
const service = "Proofkey"

var (
	errLimit     = errors.New("it did not answer in time")
	errKeyFormat = errors.New("its entry is not a key of 256 bits in base64")
	errReadBack  = errors.New("it did not give back the key that was stored")
)

// obtainedKey is a key that is in the keyring. A created one comes with the
// lock on creation still held.
type obtainedKey struct {
	bytes    []byte
	created  bool
	setAside []string
	unlock   func()
}

func (k obtainedKey) release() {
	clear(k.bytes)
	if k.unlock != nil {
		k.unlock()
	}
}

// obtainKey runs findKey in its own goroutine, because a keyring call can be
// neither limited nor interrupted. If the limit or ctx ends first, nothing is
// taken from it any more; a stuck goroutine keeps the lock on creation, so
// that its late write cannot replace a key another process made meanwhile.
func obtainKey(ctx context.Context, c Config, f *folder) (obtainedKey, error) {
	limit := c.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errLimit)
	defer cancel()
	type outcome struct {
		key obtainedKey
		err error
	}
	done := make(chan outcome) // unbuffered: either taken, or given up by both
	go func() {
		key, err := findKey(ctx, c.Keyring, f)
		select {
		case done <- outcome{key, err}:
		case <-ctx.Done():
			key.release()
		}
	}()
	select {
	case o := <-done:
		if o.err == nil || ctx.Err() == nil {
			return o.key, o.err
		}
	case <-ctx.Done():
	}
	if context.Cause(ctx) == errLimit {
		return obtainedKey{}, &KeyringError{ReasonTimedOut, errLimit}
	}
	return obtainedKey{}, context.Cause(ctx)
}

// findKey asks without writing anything first: a keyring that cannot be used
// leaves the disk as it is.
func findKey(ctx context.Context, k Keyring, f *folder) (obtainedKey, error) {
	id, err := f.readID()
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errFolderID) {
		id, err = newFolderID(), nil // nothing is under it: this only asks whether the keyring works
	}
	if err != nil {
		return obtainedKey{}, err
	}
	key, err := getKey(ctx, k, id)
	if errors.Is(err, keyring.ErrNotFound) {
		return createKey(ctx, k, f, id)
	}
	return obtainedKey{bytes: key}, err
}

// createKey holds a lock from looking again until the caller is done with what
// a new key means for the folder.
func createKey(ctx context.Context, k Keyring, f *folder, candidate string) (key obtainedKey, err error) {
	if key.unlock, err = f.locks.acquire(ctx, "key"); err != nil {
		return obtainedKey{}, err
	}
	defer func() {
		if err != nil {
			key.release()
		}
	}()
	id, setAside, err := f.ensureID(ctx, candidate)
	if err != nil {
		return key, err
	}
	key.setAside = setAside
	key.bytes, err = getKey(ctx, k, id)
	if !errors.Is(err, keyring.ErrNotFound) {
		return key, err // another copy was faster, or the keyring fails now
	}
	key.created = true
	key.bytes, err = storeKey(ctx, k, id)
	return key, err
}

// storeKey stores a new key and takes it only as the keyring gives it back.
func storeKey(ctx context.Context, k Keyring, id string) ([]byte, error) {
	key := make([]byte, keySize)
	rand.Read(key) // never fails: crypto/rand ends the process instead
	if err := keyringError(ctx, k.Set(service, id, base64.StdEncoding.EncodeToString(key))); err != nil {
		return nil, err
	}
	back, err := getKey(ctx, k, id)
	if errors.Is(err, keyring.ErrNotFound) || err == nil && subtle.ConstantTimeCompare(key, back) != 1 {
		return nil, &KeyringError{ReasonUnreadableKey, errReadBack}
	}
	return back, err
}

// getKey gives keyring.ErrNotFound, a *KeyringError or the cause of ctx's end.
func getKey(ctx context.Context, k Keyring, id string) ([]byte, error) {
	value, err := k.Get(service, id)
	if err := keyringError(ctx, err); err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.Strict().DecodeString(value)
	if err != nil || len(key) != keySize { // err would quote a part of the value
		return nil, &KeyringError{ReasonUnreadableKey, errKeyFormat}
	}
	return key, nil
}

// keyringError judges the end of a keyring call. What ends after ctx has no
// effect any more.
func keyringError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err == nil || errors.Is(err, keyring.ErrNotFound) {
		return err
	}
	if known, ok := errors.AsType[*KeyringError](err); ok {
		return known
	}
	return &KeyringError{ReasonUnavailable, err}
}
