package state

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

func endpointsByHand() oauthflow.Endpoints {
	const host = "https://id.staging.example"
	return oauthflow.Endpoints{AuthorizationEndpoint: host + "/authorize", TokenEndpoint: host + "/token", JWKSURI: host + "/jwks"}
}

// wantSentence fails if a fault does not read as a sentence, or begins with the name of a member.
func wantSentence(t *testing.T, fault string) {
	t.Helper()
	if fault == "" || strings.ToUpper(fault[:1]) != fault[:1] || !strings.ContainsAny(fault[len(fault)-1:], "./") && !strings.HasSuffix(fault, "…") ||
		regexp.MustCompile(`(?i)^[a-z_.]+: |[a-z]_[a-z]|redirect\.`).MatchString(strings.ReplaceAll(fault, "name=value", "")) {
		t.Errorf("not a sentence for people: %q", fault)
	}
}

func TestEndpointsByHandGoThroughTheForm(t *testing.T) { // DISC-15
	f := filledForm()
	for _, name := range endpointFields() {
		f.Set(name, " https://id.staging.example/"+string(name)+" ")
	}
	p, err := f.Profile()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range p.Endpoints.Members() {
		if *m.URL != "https://id.staging.example/"+m.Name {
			t.Errorf("%s is %q", m.Name, *m.URL)
		}
	}
	again := EditForm(p)
	if got, err := again.Profile(); err != nil || !reflect.DeepEqual(got, p) || !again.ByHand {
		t.Errorf("through the form and back: %+v, %v, open %t", got, err, again.ByHand)
	}
	if NewForm().ByHand || EditForm(testProfile()).ByHand {
		t.Error("the fold is open without endpoints")
	}
}

func TestEachEndpointSaysWhatIsWrongWithIt(t *testing.T) {
	set := func(name FieldName, text string) func(*Form) { return func(f *Form) { f.Set(name, text) } }
	rows := []struct {
		name   string
		change func(f *Form)
		field  FieldName
		want   string // a part of it
	}{
		{"no authorization endpoint", set("authorization_endpoint", " "), "authorization_endpoint", "This is needed, since an endpoint is entered by hand."},
		{"no token endpoint", set("token_endpoint", ""), "token_endpoint", "This is needed"},
		{"no keys", set("jwks_uri", ""), "jwks_uri", "This is needed"},
		{"keys over http", set("jwks_uri", "http://id.example/jwks"), "jwks_uri", "The URL is not encrypted"},
		{"keys over http here", set("jwks_uri", "http://127.0.0.1/jwks"), "jwks_uri", "although the issuer is https"},
		{"no scheme", set("userinfo_endpoint", "id.example/userinfo"), "userinfo_endpoint", "The URL is not absolute: begin it with https://"},
		{"a user name", set("revocation_endpoint", "https://u@id.example/revoke"), "revocation_endpoint", "before @."},
		{"a fragment", set("introspection_endpoint", "https://id.example/i#x"), "introspection_endpoint", "fragment"},
		{"a script", set("end_session_endpoint", "javascript:1"), "end_session_endpoint", "https"},
	}
	for _, row := range rows {
		f := filledForm()
		f.Endpoints, f.Tried = endpointsByHand(), true
		if len(problems(t, f)) != 0 || !f.Usable() {
			t.Fatalf("the form to start from is not usable: %v", problems(t, f))
		}
		row.change(&f)
		got := problems(t, f)
		wantSentence(t, got[row.field])
		if _, err := f.Profile(); len(got) != 1 || !strings.Contains(got[row.field], row.want) || f.Usable() || err == nil {
			t.Errorf("%s: %q, %v", row.name, got, err)
		}
	}
}

func TestWhetherAnEndpointMayBeHTTPFollowsFromTheIssuer(t *testing.T) {
	for issuer, faults := range map[string]int{"": 0, "http://127.0.0.1:8080": 0, "https://id.example": 1} {
		f := NewForm()
		f.Issuer = issuer
		f.Set("token_endpoint", "http://127.0.0.1:8080/token")
		if got := problems(t, f); len(got) != faults {
			t.Errorf("with issuer %q: %v", issuer, got)
		}
	}
}

func TestSaveOpensTheFoldsThatHideAFault(t *testing.T) {
	f := filledForm()
	f.Try()
	if f.Advanced || f.ByHand || !f.Tried {
		t.Errorf("nothing is wrong: %+v", f)
	}
	f.Path = "x"
	if f.Try(); !f.Advanced || f.ByHand {
		t.Errorf("the path is wrong: %t, %t", f.Advanced, f.ByHand)
	}
	f = filledForm()
	f.Set("userinfo_endpoint", "https://id.staging.example/userinfo")
	if f.Try(); f.Advanced || !f.ByHand {
		t.Errorf("needed endpoints are missing: %t, %t", f.Advanced, f.ByHand)
	}
}

func TestDiscoveryLeavesEndpointsByHandAlone(t *testing.T) {
	f := filledForm()
	f.Endpoints = endpointsByHand()
	issuer := strings.TrimSpace(f.Issuer)
	f.BeginDiscover()
	f.Searched(issuer, foundProvider(&oauthflow.ServerMetadata{Issuer: issuer, TokenEndpoint: issuer + "/discovered"}), time.Second)
	if f.Endpoints != endpointsByHand() {
		t.Errorf("filled over: %+v", f.Endpoints)
	}
	if got := english(t, f.FormView().Found.ByHand); !strings.Contains(got, "entered by hand below are used, not these") {
		t.Errorf("%q", got)
	}
	f.Endpoints = oauthflow.Endpoints{}
	if !f.FormView().Found.ByHand.IsZero() {
		t.Error("nothing was entered by hand")
	}
	f.Found, f.ClientID = nil, ""
	if !f.FormView().Discover.Primary {
		t.Error("Discover is not the next thing to do")
	}
	f.Endpoints = endpointsByHand()
	if f.FormView().Discover.Primary {
		t.Error("Discover is the next thing to do, although the endpoints are there")
	}
}

// DISC-15: the discover step says that nothing was discovered, in this run and after a restart.
func TestTheDiscoverStepSaysThatEndpointsAreByHand(t *testing.T) {
	c := NewConnection(testProfile())
	c.Profile.Endpoints = endpointsByHand()
	if s := c.WaitingScreen(testNow()); english(t, s.Title) != "Preparing the sign-in" || !strings.Contains(english(t, s.Body), "entered by hand, so nothing is looked up") {
		t.Errorf("%q, %q", english(t, s.Title), english(t, s.Body))
	}
	c.Apply(oauthflow.Event{At: testNow(), Kind: oauthflow.EventStepEnded, Step: oauthflow.StepDiscover, Duration: time.Millisecond, ByHand: true})
	if got := english(t, c.StepStrip(testNow())[0].Note); got != "entered by hand" {
		t.Errorf("in this run: %q", got)
	}
	c.Phase, c.Waiting = PhaseWaiting, Waiting{Host: "login.example", Since: testNow()}
	if got := english(t, c.WaitingScreen(testNow()).Host); !strings.HasSuffix(got, "That endpoint was entered by hand.") {
		t.Errorf("%q", got)
	}
	restored := NewConnection(c.Profile)
	s := testSession()
	s.Steps = []oauthflow.StepTime{{Step: oauthflow.StepDiscover, StartedAt: testNow(), ByHand: true}}
	restored.takeSession(s)
	if got := english(t, restored.StepStrip(testNow())[0].Note); got != "entered by hand" {
		t.Errorf("after a restart: %q", got)
	}
}

func TestTheDemoProvidersFormKeepsWhatTheAppSets(t *testing.T) {
	p := testProfile()
	p.ID = oauthflow.DemoProfileID
	f := EditForm(p)
	shown := map[FieldName]bool{}
	for _, field := range f.Fields() {
		if field.Hidden {
			continue
		}
		shown[field.Name] = true
		if set := field.Name == FieldIssuer || field.Name == FieldClientID; field.ReadOnly != set {
			t.Errorf("%s is read only: %t", field.Name, field.ReadOnly)
		}
	}
	want := map[FieldName]bool{
		FieldPush: true, FieldDPoP: true, FieldPostLogout: true,
		FieldIssuer: true, FieldTitle: true, FieldClientID: true, FieldScopes: true, FieldHost: true, FieldPort: true, FieldParameters: true, FieldOrigins: true,
		FieldPrompt: true, FieldMaxAge: true, FieldLoginHint: true, FieldACRValues: true, FieldUILocales: true, FieldClaims: true, FieldAudience: true, FieldResources: true, FieldTokenParameters: true,
	}
	if !reflect.DeepEqual(shown, want) {
		t.Errorf("shown: %v", shown)
	}
	v := f.FormView()
	if !v.ByHand.IsZero() || !v.Discover.Label.IsZero() || !strings.Contains(english(t, v.Subtitle), "inside this app, which sets its issuer and its client ID") {
		t.Errorf("%+v", v)
	}
	for port, want := range map[string]string{
		"":     "The demo provider knows it. The port may change at every sign-in (RFC 8252 §7.3).",
		"8123": "The demo provider knows it. Port 8123 must be free when you sign in.",
	} {
		f.Port = port
		if got := english(t, f.FormView().RedirectNote); got != want {
			t.Errorf("port %q: %q", port, got)
		}
	}
	f.Port = ""
	f.Name = "Mine"
	if got, err := f.Profile(); err != nil || got.Issuer != p.Issuer || got.ClientID != p.ClientID || got.Redirect.Path != p.Redirect.Path || got.Name != "Mine" {
		t.Errorf("%+v, %v", got, err)
	}
	f.Issuer = ""
	f.Try()
	if got := problems(t, f)[FieldIssuer]; got != "The demo provider has not started yet." {
		t.Errorf("before it has started: %q", got)
	}
}
