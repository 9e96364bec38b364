// The room "Take away as code": the sign-in of the selected connection as a program, and what it needs to run.

package state

import (
	"errors"
	"net/url"
	"slices"

	"proofkey/oauthflow"
	"proofkey/oauthflow/sample"
)

// ProgramKind is a kind of program.
type ProgramKind = sample.Kind

// ProgramKinds returns the kinds in the order of the window.
func ProgramKinds() []ProgramKind { return sample.Kinds() }

// Program is what the room holds.
type Program struct {
	ConnectionID string
	Kind         ProgramKind
	Profile      oauthflow.Profile // that it signs in with: at the demo provider one of a client of this kind
	API          string            // that it calls; "": UserInfo, or nothing
	LeftOut      string            // the origin of the API tab's URL, where nobody has confirmed it
	Refused      bool              // the person does not want it
	Running      bool
	Files        []ProgramFile
	Shown        int  // which of Files
	Saved        Text // what became of "Save all files"
	Err          error
}

// ProgramFile is a file of the program, and the same made ready to be looked at.
type ProgramFile struct {
	sample.File
	Document Document
}

// BeginProgram shows the room while the program is being written.
func (s *State) BeginProgram(p Program) {
	p.Running, p.Files, p.Shown, p.Saved, p.Err = true, nil, 0, Text{}, nil
	s.Program = p
}

// FinishProgram shows the program, or why there is none.
func (s *State) FinishProgram(files []ProgramFile, err error) {
	s.Program.Running, s.Program.Files, s.Program.Err = false, files, err
	if err != nil {
		s.Program.Files = nil
	}
	s.Program.Shown = max(0, slices.IndexFunc(s.Program.Files, func(f ProgramFile) bool { return f.Name == "main.go" })) // where a reader begins
}

// ShowProgramFile looks at another file of the program.
func (s *State) ShowProgramFile(i int) {
	if i >= 0 && i < len(s.Program.Files) {
		s.Program.Shown = i
	}
}

// ShownFile is the file that is looked at, nil if there is none.
func (p *Program) ShownFile() *ProgramFile {
	if p.Shown >= len(p.Files) {
		return nil
	}
	return &p.Files[p.Shown]
}

// ProgramView is the room.
type ProgramView struct {
	Subtitle Text
	Kinds    []Option
	Kind     int
	Redirect ProgramLine
	Client   Text // what kind of client it needs
	Install  ProgramLine
	Run      ProgramLine
	API      ProgramLine
	Files    []string
	File     int
	Document Document // of the shown file
	Save     Button
	SaveAll  Button
	Saved    Text // what became of it
	Hidden   Text // why the file is not shown; zero if it is
	Failed   *Problem

	AskOrigin    Text // whether the program may send the token to the API tab's origin; zero if nothing is asked
	AskExplained Text
	AskButtons   []Button
}

// ProgramLine is something to copy, and what it is for. One without a value is not shown.
type ProgramLine struct {
	Value string
	Note  Text
}

// ProgramView returns the room.
func (s *State) ProgramView() ProgramView {
	p := &s.Program
	v := ProgramView{Save: button(ActionSaveProgram), SaveAll: primary(ActionSaveProgramFiles), File: p.Shown, Failed: programProblem(p.Err)}
	for i, kind := range ProgramKinds() {
		v.Kinds = append(v.Kinds, Option{Value: string(kind), Label: programLabel(kind)})
		if kind == p.Kind {
			v.Kind = i
		}
	}
	for _, file := range p.Files {
		v.Files = append(v.Files, file.Name)
	}
	if file := p.ShownFile(); file != nil {
		v.Document = file.Document
	}
	if s.veil().down {
		v.Document, v.Hidden = nil, T("presenter.program")
	}
	v.Save.Enabled, v.SaveAll.Enabled = len(p.Files) > 0, len(p.Files) > 0
	v.Saved = s.veil().text(p.Saved)
	if c := s.Connection(p.ConnectionID); c != nil {
		v.Subtitle = T("program.intro", "Connection", line(c.Profile.Name))
		p.needs(&v, c.Demo)
		p.asksOrigin(&v)
		v.API.Value = s.veil().mask(veiledURL, "", v.API.Value)
	}
	return v
}

// needs fills in what the person has to register, install and type.
func (p *Program) needs(v *ProgramView, demo bool) {
	redirect := sample.RedirectURI(p.Kind, p.Profile)
	address := &url.URL{}
	if u, err := url.Parse(redirect); err == nil {
		address = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/"}
	}
	v.Redirect = ProgramLine{redirect, T("program.redirect_note")}
	origin, client := address.Scheme+"://"+address.Host, line(p.Profile.ClientID)
	v.API = ProgramLine{line(p.API), T("program.api_note")}
	switch p.Kind {
	case sample.SinglePage:
		v.Client = T("program.client_spa", "ClientID", client, "Origin", origin)
		v.Run = ProgramLine{"python3 -m http.server " + address.Port() + " --bind 127.0.0.1", T("program.run_spa", "Address", address.String())}
	case sample.Flask:
		v.Client = T("program.client_flask", "ClientID", client)
		v.Install = ProgramLine{"python3 -m pip install -r requirements.txt", T("program.install_flask")}
		v.Run = ProgramLine{"python3 app.py", T("program.run_flask", "Address", address.String())}
	case sample.Go:
		v.Client = T("program.client_go", "ClientID", client)
		v.Install = ProgramLine{"go mod tidy", T("program.install_go")}
		v.Run = ProgramLine{"go run .", T("program.run_go")}
		if address.Port() == "" {
			v.Redirect.Note = T("program.redirect_any_port")
		}
	}
	if demo {
		v.Redirect.Note, v.Client = T("program.redirect_demo"), T("program.client_demo", "ClientID", client)
	}
	if p.Profile.PushAuthorization == oauthflow.PushWhenOffered || p.Profile.DPoP == oauthflow.DPoPRequired ||
		len(p.Profile.Resources) > 0 || len(p.Profile.TokenParameters) > 0 {
		v.Client = T("program.client_plain", "Client", v.Client)
	}
}

func programLabel(kind ProgramKind) Text {
	return map[ProgramKind]Text{
		sample.SinglePage: T("program.kind_spa"), sample.Flask: T("program.kind_flask"), sample.Go: T("program.kind_go"),
	}[kind]
}

// programProblem says why there is no program, and what to do.
func programProblem(err error) *Problem {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sample.ErrNoEndpoints):
		return &Problem{Title: T("program.no_endpoints"), Happened: T("program.no_endpoints_happened"), Do: T("program.no_endpoints_do"), Details: Evidence(err.Error())}
	case errors.Is(err, sample.ErrNoAlgorithm):
		return &Problem{Title: T("program.no_algorithm"), Happened: T("program.no_algorithm_happened"), Do: T("program.no_algorithm_do"), Details: Evidence(err.Error())}
	case errors.Is(err, sample.ErrUnusableURL):
		return &Problem{Title: T("program.unusable_url"), Happened: T("program.unusable_url_happened"), Do: T("program.unusable_url_do"), Details: Evidence(err.Error())}
	}
	if p := programProblemOfProvider(err); p != nil {
		return p
	}
	if errors.Is(err, sample.ErrSecretInURL) {
		return &Problem{Title: T("program.secret_url"), Happened: T("program.secret_url_happened"), Do: T("program.secret_url_do"), Details: Evidence(err.Error())}
	}
	return &Problem{Title: T("program.failed"), Happened: T("program.failed_happened"), Do: T("program.failed_do"), Details: Evidence(err.Error())}
}
