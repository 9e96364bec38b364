package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

func TestTheDoctorExaminesTheDemoConnection(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the demo provider", func() bool { return c.state.Current().Metadata != nil })
	c.OpenDoctor()
	if c.state.Room != state.RoomDoctor || !c.state.Doctor.Running {
		t.Fatalf("in room %s, running %t", c.state.Room, c.state.Doctor.Running)
	}
	d.Until(t, "the end of the examination", func() bool { return !c.state.Doctor.Running })
	var names []string
	for _, f := range c.state.Doctor.Findings {
		names = append(names, f.Name)
	}
	want := []string{"listener_bound", "redirect_any_port", "keyring_kept", "metadata_complete", "clock_agrees", "host_here", "browser_came_back"}
	if !slices.Equal(names, want) {
		t.Errorf("found %v", names)
	}
	if page, err := d.browser.Wait(); err != nil || !strings.Contains(page.Body, "The browser works") {
		t.Errorf("the browser shows %q, %v", page.Body, err)
	}
	if d.front == 0 {
		t.Error("the window did not come back to the front")
	}
	c.CopyExamination()
	if !strings.Contains(d.clipboard, "doctor.browser_came_back") {
		t.Errorf("copied: %q", d.clipboard)
	}
	if connection := c.state.Current(); connection.Session != nil || connection.Phase != state.PhaseSignedOut {
		t.Error("somebody was signed in")
	}
}

// silentBrowser opens nothing and says that it has.
type silentBrowser struct{}

func (silentBrowser) Open(context.Context, string) error { return nil }

func TestAnExaminationCanBeStopped(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.Until(t, "the demo provider", func() bool { return c.state.Current().Metadata != nil })
	c.flows[c.state.Selected].client.UserAgent = silentBrowser{}
	c.OpenDoctor()
	d.Until(t, "the wait for the browser", func() bool { return len(c.state.Doctor.Findings) == 6 })
	c.StopExamination()
	if c.state.Doctor.Running || !c.state.Doctor.Stopped || len(c.state.Doctor.Findings) != 6 {
		t.Errorf("%+v", c.state.Doctor)
	}
	c.CopyExamination()
	if d.clipboard == "" {
		t.Error("what was found cannot be copied")
	}
}

func TestPresenterModeDoesNotCopyAnExamination(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.state.BeginExamination(c.state.Selected)
	c.state.TakeFinding(oauthflow.DoctorFinding{Name: "browser_came_back"})
	c.state.EndExamination(false)
	c.TogglePresenter()
	if c.CopyExamination(); d.clipboard != "" {
		t.Errorf("copied: %q", d.clipboard)
	}
}

func TestTheDoctorKnowsWhatIsKnownOfAProvider(t *testing.T) {
	known := knownProvider(oauthflow.Profile{Issuer: "https://acme.okta.com", Redirect: oauthflow.Redirect{Host: "127.0.0.1", Port: 8400, Path: "/callback"}})
	if known == nil || known.Values["Name"] != "Okta" || known.Values["Register"] != "http://127.0.0.1:8400/callback" || known.Values["Where"] == "" || known.Values["Quirks"] == "" {
		t.Errorf("%+v", known)
	}
	if other := knownProvider(oauthflow.Profile{Issuer: "https://id.example"}); other != nil {
		t.Errorf("of no preset: %+v", other)
	}
}
