// Locks by name: first between the goroutines of this process, then, where
// there is a folder, between processes through a lock file. The system frees a
// lock file when its process ends, however it ends. Lock files are empty and
// stay: removing one that another process is about to lock would let two hold
// the same lock.

package vault

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// lockRetry is how often a lock file held by another process is tried again;
// systems offer no wait that a context could end.
const lockRetry = 20 * time.Millisecond

type locks struct {
	dir string // of the lock files; empty: this process only

	mu    sync.Mutex
	gates map[string]chan struct{} // full while held
}

func newLocks(dir string) *locks {
	return &locks{dir: dir, gates: make(map[string]chan struct{})}
}

func (l *locks) gate(name string) chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gates[name] == nil {
		l.gates[name] = make(chan struct{}, 1)
	}
	return l.gates[name]
}

// acquire waits until ctx ends; its error is then the cause of that.
func (l *locks) acquire(ctx context.Context, name string) (unlock func(), err error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	gate := l.gate(name)
	select {
	case gate <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if l.dir == "" {
		return sync.OnceFunc(func() { <-gate }), nil
	}
	file, err := l.file(name)
	if err == nil {
		_, err = file.TryLockContext(ctx, lockRetry)
	}
	if err != nil {
		<-gate
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, err
	}
	return unlocker(file, gate), nil
}

// try takes the lock only if it is free now.
func (l *locks) try(name string) (unlock func(), ok bool, err error) {
	gate := l.gate(name)
	select {
	case gate <- struct{}{}:
	default:
		return nil, false, nil
	}
	if l.dir == "" {
		return sync.OnceFunc(func() { <-gate }), true, nil
	}
	file, err := l.file(name)
	if err == nil {
		ok, err = file.TryLock()
	}
	if !ok || err != nil {
		<-gate
		return nil, false, err
	}
	return unlocker(file, gate), true, nil
}

// file makes the folder with the first lock: nothing is on disk before it.
func (l *locks) file(name string) (*flock.Flock, error) {
	if err := os.MkdirAll(l.dir, folderMode); err != nil {
		return nil, err
	}
	return flock.New(filepath.Join(l.dir, name+".lock")), nil
}

// unlocker may be called more than once.
func unlocker(file *flock.Flock, gate chan struct{}) func() {
	return sync.OnceFunc(func() {
		_ = file.Unlock() // it fails only for a file that is not open, which holds no lock
		<-gate
	})
}
