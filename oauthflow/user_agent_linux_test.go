package oauthflow

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const secretTarget = "https://op.test/authorize?state=the-secret"

// fakeXDGOpen puts a script named xdg-open into a PATH of its own and returns the folder it works in.
func fakeXDGOpen(t *testing.T, script string) string {
	t.Helper()
	folder := t.TempDir()
	program := "#!/bin/sh\ncd '" + folder + "'\n" + script + "\n"
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(program), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+":/usr/bin:/bin")
	t.Setenv("FLATPAK_ID", "")
	return folder
}

func read(t *testing.T, folder, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// BROW-02
func TestTheURLIsOneArgumentOfXDGOpenAndNoShellReadsIt(t *testing.T) {
	folder := fakeXDGOpen(t, `printf %s "$#" >count; printf %s "$1" >argument`)
	target := `https://op.test/a?b=1&c=$(id)|'";%USERPROFILE%` + "`id`"
	if err := (SystemUserAgent{}).Open(t.Context(), target); err != nil {
		t.Fatal(err)
	}
	if got := read(t, folder, "argument"); got != target || read(t, folder, "count") != "1" {
		t.Errorf("xdg-open was given %q", got)
	}
}

// BROW-03
func TestAFailingXDGOpenIsSaidWithoutTheURL(t *testing.T) {
	rows := []struct{ name, script, want string }{
		{"no browser is installed", "exit 3", "no browser"},
		{"the browser fails", `echo "$1" >&2; exit 4`, "exit status 4"},
		{"it is killed", "kill -9 $$", "was ended"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			fakeXDGOpen(t, row.script)
			err := SystemUserAgent{}.Open(t.Context(), secretTarget)
			if err == nil || !strings.Contains(err.Error(), row.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("the error is %v", err)
			}
		})
	}
	t.Run("it is not installed", func(t *testing.T) {
		t.Setenv("FLATPAK_ID", "")
		t.Setenv("PATH", t.TempDir())
		if err := (SystemUserAgent{}).Open(t.Context(), secretTarget); err == nil || !strings.Contains(err.Error(), "xdg-utils") {
			t.Errorf("the error is %v", err)
		}
	})
	t.Run("it cannot be run", func(t *testing.T) {
		folder := fakeXDGOpen(t, "")
		if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte("\x7fELF"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := (SystemUserAgent{}).Open(t.Context(), secretTarget); err == nil || !strings.Contains(err.Error(), "could not be started") {
			t.Errorf("the error is %v", err)
		}
	})
}

// An xdg-open that stays is the person's browser: it outlives the wait and the sign-in, and is reaped when
// it ends by itself.
func TestAnXDGOpenThatStaysOutlivesTheSignIn(t *testing.T) {
	const staysUntilTold = `echo $$ >pid.part; mv pid.part pid; while [ ! -e end ]; do sleep 0.01; done; : >ended`
	rows := []struct {
		name    string
		settled time.Duration
		open    func(t *testing.T, folder string, a SystemUserAgent)
	}{
		{"when it has settled", time.Millisecond, func(t *testing.T, folder string, a SystemUserAgent) {
			if err := a.Open(t.Context(), secretTarget); err != nil {
				t.Errorf("the error is %v", err)
			}
			childOf(t, folder)
		}},
		{"when the sign-in is cancelled", time.Hour, func(t *testing.T, folder string, a SystemUserAgent) {
			ctx, cancel := context.WithCancelCause(t.Context())
			opened := make(chan error, 1)
			go func() { opened <- a.Open(ctx, secretTarget) }()
			childOf(t, folder)
			cancel(ErrCanceled)
			if err := <-opened; !errors.Is(err, ErrCanceled) {
				t.Errorf("the error is %v", err)
			}
		}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			folder := fakeXDGOpen(t, staysUntilTold)
			row.open(t, folder, SystemUserAgent{settled: row.settled})
			pid := childOf(t, folder)
			if err := syscall.Kill(pid, 0); err != nil {
				t.Errorf("the child is gone: %v", err)
			}
			if group, err := syscall.Getpgid(pid); err != nil || group == syscall.Getpgrp() {
				t.Errorf("the child is in our process group (%v): Ctrl+C would end it", err)
			}
			if err := os.WriteFile(filepath.Join(folder, "end"), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			eventually(t, "the child to be reaped", func() bool { return errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) })
			if _, err := os.Stat(filepath.Join(folder, "ended")); err != nil {
				t.Error("the child did not end by itself")
			}
			requireNoGoroutine(t, "oauthflow.SystemUserAgent")
		})
	}
}

// childOf returns the process id that the script has written.
func childOf(t *testing.T, folder string) int {
	t.Helper()
	var pid int
	eventually(t, "the child to start", func() bool {
		data, err := os.ReadFile(filepath.Join(folder, "pid"))
		pid, _ = strconv.Atoi(strings.TrimSpace(string(data)))
		return err == nil && pid > 0
	})
	return pid
}
