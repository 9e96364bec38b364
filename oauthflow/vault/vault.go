// Package vault keeps secrets at rest (standards checklist, section 15): one
// random key in the system's keyring, one file sealed with it per connection
// and kind. Without a usable keyring everything is held in memory for this run
// and nothing readable is written.
//
//	vault.go     Open, Load, Save, Delete: what callers use
//	status.go    what became of the keyring, and which files were put aside
//	entry.go     which names are allowed, and their files
//	seal.go      the format of a sealed file
//	folder.go    sealed files on disk, replaced by rename
//	memory.go    the same without a disk
//	key.go       finding or creating the key
//	folder_id.go the name of the folder's key in the keyring
//	keyring.go   the system's keyring behind go-keyring
//	lock.go      locks between goroutines and between running copies
package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// defaultLimit bounds all keyring calls of Open together: go-keyring has no
// time limit of its own and blocks while a prompt is on the screen.
const defaultLimit = 5 * time.Second

// ErrNotFound says that nothing is stored under this id and kind.
var ErrNotFound = errors.New("nothing is stored under this name")

// Config says where a vault keeps what.
type Config struct {
	Dir     string        // the app's data folder; the vault uses a sub folder of it
	Keyring Keyring       // nil: memory only (--no-keyring); else usually SystemKeyring
	Limit   time.Duration // for the keyring, within Open; 0 means 5 s
}

// Vault stores bytes by id and kind. It is safe for use by several goroutines
// and by several running copies of the app on one folder.
type Vault struct {
	store store
	locks *locks

	mu     sync.Mutex
	status Status
}

// store is a sealed folder or memory. Calls may wait for a lock of another
// running copy, until ctx ends; load gives ErrNotFound or a *DamagedError.
type store interface {
	load(ctx context.Context, e entry) ([]byte, error)
	save(ctx context.Context, e entry, b []byte) error
	remove(ctx context.Context, e entry) error
	removeAll(ctx context.Context, id string) error
}

// Open decides once, for the life of the vault, between sealed files and
// memory; Status tells which, and why. It blocks up to Limit, so it must not be
// called on the UI thread. The error is an unusable data folder, or the cause
// of ctx's end; a keyring that cannot be used is no error but a Status (STOR-02).
// One goroutine may stay behind: a keyring call that never returns cannot be
// interrupted.
func Open(ctx context.Context, c Config) (*Vault, error) {
	if c.Keyring == nil {
		return newMemoryVault(c.Dir, Status{Reason: ReasonDisabled}), nil
	}
	if c.Dir == "" {
		return nil, errors.New("vault: no data folder is named")
	}
	f := newFolder(c.Dir)
	key, err := obtainKey(ctx, c, f)
	if problem, ok := errors.AsType[*KeyringError](err); ok {
		return newMemoryVault(c.Dir, Status{Reason: problem.Reason, Err: problem}), nil
	}
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	defer key.release()
	setAside, err := f.begin(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return &Vault{store: f, locks: f.locks, status: Status{Sealed: true, SetAside: setAside}}, nil
}

func newMemoryVault(dir string, s Status) *Vault {
	m := &memory{values: make(map[entry][]byte)}
	if dir != "" {
		m.folder = newFolder(dir)
	}
	return &Vault{store: m, locks: newLocks(""), status: s}
}

// Load returns what was saved last. It gives ErrNotFound where there is
// nothing, and for a file that cannot be opened a *DamagedError, which is
// ErrNotFound too; the file is then set aside and listed in Status (STOR-10).
func (v *Vault) Load(ctx context.Context, id string, k Kind) ([]byte, error) {
	e, err := newEntry(id, k)
	if err != nil {
		return nil, err
	}
	b, err := v.store.load(ctx, e)
	if damaged, ok := errors.AsType[*DamagedError](err); ok && damaged.SetAside != "" {
		v.mu.Lock()
		v.status.SetAside = append(v.status.SetAside, damaged.SetAside)
		v.mu.Unlock()
	}
	return b, err
}

// Save replaces what is stored. A kill at any moment leaves the old bytes or
// the new ones (STOR-04).
func (v *Vault) Save(ctx context.Context, id string, k Kind, b []byte) error {
	e, err := newEntry(id, k)
	if err != nil {
		return err
	}
	if len(b) > maxPlain {
		return fmt.Errorf("vault: %d bytes are more than a file may hold (%d)", len(b), maxPlain)
	}
	return v.store.save(ctx, e, bytes.Clone(b))
}

// Delete removes one kind; it is no error if there is nothing. In memory mode
// a sealed file of an earlier run goes too, if this run held a value in its
// place: who signed out stays signed out when the keyring is back (STOR-07).
func (v *Vault) Delete(ctx context.Context, id string, k Kind) error {
	e, err := newEntry(id, k)
	if err != nil {
		return err
	}
	return v.store.remove(ctx, e)
}

// DeleteAll removes every kind of this id, sealed files of earlier runs
// included, whatever the mode: the connection itself goes (STOR-07).
func (v *Vault) DeleteAll(ctx context.Context, id string) error {
	if err := checkID(id); err != nil {
		return err
	}
	return v.store.removeAll(ctx, id)
}

// Lock keeps other goroutines and, where files are sealed, other running
// copies from the same id; it waits until ctx ends. It is not reentrant. Load,
// Save and Delete do not need it and may be called while it is held (RT-04).
func (v *Vault) Lock(ctx context.Context, id string) (unlock func(), err error) {
	if err := checkID(id); err != nil {
		return nil, err
	}
	return v.locks.acquire(ctx, "id-"+id)
}

// TryLock takes a named lock of the data folder if it is free, such as "demo-provider". In
// memory mode it holds within this process only, as does everything stored.
func (v *Vault) TryLock(name string) (unlock func(), ok bool, err error) {
	if !validLockName(name) {
		return nil, false, fmt.Errorf("vault: %q is not a name of a lock", name)
	}
	return v.locks.try("name-" + name)
}
