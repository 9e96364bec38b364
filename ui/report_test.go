package ui

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
	"proofkey/ui/state"
)

// guard is a transport that counts what leaves once it is armed.
type guard struct {
	inner http.RoundTripper
	armed atomic.Bool
	left  atomic.Int32
}

func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if g.armed.Load() {
		g.left.Add(1)
		return nil, errors.New("a request left")
	}
	return g.inner.RoundTrip(r)
}

// usedSession signs in, calls the API, asks about the token, refreshes, and revokes the access token.
func usedSession(t *testing.T, c *Controller, d *testDesktop) *state.Connection {
	t.Helper()
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	c.EditCall(func(call *state.APICall) { call.URL = connection.DemoAPI + "/whoami" })
	c.CallAPI()
	d.Until(t, "the API's answer", func() bool { return !connection.API.Running })
	c.Refresh()
	d.Until(t, "the refresh", func() bool { return !connection.Refreshing && connection.Session.Refreshes == 1 })
	c.Introspect()
	d.Until(t, "the description and its request", func() bool {
		return connection.Inquiry.Answer != nil && connection.Flow.Entry(connection.Flow.Len()-1).Kind == state.FlowIntrospection
	})
	return connection
}

func bundleFile(t *testing.T, c *Controller, d *testDesktop, connection *state.Connection) []byte {
	t.Helper()
	data, err := c.recorded(connection.Profile.ID).report(state.ShareBundle, true)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// openFile opens a report and waits until it is shown, or told why not.
func openFile(t *testing.T, c *Controller, d *testDesktop, data []byte) *state.Connection {
	t.Helper()
	before := c.state.Current()
	c.state.NotOpened = state.Text{}
	c.OpenReport(io.NopCloser(bytes.NewReader(data)))
	d.Until(t, "the report", func() bool { return c.state.Current() != before || !c.state.NotOpened.IsZero() })
	return c.state.Current()
}

// hidden are the forms in which a secret is shown, live and in a report.
var hidden = regexp.MustCompile(`•+|\[secret\]|%5Bsecret%5D|\[[^\[\]]{1,60} [0-9a-f]{8}…\]|\[[^\[\]]{1,60} [0-9a-f]{8}… \{.*\}\]|[\w-]{6}…`)

func said(parts ...any) string {
	return hidden.ReplaceAllString(fmt.Sprintf("%+v", parts), "SECRET")
}

// isMasked reports whether a row of a report is the live one, but for markers.
func isMasked(row, live string) bool {
	return regexp.MustCompile(`(?s)^` + strings.ReplaceAll(regexp.QuoteMeta(row), "SECRET", ".*") + `$`).MatchString(live)
}

// tabsOf are the rows of each tab.
func tabsOf(s *state.State, c *state.Connection, now time.Time) map[string][]string {
	tabs := map[string][]string{}
	add := func(tab string, parts ...any) { tabs[tab] = append(tabs[tab], said(parts...)) }
	for i := range c.Flow.Len() {
		add("flow", c.FlowRow(i, now))
		detail := c.FlowDetail(i, now, false)
		add("flow", detail.Title, detail.Explain, detail.Facts)
		for _, section := range detail.Sections {
			add("flow", section.Part, section.Note)
			for _, row := range section.Rows {
				add("flow", row.Name, row.Value, row.Why, row.Source)
			}
		}
	}
	for _, row := range c.CheckRows() {
		add("checks", row.Name, row.Pill, row.Evidence, row.Source)
	}
	for _, row := range c.PracticeView().Rows {
		add("checks", row)
	}
	identity := c.Identity(now)
	for _, row := range append(identity.Claims, identity.UserInfo.Claims...) {
		add("identity", row.Name, row.Value, row.Meaning)
	}
	cards := s.TokenCards(c, now)
	add("tokens", cards.Access.Header, cards.Access.Scopes, cards.Access.NotGiven)
	if answer := cards.Access.Introspection; answer != nil {
		add("tokens", answer.Title)
		for _, row := range answer.Rows {
			add("tokens", row.Name, row.Value, row.Meaning)
		}
	}
	add("tokens", cards.Refresh.Used, cards.Refresh.Line)
	add("tokens", cards.ID.Header, cards.ID.Changed, cards.ID.ChangedNames, cards.ID.Changes)
	for _, step := range c.StepStrip(now) {
		add("steps", step)
	}
	return tabs
}

func TestAReportIsOpenedAsItWasAndNothingLeaves(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	live := usedSession(t, c, d)
	data := bundleFile(t, c, d, live)

	folder := t.TempDir()
	other, od := openApp(t, folder, Arguments{})
	g := &guard{inner: other.transport}
	other.transport = g
	c2 := openFile(t, other, od, data) // before the keyring has answered
	od.Until(t, "the store", func() bool { return other.flows[oauthflow.DemoProfileID] != nil })
	g.armed.Store(true)
	if c2.Saved == nil || other.flows[c2.Profile.ID] != nil {
		t.Fatalf("%+v is shown, with a flow: %v", c2.Profile, other.flows[c2.Profile.ID] != nil)
	}
	now := time.Now()
	got, want := tabsOf(other.state, c2, now), tabsOf(c.state, live, now)
	for tab, rows := range want {
		if len(rows) != len(got[tab]) {
			t.Errorf("%s has %d rows, want %d", tab, len(got[tab]), len(rows))
		}
		for i, row := range rows {
			if i >= len(got[tab]) || !isMasked(got[tab][i], row) && !isMasked(row, got[tab][i]) {
				t.Errorf("%s, row %d of %d and %d is\n%s\nwant\n%s", tab, i, len(got[tab]), len(rows), strings.Join(got[tab][min(i, len(got[tab])):min(i+1, len(got[tab]))], ""), row)
				break
			}
		}
	}
	everyAction(t, other, c2)
	other.tick()
	if saved := savedIDs(t, folder); len(saved) > 1 || c2.Session == nil || other.state.Connection(c2.Profile.ID) != c2 || other.state.Room != state.RoomConnection {
		t.Errorf("saved are %v, the session is %v, the room %s", saved, c2.Session, other.state.Room)
	}
	other.CloseReport()
	if other.state.Connection(c2.Profile.ID) != nil || other.state.Current() == nil {
		t.Error("the report is still there")
	}
	other.CloseReport()
	if len(other.state.Connections) != 1 {
		t.Error("a connection was closed")
	}
	g.armed.Store(false)
	other.Close(5 * time.Second)
	if n := g.left.Load(); n != 0 {
		t.Errorf("%d requests left", n)
	}
}

// everyAction asks for everything that a report cannot do.
func everyAction(t *testing.T, c *Controller, connection *state.Connection) {
	t.Helper()
	c.Select(connection.Profile.ID)
	file := &closed{}
	for _, act := range []func(){
		c.SignIn, c.SignInAsSomeoneElse, func() { c.StepUp(oauthflow.StepUp{}) }, c.CancelSignIn, c.Refresh, c.Introspect, func() { c.RevokeToken(state.AccessToken) }, func() { c.RevokeToken(state.RefreshToken) },
		func() { c.SignOut(false) }, func() { c.SignOut(true) }, func() { c.EditCall(func(a *state.APICall) { a.URL = connection.Profile.Issuer }) }, c.CallAPI, c.ConfirmOrigin, c.OpenAgain, c.CopyLink,
		c.Duplicate, c.Delete, func() { c.Export(file) }, func() { c.Show(state.RoomEditConnection) }, c.TakeAsCode, c.ShareReport, func() { c.MakeReport(state.ShareHAR, true) },
		func() { c.ShowTab(state.TabAPI) }, func() { c.prefetch(connection.Profile.ID) },
	} {
		act()
	}
	if file.written > 0 {
		t.Error("a report was exported")
	}
}

func TestTheDiagramOfAReportIsCopiedAndSaved(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	openFile(t, c, d, bundleFile(t, c, d, d.untilSignedIn(t, c)))
	d.clipboard = ""
	c.CopyDiagram()
	d.Until(t, "the copy", func() bool { return strings.HasPrefix(d.clipboard, "sequenceDiagram") })
	file := new(closed)
	c.SaveDiagram(state.ShareDiagram, file)
	c.Close(closeLimit)
	if !strings.Contains(d.clipboard, "POST /token") || file.written < 1000 {
		t.Errorf("copied %s, and saved %d bytes", d.clipboard, file.written)
	}
}

type closed struct{ written int }

func (f *closed) Write(p []byte) (int, error) { f.written += len(p); return len(p), nil }
func (f *closed) Close() error                { return nil }

func TestTheSameFileAgainSelectsTheReportThatIsOpen(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	live := d.untilSignedIn(t, c)
	data := bundleFile(t, c, d, live)
	first := openFile(t, c, d, data)
	c.Select(live.Profile.ID)
	if again := openFile(t, c, d, data); again != first || len(c.state.Connections) != 2 {
		t.Errorf("%d connections", len(c.state.Connections))
	}
}

func TestAFileThatIsNoReportChangesNothing(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the provider", func() bool { return c.state.Connections[0].Ready })
	c.SignIn()
	live := d.untilSignedIn(t, c)
	good := bundleFile(t, c, d, live)
	for name, row := range map[string]struct {
		data []byte
		key  string
	}{
		"nothing":             {nil, "saved.no_bundle"},
		"a picture":           {[]byte("\x89PNG\r\n\x1a\n"), "saved.no_bundle"},
		"a HAR file":          {[]byte(`{"log":{"version":"1.2"}}`), "saved.no_bundle"},
		"one that was cut":    {good[:len(good)/2], "saved.no_bundle"},
		"one that is too big": {make([]byte, 33<<20), "saved.too_large"},
		"a later version":     {bytes.Replace(good, []byte(`"version": 2`), []byte(`"version": 9`), 1), "saved.not_opened"},
		"a wrong member":      {bytes.Replace(good, []byte(`"personal":`), []byte(`"run":`), 1), "saved.not_opened"},
	} {
		if shown := openFile(t, c, d, row.data); shown != live || len(c.state.Connections) != 1 || c.state.NotOpened.Key != row.key {
			t.Errorf("%s: %d connections, %+v", name, len(c.state.Connections), c.state.NotOpened)
		}
	}
	c.state.NotOpened = state.Text{}
	c.OpenReport(failing{})
	d.Until(t, "the reason", func() bool { return c.state.NotOpened.Key == "saved.not_opened" })
	c.ClearNotices()
	if !c.state.NotOpened.IsZero() {
		t.Error("the reason cannot be put away")
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, os.ErrPermission }
func (failing) Close() error             { return nil }

func TestTwoSignInsAreCompared(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	live := d.untilSignedIn(t, c)
	masked, err := c.recorded(live.Profile.ID).report(state.ShareBundle, false)
	if err != nil {
		t.Fatal(err)
	}
	saved := openFile(t, c, d, masked)
	compare := func() []report.Difference {
		t.Helper()
		c.Compare()
		d.Until(t, "the comparison", func() bool { return !c.state.Comparison.Running })
		if in := c.state.Comparison; c.state.Room != state.RoomCompare || !in.Done || in.Sides != [2]string{saved.Profile.ID, live.Profile.ID} {
			t.Fatalf("%s, %+v", c.state.Room, in.Failed)
		}
		return c.state.Comparison.Found
	}
	if found := compare(); len(found) != 0 {
		t.Errorf("the session differs from its own report: %+v", found)
	}

	// Another scope.
	c.Select(live.Profile.ID)
	p := live.Profile
	p.Scopes = []string{"openid", "email"}
	c.replaceProfile(live, p, nil, func() {})
	c.SignIn()
	first := live.Session
	d.Until(t, "the second sign-in", func() bool {
		return live.SignedIn() && live.Session.SignedInAt != first.SignedInAt && live.Session.UserInfo != nil
	})
	c.Select(saved.Profile.ID)
	found := compare()
	scope := -1
	for i, d := range found {
		if d.Name == "parameter scope" && d.Step == oauthflow.StepAuthorizationRequest {
			scope = i
		}
		if strings.Contains(d.A, "…") && strings.Contains(d.Name, "email") {
			t.Errorf("the e-mail is masked on one side: %+v", d)
		}
	}
	if scope < 0 {
		t.Fatalf("the scope is not among %+v", found)
	}
	c.PickDifference(scope)
	c.ShowCompared(1)
	if e := live.Flow.Entry(live.Flow.Selected()); c.state.Current() != live || e.Kind != state.FlowAuthorizationRequest || !strings.Contains(e.Request.Reveal().URL, "scope=openid+email") {
		t.Errorf("shown is %s of %s", e.Kind, c.state.Selected)
	}

	// One that failed.
	d.browser.Deny = true
	c.SignInAsSomeoneElse()
	d.Until(t, "the refusal", func() bool { return live.Phase == state.PhaseFailed })
	c.Select(saved.Profile.ID)
	if found = compare(); found[0].Area != report.AreaOutcome || found[0].A != "signed_in" || found[0].B != "failed" {
		t.Errorf("first is %+v", found[0])
	}
}

func TestAnotherPairEndsTheComparisonThatRuns(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	live := d.untilSignedIn(t, c)
	saved := openFile(t, c, d, bundleFile(t, c, d, live))
	c.compare([2]string{saved.Profile.ID, live.Profile.ID})
	ended, end := false, c.comparing
	c.comparing = func() { ended = true; end() }
	c.CompareWith(0, live.Profile.ID)
	d.Until(t, "the comparison", func() bool { return !c.state.Comparison.Running })
	if in := c.state.Comparison; !ended || !in.Done || in.Sides != [2]string{live.Profile.ID, saved.Profile.ID} {
		t.Errorf("ended %t, %+v, %v", ended, in.Sides, in.Failed)
	}
}

func TestAReportIsNeverSaved(t *testing.T) {
	folder := t.TempDir()
	c, d := openApp(t, folder, Arguments{})
	c.SignIn()
	live := d.untilSignedIn(t, c)
	saved := openFile(t, c, d, bundleFile(t, c, d, live))
	c.Close(5 * time.Second)
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if strings.Contains(path, saved.Profile.ID) {
			t.Errorf("%s was written", path)
		}
		return err
	})
	if ids := savedIDs(t, folder); err != nil || len(ids) != 1 {
		t.Errorf("%v, %v", ids, err)
	}
}
