package vault

import (
	"context"
	"encoding/base64"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/zalando/go-keyring"
)

var errBus = errors.New("the bus went away")

// keyringRows start from a folder with a sealed session and its key in the
// keyring. Whatever is not a definite "not found" changes nothing (STOR-02).
var keyringRows = map[string]struct {
	change   func(k *fakeKeyring)
	reason   Reason
	setAside int    // files set aside; where 0 and not sealed, nothing may change
	sets     int    // keys stored, or tried to
	loads    string // what Load finds afterwards
}{
	"the key is there": {
		change: func(*fakeKeyring) {}, loads: "kept",
	},
	"a lookup that fails": {
		change: func(k *fakeKeyring) { k.onGet = failFrom(1, errBus) }, reason: ReasonUnavailable,
	},
	"a locked keyring": {
		change: func(k *fakeKeyring) { k.onGet = failFrom(1, &KeyringError{ReasonLocked, errBus}) }, reason: ReasonLocked,
	},
	"a key that is too short": {
		change: func(k *fakeKeyring) { k.onGet = answer(base64.StdEncoding.EncodeToString(make([]byte, 31))) }, reason: ReasonUnreadableKey,
	},
	"a key that is too long": {
		change: func(k *fakeKeyring) { k.onGet = answer(base64.StdEncoding.EncodeToString(make([]byte, 33))) }, reason: ReasonUnreadableKey,
	},
	"an entry that is not base64": {
		change: func(k *fakeKeyring) { k.onGet = answer("correct horse battery staple") }, reason: ReasonUnreadableKey,
	},
	"an empty entry": {
		change: func(k *fakeKeyring) { k.onGet = answer("") }, reason: ReasonUnreadableKey,
	},
	"no key any more": {
		change: func(k *fakeKeyring) { k.values = nil }, setAside: 1, sets: 1,
	},
	"no key, and storing one fails": {
		change: func(k *fakeKeyring) { k.values = nil; k.onSet = func(int) error { return errBus } }, reason: ReasonUnavailable, sets: 1,
	},
	"no key, and the keyring is locked before one is stored": {
		change: func(k *fakeKeyring) {
			k.values = nil
			k.onSet = func(int) error { return &KeyringError{ReasonLocked, errBus} }
		}, reason: ReasonLocked, sets: 1,
	},
	"no key, and the second lookup fails": {
		change: func(k *fakeKeyring) { k.values = nil; k.onGet = failFrom(2, errBus) }, reason: ReasonUnavailable,
	},
	"no key, and reading back fails": {
		change: func(k *fakeKeyring) { k.values = nil; k.onGet = failFrom(3, errBus) }, reason: ReasonUnavailable, sets: 1,
	},
	"no key, and what was stored is not there": {
		change: func(k *fakeKeyring) { k.values = nil; k.onGet = failFrom(3, keyring.ErrNotFound) }, reason: ReasonUnreadableKey, sets: 1,
	},
	"no key, and another one is read back": {
		change: func(k *fakeKeyring) {
			k.values = nil
			k.onGet = func(call int, value string, err error) (string, error) {
				if call == 3 {
					return base64.StdEncoding.EncodeToString(make([]byte, keySize)), nil
				}
				return value, err
			}
		}, reason: ReasonUnreadableKey, sets: 1,
	},
	"no key at first, one under the lock": {
		change: func(k *fakeKeyring) {
			k.onGet = func(call int, value string, err error) (string, error) {
				if call == 1 {
					return "", keyring.ErrNotFound
				}
				return value, err
			}
		}, loads: "kept",
	},
}

func failFrom(from int, with error) func(int, string, error) (string, error) {
	return func(call int, value string, err error) (string, error) {
		if call >= from {
			return "", with
		}
		return value, err
	}
}

func answer(value string) func(int, string, error) (string, error) {
	return func(int, string, error) (string, error) { return value, nil }
}

func TestWhatTheKeyringAnswersDecidesTheMode(t *testing.T) {
	for name, row := range keyringRows {
		t.Run(name, func(t *testing.T) {
			dir, ring := t.TempDir(), &fakeKeyring{}
			mustSave(t, mustOpenSealed(t, dir, ring), someID, KindSession, "kept")
			before, keys := disk(t, dir), maps.Clone(ring.values)
			ring.gets, ring.sets = 0, 0
			row.change(ring)
			v := mustOpen(t, dir, ring)
			s := v.Status()
			if s.Sealed != (row.reason == ReasonNone) || s.Reason != row.reason || len(s.SetAside) != row.setAside {
				t.Fatalf("status %+v, want reason %q and %d set aside", s, row.reason, row.setAside)
			}
			if ring.sets != row.sets {
				t.Errorf("%d keys were stored, want %d", ring.sets, row.sets)
			}
			if (s.Err == nil) != s.Sealed {
				t.Errorf("the technical cause is %v", s.Err)
			}
			if row.setAside == 0 && !maps.Equal(before, disk(t, dir)) {
				t.Error("files have changed")
			}
			for _, path := range s.SetAside {
				if b, err := os.ReadFile(path); err != nil || string(b) != before[sealedPath(dir, someID, KindSession)] {
					t.Errorf("what was set aside is not the old file: %v", err)
				}
			}
			wantLoad(t, v, someID, KindSession, row.loads)
			if row.setAside > 0 {
				return
			}
			again := mustOpenSealed(t, dir, &fakeKeyring{values: keys})
			wantLoad(t, again, someID, KindSession, "kept")
		})
	}
}

func TestNoErrorQuotesTheKeyringsEntry(t *testing.T) {
	for _, entry := range []string{"c2hvcnQ=", "not base64 but secret", strings.Repeat("A", 42) + "=="} {
		v := mustOpen(t, t.TempDir(), &fakeKeyring{onGet: answer(entry)})
		s := v.Status()
		if s.Reason != ReasonUnreadableKey || strings.Contains(s.Err.Error(), entry) {
			t.Errorf("reason %q, cause %q", s.Reason, s.Err)
		}
	}
}

func TestAnotherKeySetsFilesAsideWhenTheyAreRead(t *testing.T) {
	dir, ring := t.TempDir(), &fakeKeyring{}
	mustSave(t, mustOpenSealed(t, dir, ring), someID, KindSession, "old")
	for name := range ring.values {
		ring.values[name] = base64.StdEncoding.EncodeToString(make([]byte, keySize))
	}
	v := mustOpenSealed(t, dir, ring)
	_, err := v.Load(t.Context(), someID, KindSession)
	damaged, ok := errors.AsType[*DamagedError](err)
	if !ok || !errors.Is(err, ErrNotFound) || !errors.Is(err, errNoMatch) {
		t.Fatalf("Load: %v, want a damaged file that counts as absent", err)
	}
	if got := v.Status().SetAside; len(got) != 1 || got[0] != damaged.SetAside {
		t.Errorf("set aside %v, want %s", got, damaged.SetAside)
	}
	mustSave(t, v, someID, KindSession, "new")
	wantLoad(t, v, someID, KindSession, "new")
}

func TestAMissingOrDamagedFolderIDIsReplacedAndItsFilesSetAside(t *testing.T) {
	rows := map[string]struct {
		content  string // "" removes the file
		setAside int
	}{
		"missing":    {"", 1},
		"cut short":  {someID[:20], 2},
		"not hex":    {strings.Repeat("z", 32), 2},
		"a new line": {someID + "\n", 2},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			dir, ring := t.TempDir(), &fakeKeyring{}
			mustSave(t, mustOpenSealed(t, dir, ring), someID, KindSession, "old")
			path := filepath.Join(dir, "vault", folderIDFile)
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			if row.content != "" {
				if err := os.WriteFile(path, []byte(row.content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			v := mustOpenSealed(t, dir, ring)
			if got := v.Status().SetAside; len(got) != row.setAside {
				t.Errorf("set aside %v, want %d files", got, row.setAside)
			}
			wantLoad(t, v, someID, KindSession, "")
			mustSave(t, v, someID, KindSession, "new")
			wantLoad(t, mustOpenSealed(t, dir, ring), someID, KindSession, "new")
		})
	}
}

// hangRows name the keyring call that does not return.
var hangRows = map[string]func(k *fakeKeyring, hang chan struct{}){
	"looking up":   func(k *fakeKeyring, hang chan struct{}) { k.onGet = hangAt(1, hang) },
	"second look":  func(k *fakeKeyring, hang chan struct{}) { k.onGet = hangAt(2, hang) },
	"storing":      func(k *fakeKeyring, hang chan struct{}) { k.onSet = func(int) error { <-hang; return nil } },
	"reading back": func(k *fakeKeyring, hang chan struct{}) { k.onGet = hangAt(3, hang) },
}

func hangAt(at int, hang chan struct{}) func(int, string, error) (string, error) {
	return func(call int, value string, err error) (string, error) {
		if call == at {
			<-hang
		}
		return value, err
	}
}

func TestAHangingKeyringCostsFiveSecondsAndChangesNothing(t *testing.T) {
	for name, hangs := range hangRows {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				dir, ring, hang := t.TempDir(), &fakeKeyring{}, make(chan struct{})
				mustSave(t, mustOpenSealed(t, dir, ring), someID, KindSession, "kept")
				before := disk(t, dir)
				ring.values, ring.gets, ring.sets = nil, 0, 0
				hangs(ring, hang)
				start := time.Now()
				v := mustOpen(t, dir, ring)
				if s := v.Status(); s.Reason != ReasonTimedOut || time.Since(start) != 5*time.Second {
					t.Errorf("reason %q after %v, want timed_out after 5s", s.Reason, time.Since(start))
				}
				mustSave(t, v, someID, KindSession, "in memory")
				close(hang)
				synctest.Wait() // a late answer is not used
				if !maps.Equal(before, disk(t, dir)) {
					t.Error("files have changed")
				}
				if want := map[string]int{"storing": 1, "reading back": 1}[name]; ring.sets != want {
					t.Errorf("%d keys stored, want %d", ring.sets, want)
				}
			})
		})
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	for name, hangs := range hangRows {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ring, hang := &fakeKeyring{}, make(chan struct{})
				hangs(ring, hang)
				ctx, cancel := context.WithCancelCause(t.Context())
				cause := errors.New("the person closed the window")
				time.AfterFunc(time.Second, func() { cancel(cause) })
				start := time.Now()
				v, err := Open(ctx, Config{Dir: t.TempDir(), Keyring: ring})
				if v != nil || !errors.Is(err, cause) || time.Since(start) != time.Second {
					t.Errorf("%v, %v after %v", v, err, time.Since(start))
				}
				close(hang)
			})
		})
	}
}

// A key stored late must not replace one that another copy stored meanwhile:
// while the call hangs, nobody else may create a key.
func TestALateKeyIsTheOnlyOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir, hang := t.TempDir(), make(chan struct{})
		ring := &fakeKeyring{}
		ring.onSet = func(call int) error {
			if call == 1 {
				<-hang
			}
			return nil
		}
		for _, copy := range []string{"first", "second"} {
			if s := mustOpen(t, dir, ring).Status(); s.Reason != ReasonTimedOut {
				t.Errorf("the %s copy: %+v, want timed_out", copy, s)
			}
		}
		close(hang)
		synctest.Wait()
		mustSave(t, mustOpenSealed(t, dir, ring), someID, KindSession, "kept")
		wantLoad(t, mustOpenSealed(t, dir, ring), someID, KindSession, "kept")
		if ring.sets != 1 {
			t.Errorf("%d keys were stored, want 1", ring.sets)
		}
	})
}
