// What only processes can show. The test binary runs itself with a task named
// in childTask.

package vault

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	childTask   = "PROOFKEY_TEST_TASK"
	childFolder = "PROOFKEY_TEST_FOLDER"
)

// sessionSize makes a save take long enough to be killed within.
const sessionSize = 100 << 10

func TestMain(m *testing.M) {
	var err error
	switch task := os.Getenv(childTask); task {
	case "":
		os.Exit(m.Run())
	case "save":
		err = saveForEver(context.Background())
	case "count":
		err = countInChild(context.Background())
	case "hold":
		err = holdForEver(context.Background())
	case "keyring":
		err = openWithSystemKeyring(context.Background())
	default:
		err = fmt.Errorf("no task %q", task)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child prepares this binary as a process on dir; ctx's end kills it.
func child(t *testing.T, task, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), childTask+"="+task, childFolder+"="+dir)
	cmd.Stderr = t.Output()
	return cmd
}

func openInChild(ctx context.Context) (*Vault, error) {
	dir := os.Getenv(childFolder)
	v, err := Open(ctx, Config{Dir: dir, Keyring: fileKeyring{dir}})
	if err == nil && !v.Status().Sealed {
		err = fmt.Errorf("not sealed: %+v", v.Status())
	}
	return v, err
}

// saveForEver saves sessions of equal bytes, while another goroutine writes
// to standard output, so that the parent's count of what it read is a point
// in time that has nothing to do with the saving.
func saveForEver(ctx context.Context) error {
	v, err := openInChild(ctx)
	if err != nil {
		return err
	}
	first := true
	for n := byte('a'); ; n = 'a' + (n-'a'+1)%26 {
		if err := v.Save(ctx, someID, KindSession, bytes.Repeat([]byte{n}, sessionSize)); err != nil {
			return err
		}
		if first {
			first = false
			go func() {
				for {
					fmt.Print(".")
				}
			}()
		}
	}
}

// STOR-04: the old session or the new one, never half, wherever a kill falls.
func TestAKillAtAnyMomentLeavesAWholeSession(t *testing.T) {
	dir := t.TempDir()
	leftOvers := 0
	for range 25 {
		killWhileSaving(t, dir)
		names, err := filepath.Glob(filepath.Join(dir, "vault", "*"+sealedSuffix+"?*"))
		if err != nil {
			t.Fatal(err)
		}
		leftOvers += len(names)
		v := mustOpenSealed(t, dir, fileKeyring{dir})
		b, err := v.Load(t.Context(), someID, KindSession)
		if err != nil || len(b) != sessionSize || strings.Trim(string(b), string(b[0])) != "" {
			t.Fatalf("loaded %d bytes, %v", len(b), err)
		}
		if s := v.Status(); len(s.SetAside) != 0 {
			t.Fatalf("set aside: %v", s.SetAside)
		}
		for path := range disk(t, dir) {
			if isLeftOver(filepath.Base(path)) {
				t.Errorf("%s is left", path)
			}
		}
	}
	t.Logf("%d of 25 kills fell within the writing of a file", leftOvers)
}

func killWhileSaving(t *testing.T, dir string) {
	t.Helper()
	cmd := child(t, "save", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(io.Discard, out, 1+rand.Int64N(4000)); err != nil {
		t.Errorf("the saving process ended: %v", err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait() // it was killed
}

const countsPerChild = 20

// countInChild waits for its standard input to end, so that all start at once.
func countInChild(ctx context.Context) error {
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	v, err := openInChild(ctx)
	for range countsPerChild {
		err = errors.Join(err, countOnce(ctx, v))
	}
	return err
}

// Processes that start at once on a new folder agree on one key, and their
// locks hold between them.
func TestProcessesThatStartAtOnceShareOneKeyAndItsLocks(t *testing.T) {
	const processes = 4
	dir := t.TempDir()
	var started []*exec.Cmd
	var gates []io.Closer
	for range processes {
		cmd := child(t, "count", dir)
		gate, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		started, gates = append(started, cmd), append(gates, gate)
	}
	for _, gate := range gates {
		gate.Close()
	}
	for _, cmd := range started {
		if err := cmd.Wait(); err != nil {
			t.Errorf("a process failed: %v", err)
		}
	}
	wantLoad(t, mustOpenSealed(t, dir, fileKeyring{dir}), someID, KindSession, fmt.Sprint(processes*countsPerChild))
	if keys, err := os.ReadFile(filepath.Join(dir, "count")); err != nil || len(keys) != 1 {
		t.Errorf("%d keys were created (%v), want 1", len(keys), err)
	}
}

// A killed process holds no lock.
func TestTheLockOfAKilledProcessIsFree(t *testing.T) {
	dir := t.TempDir()
	cmd := child(t, "hold", dir)
	if _, err := cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatalf("the holding process: %v", err)
	}
	v := mustOpenSealed(t, dir, fileKeyring{dir})
	if _, ok, err := v.TryLock("demo-provider"); ok || err != nil {
		t.Errorf("while it runs: %v, %v", ok, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	unlock, ok, err := v.TryLock("demo-provider")
	if !ok || err != nil {
		t.Fatalf("after its end: %v, %v", ok, err)
	}
	unlock()
}

func holdForEver(ctx context.Context) error {
	v, err := openInChild(ctx)
	if err != nil {
		return err
	}
	_, ok, err := v.TryLock("demo-provider")
	fmt.Println("held:", ok)
	if !ok || err != nil {
		return fmt.Errorf("TryLock: %v, %w", ok, err)
	}
	_, err = io.Copy(io.Discard, os.Stdin) // the parent never closes it
	return err
}
