package state

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"proofkey/oauthflow/sample"
)

// API-02
func TestAProgramCallsNoOriginThatNobodyConfirmed(t *testing.T) {
	const me = "https://op.example/me"
	rows := map[string]struct {
		url, userInfo string
		confirmed     []string
		api, leftOut  string
	}{
		"nothing typed":                   {"", me, nil, me, ""},
		"UserInfo itself":                 {me, me, nil, me, ""},
		"another URL of UserInfo's host":  {"https://op.example/admin", me, nil, me, "https://op.example"},
		"an origin that is confirmed":     {"https://api.example/v1", me, []string{"https://api.example"}, "https://api.example/v1", ""},
		"the same host on another port":   {"https://api.example:8443/v1", me, []string{"https://api.example"}, me, "https://api.example:8443"},
		"an origin that is not confirmed": {"https://api.example/v1", me, []string{"https://x.example"}, me, "https://api.example"},
		"no UserInfo in its place":        {"https://api.example/v1", "", nil, "", "https://api.example"},
		"what the program's writer says":  {"http://api.example/v1", me, nil, "http://api.example/v1", ""},
	}
	for name, row := range rows {
		if api, leftOut := ProgramCalls(row.url, row.userInfo, row.confirmed); api != row.api || leftOut != row.leftOut {
			t.Errorf("%s: calls %q, leaves out %q", name, api, leftOut)
		}
	}
}

func TestAProgramAsksBeforeItSendsTheTokenToAnotherOrigin(t *testing.T) {
	asking := func() (*State, *Connection) {
		s := programOf(sample.Go, func(*Connection) {})
		s.Program.API, s.Program.LeftOut = "https://op.example/me", "https://api.example"
		return s, s.Current()
	}
	s, c := asking()
	v := s.ProgramView()
	if got := english(t, v.AskOrigin); got != "Let the program send its access token to https://api.example?" || english(t, v.AskExplained) == "" || len(v.AskButtons) != 2 {
		t.Errorf("asks %q, %d buttons", got, len(v.AskButtons))
	}
	if note := english(t, v.API.Note); !strings.Contains(note, "https://api.example") || v.API.Value != "https://op.example/me" {
		t.Errorf("%q, %s", v.API.Value, note)
	}
	s.RefuseProgramOrigin()
	if v := s.ProgramView(); !v.AskOrigin.IsZero() || !strings.Contains(english(t, v.API.Note), "https://api.example") || len(c.Profile.APIOrigins) != 0 {
		t.Errorf("after a no: %v, %v, %v", v.AskOrigin, v.API.Note, c.Profile.APIOrigins)
	}
	s, c = asking()
	s.ConfirmProgramOrigin()
	if v := s.ProgramView(); !v.AskOrigin.IsZero() || len(c.Profile.APIOrigins) != 1 || c.Profile.APIOrigins[0] != "https://api.example" || c.API.AskOrigin != "" {
		t.Errorf("after a yes: %v, %v", v.AskOrigin, c.Profile.APIOrigins)
	}
}

func TestAProgramIsReadFromItsBeginning(t *testing.T) {
	for names, want := range map[string]string{"go.mod main.go sign_in.go": "main.go", "app.js index.html": "app.js", "app.py requirements.txt": "app.py"} {
		s := programOf(sample.Go, func(*Connection) {})
		var files []ProgramFile
		for name := range strings.FieldsSeq(names) {
			files = append(files, ProgramFile{File: sample.File{Name: name}})
		}
		s.FinishProgram(files, nil)
		if got := s.Program.ShownFile().Name; got != want {
			t.Errorf("%s opens at %s", names, got)
		}
	}
}

func TestWhatBecameOfTheFilesOfAProgramIsSaid(t *testing.T) {
	rows := map[string]error{
		"All files were saved in /home/ada/x.": nil,
		"Nothing was saved: main.go is already in /home/ada/x. Choose another folder, or move it away.": &fs.PathError{Op: "create", Path: "/home/ada/x/main.go", Err: fs.ErrExist},
		"Nothing was saved: open /home/ada/x/main.go: permission denied.":                               &fs.PathError{Op: "open", Path: "/home/ada/x/main.go", Err: fs.ErrPermission},
		"Nothing was saved: no folder.": errors.New("no folder"),
	}
	for want, err := range rows {
		s := programOf(sample.Go, func(*Connection) {})
		s.FinishProgram([]ProgramFile{{File: sample.File{Name: "main.go"}}}, nil)
		s.ProgramSaved("/home/ada/x", err)
		if got := english(t, s.ProgramView().Saved); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
		s.Present(true)
		if got := english(t, s.ProgramView().Saved); strings.Contains(got, "ada") {
			t.Errorf("presenter mode shows %q", got)
		}
		s.BeginProgram(s.Program)
		if !s.ProgramView().Saved.IsZero() {
			t.Error("it is said of the next program, too")
		}
	}
}
