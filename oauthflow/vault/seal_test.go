package vault

import (
	"bytes"
	"encoding/hex"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// version1 is a file of format version 1, made once: what later versions of
// the app must still open. Its key is 0, 1, 2 … 31.
const version1 = "504b5601df2018c8904f9265305133fd21e93a978fffebd820842efde34a64800ae484e7a76786c7029fa8"

func testSealer(t testing.TB) *sealer {
	t.Helper()
	key := make([]byte, keySize)
	for i := range key {
		key[i] = byte(i)
	}
	s, err := newSealer(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func version1File(t testing.TB) []byte {
	t.Helper()
	b, err := hex.DecodeString(version1)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAFileOfVersion1Opens(t *testing.T) {
	plain, err := testSealer(t).open(entry{someID, KindSession}, version1File(t))
	if err != nil || string(plain) != "the session" {
		t.Errorf("opened %q, %v", plain, err)
	}
}

func TestTheSameBytesAreNeverSealedTheSameWay(t *testing.T) {
	s, e := testSealer(t), entry{someID, KindSession}
	if bytes.Equal(s.seal(e, []byte("the session")), s.seal(e, []byte("the session"))) {
		t.Error("two files are equal: the nonce was used twice")
	}
}

// Nothing but the file as it was sealed opens, as what it was sealed for.
func TestAFileThatWasChangedOrMovedDoesNotOpen(t *testing.T) {
	s, good := testSealer(t), version1File(t)
	refuse := func(what string, e entry, b []byte) {
		t.Helper()
		if plain, err := s.open(e, b); err == nil || plain != nil {
			t.Errorf("%s: opened as %q", what, plain)
		}
	}
	mine := entry{someID, KindSession}
	for i := range good {
		for bit := range 8 {
			b := bytes.Clone(good)
			b[i] ^= 1 << bit
			refuse("one bit changed", mine, b)
		}
		refuse("cut short", mine, good[:i])
	}
	refuse("one byte longer", mine, append(bytes.Clone(good), 0))
	refuse("of another id", entry{otherID, KindSession}, good)
	refuse("of another kind", entry{someID, KindClientSecret}, good)
	other, err := newSealer(make([]byte, keySize))
	if err != nil {
		t.Fatal(err)
	}
	refuse("with another key", mine, other.seal(mine, []byte("the session")))
}

func FuzzOpenSealed(f *testing.F) {
	good := version1File(f)
	f.Add(good)
	f.Add(good[:len(header)])
	f.Add([]byte{})
	f.Add(append(bytes.Clone(good), good...))
	s := testSealer(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		plain, err := s.open(entry{someID, KindSession}, b)
		if bytes.Equal(b, good) != (err == nil) {
			t.Fatalf("%x: %q, %v", b, plain, err)
		}
		if err == nil && string(plain) != "the session" || err != nil && plain != nil {
			t.Fatalf("%x opened as %q", b, plain)
		}
	})
}

// damages start from a sealed session on disk (STOR-10).
var damages = map[string]func(t *testing.T, dir, path string) error{
	"an empty file": func(_ *testing.T, _, path string) error { return os.WriteFile(path, nil, 0o600) },
	"cut short":     func(_ *testing.T, _, path string) error { return os.Truncate(path, 40) },
	"a changed byte": func(t *testing.T, _, path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[len(b)-1] ^= 1
		return os.WriteFile(path, b, 0o600)
	},
	"of another version": func(t *testing.T, _, path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[len(header)-1]++
		return os.WriteFile(path, b, 0o600)
	},
	"JSON in the clear": func(_ *testing.T, _, path string) error {
		return os.WriteFile(path, []byte(`{"refresh_token":"rt"}`), 0o600)
	},
	"another id's file": func(_ *testing.T, dir, path string) error {
		return os.Rename(sealedPath(dir, otherID, KindSession), path)
	},
	"another kind's file": func(_ *testing.T, dir, path string) error {
		return os.Rename(sealedPath(dir, someID, KindClientSecret), path)
	},
	"far too large": func(_ *testing.T, _, path string) error { return os.Truncate(path, 1<<30) },
}

func TestADamagedFileIsSetAsideAndReported(t *testing.T) {
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			dir, ring := t.TempDir(), &fakeKeyring{}
			v := mustOpenSealed(t, dir, ring)
			mustSave(t, v, someID, KindSession, "a session of some length")
			mustSave(t, v, someID, KindClientSecret, "secret")
			mustSave(t, v, otherID, KindSession, "other")
			path := sealedPath(dir, someID, KindSession)
			if err := damage(t, dir, path); err != nil {
				t.Fatal(err)
			}
			_, err := v.Load(t.Context(), someID, KindSession)
			damaged, ok := errors.AsType[*DamagedError](err)
			if !ok || !errors.Is(err, ErrNotFound) || damaged.ID != someID || damaged.Kind != KindSession {
				t.Fatalf("Load: %v, want a damaged session that counts as absent", err)
			}
			if got := v.Status().SetAside; !slices.Equal(got, []string{damaged.SetAside}) {
				t.Errorf("the status lists %v, want %s", got, damaged.SetAside)
			}
			if _, err := os.Stat(damaged.SetAside); err != nil || filepath.Dir(damaged.SetAside) == filepath.Dir(path) {
				t.Errorf("set aside to %s: %v", damaged.SetAside, err)
			}
			_, err = v.Load(t.Context(), someID, KindSession)
			if _, again := errors.AsType[*DamagedError](err); again || !errors.Is(err, ErrNotFound) {
				t.Errorf("the second Load: %v, want plain ErrNotFound", err)
			}
			mustSave(t, v, someID, KindSession, "new")
			wantLoad(t, mustOpenSealed(t, dir, ring), someID, KindSession, "new")
		})
	}
}

func TestAFileThatCannotBeReadIsNotCalledDamaged(t *testing.T) {
	dir := t.TempDir()
	v := mustOpenSealed(t, dir, &fakeKeyring{})
	path := sealedPath(dir, someID, KindSession)
	if err := os.Mkdir(path, 0o700); err != nil { // reading it fails, for root too
		t.Fatal(err)
	}
	before := disk(t, dir)
	_, err := v.Load(t.Context(), someID, KindSession)
	if err == nil || errors.Is(err, ErrNotFound) {
		t.Errorf("Load: %v, want the reading error", err)
	}
	if v.Save(t.Context(), someID, KindSession, []byte("x")) == nil {
		t.Error("Save took a folder's place")
	}
	if len(v.Status().SetAside) != 0 || !maps.Equal(before, disk(t, dir)) {
		t.Error("files have changed")
	}
}
