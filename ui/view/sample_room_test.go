package view

import (
	"time"

	"proofkey/oauthflow"
	programs "proofkey/oauthflow/sample"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// found is picture 11.
func found() *state.State {
	s := sample()
	s.Form = state.NewForm()
	s.Form.Issuer, s.Form.Name, s.Form.ClientID = "https://id.staging.example/realms/main", "Keycloak staging", "desk"
	s.Form.Searched(s.Form.Issuer, searched(s.Form.Issuer, &oauthflow.ServerMetadata{
		Issuer: s.Form.Issuer, AuthorizationEndpoint: s.Form.Issuer + "/auth", TokenEndpoint: s.Form.Issuer + "/token", JWKSURI: s.Form.Issuer + "/jwks",
		CodeChallengeMethods: []string{"S256"}, IssInResponse: true, GrantTypes: []string{"refresh_token"}, DPoPAlgorithms: []string{"ES256"},
		PushedAuthorizationRequestEndpoint: s.Form.Issuer + "/par", DeviceAuthorizationEndpoint: s.Form.Issuer + "/device", UserInfoEndpoint: s.Form.Issuer + "/userinfo",
	}), 84*time.Millisecond)
	s.Show(state.RoomNewConnection)
	return s
}

// unfolded is the form with everything that can be wrong in sight.
func unfolded() *state.State {
	s := sample()
	s.Form = state.NewForm()
	s.Form.Issuer, s.Form.Port, s.Form.Parameters, s.Form.ClientSecret = "http://example.com", "x", "audience", "client-secret-value"
	s.Form.Settings.CAFile, s.Form.Settings.Proxy = "/home/alice/corp-ca.pem", "http://proxy.example:3128"
	s.Form.Settings.ProxyUser, s.Form.Settings.ProxyPassword = "CORP\\alice", "proxy-password-value"
	s.Form.SawCAFile(state.CAFileSeen{Path: s.Form.CAFileToRead(), At: later(0), Certificates: []oauthflow.CACertificate{
		{Name: "Example Corp Root CA", Until: later(0).AddDate(4, 0, 0)}, {Name: "Example Corp Root CA 2016", Until: later(0).AddDate(-1, 0, 0)},
	}})
	s.Form.Advanced, s.Form.Tried = true, true
	s.Show(state.RoomNewConnection)
	return s
}

// byHand is a provider without discovery: its endpoints are typed, one of them badly.
func byHand() *state.State {
	s := found()
	s.Form.Set("authorization_endpoint", "https://login.example/authorize")
	s.Form.Set("token_endpoint", "http://login.example/token")
	s.Form.Try()
	s.Form.ByHand = true
	return s
}

// ofDemo is the form of the demo provider's connection.
func ofDemo() *state.State {
	s := sample()
	s.Form = state.EditForm(s.Current().Profile)
	s.Form.Advanced = true
	s.Show(state.RoomEditConnection)
	return s
}

// inspected has a token that was judged, with one check failed.
func inspected() *state.State {
	s := inRoom(state.RoomInspect)
	s.InspectToken(jwt(`{"alg":"RS256","kid":"k1"}`, `{"iss":"http://127.0.0.1:51723","sub":"248289761001","aud":"another"}`).Reveal())
	read := s.Inspector.Read
	read.Verified = true
	read.Checks = append(read.Checks, oauthflow.Check{ID: "IDT-03", Name: "Audience", Result: oauthflow.Failed, Expected: "proofkey", Actual: "another", Source: "OIDC Core §3.1.3.7 (3)"})
	s.FinishInspection(s.Inspector.Token, read, nil)
	return s
}

// shared has a bundle that is made.
func shared() *state.State {
	s := inRoom(state.RoomShare)
	s.BeginShare(state.ShareBundle, false)
	data := []byte(`{"version":1,"app":"Proofkey","outcome":"signed_in"}`)
	s.FinishShare(data, widget.NewDocument(data, widget.JSON, state.VisibleRune), nil)
	return s
}

// asProgram has a program that is written.
func asProgram() *state.State {
	s := inRoom(state.RoomProgram)
	profile := s.Current().Profile
	profile.ClientID = "proofkey-single-page-app"
	s.BeginProgram(state.Program{ConnectionID: s.Selected, Kind: state.ProgramKinds()[0], Profile: profile, API: "http://127.0.0.1:51723/api/notes"})
	s.FinishProgram(programFiles("app.js", "// A single-page app\nconst config = {};", "index.html", "<!doctype html>"), nil)
	return s
}

// programAsking is one that would call an API that nobody has confirmed.
func programAsking() *state.State {
	s := asProgram()
	s.Program.API, s.Program.LeftOut = "http://127.0.0.1:51723/userinfo", "https://api.example"
	return s
}

func programFiles(pairs ...string) []state.ProgramFile {
	var files []state.ProgramFile
	for i := 0; i < len(pairs); i += 2 {
		f := state.ProgramFile{Document: widget.NewDocument([]byte(pairs[i+1]), widget.PlainText, state.VisibleRune)}
		f.Name, f.Content = pairs[i], pairs[i+1]
		files = append(files, f)
	}
	return files
}

// noProgram is one of another provider, whose endpoints are not known.
func noProgram() *state.State {
	s := inRoom(state.RoomProgram)
	s.Select("keycloak")
	s.Show(state.RoomProgram)
	s.BeginProgram(state.Program{ConnectionID: "keycloak", Kind: state.ProgramKinds()[2], Profile: s.Current().Profile})
	s.FinishProgram(nil, programs.ErrNoEndpoints)
	return s
}

// examined is a connection that the doctor has looked at.
func examined() *state.State {
	s := inRoom(state.RoomDoctor)
	s.Select("keycloak")
	s.Show(state.RoomDoctor)
	s.BeginExamination("keycloak")
	for _, f := range []oauthflow.DoctorFinding{
		{Name: "listener_bound", Values: map[string]string{"Addresses": "127.0.0.1:53121"}, Took: time.Millisecond},
		{Name: "redirect_any_port", Values: map[string]string{"URI": "http://127.0.0.1/callback"}},
		{Name: "keyring_kept", Values: map[string]string{"Bytes": "4096"}, Took: 21 * time.Millisecond},
		{Name: "metadata_lacks", Values: map[string]string{"URL": "https://id.staging.example/realms/main/.well-known/openid-configuration", "What": "end_session_endpoint"}, Took: 84 * time.Millisecond},
		{Name: "clock_agrees", Values: map[string]string{"Seconds": "0"}},
		{Name: "host_distrusted", Values: map[string]string{"Host": "id.staging.example", "Why": "x509: certificate signed by unknown authority"}, Took: 40 * time.Millisecond},
		{Name: "browser_came_back", Took: 300 * time.Millisecond},
	} {
		s.TakeFinding(f)
	}
	s.EndExamination(false)
	return s
}

func inRoom(r state.Room) *state.State {
	s := signedIn()
	s.Show(r)
	return s
}

// noticed has every kind of notice.
func noticed() *state.State {
	s := signedIn()
	s.SetStorage(false, "locked")
	c := s.Current()
	c.RefreshProblem = &oauthflow.Error{Step: oauthflow.StepRefresh, Code: oauthflow.CodeRefreshUnavailable}
	c.Notices = []*oauthflow.Error{{Step: oauthflow.StepRevocation, Code: oauthflow.CodeRevocationFailed}}
	return s
}

// foreign is a window whose every name came from elsewhere and is long.
func foreign(s *state.State) *state.State {
	long := "Λόνγκ\u202e name عربي 名前 " + "unbreakable-identifier-without-any-space-that-goes-on-and-on-for-more-than-a-hundred-characters-in-one-piece"
	for _, c := range s.Connections {
		c.Profile.Name, c.Profile.ClientID = long, long
		if c.Session != nil {
			c.Session.KeyID, c.Session.Subject = long, long
			if c.Session.Claims == nil { // OAuth only
				c.Session.UserInfo["name"], c.Session.UserInfo[long] = long, long
				continue
			}
			c.Session.Claims["name"], c.Session.Claims["email"], c.Session.Claims[long] = long, long, long
			c.Session.Scope = []string{long}
		}
		if c.Waiting.Host != "" {
			c.Waiting.Host = long
		}
		if c.Failure != nil {
			c.Failure.Expected, c.Failure.Description = long, long
		}
	}
	s.DataFolder = "/" + long
	return s
}

// screens is every screen by its name.
func screens() map[string]func() *state.State {
	return map[string]func() *state.State{
		"signed_out": sample, "preview": previewed, "stop": stopped(oauthflow.StepRedirect), "stop_code": stopped(oauthflow.StepTokenRequest), "stop_watched": stopWatched, "waiting": waitingForBrowser, "device": waitingElsewhere, "device_long": waitingElsewhereLong, "strangers": strangersCame, "identity": signedIn,
		"checks": func() *state.State { return onTab(state.TabChecks) }, "failed": refused,
		"flow_request": flowed(3), "flow_exchange": flowed(6), "flow_waiting": watched, "flow_failed": refusedFlow,
		"tokens": func() *state.State { return onTab(state.TabTokens) }, "tokens_asked": tokensAsked, "inspect": func() *state.State { return inRoom(state.RoomInspect) }, "inspected": inspected, "share": shared, "program": asProgram, "program_asks": programAsking, "program_failed": noProgram, "doctor": examined,
		"report_identity": onReport(state.TabIdentity), "report_checks": onReport(state.TabChecks), "report_flow": onReport(state.TabFlow), "report_tokens": onReport(state.TabTokens),
		"report_not_opened": notOpened, "compare": comparedSignIns, "compare_same": comparedAlike,
		"api": answered, "step_up": stepUpNeeded, "origin": originAsked,
		"good_practice": wellPractised, "explained": refusedByEntra, "waiting_long": waitingLong, "form": found, "form_offered": offered, "form_token_wanted": tokenWanted, "form_registered": registered, "form_unfolded": unfolded, "form_by_hand": byHand, "notices": noticed,
		"search_nothing": nothingFound, "search_servers": severalServers, "search_mcp": foundMCP, "searching": searching,
		"form_preset": presetChosen, "form_account": accountFound, "identity_oauth_only": oauthOnlySignedIn,
		"presenter_identity": presenting(state.TabIdentity), "presenter_checks": presenting(state.TabChecks), "presenter_tokens": presenting(state.TabTokens),
		"presenter_flow": presentedFlow, "presenter_api": presentedAnswer, "presenter_inspect": presentedToken,
		"settings": func() *state.State { return inRoom(state.RoomSettings) }, "help": func() *state.State { return inRoom(state.RoomHelp) },
	}
}
