package vault

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestALockIsHeldByOneAtATime(t *testing.T) {
	dir, ring := t.TempDir(), &fakeKeyring{}
	memory := mustOpen(t, "", nil)
	pairs := map[string][2]*Vault{
		"in one vault":              {memory, memory},
		"in two copies of a folder": {mustOpenSealed(t, dir, ring), mustOpenSealed(t, dir, ring)},
	}
	for name, pair := range pairs {
		t.Run(name, func(t *testing.T) {
			unlock, err := pair[0].Lock(t.Context(), someID)
			if err != nil {
				t.Fatal(err)
			}
			free, err := pair[0].Lock(t.Context(), otherID) // another id is another lock
			if err != nil {
				t.Fatal(err)
			}
			free()
			taken := make(chan error, 1)
			go func() {
				second, err := pair[1].Lock(t.Context(), someID)
				if err == nil {
					second()
				}
				taken <- err
			}()
			mustSave(t, pair[0], someID, KindSession, "saved under the lock")
			select {
			case err := <-taken:
				t.Fatalf("taken twice (%v)", err)
			default:
			}
			unlock()
			unlock() // twice is once
			if err := <-taken; err != nil {
				t.Errorf("the second: %v", err)
			}
		})
	}
}

// Read, add one, save: under the lock no step is lost (RT-04).
func TestCountingUnderTheLockLosesNothing(t *testing.T) {
	dir, ring := t.TempDir(), &fakeKeyring{}
	copies := []*Vault{mustOpenSealed(t, dir, ring), mustOpenSealed(t, dir, ring)}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() { count(t, copies[i%2], 10) })
	}
	all.Wait()
	wantLoad(t, copies[0], someID, KindSession, "80")
}

func count(t *testing.T, v *Vault, times int) {
	for range times {
		if err := countOnce(t.Context(), v); err != nil {
			t.Error(err)
		}
	}
}

func countOnce(ctx context.Context, v *Vault) error {
	unlock, err := v.Lock(ctx, someID)
	if err != nil {
		return err
	}
	defer unlock()
	b, err := v.Load(ctx, someID, KindSession)
	if err != nil && (!errors.Is(err, ErrNotFound) || errors.As(err, new(*DamagedError))) {
		return err
	}
	n, _ := strconv.Atoi(string(b)) // 0 where there is nothing yet
	return v.Save(ctx, someID, KindSession, []byte(strconv.Itoa(n+1)))
}

// Without the lock either copy wins, but never with half a file.
func TestTwoCopiesSavingAtOnceLeaveOneWholeValue(t *testing.T) {
	dir, ring := t.TempDir(), &fakeKeyring{}
	copies := []*Vault{mustOpenSealed(t, dir, ring), mustOpenSealed(t, dir, ring)}
	mustSave(t, copies[0], someID, KindSession, strings.Repeat("-", 5000))
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for n := range 20 {
				value := strings.Repeat(fmt.Sprintf("%d", n%10), 1000*(n+1))
				if err := copies[i%2].Save(t.Context(), someID, KindSession, []byte(value)); err != nil {
					t.Error(err)
				}
				b, err := copies[(i+1)%2].Load(t.Context(), someID, KindSession)
				if err != nil || len(b) == 0 || strings.Trim(string(b), string(b[0])) != "" {
					t.Errorf("loaded %d bytes, %v", len(b), err)
				}
			}
		})
	}
	all.Wait()
	if got := copies[0].Status().SetAside; len(got) != 0 {
		t.Errorf("set aside: %v", got)
	}
}

func TestWaitingForALockEndsWithTheContext(t *testing.T) {
	for _, held := range []string{"in memory", "in this vault", "in another running copy"} {
		t.Run("held "+held, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				dir, ring := t.TempDir(), &fakeKeyring{}
				holder := mustOpenSealed(t, dir, ring)
				if held == "in memory" {
					holder = mustOpen(t, "", nil)
				}
				waiter := holder
				if held == "in another running copy" {
					waiter = mustOpenSealed(t, dir, ring)
				}
				unlock, err := holder.Lock(t.Context(), someID)
				if err != nil {
					t.Fatal(err)
				}
				defer unlock()
				cause := errors.New("the person pressed Cancel")
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(time.Minute, func() { cancel(cause) })
				start := time.Now()
				if _, err := waiter.Lock(ctx, someID); !errors.Is(err, cause) {
					t.Errorf("Lock: %v, want the cause of the cancelling", err)
				}
				if waited := time.Since(start); waited != time.Minute {
					t.Errorf("gave up after %v", waited)
				}
			})
		})
	}
}

func TestNothingStartsAfterTheContextEnded(t *testing.T) {
	modes(t, func(t *testing.T, v *Vault) {
		mustSave(t, v, someID, KindSession, "old")
		cause := errors.New("the person pressed Cancel")
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(cause)
		if err := v.Save(ctx, someID, KindSession, []byte("new")); !errors.Is(err, cause) {
			t.Errorf("Save: %v", err)
		}
		if _, err := v.Lock(ctx, someID); !errors.Is(err, cause) {
			t.Errorf("Lock: %v", err)
		}
		wantLoad(t, v, someID, KindSession, "old")
	})
}

func TestTryLockTellsWhoWasFirst(t *testing.T) {
	dir, ring := t.TempDir(), &fakeKeyring{}
	memory := mustOpen(t, "", nil)
	pairs := map[string][2]*Vault{
		"in memory":                 {memory, memory},
		"in two copies of a folder": {mustOpenSealed(t, dir, ring), mustOpenSealed(t, dir, ring)},
	}
	for name, pair := range pairs {
		t.Run(name, func(t *testing.T) {
			unlock, ok, err := pair[0].TryLock("demo-provider")
			if !ok || err != nil {
				t.Fatalf("the first: %v, %v", ok, err)
			}
			for _, v := range pair {
				if _, ok, err := v.TryLock("demo-provider"); ok || err != nil {
					t.Errorf("the second: %v, %v", ok, err)
				}
			}
			unlock()
			again, ok, err := pair[1].TryLock("demo-provider")
			if !ok || err != nil {
				t.Fatalf("after the first has gone: %v, %v", ok, err)
			}
			again()
		})
	}
	for _, name := range []string{"", "../x", "A", "a/b", "a.b", strings.Repeat("a", 65)} {
		if _, ok, err := memory.TryLock(name); ok || err == nil {
			t.Errorf("TryLock took %q", name)
		}
	}
}
