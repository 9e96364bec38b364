// The vault's folder: sealed files (0600) in a folder of the person's own
// (0700), replaced by rename. Each operation holds the folder's lock, within
// the process and across processes: a temporary file seen under it is a
// left-over of a killed process, and Windows lets nobody replace a file that
// another is reading.

package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/natefinch/atomic"
)

const (
	folderMode fs.FileMode = 0o700
	fileMode   fs.FileMode = 0o600

	setAsideFolder = "set-aside"
	// setAsideTime is in UTC and has no colon, which Windows does not allow.
	setAsideTime = "20060102T150405.000000000Z"
)

type folder struct {
	dir    string
	locks  *locks
	sealer *sealer // nil until begin
}

func newFolder(dataDir string) *folder {
	dir := filepath.Join(dataDir, "vault")
	return &folder{dir: dir, locks: newLocks(filepath.Join(dir, "locks"))}
}

// begin makes the folder ready for use with the key: what killed processes
// left is removed, and if the key is new, what it cannot open is set aside.
func (f *folder) begin(ctx context.Context, key obtainedKey) (setAside []string, err error) {
	if f.sealer, err = newSealer(key.bytes); err != nil {
		return nil, err
	}
	setAside = key.setAside
	err = f.exclusive(ctx, func() error {
		moved, err := f.tidy(key.created)
		setAside = append(setAside, moved...)
		return err
	})
	return setAside, err
}

func (f *folder) tidy(keyIsNew bool) (setAside []string, err error) {
	if err := os.Chmod(f.dir, folderMode); err != nil { // it may have been made with a wider mode
		return nil, err
	}
	files, err := os.ReadDir(f.dir)
	for _, file := range files {
		name := file.Name()
		switch {
		case isLeftOver(name):
			err = errors.Join(err, os.Remove(filepath.Join(f.dir, name)))
		case keyIsNew && strings.HasSuffix(name, sealedSuffix):
			to, moveErr := f.setAside(name)
			setAside = append(setAside, to)
			err = errors.Join(err, moveErr)
		}
	}
	return setAside, err
}

// exclusive runs do under the folder's lock.
func (f *folder) exclusive(ctx context.Context, do func() error) error {
	unlock, err := f.locks.acquire(ctx, "files")
	if err != nil {
		return err
	}
	defer unlock()
	return do()
}

func (f *folder) load(ctx context.Context, e entry) (plain []byte, err error) {
	err = f.exclusive(ctx, func() error {
		sealed, err := readLimited(filepath.Join(f.dir, e.file()))
		if errors.Is(err, fs.ErrNotExist) {
			return ErrNotFound
		}
		if err == nil {
			plain, err = f.sealer.open(e, sealed)
		}
		if err == nil || !isDamage(err) {
			return err
		}
		to, moveErr := f.setAside(e.file())
		return &DamagedError{ID: e.id, Kind: e.kind, SetAside: to, Err: errors.Join(err, moveErr)}
	})
	return plain, err
}

// isDamage tells what the file is from what kept us from reading it.
func isDamage(err error) bool {
	return errors.Is(err, errNotSealed) || errors.Is(err, errNoMatch) || errors.Is(err, errTooLarge)
}

func (f *folder) save(ctx context.Context, e entry, b []byte) error {
	sealed := f.sealer.seal(e, b)
	return f.exclusive(ctx, func() error { return f.replace(e.file(), sealed) })
}

// replace writes a temporary file beside the target, syncs it and renames it.
// The temporary file is made with mode 0600, but atomic then gives it the
// target's mode, which is therefore set first.
func (f *folder) replace(name string, content []byte) error {
	path := filepath.Join(f.dir, name)
	if err := os.Chmod(path, fileMode); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return atomic.WriteFile(path, bytes.NewReader(content))
}

// isLeftOver knows atomic's temporary files: the target's name and digits.
func isLeftOver(name string) bool {
	target := strings.TrimRight(name, "0123456789")
	return target != name && (target == folderIDFile || strings.HasSuffix(target, sealedSuffix))
}

func (f *folder) remove(ctx context.Context, e entry) error {
	path := filepath.Join(f.dir, e.file())
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return f.exclusive(ctx, func() error {
		if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

func (f *folder) removeAll(ctx context.Context, id string) error {
	var problems []error
	for _, k := range kinds() {
		problems = append(problems, f.remove(ctx, entry{id, k}))
	}
	return errors.Join(problems...)
}

// setAside moves a file out of the way and returns its new path.
func (f *folder) setAside(name string) (string, error) {
	to := filepath.Join(f.dir, setAsideFolder)
	if err := os.MkdirAll(to, folderMode); err != nil {
		return "", err
	}
	to = filepath.Join(to, name+"."+time.Now().UTC().Format(setAsideTime))
	if err := os.Rename(filepath.Join(f.dir, name), to); err != nil {
		return "", fmt.Errorf("set aside: %w", err)
	}
	return to, nil
}

func readLimited(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, maxPlain+1024)) // header, nonce and tag are 32 bytes
	if err == nil && len(b) == maxPlain+1024 {
		return nil, errTooLarge
	}
	return b, err
}
