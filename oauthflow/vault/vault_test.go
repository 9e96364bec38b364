package vault

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// STOR-03: no value limit of a platform can be met.
func TestALargeSessionComesBackAndTheKeyringHoldsOneKeyOf32Bytes(t *testing.T) {
	dir, ring := t.TempDir(), &fakeKeyring{}
	session := strings.Repeat("0123456789abcdef", 100<<10/16)
	first := mustOpenSealed(t, dir, ring)
	mustSave(t, first, someID, KindSession, session)
	mustSave(t, first, otherID, KindClientSecret, "another")

	second := mustOpenSealed(t, dir, ring)
	wantLoad(t, second, someID, KindSession, session)
	wantLoad(t, second, otherID, KindClientSecret, "another")
	if len(ring.values) != 1 {
		t.Fatalf("the keyring holds %d entries, want 1", len(ring.values))
	}
	for name, value := range ring.values {
		key, err := base64.StdEncoding.DecodeString(value)
		if err != nil || len(key) != 32 || !strings.HasPrefix(name, "Proofkey/") {
			t.Errorf("the entry %s holds %d bytes (%v), want 32 under Proofkey", name, len(key), err)
		}
	}
}

// STOR-01: nothing readable, and nothing another user could open.
func TestFilesAreSealedAndOnlyTheirOwnersToRead(t *testing.T) {
	dir, ring := t.TempDir(), &fakeKeyring{}
	v := mustOpenSealed(t, dir, ring)
	mustSave(t, v, someID, KindSession, "refresh-token-rt1")
	path := sealedPath(dir, someID, KindSession)
	if err := os.Chmod(path, 0o644); err != nil { // a restored backup, say
		t.Fatal(err)
	}
	mustSave(t, v, someID, KindSession, "refresh-token-rt2")
	for path, content := range disk(t, dir) {
		if strings.Contains(content, "refresh-token") {
			t.Errorf("%s holds the token in the clear", path)
		}
		for _, key := range ring.values {
			raw, _ := base64.StdEncoding.DecodeString(key)
			if strings.Contains(content, key) || strings.Contains(content, string(raw)) {
				t.Errorf("%s holds the key", path)
			}
		}
	}
	if runtime.GOOS == "windows" {
		return // modes say nothing there
	}
	wantMode(t, path, 0o600)
	wantMode(t, filepath.Dir(path), 0o700)
}

func wantMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != want {
		t.Errorf("mode of %s: %v (%v), want %v", filepath.Base(path), info.Mode().Perm(), err, want)
	}
}

func TestAFolderMadeWithAWideModeIsNarrowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes say nothing on Windows")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "vault"), 0o755); err != nil {
		t.Fatal(err)
	}
	mustOpenSealed(t, dir, &fakeKeyring{})
	wantMode(t, filepath.Join(dir, "vault"), 0o700)
}

// modes runs a test sealed and in memory: callers see no difference.
func modes(t *testing.T, test func(t *testing.T, v *Vault)) {
	t.Run("sealed", func(t *testing.T) { test(t, mustOpenSealed(t, t.TempDir(), &fakeKeyring{})) })
	t.Run("in memory", func(t *testing.T) { test(t, mustOpen(t, t.TempDir(), nil)) })
	t.Run("in memory without a folder", func(t *testing.T) { test(t, mustOpen(t, "", nil)) })
}

func TestValuesAreKeptApartByIDAndKind(t *testing.T) {
	modes(t, func(t *testing.T, v *Vault) {
		wantLoad(t, v, someID, KindSession, "")
		mustSave(t, v, someID, KindSession, "one")
		mustSave(t, v, someID, KindClientSecret, "two")
		mustSave(t, v, otherID, KindSession, "three")
		mustSave(t, v, "demo", KindDemoState, "four")
		mustSave(t, v, someID, KindSession, "one again")
		wantLoad(t, v, someID, KindSession, "one again")
		wantLoad(t, v, someID, KindClientSecret, "two")
		wantLoad(t, v, otherID, KindSession, "three")
		wantLoad(t, v, "demo", KindDemoState, "four")
		wantLoad(t, v, otherID, KindClientSecret, "")
	})
}

// STOR-07: signing out and deleting a connection leave nothing.
func TestDeletingRemovesOneKindOrAllOfThem(t *testing.T) {
	modes(t, func(t *testing.T, v *Vault) {
		for _, k := range kinds() {
			mustSave(t, v, someID, k, "mine")
			mustSave(t, v, otherID, k, "other")
		}
		for range 2 { // absent is no error
			if err := v.Delete(t.Context(), someID, KindSession); err != nil {
				t.Fatal(err)
			}
		}
		wantLoad(t, v, someID, KindSession, "")
		wantLoad(t, v, someID, KindClientSecret, "mine")
		for range 2 {
			if err := v.DeleteAll(t.Context(), someID); err != nil {
				t.Fatal(err)
			}
		}
		for _, k := range kinds() {
			wantLoad(t, v, someID, k, "")
			wantLoad(t, v, otherID, k, "other")
		}
	})
}

func TestDeletingAllLeavesNoFileOfTheConnection(t *testing.T) {
	dir := t.TempDir()
	v := mustOpenSealed(t, dir, &fakeKeyring{})
	for _, k := range kinds() {
		mustSave(t, v, someID, k, "mine")
	}
	if err := v.DeleteAll(t.Context(), someID); err != nil {
		t.Fatal(err)
	}
	for path := range disk(t, dir) {
		if strings.Contains(filepath.Base(path), someID) {
			t.Errorf("%s is left", path)
		}
	}
}

func TestNoCallerSharesBytesWithTheVault(t *testing.T) {
	modes(t, func(t *testing.T, v *Vault) {
		given := []byte("given")
		if err := v.Save(t.Context(), someID, KindSession, given); err != nil {
			t.Fatal(err)
		}
		clear(given)
		got, err := v.Load(t.Context(), someID, KindSession)
		if err != nil {
			t.Fatal(err)
		}
		clear(got)
		wantLoad(t, v, someID, KindSession, "given")
	})
}

func TestNamesThatAreNotOursAreRefused(t *testing.T) {
	rows := map[string]struct {
		id   string
		kind Kind
	}{
		"an empty id":             {"", KindSession},
		"a path":                  {"../../../../../../../../../etc/pass", KindSession},
		"a path of 32 characters": {"../../../../../../../../../../../a", KindSession},
		"upper case hex":          {strings.ToUpper(otherID), KindSession},
		"31 characters":           {someID[:31], KindSession},
		"33 characters":           {someID + "0", KindSession},
		"hex and a null":          {someID[:31] + "\x00", KindSession},
		"a letter inside the hex": {someID[:15] + "g" + someID[16:], KindSession},
		"a name other than demo":  {"demon", KindSession},
		"an unknown kind":         {someID, "password"},
		"an empty kind":           {someID, ""},
		"a kind with a path":      {someID, "../session"},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			modes(t, func(t *testing.T, v *Vault) {
				_, err := v.Load(t.Context(), row.id, row.kind)
				if err == nil || errors.Is(err, ErrNotFound) {
					t.Errorf("Load: %v, want a refusal", err)
				}
				if v.Save(t.Context(), row.id, row.kind, []byte("x")) == nil {
					t.Error("Save took it")
				}
				if v.Delete(t.Context(), row.id, row.kind) == nil {
					t.Error("Delete took it")
				}
				if row.kind != KindSession {
					return
				}
				if v.DeleteAll(t.Context(), row.id) == nil {
					t.Error("DeleteAll took it")
				}
				if _, err := v.Lock(t.Context(), row.id); err == nil {
					t.Error("Lock took it")
				}
			})
		})
	}
}

func TestAValueTooLargeIsRefusedAndTheOldOneStays(t *testing.T) {
	modes(t, func(t *testing.T, v *Vault) {
		mustSave(t, v, someID, KindSession, "old")
		if v.Save(t.Context(), someID, KindSession, make([]byte, maxPlain+1)) == nil {
			t.Error("Save took more than a file may hold")
		}
		wantLoad(t, v, someID, KindSession, "old")
		if err := v.Save(t.Context(), someID, KindSession, make([]byte, maxPlain)); err != nil {
			t.Errorf("Save refused what a file may hold: %v", err)
		}
		if b, err := v.Load(t.Context(), someID, KindSession); err != nil || len(b) != maxPlain {
			t.Errorf("Load: %d bytes, %v", len(b), err)
		}
	})
}

// STOR-02: memory only, and nothing on disk, not even an empty folder.
func TestInMemoryNothingIsWritten(t *testing.T) {
	refusing := &fakeKeyring{onGet: func(int, string, error) (string, error) { return "", errors.New("no bus") }}
	for name, ring := range map[string]Keyring{"without a keyring": nil, "with one that fails": refusing} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			v := mustOpen(t, dir, ring)
			mustSave(t, v, someID, KindSession, "token")
			wantLoad(t, v, someID, KindSession, "token")
			if unlock, err := v.Lock(t.Context(), someID); err != nil {
				t.Error(err)
			} else {
				unlock()
			}
			if err := v.DeleteAll(t.Context(), someID); err != nil {
				t.Error(err)
			}
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
				t.Errorf("the data folder holds %v (%v), want nothing", entries, err)
			}
			wantLoad(t, mustOpen(t, dir, ring), someID, KindSession, "")
		})
	}
}

// STOR-07 without a key: an earlier run's file goes with what took its place,
// and with its connection; an absent key alone changes nothing.
func TestDeletingInMemoryReachesTheSealedFileItStandsFor(t *testing.T) {
	rows := map[string]struct {
		act  func(t *testing.T, v *Vault) error
		want string // what the next sealed run finds
	}{
		"nothing is deleted": {func(t *testing.T, v *Vault) error {
			return v.Save(t.Context(), someID, KindSession, []byte("in memory"))
		}, "sealed"},
		"deleting what this run never held": {func(t *testing.T, v *Vault) error {
			return v.Delete(t.Context(), someID, KindSession)
		}, "sealed"},
		"signing out after signing in": {func(t *testing.T, v *Vault) error {
			err := v.Save(t.Context(), someID, KindSession, []byte("in memory"))
			return errors.Join(err, v.Delete(t.Context(), someID, KindSession))
		}, ""},
		"deleting the connection": {func(t *testing.T, v *Vault) error {
			return v.DeleteAll(t.Context(), someID)
		}, ""},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			dir, ring := t.TempDir(), &fakeKeyring{}
			mustSave(t, mustOpenSealed(t, dir, ring), someID, KindSession, "sealed")
			if err := row.act(t, mustOpen(t, dir, nil)); err != nil {
				t.Fatal(err)
			}
			wantLoad(t, mustOpenSealed(t, dir, ring), someID, KindSession, row.want)
		})
	}
}

// A data folder of its own (--data-dir) has a key of its own.
func TestTwoFoldersDoNotDisturbEachOther(t *testing.T) {
	ring, one, two := &fakeKeyring{}, t.TempDir(), t.TempDir()
	mustSave(t, mustOpenSealed(t, one, ring), someID, KindSession, "one")
	mustSave(t, mustOpenSealed(t, two, ring), someID, KindSession, "two")
	wantLoad(t, mustOpenSealed(t, one, ring), someID, KindSession, "one")
	wantLoad(t, mustOpenSealed(t, two, ring), someID, KindSession, "two")
	if len(ring.values) != 2 {
		t.Errorf("the keyring holds %d keys, want 2", len(ring.values))
	}
}

func TestAMovedFolderKeepsItsKey(t *testing.T) {
	ring, parent := &fakeKeyring{}, t.TempDir()
	from, to := filepath.Join(parent, "from"), filepath.Join(parent, "to")
	mustSave(t, mustOpenSealed(t, from, ring), someID, KindSession, "kept")
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
	wantLoad(t, mustOpenSealed(t, to, ring), someID, KindSession, "kept")
}

func TestAnUnusableFolderIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]string{"no folder": "", "a file": file} {
		if v, err := Open(t.Context(), Config{Dir: dir, Keyring: &fakeKeyring{}}); err == nil {
			t.Errorf("%s: opened, %+v", name, v.Status())
		}
	}
}

func TestLeftOversOfAKilledProcessAreRemovedAndNothingElse(t *testing.T) {
	dir, ring := t.TempDir(), &fakeKeyring{}
	mustSave(t, mustOpenSealed(t, dir, ring), someID, KindSession, "kept")
	before := disk(t, dir)
	for _, name := range []string{entry{someID, KindSession}.file() + "123456", folderIDFile + "9", "demo.demo-state.sealed0"} {
		if err := os.WriteFile(filepath.Join(dir, "vault", name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	foreign := filepath.Join(dir, "vault", "notes.txt")
	if err := os.WriteFile(foreign, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	before[foreign] = "mine"
	mustOpenSealed(t, dir, ring)
	if after := disk(t, dir); !maps.Equal(before, after) {
		t.Errorf("the folder holds %d files, want the %d it had", len(after), len(before))
	}
}

func TestPrintingAVaultShowsNoSecret(t *testing.T) {
	ring := &fakeKeyring{}
	sealed, memory := mustOpenSealed(t, t.TempDir(), ring), mustOpen(t, "", nil)
	mustSave(t, sealed, someID, KindSession, "the-token")
	mustSave(t, memory, someID, KindSession, "the-token")
	secrets := []string{"the-token", fmt.Sprint([]byte("the-token")), hex.EncodeToString([]byte("the-token"))}
	for _, value := range ring.values {
		key, _ := base64.StdEncoding.DecodeString(value)
		secrets = append(secrets, value, string(key), fmt.Sprint(key), hex.EncodeToString(key))
	}
	for _, v := range []*Vault{sealed, memory} {
		printed := fmt.Sprintf("%v %+v %#v %v", v, v, v, v.Status())
		for _, secret := range secrets {
			if strings.Contains(printed, secret) {
				t.Errorf("printed: %s", printed)
			}
		}
	}
}
