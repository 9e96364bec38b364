package state

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// recorded is what a bundle is made of.
type recorded struct {
	session *oauthflow.Session
	events  []oauthflow.Event
}

func signedInFlow() recorded {
	s := testSession()
	s.Practice = []oauthflow.Practice{{Finding: "state_compared", Values: map[string]string{"State": "kq3…"}}, {Finding: "code_only"}}
	return recorded{s, []oauthflow.Event{
		began(oauthflow.StepDiscover, 0), exchange(oauthflow.StepDiscover, 0, "GET", testIssuer+"/.well-known/openid-configuration", 200), endedAfter(oauthflow.StepDiscover, 4, 4),
		began(oauthflow.StepVerify, 10), endedAfter(oauthflow.StepVerify, 12, 2),
		{At: after(12), Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: s},
	}}
}

func failedFlow() recorded {
	return recorded{nil, []oauthflow.Event{
		began(oauthflow.StepDiscover, 0), exchange(oauthflow.StepDiscover, 0, "GET", testIssuer+"/.well-known/openid-configuration", 404),
		withError(happened(oauthflow.EventFailed, oauthflow.StepDiscover, 9), oauthflow.CodeMetadataInvalid),
	}}
}

// waitingFlow ends while the browser is open.
func waitingFlow() recorded {
	ready := happened(oauthflow.EventRequestReady, oauthflow.StepRedirect, 9)
	ready.Link, ready.Deadline = oauthflow.NewSecret(testIssuer+"/authorize?state=x"), after(300000)
	return recorded{nil, []oauthflow.Event{began(oauthflow.StepDiscover, 0), endedAfter(oauthflow.StepDiscover, 4, 4), began(oauthflow.StepRedirect, 9), ready}}
}

func bundleOf(t *testing.T, r recorded) report.Bundle {
	t.Helper()
	b, err := report.NewBundle("Proofkey 1.0", testProfile(), r.session, r.events, report.Options{Personal: true, At: after(20000)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func opened(t *testing.T, r recorded) *Connection {
	t.Helper()
	c, err := NewSavedReport(bundleOf(t, r), "digest")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAReportSaysWhatItIsWhereverItIsShown(t *testing.T) {
	s := New()
	s.SetStorage(true, "")
	c := opened(t, signedInFlow())
	s.Add(c)
	now := testNow().Add(72 * time.Hour)
	row := s.SideBar(now)[0]
	if got := english(t, row.Status); got != "As saved, not verified" || row.Dot != DotQuiet || !row.Left.IsZero() {
		t.Errorf("side bar: %s, %s, %v", got, row.Dot, row.Left)
	}
	if h := c.Header(); english(t, h.Saved) != "as saved, not verified here" || english(t, c.SavedNote(now)) != "saved 24 Nov 2026 07:12:26 by Proofkey 1.0" {
		t.Errorf("header: %v, %v", h.Saved, c.SavedNote(now))
	}
	if p := c.Identity(now).Person; p.Verified || !strings.Contains(english(t, p.Badge), "not verified here") || english(t, p.Restored) != "The app that saved this says that it was verified at 24 Nov 2026 07:12:04" {
		t.Errorf("identity: %+v", p)
	}
	cards := s.TokenCards(c, now)
	if got := english(t, cards.Access.Lifetime); got != "was to expire 24 Nov 2026 08:12:04" || cards.Access.Known || !cards.Access.Clock.IsZero() {
		t.Errorf("the lifetime: %s, %+v", got, cards.Access)
	}
	for _, b := range []Button{cards.Access.Introspect, cards.Access.Revoke, cards.Refresh.Refresh, cards.Refresh.Revoke} {
		if b.Action != "" {
			t.Errorf("%s is offered", b.Action)
		}
	}
	for _, v := range c.TabViews() {
		if v.Tab == TabAPI || v.BadgeKind == oauthflow.Passed || !v.Empty.IsZero() {
			t.Errorf("tab %+v", v)
		}
	}
	if c.ShowTab(TabAPI); c.Tab != TabIdentity {
		t.Errorf("the tab is %s", c.Tab)
	}
	if v := s.InspectorView(now); len(v.Connections) != 0 || v.Verify.Enabled {
		t.Errorf("its keys can be asked for: %+v", v)
	}
}

func TestWhatWasUnderWayInAReportStandsStill(t *testing.T) {
	c := opened(t, waitingFlow())
	if c.Busy() || c.Screen() != ScreenTabs || c.Tab != TabFlow {
		t.Errorf("%s, %s, %s", c.Phase, c.Screen(), c.Tab)
	}
	show := func(now time.Time) string {
		text := strings.Join(list(t, c, now), "\n")
		for _, step := range c.StepStrip(now) {
			text += "\n" + english(t, step.Note)
		}
		return text
	}
	if a, b := show(after(30000)), show(after(90000)); a != b || !strings.Contains(a, "0:19") {
		t.Errorf("%s\nand a minute later\n%s", a, b)
	}
}

func TestTheSameFileIsOpenOnce(t *testing.T) {
	s := New()
	s.Add(NewConnection(testProfile()))
	first := opened(t, signedInFlow())
	s.AddReport(first)
	s.Select(testProfile().ID)
	s.ReportNotOpened(errors.New("x"))
	s.AddReport(opened(t, signedInFlow()))
	if len(s.Connections) != 2 || s.Current() != first || !s.NotOpened.IsZero() {
		t.Errorf("%d connections, %s is selected", len(s.Connections), s.Selected)
	}
}

func TestAFileThatIsNoReportIsExplainedAndCanBePutAway(t *testing.T) {
	for _, row := range []struct {
		err  error
		want string
	}{
		{report.ErrBundleTooLarge, "larger than a report can be"},
		{fmt.Errorf("%w: why", report.ErrNoBundle), "not a report that was saved as a bundle"},
		{errors.New("the bundle has \u202eversion 9"), "The file was not opened: the bundle has ‹U+202E›version 9."},
	} {
		s := New()
		s.ReportNotOpened(row.err)
		banners := s.Banners()
		if len(banners) != 1 || !banners[0].Dismiss || !strings.Contains(english(t, banners[0].Text), row.want) {
			t.Errorf("%v: %+v", row.err, banners)
		}
	}
}

// DISP-01: whatever a file says is shown plainly.
func TestAHostileReportIsShownPlainly(t *testing.T) {
	r := failedFlow()
	r.events[2].Err.Description, r.events[2].Err.Err = "\u202e{{.X}}<b>\x1b[31m", errors.New("\u2066x")
	s := New()
	c := opened(t, r)
	c.Profile.Name = "\u202eDemo\x00"
	s.Add(c)
	shown := s.SideBar(testNow())[0].Name + fmt.Sprint(c.Problem(), c.FlowDetail(c.Flow.Len()-1, testNow(), false), c.Header())
	if strings.ContainsAny(shown, "\u202e\u2066\x00\x1b") {
		t.Errorf("%q", shown)
	}
	if len(c.ProblemButtons()) != 0 {
		t.Error("the sign-in of a report can be tried again")
	}
}
