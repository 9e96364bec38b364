//go:build e2e

// Package e2e drives the app as a person does: the real program in a real window, with a real keyring and a
// real browser, by keyboard. It runs in .ci/desktop.
package e2e

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long a step may take on a loaded machine; one that succeeds does not wait.
const patience = 60 * time.Second

// copying is how long a copy may take; a part of the window that copies nothing is given up after it.
const copying = 1500 * time.Millisecond

// app is the running program.
type app struct {
	t       *testing.T
	command *exec.Cmd
	log     *os.File
	window  string
}

// build compiles the program with Fyne's thread checks on, which the fyneDo migration would switch off.
func build(t testing.TB) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "proofkey")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-tags", "x11", "-o", program, "proofkey").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// start opens the window.
func start(t *testing.T, program string, arguments ...string) *app {
	t.Helper()
	log, err := os.CreateTemp(t.TempDir(), "log")
	if err != nil {
		t.Fatal(err)
	}
	a := &app{t: t, command: exec.Command(program, arguments...), log: log}
	a.command.Stdout, a.command.Stderr = log, log
	if err := a.command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.command.Process.Kill() })
	a.window = a.waitForWindow("^Proofkey$")
	a.focus(a.window)
	return a
}

// quit ends the program as Ctrl+Q does and returns its exit status.
func (a *app) quit() int {
	a.t.Helper()
	a.focus(a.window)
	a.key("ctrl+q")
	return a.wait()
}

func (a *app) wait() int {
	a.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- a.command.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		_ = a.command.Process.Signal(syscall.SIGQUIT)
		a.fail("the app did not end")
	}
	return a.command.ProcessState.ExitCode()
}

func (a *app) fail(format string, arguments ...any) {
	a.t.Helper()
	a.screenshot("failed")
	a.t.Fatalf(format+"\nwindows: %s\nlog:\n%s", append(arguments, a.windows(), a.logText())...)
}

func (a *app) logText() string {
	data, _ := os.ReadFile(a.log.Name())
	return string(data)
}

// run runs a small program and returns what it prints.
func run(ctx context.Context, name string, arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, name, arguments...).Output()
	return strings.TrimSpace(string(out)), err
}

func (a *app) xdotool(arguments ...string) string {
	out, _ := run(a.t.Context(), "xdotool", arguments...) // it fails where nothing is found
	return out
}

func (a *app) key(keys ...string)  { a.xdotool(append([]string{"key", "--delay", "30"}, keys...)...) }
func (a *app) typed(text string)   { a.xdotool("type", "--delay", "30", text) }
func (a *app) focus(window string) { a.xdotool("windowactivate", "--sync", window) }

func (a *app) windows() string {
	var names []string
	for id := range strings.Lines(a.xdotool("search", "--onlyvisible", "--name", ".")) {
		names = append(names, a.xdotool("getwindowname", strings.TrimSpace(id)))
	}
	return strings.Join(names, " | ")
}

// until polls what the desktop shows, since it tells of no change.
func (a *app) until(what string, done func() bool) {
	a.t.Helper()
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.Now().Add(patience)
	for !done() {
		if time.Now().After(deadline) {
			a.fail("%s did not come", what)
		}
		<-ticker.C
	}
}

// waitForWindow returns the visible window whose title matches.
func (a *app) waitForWindow(title string) string {
	a.t.Helper()
	var id string
	a.until("the window "+title, func() bool {
		id, _, _ = strings.Cut(a.xdotool("search", "--onlyvisible", "--name", title), "\n")
		return id != ""
	})
	return id
}

func (a *app) active() string { return a.xdotool("getactivewindow") }

// copied returns what keys put on the clipboard.
func (a *app) copied(keys ...string) string {
	a.t.Helper()
	const before = "nothing was copied"
	set := exec.CommandContext(a.t.Context(), "xclip", "-selection", "clipboard")
	set.Stdin = strings.NewReader(before)
	if err := set.Run(); err != nil {
		a.t.Fatal(err)
	}
	a.key(keys...)
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for ended := time.Now().Add(copying); time.Now().Before(ended); <-ticker.C {
		if out, err := run(a.t.Context(), "xclip", "-selection", "clipboard", "-o"); err == nil && out != before {
			return out
		}
	}
	return ""
}

// enter types text into the focused field, and again until it stands there: a page that is still loading
// loses keys.
func (a *app) enter(text string) {
	a.t.Helper()
	a.until(text+" in the field", func() bool {
		a.key("ctrl+a")
		a.typed(text)
		return a.copied("ctrl+a", "ctrl+c") == text
	})
}

// walk presses Tab until copying gives a text that matches, and returns it: that part of the window is there,
// can be reached by keyboard and shows the text.
func (a *app) walk(what string, pattern *regexp.Regexp, copying ...string) string {
	a.t.Helper()
	for range 60 {
		if text := a.copied(copying...); pattern.MatchString(text) {
			return text
		}
		a.key("Tab")
	}
	a.fail("%s could not be copied", what)
	return ""
}

// screenshot keeps a picture in the folder that PROOFKEY_E2E_SHOTS names, for people.
func (a *app) screenshot(name string) {
	folder := os.Getenv("PROOFKEY_E2E_SHOTS")
	if folder == "" {
		return
	}
	_, _ = run(context.WithoutCancel(a.t.Context()), "import", "-window", "root", filepath.Join(folder, fmt.Sprintf("%s-%s.png", a.t.Name(), name)))
}

// searchFor fails where a secret is in a file of the home folder, in the log or in a process's arguments.
func (a *app) searchFor(secrets map[string]string) {
	a.t.Helper()
	places := map[string][]byte{"the log": []byte(a.logText())}
	_ = filepath.WalkDir(os.Getenv("HOME"), func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			places[path], _ = os.ReadFile(path)
		}
		return nil
	})
	arguments, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range arguments {
		places[path], _ = os.ReadFile(path)
	}
	if len(places) < 10 {
		a.t.Errorf("searched %d places only", len(places))
	}
	for place, data := range places {
		for what, secret := range secrets {
			if len(secret) > 8 && bytes.Contains(data, []byte(secret)) {
				a.t.Errorf("%s is in %s", what, place)
			}
		}
	}
}
