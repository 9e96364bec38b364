package state

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
	"proofkey/oauthflow/sample"
)

// shownStrings are all texts of a view model, wherever in it they stand.
func shownStrings(v reflect.Value, seen func(string)) {
	switch v.Kind() {
	case reflect.String:
		seen(v.String())
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			shownStrings(v.Elem(), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				shownStrings(v.Field(i), seen)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			shownStrings(v.Index(i), seen)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			shownStrings(it.Key(), seen)
			shownStrings(it.Value(), seen)
		}
	}
}

// onScreen is the text of everything that the window may show of the state, with copies of rows.
func onScreen(s *State) string {
	now, c := testNow(), s.Current()
	form := s.FormFields()
	for i := range form {
		if form[i].Masked != "" {
			form[i].Value = "" // the field is not shown then
		}
	}
	models := []any{
		s.SideBar(now), s.Menus(), s.Banners(), s.SettingsView(), s.InspectorView(now), s.ShareView(), form, s.FormView(), s.PresenterView(),
		c.Header(), c.StepStrip(now), c.TabViews(), c.Identity(now), c.CheckRows(), c.PracticeView(), c.Problem(), s.TokenCards(c, now), c.APIView(now),
		c.WaitingScreen(now), c.DeviceScreen(now), c.SignedOutScreen(), c.RequestPreview(), s.ProgramView(), c.EndSessionQuestion(), c.DeleteQuestion(), c.SignOutQuestion(), c.ClaimsJSON(), s.ComparisonView(now), s.DoctorView(),
		s.FormView(), c.BrowserHelp(), c.CodeHelp("PERSONAL@people.example says AADSTS90002: no"), c.CodeHelp("PERSONAL said no"),
	}
	for i := range c.Flow.Messages() {
		models = append(models, c.DiagramMessage(i).Text)
	}
	for i := range c.Flow.Len() {
		models = append(models, c.FlowRow(i, now), c.FlowDetail(i, now, false))
	}
	var texts []string
	for _, m := range models {
		shownStrings(reflect.ValueOf(m), func(text string) { texts = append(texts, text) })
	}
	slices.Sort(texts) // values of words have no order
	return strings.Join(texts, "\n")
}

// personalClaims have a recognisable value in each kind of claim.
func personalClaims() map[string]any {
	return map[string]any{
		"sub": "PERSONAL-sub", "name": "PERSONAL name", "email": "PERSONAL@people.example", "email_verified": true, "phone_number": "PERSONAL-phone",
		"address": map[string]any{"formatted": "PERSONAL street", "country": "PERSONAL-land"}, "groups": []any{"PERSONAL-group"}, "birthdate": json.Number("770077007"),
		"pet": "PERSONAL-pet", "PERSONAL@key.example": "PERSONAL-x", "employee_id": "PERSONAL-id", "name#el": "PERSONAL όνομα",
	}
}

// personalState has personal values and secrets in every place that the window shows.
func personalState(t *testing.T) *State {
	t.Helper()
	s := New()
	s.SetStorage(true, "")
	c := secretFlow()
	s.Add(c)
	s.DataFolder, s.Problem = "/home/PERSONAL", T("banner.folder_not_opened", "Folder", "/home/PERSONAL", "Why", Evidence("stat /home/PERSONAL"))
	maps.Copy(c.Session.Claims, personalClaims())
	c.Session.Subject = "PERSONAL-sub"
	c.Session.UserInfo = map[string]any{"sub": "PERSONAL-sub", "nickname": "PERSONAL-nick", "profile": "https://x.example/PERSONAL"}
	claims, err := json.Marshal(personalClaims())
	if err != nil {
		t.Fatal(err)
	}
	c.Session.AccessToken = jwt(`{"alg":"RS256","typ":"at+jwt"}`, string(claims))
	renewed := *c.Session
	renewed.Refreshes, renewed.LastRefresh, renewed.Claims = 1, testNow(), maps.Clone(c.Session.Claims)
	renewed.Claims["name"] = "PERSONAL name, renewed"
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventRefreshed, Session: &renewed})
	c.Introspected(&oauthflow.Introspection{At: testNow(), Active: true, Members: map[string]any{"active": true, "username": "PERSONAL-user"}}, nil)
	c.Checks = []oauthflow.Check{
		{ID: "IDT-02", Result: oauthflow.Passed, Actual: "PERSONAL-sub"},
		{ID: "UINF-02", Result: oauthflow.Failed, Expected: "sub PERSONAL-sub", Actual: "sub PERSONAL-other"},
		{ID: "RT-08", Result: oauthflow.Passed, Actual: `iss, sub "PERSONAL-sub" and aud as before`},
	}
	c.UserInfoChecks = c.Checks
	refused := &oauthflow.Error{
		Step: oauthflow.StepVerify, Code: oauthflow.CodeIDTokenSubjectChanged, Expected: "PERSONAL-sub", Actual: "PERSONAL-other",
		OAuthError: "PERSONAL says no", Description: "The user PERSONAL@people.example is not assigned", ErrorURI: "https://x.example/?user=PERSONAL", Err: errors.New("PERSONAL"),
	}
	c.Failure, c.UserInfoProblem, c.RefreshProblem, c.Notices, c.Ended = refused, refused, refused, []*oauthflow.Error{refused}, refused
	personalMessages(c, string(claims), refused)
	c.API = APICall{
		URL: testIssuer + "/users/PERSONAL@people.example?name=PERSONAL", Headers: "X-Api-Key: PERSONAL-key", Body: `{"name":"PERSONAL"}`, Problem: refused,
		Answer: &oauthflow.APIAnswer{Status: 403, Body: claims, Header: map[string][]string{"X-User": {"PERSONAL"}, "Location": {"https://x.example/?email=PERSONAL"}}},
	}
	c.Waiting = Waiting{
		Link: oauthflow.NewSecret(testIssuer + "/authorize?state=SECRET-state-abcdef&login_hint=PERSONAL%40people.example"), Since: testNow(), Deadline: testNow().Add(time.Minute),
		StrangerCount: 1, Strangers: []oauthflow.Stranger{{Method: "GET", Path: "/PERSONAL@people.example", Status: 404, Reason: "path"}},
	}
	s.InspectToken(jwt(`{"alg":"RS256"}`, string(claims)).Reveal())
	s.Comparison = personalComparison()
	s.NotOpened, s.Share.Failed = T("compare.failed", "Why", Evidence("open /home/PERSONAL/x")), T("share.failed", "Why", Evidence("write /home/PERSONAL/x"))
	c.Waiting.BrowserProblem = refused
	s.Program = Program{ConnectionID: c.Profile.ID, Kind: sample.Go, API: "https://PERSONAL@corp.example:PERSONAL@api.example/PERSONAL@x.example?scope=openid;login_hint=PERSONAL"}
	s.Form = EditForm(oauthflow.Profile{
		AuthorizationParameters: map[string]string{"login_hint": "PERSONAL", "claims": `{"id_token":{"sub":{"value":"PERSONAL"}}}`, "who": "PERSONAL"},
		TokenParameters:         map[string]string{"who": "PERSONAL"}, Resources: []string{"https://x.example/PERSONAL@people.example", "https://y.example"},
		Network: oauthflow.Network{CAFile: "/home/PERSONAL/ca.pem", Proxy: "http://PERSONAL.example", ProxyUser: "PERSONAL", ProxyPassword: oauthflow.NewSecret("SECRET-proxy")},
	})
	s.Form.CAFileToRead()
	s.Form.SawCAFile(CAFileSeen{Path: "/home/PERSONAL/ca.pem", At: testNow(), Certificates: []oauthflow.CACertificate{{Name: "PERSONAL CA", Until: testNow()}}})
	s.Form.Issuer = "https://x.example/api"
	named := &oauthflow.ProtectedResourceMetadata{Resource: "https://x.example/PERSONAL@people.example", AuthorizationServers: []string{"https://a.example", "https://b.example"}}
	s.Form.Searched(s.Form.Issuer, &oauthflow.ProviderSearch{Resource: named, Tried: []oauthflow.TriedURL{
		{Kind: oauthflow.TriedAPI, URL: "https://x.example/users/PERSONAL@people.example?email=PERSONAL", Result: oauthflow.TriedAbsent, Location: "https://x.example/?name=PERSONAL"},
		{Kind: oauthflow.TriedResource, URL: "https://x.example/PERSONAL@people.example", Result: oauthflow.TriedRefused, Check: &oauthflow.Check{ID: "RES-05", Expected: "PERSONAL", Actual: "PERSONAL"}},
	}}, time.Second)
	s.Form.Problem = &oauthflow.Error{
		Step: oauthflow.StepDiscover, Code: oauthflow.CodeMetadataUnreachable, Description: "PERSONAL says no", Err: errors.New("get https://PERSONAL"),
	}
	return s
}

// personalComparison differs in each kind of value.
func personalComparison() Comparison {
	c := Comparison{Done: true, Row: -1}
	for area, names := range map[report.Area][]string{
		report.AreaError: {"description"}, report.AreaFailedCheck: {"IDT-02"}, report.AreaCheck: {"UINF-02"}, report.AreaConnection: {"authorization_parameters.login_hint"},
		report.AreaRequest: {"parameter login_hint", "header X-User", "body"}, report.AreaAnswer: {"member address.formatted", "member groups[0].id", "header X-User"},
		report.AreaMetadata: {"header X-User"}, report.AreaClaim: {"name", "address.country", "PERSONAL@key.example"},
	} {
		for _, name := range names {
			c.Found = append(c.Found, report.Difference{Area: area, Event: [2]int{-1, -1}, Name: name, A: "PERSONAL-a", B: "PERSONAL-b"})
		}
	}
	c.Found = append(c.Found, report.Difference{Area: report.AreaRequest, Event: [2]int{-1, -1}, Name: "request", A: "GET https://x.example/PERSONAL@people.example?login_hint=PERSONAL"})
	return c
}

// personalMessages are the requests and answers, and a problem, of the flow.
func personalMessages(c *Connection, claims string, refused *oauthflow.Error) {
	link := testIssuer + "/authorize?login_hint=PERSONAL%40people.example&organization=PERSONAL-org&scope=openid"
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventRequestReady, Step: oauthflow.StepRedirect, Request: message(oauthflow.HTTPContent{Method: "GET", URL: link})})
	c.Phase = PhaseSignedIn
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventStranger, Stranger: &oauthflow.Stranger{Method: "GET", Path: "/PERSONAL@people.example"}})
	for _, step := range []oauthflow.Step{oauthflow.StepUserInfo, oauthflow.StepIntrospection, oauthflow.StepAPI, oauthflow.StepTokenRequest} {
		e := exchange(step, 0, "POST", testIssuer+"/users/PERSONAL@people.example?email=PERSONAL%40people.example", 200)
		e.HTTP.Request = message(oauthflow.HTTPContent{Method: "POST", URL: e.HTTP.URL, Fields: fields("X-User", "PERSONAL-header", "Content-Type", formType), Body: []byte("username=PERSONAL-user&scope=openid")})
		e.HTTP.Answer = message(oauthflow.HTTPContent{
			Status: 200, Body: []byte(claims), Fields: fields("X-Person", "PERSONAL-header", "WWW-Authenticate", `Bearer error="x", error_description="PERSONAL said so"`),
		})
		c.Apply(e)
	}
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventFailed, Step: oauthflow.StepRefresh, Err: refused})
}

func leaks(text string) []string {
	var found []string
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "PERSONAL") || strings.Contains(line, "770077007") || strings.Contains(line, "SECRET-state-abcdef") {
			found = append(found, line)
		}
		for name, secret := range secretValues() {
			if strings.Contains(line, secret) {
				found = append(found, name)
			}
		}
	}
	return found
}

func TestNothingPersonalAndNoSecretIsInSightInPresenterMode(t *testing.T) {
	s := personalState(t)
	examination(s)
	phases := []Phase{PhaseSignedIn, PhaseFailed, PhaseWaiting, PhaseSignedOut}
	before := map[Phase]string{}
	for _, phase := range phases {
		s.Current().Phase = phase
		before[phase] = onScreen(s)
		if n := len(leaks(before[phase])); n < 60 {
			t.Fatalf("%s: only %d personal values to be masked", phase, n)
		}
	}
	s.Present(true)
	for _, phase := range phases {
		s.Current().Phase = phase
		shown := onScreen(s)
		if found := leaks(shown); len(found) > 0 {
			t.Errorf("%s: in sight:\n%s", phase, strings.Join(found, "\n"))
		}
		for _, stays := range []string{"http://127.0.0.1:51723", "RS256", "openid", "entra", "login_hint", "email_verified"} {
			if strings.Contains(before[phase], stays) && !strings.Contains(shown, stays) {
				t.Errorf("%s: %s is gone", phase, stays)
			}
		}
	}
	s.Present(false)
	for _, phase := range phases {
		s.Current().Phase = phase
		if onScreen(s) != before[phase] {
			t.Errorf("%s: not all came back", phase)
		}
	}
}

func TestRevealLiftsTheMaskOfPresenterModeAndNotThatOfSecrets(t *testing.T) {
	s := personalState(t)
	hidden := masked(s.Current().Token(AccessToken))
	s.Present(true)
	if view := s.PresenterView(); view.Reveal.Action != ActionReveal || view.Leave.Action != ActionPresent {
		t.Errorf("%+v", view)
	}
	s.Reveal(MaskedPersonal)
	if !strings.Contains(onScreen(s), "PERSONAL name") || s.PresenterView().Reveal.Action != ActionHide {
		t.Error("nothing is revealed")
	}
	if card := s.TokenCards(s.Current(), testNow()).Access; card.Masked != hidden || card.Secret.Revealed || card.Secret.Copies {
		t.Errorf("the access token is offered: %+v", card.Secret)
	}
	s.Reveal(MaskedToken(AccessToken))
	if card := s.TokenCards(s.Current(), testNow()).Access; !card.Secret.Revealed || !card.Secret.Copies {
		t.Errorf("the access token is not offered: %+v", card.Secret)
	}
	if found := leaks(onScreen(s)); len(found) > 0 {
		t.Errorf("personal values stay in sight: %q", found)
	}
}

// What is copied is pasted in front of others.
func TestInPresenterModeACopyTakesOnlyWhatIsInSight(t *testing.T) {
	s := personalState(t)
	c := s.Current()
	copies := func() []bool {
		c.Phase = PhaseWaiting
		link := c.WaitingScreen(testNow()).Buttons[0].Enabled
		c.Phase = PhaseSignedIn
		request := slices.IndexFunc(c.Flow.entries, func(e FlowEntry) bool { return e.Kind == FlowAPI })
		s.Share.Personal = true
		return []bool{
			link, c.APIView(testNow()).Answer.Copies, s.ShareView().Copies, len(c.FlowDetail(request, testNow(), false).CopyAs) > 0,
			s.TokenCards(c, testNow()).Refresh.Secret.Copies,
		}
	}
	if got := copies(); slices.Contains(got, false) {
		t.Errorf("without presenter mode: %v", got)
	}
	s.Present(true)
	if got := copies(); slices.Contains(got, true) {
		t.Errorf("in presenter mode: %v", got)
	}
}

func TestWhatIsRevealedIsMaskedAsSoonAsSomethingElseIsShown(t *testing.T) {
	rows := map[string]func(s *State, c *Connection){
		"another tab":        func(_ *State, c *Connection) { c.ShowTab(TabChecks) },
		"another room":       func(s *State, _ *Connection) { s.Show(RoomHelp) },
		"another connection": func(s *State, _ *Connection) { s.Select("other") },
		"no connection":      func(s *State, c *Connection) { s.Remove(c.Profile.ID) },
		"a renewed token": func(_ *State, c *Connection) {
			c.Session.AccessToken = oauthflow.NewSecret("renewed")
		},
		"another sign-in":          func(_ *State, c *Connection) { c.BeginSignIn(testNow()) },
		"nobody":                   func(_ *State, c *Connection) { c.Apply(oauthflow.Event{Kind: oauthflow.EventSessionEnded}) },
		"presenter mode":           func(s *State, _ *Connection) { s.Present(true) },
		"something else is there":  func(s *State, _ *Connection) { s.Reveal(MaskedToken(IDToken)) },
		"the person has hidden it": func(s *State, _ *Connection) { s.Mask() },
		"another place and back":   func(s *State, _ *Connection) { s.Show(RoomHelp); s.KeepSight(); s.Show(RoomConnection) },
	}
	for name, leave := range rows {
		s, c := New(), signedIn()
		other := NewConnection(oauthflow.Profile{ID: "other"})
		s.Add(other)
		s.Add(c)
		c.ShowTab(TabTokens)
		s.Reveal(MaskedToken(AccessToken))
		c.Refreshing = true
		if s.KeepSight(); !s.Shows(MaskedToken(AccessToken)) {
			t.Errorf("%s: masked too early", name)
		}
		leave(s, c)
		if s.KeepSight(); s.Shows(MaskedToken(AccessToken)) {
			t.Errorf("%s: still revealed", name)
		}
	}
}

func TestAnotherEntryOfTheFlowIsMasked(t *testing.T) {
	s, c := New(), secretFlow()
	s.Add(c)
	c.ShowTab(TabFlow)
	c.Flow.Select(1)
	s.Reveal(MaskedFlow)
	c.Flow.Select(0)
	if s.KeepSight(); s.Shows(MaskedFlow) {
		t.Error("still revealed")
	}
}

func TestPresenterModeIsOneSizeLargerAndChangesNoSetting(t *testing.T) {
	for _, size := range TextSizes() {
		s := New()
		s.Settings.TextSize = size
		s.Present(true)
		if look := s.Look(); look.TextSize != size+0.25 || s.Settings.TextSize != size {
			t.Errorf("%v is shown as %v", size, look.TextSize)
		}
		s.Present(false)
		if s.Look() != s.Settings {
			t.Errorf("%v stays at %v", size, s.Look().TextSize)
		}
	}
}

func FuzzVeiledJSONStaysJSONAndKeepsNoPersonalValue(f *testing.F) {
	f.Add(`{"name":"x"}`)
	f.Add(`[{"a":[{"a":"x","a":null}]}]`)
	f.Add(`1e400`)
	f.Fuzz(func(t *testing.T, inner string) {
		body := []byte(`{"x":` + inner + `,"list":[{"email":"PERSONAL"},["PERSONAL"]],"address":{"street_address":"PERSONAL"}}`)
		masked := MaskJSON(body)
		if masked == nil {
			return
		}
		if !json.Valid(masked) || strings.Contains(string(masked), "PERSONAL") && !strings.Contains(inner, "PERSONAL") {
			t.Errorf("%s became %s", body, masked)
		}
	})
}
