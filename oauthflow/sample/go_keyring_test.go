package sample_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
)

// onKeyring runs the program four times on a session bus of its own, with an unlocked keyring in a home of its own.
const onKeyring = `
echo wonderland | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
daemon=$!
until dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner \
	string:org.freedesktop.secrets | grep -q true; do sleep 0.05; done
"$1"; echo "first: $?"
"$1"; echo "second: $?"
"$1" -sign-out; echo "third: $?"
"$1" -sign-out; echo "fourth: $?"
kill $daemon
wait $daemon`

func TestTheNativeProgramKeepsItsRefreshTokenInTheKeyring(t *testing.T) {
	bus := needProgram(t, "dbus-run-session")
	needProgram(t, "gnome-keyring-daemon")
	needProgram(t, "dbus-send")
	d := startDemo(t, demoprovider.ClientID, 0)
	program := buildNative(t, d, d.metadata(t))
	home, err := os.MkdirTemp("", "pk") // short: a socket's path has a limit of 108 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	for _, name := range []string{"run", "data", "bin"} {
		if err := os.Mkdir(filepath.Join(home, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(home, "bin", "xdg-open"), []byte("#!/bin/sh\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	n := &native{command: exec.CommandContext(t.Context(), bus, "--", "sh", "-c", onKeyring, "sh", program)}
	n.command.Env = append(os.Environ(), "HOME="+home, "XDG_RUNTIME_DIR="+filepath.Join(home, "run"), "XDG_DATA_HOME="+filepath.Join(home, "data"),
		"PATH="+filepath.Join(home, "bin")+":"+os.Getenv("PATH"), "DISPLAY=")
	n.start(t)
	if err := oauthtest.NewBrowser("alice", "wonderland").Open(t.Context(), n.address(t)); err != nil {
		t.Fatal(err)
	}
	output, complaint := n.end(t)
	for _, want := range []string{"first: 0", "second: 0", "third: 0", "fourth: 1"} {
		if !strings.Contains(output, want+"\n") {
			t.Errorf("not %q in\n%s\n%s", want, output, complaint)
		}
	}
	if strings.Contains(output, "in your browser") || strings.Count(output, firstOf) != 2 {
		t.Errorf("the second run did not go on with what was kept:\n%s", output)
	}
	if len(d.grants(t, demoprovider.ClientID)) != 0 || !strings.Contains(complaint, "Nothing is kept.") {
		t.Errorf("signing out left something: %s", complaint)
	}
}
