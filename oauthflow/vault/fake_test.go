// Keyrings for tests, and a look at the disk.

package vault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/natefinch/atomic"
	"github.com/zalando/go-keyring"
)

const (
	someID  = "0123456789abcdef0123456789abcdef"
	otherID = "fedcba9876543210fedcba9876543210"
)

// fakeKeyring is a map. onGet and onSet see the number of the call (from 1)
// and may put another outcome in its place.
type fakeKeyring struct {
	onGet func(call int, value string, err error) (string, error)
	onSet func(call int) error

	mu         sync.Mutex
	values     map[string]string
	gets, sets int
}

func (k *fakeKeyring) Get(service, user string) (string, error) {
	k.mu.Lock()
	k.gets++
	call := k.gets
	value, ok := k.values[service+"/"+user]
	k.mu.Unlock()
	var err error
	if !ok {
		err = keyring.ErrNotFound
	}
	if k.onGet != nil {
		return k.onGet(call, value, err)
	}
	return value, err
}

func (k *fakeKeyring) Set(service, user, value string) error {
	k.mu.Lock()
	k.sets++
	call := k.sets
	k.mu.Unlock()
	if k.onSet != nil {
		if err := k.onSet(call); err != nil {
			return err
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.values == nil {
		k.values = make(map[string]string)
	}
	k.values[service+"/"+user] = value
	return nil
}

// fileKeyring is shared between processes. It has no lock of its own, and
// counts the keys that were ever set in the size of a second file.
type fileKeyring struct{ dir string }

func (k fileKeyring) path(service, user string) string {
	return filepath.Join(k.dir, service+"-"+user)
}

func (k fileKeyring) Get(service, user string) (string, error) {
	b, err := os.ReadFile(k.path(service, user))
	if errors.Is(err, fs.ErrNotExist) {
		return "", keyring.ErrNotFound
	}
	return string(b), err
}

func (k fileKeyring) Set(service, user, value string) error {
	count, err := os.OpenFile(filepath.Join(k.dir, "count"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer count.Close()
	if _, err := count.WriteString("x"); err != nil {
		return err
	}
	return atomic.WriteFile(k.path(service, user), strings.NewReader(value))
}

func mustOpen(t *testing.T, dir string, k Keyring) *Vault {
	t.Helper()
	v, err := Open(t.Context(), Config{Dir: dir, Keyring: k})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return v
}

// mustOpenSealed also makes sure that the vault did not fall back to memory.
func mustOpenSealed(t *testing.T, dir string, k Keyring) *Vault {
	t.Helper()
	v := mustOpen(t, dir, k)
	if s := v.Status(); !s.Sealed || s.Reason != ReasonNone || s.Err != nil {
		t.Fatalf("the vault is not sealed: %+v", s)
	}
	return v
}

func mustSave(t *testing.T, v *Vault, id string, k Kind, b string) {
	t.Helper()
	if err := v.Save(t.Context(), id, k, []byte(b)); err != nil {
		t.Fatalf("Save: %v", err)
	}
}

// wantLoad checks what is stored; "" means that nothing is.
func wantLoad(t *testing.T, v *Vault, id string, k Kind, want string) {
	t.Helper()
	got, err := v.Load(t.Context(), id, k)
	switch {
	case want == "" && !errors.Is(err, ErrNotFound):
		t.Errorf("Load %s of %s: %d bytes, error %v; want ErrNotFound", k, id, len(got), err)
	case want != "" && (err != nil || string(got) != want):
		t.Errorf("Load %s of %s: %.40q, error %v; want %.40q", k, id, got, err, want)
	}
}

// disk returns the content of every file below dir but lock files, by path.
func disk(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		b, err := os.ReadFile(path)
		files[path] = string(b)
		return err
	})
	if err != nil {
		t.Fatalf("read the folder: %v", err)
	}
	return files
}

func sealedPath(dir, id string, k Kind) string {
	return filepath.Join(dir, "vault", entry{id, k}.file())
}
