package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestArgumentsAreRead(t *testing.T) {
	report := filepath.Join(t.TempDir(), "r.json")
	a, err := ParseArguments([]string{"--connection", "c.json", "--sign-in", "--report=" + report, "--quit", "--timeout", "90s", "--data-dir", "d", "--no-keyring"})
	want := Arguments{Connection: "c.json", SignIn: true, Report: report, Quit: true, Timeout: 90 * time.Second, DataDir: "d", NoKeyring: true}
	if err != nil || a != want {
		t.Errorf("read %+v, %v", a, err)
	}
	a, err = ParseArguments(nil)
	if err != nil || a.Timeout != 5*time.Minute {
		t.Errorf("without arguments: %+v, %v", a, err)
	}
}

func TestUnusableArgumentsSayWhatToMend(t *testing.T) {
	folder := t.TempDir()
	for name, row := range map[string]struct{ arguments, says string }{
		"a report without a sign-in":     {"--report r.json", "--sign-in"},
		"quit without a sign-in":         {"--quit", "--sign-in"},
		"an unknown option":              {"--colour", "--help"},
		"a stray word":                   {"sign-in", `"sign-in"`},
		"a time that is none":            {"--timeout soon", "timeout"},
		"a negative time":                {"--timeout -5s", "5m"},
		"a port without the demo":        {"--port 80", "--serve-demo"},
		"a port that is none":            {"--serve-demo --port 70000", "65535"},
		"a demo with a sign-in":          {"--serve-demo --sign-in", "--serve-demo"},
		"a report into a missing folder": {"--sign-in --report " + folder + "/missing/r.json", "folder"},
		"a report that is a folder":      {"--sign-in --report " + folder, "folder"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseArguments(strings.Fields(row.arguments))
			if err == nil || !strings.Contains(err.Error(), row.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error is %v", err)
			}
		})
	}
}

func TestHelpListsEveryOption(t *testing.T) {
	usage := Usage()
	for _, option := range []string{"--connection FILE", "--sign-in", "--report FILE", "--quit", "--timeout TIME", "--data-dir DIR", "--no-keyring", "--version", "--help", "--serve-demo", "--port N"} {
		if !strings.Contains(usage, option) {
			t.Errorf("%s is not in\n%s", option, usage)
		}
	}
	if a, err := ParseArguments([]string{"--help"}); err != nil || !a.Help {
		t.Errorf("--help gives %+v, %v", a, err)
	}
}

func TestConnectionFileOfTheCommandLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.json")
	if err := os.WriteFile(path, []byte(`{"version":1,"issuer":"https://op.example","client_id":"c","colour":1}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct{ path, says string }{
		"an unknown member": {path, "colour"},
		"a missing file":    {path + "x", "no such file"},
	} {
		if _, err := (Arguments{Connection: row.path}).LoadConnection(); err == nil || !strings.Contains(err.Error(), row.says) || !strings.Contains(err.Error(), "--connection") {
			t.Errorf("%s: error is %v", name, err)
		}
	}
	if p, err := (Arguments{}).LoadConnection(); p != nil || err != nil {
		t.Errorf("without a file: %v, %v", p, err)
	}
}

func TestAMissingDisplayIsSaid(t *testing.T) {
	environment := map[string]string{}
	getenv := func(name string) string { return environment[name] }
	for name, row := range map[string]struct {
		goos, display, wayland, says string
	}{
		"no display":                 {"linux", "", "", "DISPLAY"},
		"a display that answers not": {"linux", ":4711", "", ":4711"},
		"a display that is nonsense": {"linux", "screen", "", "screen"},
		"a Wayland session":          {"linux", "", "wayland-0", ""},
		"Windows":                    {"windows", "", "", ""},
		"macOS":                      {"darwin", "", "", ""},
	} {
		environment["DISPLAY"], environment["WAYLAND_DISPLAY"] = row.display, row.wayland
		err := CheckDisplay(row.goos, getenv)
		if (err == nil) != (row.says == "") || err != nil && !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}

func TestTheVersionIsThatOfThePackage(t *testing.T) {
	toml, err := os.ReadFile("../FyneApp.toml")
	if err != nil || !strings.Contains(string(toml), `Version = "`+appVersion+`"`) {
		t.Errorf("FyneApp.toml does not hold version %s, %v", appVersion, err)
	}
	main, err := os.ReadFile("../main.go")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(toml)) {
		if name, id, ok := strings.Cut(line, "="); ok && strings.TrimSpace(name) == "ID" && !strings.Contains(string(main), strings.TrimSpace(id)) {
			t.Errorf("main.go does not use the ID %s", id)
		}
	}
}
