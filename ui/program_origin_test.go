package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sample"
	"proofkey/ui/state"
)

// API-02: the token of a program goes nowhere that the person has not confirmed.
func TestAProgramAsksWhereItsTokenMayGo(t *testing.T) {
	folder := t.TempDir()
	c, d := openApp(t, folder, Arguments{})
	d.Until(t, "the metadata", func() bool { return c.state.Current().Metadata != nil })
	connection := c.state.Current()
	c.EditCall(func(call *state.APICall) { call.URL = "https://api.example/v1" })
	written := func() string {
		t.Helper()
		d.Until(t, "the program", func() bool { return !c.state.Program.Running })
		all := ""
		for _, file := range c.state.Program.Files {
			all += file.Content
		}
		if all == "" || strings.Contains(all, "api.example") == strings.Contains(all, connection.Metadata.UserInfoEndpoint) {
			t.Fatalf("neither or both are called: %v", c.state.Program.Err)
		}
		return all
	}
	calls := func() bool { return strings.Contains(written(), "https://api.example/v1") }
	c.TakeAsCode()
	if calls() || c.state.ProgramView().AskOrigin.IsZero() {
		t.Error("it calls an origin without asking")
	}
	c.RefuseOrigin()
	c.WriteProgram(sample.Go)
	if calls() || !c.state.ProgramView().AskOrigin.IsZero() {
		t.Error("it calls an origin that was refused, or asks again")
	}
	c.TakeAsCode()
	if calls() || c.state.ProgramView().AskOrigin.IsZero() {
		t.Error("it does not ask again as the room is opened again")
	}
	c.ConfirmOrigin()
	if !calls() || !c.state.ProgramView().AskOrigin.IsZero() || connection.API.Running {
		t.Error("it does not call the origin that was confirmed, or the API was called")
	}
	d.Until(t, "the saved answer", func() bool {
		saved, err := oauthflow.NewProfileList(folder).Load()
		return err == nil && len(saved) == 1 && slices.Contains(saved[0].APIOrigins, "https://api.example")
	})
}

func TestAllFilesOfAProgramAreSavedAndNothingIsWrittenOver(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the metadata", func() bool { return c.state.Current().Metadata != nil })
	c.TakeAsCode()
	c.WriteProgram(sample.Go)
	d.Until(t, "the program", func() bool { return !c.state.Program.Running })
	save := func(folder string, err error) string {
		t.Helper()
		c.state.Program.Saved = state.Text{}
		c.SaveProgramFiles(folder, err)
		d.Until(t, "the files", func() bool { return !c.state.Program.Saved.IsZero() })
		return c.state.Program.Saved.Key
	}
	folder := t.TempDir()
	if said := save(folder, nil); said != "program.saved" {
		t.Errorf("it says %s", said)
	}
	for _, file := range c.state.Program.Files {
		if saved, err := os.ReadFile(filepath.Join(folder, file.Name)); err != nil || string(saved) != file.Content {
			t.Errorf("%s: %d bytes of %d, %v", file.Name, len(saved), len(file.Content), err)
		}
	}
	other := t.TempDir()
	const kept = "tokens.go" // the last one
	if err := os.WriteFile(filepath.Join(other, kept), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := save(other, nil); said != "program.exists" {
		t.Errorf("it says %s", said)
	}
	left, _ := os.ReadDir(other)
	if data, err := os.ReadFile(filepath.Join(other, kept)); err != nil || string(data) != "mine" || len(left) != 1 {
		t.Errorf("%s holds %q, %d files are there, %v", kept, data, len(left), err)
	}
	for name, where := range map[string]string{"a folder that is gone": filepath.Join(folder, "gone"), "a file": filepath.Join(folder, "main.go")} {
		if said := save(where, nil); said != "program.not_saved" {
			t.Errorf("%s: it says %s", name, said)
		}
	}
	if said := save("", os.ErrPermission); said != "program.not_saved" {
		t.Errorf("it says %s", said)
	}
}

// A name may be taken while the files are written.
func TestIfOneFileCannotBeWrittenNoneStays(t *testing.T) {
	folder := t.TempDir()
	files := []sample.File{{Name: "a"}, {Name: "b"}, {Name: filepath.Join("gone", "c")}}
	if err := newFiles(folder, files); err == nil {
		t.Fatal("no error")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("%d files are there, %v", len(left), err)
	}
}
