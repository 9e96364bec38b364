// The real go-keyring against a real gnome-keyring. Each case is a session bus
// of its own (dbus-run-session) on which this binary runs, with a home of its
// own: nobody's keyring is touched.

package vault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// childDaemon has the child start gnome-keyring: "locked", or "unlocked" with
// childPassword. Without it the child takes the bus as it is.
const (
	childDaemon   = "PROOFKEY_TEST_DAEMON"
	childPassword = "wonderland"
)

// childResult is what a child saw: the status, what was stored before, and how
// long Open took.
type childResult struct {
	Sealed bool
	Reason Reason
	Cause  string
	Stored string
	Took   time.Duration
}

// openWithSystemKeyring opens the vault as the app does, loads, and saves.
func openWithSystemKeyring(ctx context.Context) error {
	if mode := os.Getenv(childDaemon); mode != "" {
		stop, err := startDaemon(ctx, mode == "unlocked")
		if err != nil {
			return fmt.Errorf("gnome-keyring-daemon: %w", err)
		}
		defer stop()
	}
	start := time.Now()
	v, err := Open(ctx, Config{Dir: os.Getenv(childFolder), Keyring: SystemKeyring()})
	if err != nil {
		return err
	}
	s := v.Status()
	result := childResult{Sealed: s.Sealed, Reason: s.Reason, Took: time.Since(start)}
	if s.Err != nil {
		result.Cause = s.Err.Error()
	}
	b, err := v.Load(ctx, someID, KindSession)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	result.Stored = string(b)
	if err := v.Save(ctx, someID, KindSession, []byte("the session")); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

// startDaemon runs gnome-keyring as a process of this one's, and returns when
// it has its name on the bus: before that, D-Bus would start another.
func startDaemon(ctx context.Context, unlock bool) (stop func(), err error) {
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		return nil, err
	}
	defer bus.Close()
	changes := make(chan *dbus.Signal, 10)
	bus.Signal(changes)
	err = bus.AddMatchSignal(dbus.WithMatchInterface("org.freedesktop.DBus"),
		dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, "org.freedesktop.secrets"))
	if err != nil {
		return nil, err
	}
	daemon := exec.CommandContext(ctx, "gnome-keyring-daemon", "--foreground", "--components=secrets")
	if unlock {
		daemon.Args = append(daemon.Args, "--unlock")
		daemon.Stdin = strings.NewReader(childPassword)
	}
	if err := daemon.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- daemon.Wait() }()
	for {
		select {
		case change := <-changes:
			if change.Name == "org.freedesktop.DBus.NameOwnerChanged" {
				return func() { _ = daemon.Process.Kill(); <-ended }, nil
			}
		case err := <-ended:
			return nil, fmt.Errorf("it ended: %w", err)
		}
	}
}

// desktop is a home in which children run one after the other.
type desktop struct{ home, data string }

func newDesktop(t *testing.T) desktop {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the Secret Service is Linux's keyring")
	}
	for _, program := range []string{"dbus-run-session", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed: the real keyring is not tested", program)
		}
	}
	home, err := os.MkdirTemp("", "pk") // short: a socket's path has a limit of 108 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(home) })
	for _, dir := range []string{"data", "run", "bin"} {
		if err := os.Mkdir(filepath.Join(home, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return desktop{home, t.TempDir()}
}

// run starts the child behind the given command line, without a display.
func (d desktop) run(t *testing.T, launcher []string, env ...string) childResult {
	t.Helper()
	cmd := child(t, "keyring", d.data)
	cmd.Args = append(slices.Clone(launcher), cmd.Path)
	if len(launcher) > 0 {
		path, err := exec.LookPath(launcher[0])
		if err != nil {
			t.Fatal(err)
		}
		cmd.Path = path
	}
	cmd.Env = slices.DeleteFunc(cmd.Env, func(s string) bool {
		name, _, _ := strings.Cut(s, "=")
		return slices.Contains([]string{"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "GNOME_KEYRING_CONTROL"}, name)
	})
	cmd.Env = append(cmd.Env, "HOME="+d.home, "XDG_DATA_HOME="+filepath.Join(d.home, "data"),
		"XDG_RUNTIME_DIR="+filepath.Join(d.home, "run"), "XDG_CACHE_HOME="+filepath.Join(d.home, "cache"))
	cmd.Env = append(cmd.Env, env...)
	cmd.WaitDelay = 10 * time.Second // for what outlives its bus with our pipe in hand
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd.Args, err)
	}
	var result childResult
	if err := json.Unmarshal(out, &result); err != nil {
		t.Fatalf("the child wrote %q: %v", out, err)
	}
	t.Logf("%+v", result)
	return result
}

func TestARealKeyringKeepsTheKeyBetweenStarts(t *testing.T) {
	d := newDesktop(t)
	session, unlocked := []string{"dbus-run-session", "--"}, childDaemon+"=unlocked"

	first := d.run(t, session, unlocked)
	if !first.Sealed || first.Stored != "" {
		t.Fatalf("the first start: %+v, want sealed and nothing stored", first)
	}
	if second := d.run(t, session, unlocked); !second.Sealed || second.Stored != "the session" {
		t.Fatalf("the second start: %+v, want sealed and the session", second)
	}
	before := disk(t, d.data)
	locked := d.run(t, session, childDaemon+"=locked")
	if locked.Reason != ReasonLocked || locked.Took >= defaultLimit || locked.Stored != "" {
		t.Errorf("with the keyring locked: %+v, want locked within the limit", locked)
	}
	if after := disk(t, d.data); len(after) != len(before) {
		t.Errorf("a locked keyring left %d files, want %d", len(after), len(before))
	}
	if third := d.run(t, session, unlocked); !third.Sealed || third.Stored != "the session" {
		t.Errorf("unlocked again: %+v, want sealed and the session", third)
	}
}

func TestWithoutAUsableKeyringServiceItIsUnavailable(t *testing.T) {
	d := newDesktop(t)
	bare := filepath.Join(d.home, "bare.conf")
	if err := os.WriteFile(bare, []byte(bareBus), 0o600); err != nil {
		t.Fatal(err)
	}
	noBus := "DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(d.home, "no-bus")
	launched := filepath.Join(d.home, "launched")
	script := "#!/bin/sh\ntouch " + launched + "\nexit 1\n"
	if err := os.WriteFile(filepath.Join(d.home, "bin", "dbus-launch"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	path := "PATH=" + filepath.Join(d.home, "bin") + ":" + os.Getenv("PATH")
	rows := map[string]struct{ launcher, env []string }{
		"a bus nobody listens on":        {nil, []string{noBus, path}},
		"a bus to be launched":           {nil, []string{"DBUS_SESSION_BUS_ADDRESS=autolaunch:", path}},
		"a bus without a secret service": {[]string{"dbus-run-session", "--config-file=" + bare, "--"}, nil},
		"a keyring never created":        {[]string{"dbus-run-session", "--"}, []string{childDaemon + "=locked"}},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			if name == "a bus to be launched" && runningBus() {
				t.Skip("this person's session bus would be found: a bus of their own is not used by a test")
			}
			got := d.run(t, row.launcher, row.env...)
			if got.Reason != ReasonUnavailable || got.Cause == "" || got.Took >= defaultLimit {
				t.Errorf("%+v, want unavailable within the limit", got)
			}
			if files := disk(t, d.data); len(files) != 0 {
				t.Errorf("%d files were written", len(files))
			}
		})
	}
	if _, err := os.Stat(launched); err == nil {
		t.Error("a session bus was launched, which would stay behind")
	}
}

// runningBus: godbus looks here when the environment names no bus.
func runningBus() bool {
	_, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid()))
	return err == nil
}

// bareBus is a session bus that starts no services.
const bareBus = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
