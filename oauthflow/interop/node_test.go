// Running the scripts in a folder with Node.js, and installing what they need.

package interop

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

const (
	openIDClientFolder = "openidclient"
	harValidatorFolder = "harvalidator"
	installLimit       = 2 * time.Minute
	signInLimit        = 2 * time.Minute
)

// needNode skips where there is no Node.js, except in continuous integration.
func needNode(t *testing.T) {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err == nil {
			continue
		}
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed", program)
		}
		t.Skipf("%s is not installed: with Node.js 20 or later and npm, software of others is used here", program)
	}
}

// installPackages brings the folder's node_modules to what its package-lock.json pins.
func installPackages(t *testing.T, folder string) {
	t.Helper()
	wanted := lockedPackages(t, filepath.Join(folder, "package-lock.json"))
	if len(wanted) == 0 {
		t.Fatal("package-lock.json names no packages")
	}
	// npm keeps there what it has installed.
	if installed := filepath.Join(folder, "node_modules", ".package-lock.json"); !reflect.DeepEqual(lockedPackages(t, installed), wanted) {
		run(t, folder, installLimit, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	}
}

type lockedPackage struct{ Version, Integrity string }

// lockedPackages returns the packages of a lock file by path, none if there is no such file.
func lockedPackages(t *testing.T, name string) map[string]lockedPackage {
	t.Helper()
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Packages map[string]lockedPackage }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	delete(file.Packages, "") // the project itself
	return file.Packages
}

// run returns the standard output of a program that is to end well in the folder. The scripts are looked at so that the result
// of a test is not taken from Go's cache when they have changed.
func run(t *testing.T, folder string, limit time.Duration, program string, arguments ...string) []byte {
	t.Helper()
	scripts, err := filepath.Glob(filepath.Join(folder, "*.mjs"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		if _, err := os.Stat(name); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	command := exec.CommandContext(ctx, program, arguments...)
	command.Dir = folder
	command.WaitDelay = 10 * time.Second // for what it has started itself
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		t.Fatalf("%s %s: %v, %v\n%s%s", program, arguments[0], err, context.Cause(ctx), stdout.Bytes(), stderr.Bytes())
	}
	return stdout.Bytes()
}
