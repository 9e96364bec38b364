package state

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sample"
)

func programOf(kind ProgramKind, change func(*Connection)) *State {
	s := New()
	c := NewConnection(testProfile())
	change(c)
	s.Add(c)
	s.BeginProgram(Program{ConnectionID: c.Profile.ID, Kind: kind, Profile: c.Profile, API: c.APIURL()})
	return s
}

func TestAProgramSaysWhatItLeavesOut(t *testing.T) {
	const left = "pushes nothing"
	for name, change := range map[string]func(*Connection){
		"pushed": func(c *Connection) { c.Profile.PushAuthorization = oauthflow.PushWhenOffered },
		"bound":  func(c *Connection) { c.Profile.DPoP = oauthflow.DPoPRequired },
	} {
		if words := english(t, programOf(sample.Go, change).ProgramView().Client); !strings.Contains(words, left) || !strings.Contains(words, "native app too") {
			t.Errorf("%s: %s", name, words)
		}
	}
	if words := english(t, programOf(sample.Go, func(*Connection) {}).ProgramView().Client); strings.Contains(words, left) {
		t.Error(words)
	}
}

func TestWhatAProgramNeedsIsSaid(t *testing.T) {
	at := func(port int) func(*Connection) {
		return func(c *Connection) { c.Profile.Redirect.Port = port }
	}
	demo := func(c *Connection) { c.Demo = true }
	rows := []struct {
		name           string
		kind           ProgramKind
		change         func(*Connection)
		redirect       string
		install, run   string
		note, isClient string
	}{
		{"a page", sample.SinglePage, at(0), "http://127.0.0.1:8401/", "", "python3 -m http.server 8401 --bind 127.0.0.1", "exactly as it is written here", "answer requests from http://127.0.0.1:8401 (CORS)"},
		{"a page on the connection's port", sample.SinglePage, at(9000), "http://127.0.0.1:9000/", "", "python3 -m http.server 9000 --bind 127.0.0.1", "exactly as it is written here", "native app’s"},
		{"a web app", sample.Flask, at(0), "http://127.0.0.1:8402/callback", "python3 -m pip install -r requirements.txt", "python3 app.py", "exactly as it is written here", "CLIENT_SECRET"},
		{"a native program", sample.Go, at(0), "http://127.0.0.1/callback", "go mod tidy", "go run .", "without a port", "the program is a native app too"},
		{"a native program on a fixed port", sample.Go, at(9000), "http://127.0.0.1:9000/callback", "go mod tidy", "go run .", "exactly as it is written here", "public client"},
		{"at the demo provider", sample.Flask, demo, "http://127.0.0.1:8402/callback", "python3 -m pip install -r requirements.txt", "python3 app.py", "knows it already", "keep this window open"},
	}
	for _, row := range rows {
		v := programOf(row.kind, row.change).ProgramView()
		if v.Redirect.Value != row.redirect || v.Install.Value != row.install || v.Run.Value != row.run {
			t.Errorf("%s: %q, %q, %q", row.name, v.Redirect.Value, v.Install.Value, v.Run.Value)
		}
		if note := english(t, v.Redirect.Note); !strings.Contains(note, row.note) {
			t.Errorf("%s: %s", row.name, note)
		}
		if client := english(t, v.Client); !strings.Contains(client, row.isClient) || !strings.Contains(client, "proofkey") {
			t.Errorf("%s: %s", row.name, client)
		}
		if v.Save.Enabled {
			t.Errorf("%s: what is not written can be saved", row.name)
		}
	}
}

func TestAProgramCallsWhatTheAPITabCalls(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*Connection)
		want   string
	}{
		"what was typed":        {func(c *Connection) { c.API.URL, c.DemoAPI = " https://api.example/v1 ", "http://127.0.0.1:1/api" }, "https://api.example/v1"},
		"the demo API":          {func(c *Connection) { c.DemoAPI = "http://127.0.0.1:1/api" }, "http://127.0.0.1:1/api/notes"},
		"UserInfo":              {func(c *Connection) { c.Metadata = &oauthflow.ServerMetadata{UserInfoEndpoint: "https://op.example/me"} }, "https://op.example/me"},
		"nothing, before it is": {func(*Connection) {}, ""},
	} {
		if got := programOf(sample.Go, row.change).ProgramView().API.Value; got != row.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheFilesOfAProgramAreShownOneAtATime(t *testing.T) {
	s := programOf(sample.SinglePage, func(*Connection) {})
	s.ShowProgramFile(0)
	if s.Program.ShownFile() != nil {
		t.Error("a file is shown before there is one")
	}
	s.FinishProgram([]ProgramFile{{File: sample.File{Name: "app.js"}}, {File: sample.File{Name: "index.html"}}}, nil)
	for i, want := range map[int]string{0: "app.js", 1: "index.html", 2: "", -1: ""} {
		before := s.Program.Shown
		s.ShowProgramFile(i)
		if want == "" && s.Program.Shown != before || want != "" && s.Program.ShownFile().Name != want {
			t.Errorf("file %d: %q", i, s.Program.ShownFile().Name)
		}
	}
	if v := s.ProgramView(); len(v.Files) != 2 || !v.Save.Enabled || v.Failed != nil {
		t.Errorf("%+v", v)
	}
	s.BeginProgram(Program{ConnectionID: s.Selected, Kind: sample.Go})
	if s.Program.ShownFile() != nil || s.ProgramView().Save.Enabled {
		t.Error("the program before is still there")
	}
}

func TestEachErrorOfAProgramSaysWhatHappenedAndWhatToDo(t *testing.T) {
	titles := map[string]error{}
	for _, err := range []error{sample.ErrNoEndpoints, sample.ErrNoAlgorithm, sample.ErrUnusableURL, sample.ErrUnknownKind} {
		s := programOf(sample.Go, func(*Connection) {})
		s.FinishProgram([]ProgramFile{{}}, fmt.Errorf("%w: %w", err, errors.New("dial tcp: refused")))
		v := s.ProgramView()
		if v.Failed == nil || v.Save.Enabled {
			t.Fatalf("%v: %+v", err, v)
		}
		title := english(t, v.Failed.Title)
		if titles[title] != nil || english(t, v.Failed.Happened) == "" || english(t, v.Failed.Do) == "" || strings.Contains(title, "dial") || !strings.Contains(english(t, v.Failed.Details), "dial") {
			t.Errorf("%v: %+v", err, v.Failed)
		}
		titles[title] = err
	}
}
