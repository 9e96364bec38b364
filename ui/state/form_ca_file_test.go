package state

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

// caField is the field of the CA file as it is shown, with the texts of what was seen.
func caField(t *testing.T, f Form) (field Field, seen, problem string) {
	t.Helper()
	for _, field = range f.Fields() {
		if field.Name == FieldCAFile {
			break
		}
	}
	var lines []string
	for _, text := range field.Seen {
		lines = append(lines, english(t, text))
	}
	return field, strings.Join(lines, "\n"), english(t, field.Problem)
}

func TestTheCertificatesOfTheCAFileAreNamed(t *testing.T) {
	path, at := filepath.Join(t.TempDir(), "ca.pem"), testNow()
	certificate := func(name string, until time.Duration) oauthflow.CACertificate {
		return oauthflow.CACertificate{Name: name, Until: at.Add(until)}
	}
	f := filledForm()
	f.Set(FieldCAFile, " "+path+" ")
	if got := f.CAFileToRead(); got != path {
		t.Fatalf("to be read: %q", got)
	}
	if got := f.CAFileToRead(); got != "" {
		t.Errorf("it is read twice: %q", got)
	}
	if field, seen, problem := caField(t, f); seen+problem != "" || field.Choose.Action != ActionChooseCAFile {
		t.Errorf("while it is read: %q, %q", seen, problem)
	}
	f.SawCAFile(CAFileSeen{Path: path, At: at, Certificates: []oauthflow.CACertificate{certificate("One\u202e", time.Hour)}})
	if field, seen, problem := caField(t, f); problem != "" || field.SeenKind != DotPassed || seen != "This connection trusts 1 certificate of the file:\nOne‹U+202E›, until 24 Nov 2026 08:12:06" {
		t.Errorf("one: %q, %q", seen, problem)
	}
	five := []oauthflow.CACertificate{certificate("a", 1), certificate("b", 1), certificate("c", 1), certificate("d", 1), certificate("e", -time.Hour)}
	f.SawCAFile(CAFileSeen{Path: path, At: at, Certificates: five})
	field, seen, _ := caField(t, f)
	for _, want := range []string{"trusts 5 certificates", "e, ended 24 Nov 2026 06:12:06", "and 2 more"} {
		if !strings.Contains(seen, want) || strings.Contains(seen, "c, until") || field.SeenKind != DotCaution {
			t.Errorf("five: %q, %v", seen, field.SeenKind)
		}
	}
	f.Set(FieldCAFile, path+"2")
	if _, seen, _ := caField(t, f); seen != "" {
		t.Errorf("another file is typed: %q", seen)
	}
	f.CAFileToRead()
	f.SawCAFile(CAFileSeen{Path: path, At: at, Certificates: five})
	if _, seen, _ := caField(t, f); seen != "" {
		t.Errorf("the answer for an older one comes late: %q", seen)
	}
}

func TestACAFileThatCannotBeUsedIsSaidAtTheField(t *testing.T) {
	f := filledForm()
	f.Set(FieldCAFile, "ca.pem")
	if got := f.CAFileToRead(); got != "" {
		t.Errorf("half a path is read: %q", got)
	}
	if _, _, problem := caField(t, f); !strings.Contains(problem, "whole path") {
		t.Errorf("half a path: %q", problem)
	}
	path := filepath.Join(t.TempDir(), "ca.pem")
	f.Set(FieldCAFile, path)
	f.CAFileToRead()
	f.SawCAFile(CAFileSeen{Path: path, At: testNow(), Err: &oauthflow.Error{Code: oauthflow.CodeCAFileUnusable, Err: errors.New("the file holds PRIVATE KEY, not only certificates")}})
	_, seen, problem := caField(t, f)
	if seen != "" || problem != "The file cannot be used. The file holds PRIVATE KEY, not only certificates." {
		t.Errorf("%q, %q", seen, problem)
	}
	if _, err := f.Profile(); err != nil { // it may be there at the sign-in, which says so otherwise
		t.Errorf("it cannot be saved: %v", err)
	}
	f.ChooseCAFile("", fs.ErrPermission)
	if _, _, problem := caField(t, f); !strings.Contains(problem, "could not be opened: permission denied") || f.Settings.CAFile != path {
		t.Errorf("%q", problem)
	}
	f.ChooseCAFile(path+"2", nil)
	if _, _, problem := caField(t, f); problem != "" || f.CAFileToRead() != path+"2" {
		t.Errorf("another one is chosen: %q", problem)
	}
	f.ChooseCAFile("", fs.ErrPermission)
	f.Set(FieldCAFile, "")
	if _, _, problem := caField(t, f); problem != "" || f.CAFileToRead() != "" {
		t.Errorf("it is taken away: %q", problem)
	}
}

// The person mends the file and chooses it again.
func TestACAFileThatIsChosenAgainIsReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ca.pem")
	f := filledForm()
	f.Set(FieldCAFile, path)
	f.CAFileToRead()
	f.SawCAFile(CAFileSeen{Path: path, At: testNow(), Err: errors.New("it is empty")})
	f.ChooseCAFile(path, nil)
	if got := f.CAFileToRead(); got != path {
		t.Errorf("to be read: %q", got)
	}
	if _, _, problem := caField(t, f); problem != "" {
		t.Errorf("still said: %q", problem)
	}
}

func TestWhatIsWrongWithAFieldIsMaskedWithItsValueInPresenterMode(t *testing.T) {
	s := New()
	s.Form = filledForm()
	s.Form.Set(FieldResources, "anna#x")
	s.Form.Set(FieldOrigins, "http://anna.example/x")
	s.Form.ChooseCAFile("", &fs.PathError{Op: "open", Path: "/home/anna/ca.pem", Err: fs.ErrPermission})
	shown := func() string {
		var all []string
		for _, field := range s.FormFields() {
			all = append(all, english(t, field.Problem))
		}
		return strings.Join(all, "\n")
	}
	if got := shown(); strings.Count(got, "anna") < 3 {
		t.Errorf("not said: %s", got)
	}
	s.Present(true)
	if got := shown(); strings.Contains(got, "/home/anna") || strings.Contains(got, "anna#x") {
		t.Errorf("in sight: %s", got)
	}
}
