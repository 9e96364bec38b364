package sample_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/oauthtest"
	"proofkey/oauthflow/sample"
)

// buildNative compiles the native program with this module's own dependencies.
func buildNative(t *testing.T, d *demo, m *oauthflow.ServerMetadata) string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere the program could not be kept from the keyring of the person who runs this")
	}
	folder := d.write(t, sample.Go, m)
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "program")
	for _, arguments := range [][]string{append([]string{"build", "-o", program}, files...), append([]string{"vet"}, files...)} {
		if out, err := exec.CommandContext(t.Context(), "go", arguments...).CombinedOutput(); err != nil {
			t.Fatalf("go %s: %v\n%s", arguments[0], err, out)
		}
	}
	return program
}

// native is the running program: its browser is ours, and the session bus, behind which a keyring may be, is the test's.
type native struct {
	command *exec.Cmd
	output  io.Reader
	errors  bytes.Buffer
}

func startNative(t *testing.T, program, bus string, arguments ...string) *native {
	t.Helper()
	n := &native{command: exec.CommandContext(t.Context(), program, arguments...)}
	tools := t.TempDir()
	if err := os.WriteFile(filepath.Join(tools, "xdg-open"), []byte("#!/bin/sh\n"), 0o700); err != nil { //nolint:gosec // a program
		t.Fatal(err)
	}
	n.command.Env = append(os.Environ(), "PATH="+tools, "DBUS_SESSION_BUS_ADDRESS="+bus)
	n.start(t)
	return n
}

func (n *native) start(t *testing.T) {
	t.Helper()
	n.command.Stderr = &n.errors
	output, err := n.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if n.output = output; n.command.Start() != nil {
		t.Fatal("the program does not start")
	}
	t.Cleanup(func() { _ = n.command.Process.Kill() })
}

// address reads the output up to the address for the browser.
func (n *native) address(t *testing.T) string {
	t.Helper()
	var seen []byte
	one := make([]byte, 1)
	address := regexp.MustCompile(`(?m)^(http://\S+)\n`)
	for {
		if _, err := n.output.Read(one); err != nil {
			t.Fatalf("%v after %s, %s", err, seen, n.errors.String())
		}
		if seen = append(seen, one[0]); address.Match(seen) {
			return string(address.FindSubmatch(seen)[1])
		}
	}
}

// end returns what the program still prints, and what it complains about.
func (n *native) end(t *testing.T) (output, complaint string) {
	t.Helper()
	rest, err := io.ReadAll(n.output)
	if err != nil {
		t.Fatal(err)
	}
	_ = n.command.Wait()
	return string(rest), n.errors.String()
}

const noBus = "unix:path=/nonexistent"

func TestTheNativeProgramSignsInRefreshesAndCallsTheAPI(t *testing.T) {
	for _, port := range []int{0, freePort(t)} {
		d := startDemo(t, demoprovider.ClientID, port)
		n := startNative(t, buildNative(t, d, d.metadata(t)), noBus)
		b := oauthtest.NewBrowser("alice", "wonderland")
		if err := b.Open(t.Context(), n.address(t)); err != nil {
			t.Fatal(err)
		}
		output, complaint := n.end(t)
		if !strings.Contains(output, firstOf) || !strings.Contains(output, "248289761001") || n.command.ProcessState.ExitCode() != 0 {
			t.Errorf("%s\n%s", output, complaint)
		}
		if page, err := b.Wait(); err != nil || !strings.Contains(page.Body, "Go back to the program") {
			t.Errorf("the browser shows %q, %v", page.Body, err)
		}
		d.wantRefreshed(t, demoprovider.ClientID)
	}
}

func TestTheNativeProgramEndsWithoutInternals(t *testing.T) {
	d := startDemo(t, demoprovider.ClientID, 0)
	n := startNative(t, buildNative(t, d, d.metadata(t)), noBus)
	b := oauthtest.NewBrowser("alice", "wonderland")
	b.Deny = true
	if err := b.Open(t.Context(), n.address(t)); err != nil {
		t.Fatal(err)
	}
	output, complaint := n.end(t)
	if output != "" || complaint != "You did not allow the sign-in.\n" || n.command.ProcessState.ExitCode() != 1 {
		t.Errorf("%q %q %d", output, complaint, n.command.ProcessState.ExitCode())
	}
}

// What a person who takes the program away gets is what was tested here.
func TestTheNativeProgramNamesTheTestedVersions(t *testing.T) {
	ours, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile("../../assets/sample/go/go.mod.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^go \S+$`)
	if our, their := version.FindString(string(ours)), version.FindString(string(theirs)); our == "" || our != their {
		t.Errorf("%q, and this module %q", their, our)
	}
	required := regexp.MustCompile(`(?m)^\t\S+ v\S+`).FindAllString(string(theirs), -1)
	if len(required) != 3 {
		t.Errorf("%q", required)
	}
	for _, line := range required {
		if !strings.Contains(string(ours), line+"\n") {
			t.Errorf("%s is not what this module requires", line)
		}
	}
}
