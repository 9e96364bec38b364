package ui

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"proofkey/oauthflow/report"
	"proofkey/ui/state"
)

func TestAReportOfWhatHappenedIsMadeInEveryForm(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	secrets := []string{connection.Session.AccessToken.Reveal(), connection.Session.RefreshToken.Reveal(), connection.Session.Nonce.Reveal()}
	c.ShareReport()
	if c.state.Room != state.RoomShare {
		t.Fatalf("the room is %s", c.state.Room)
	}
	begins := map[state.ShareFormat]string{
		state.ShareBundle: "{", state.ShareHAR: "{", state.ShareMarkdown: "#", state.ShareDiagram: "<svg", state.SharePicture: "\x89PNG", state.ShareMermaid: "sequenceDiagram",
	}
	for _, personal := range []bool{false, true} {
		for _, format := range state.ShareFormats() {
			c.MakeReport(format, personal)
			d.Until(t, "the report", func() bool { return !c.state.Share.Running })
			data := string(c.state.Share.Bytes)
			if !strings.HasPrefix(data, begins[format]) || !c.state.Share.Failed.IsZero() {
				t.Errorf("%s begins with %.40q, %v", format, data, c.state.Share.Failed)
			}
			for _, secret := range secrets {
				if strings.Contains(data, secret) {
					t.Errorf("%s holds a secret", format)
				}
			}
			if format == state.ShareBundle && strings.Contains(data, "ada@demo.example") != personal {
				t.Errorf("the e-mail is in the bundle: %t, asked for: %t", !personal, personal)
			}
		}
	}
	earlier := &recorded{profile: connection.Profile, session: connection.Session}
	for _, format := range state.ShareFormats() {
		if data, err := earlier.report(format, false); err != nil || len(data) == 0 {
			t.Errorf("of a session of an earlier run, %s: %v", format, err)
		}
	}
	c.MakeReport(state.ShareBundle, false)
	d.Until(t, "the bundle", func() bool { return !c.state.Share.Running })
	file, err := os.Create(t.TempDir() + "/bundle.json")
	if err != nil {
		t.Fatal(err)
	}
	c.SaveReport(file)
	c.Close(closeLimit)
	saved, err := os.ReadFile(file.Name())
	if err != nil || !bytes.Equal(saved, c.state.Share.Bytes) {
		t.Errorf("%d bytes are saved of %d, %v", len(saved), len(c.state.Share.Bytes), err)
	}
	if _, err := report.Open(bytes.NewReader(saved)); err != nil {
		t.Error(err)
	}
}

func TestARequestOfTheFlowIsCopiedAsCurlAndAsHTTP(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	entry := -1
	for i := range connection.Flow.Len() {
		if connection.Flow.Entry(i).Kind == state.FlowTokenRequest {
			entry = i
		}
	}
	if entry < 0 {
		t.Fatal("no token request")
	}
	forms := connection.FlowDetail(entry, c.now(), false).CopyAs
	if len(forms) != 4 {
		t.Fatalf("%d forms", len(forms))
	}
	for _, form := range forms {
		c.CopyRequest(entry, form)
		text, begin := d.clipboard, "curl "
		if form.Raw {
			begin = "POST /token "
		}
		if !strings.HasPrefix(text, begin) || strings.Contains(text, "CODE_VERIFIER") == form.Real {
			t.Errorf("%+v: %s", form, text)
		}
	}
	d.clipboard = ""
	c.CopyRequest(1000, forms[0])
	if d.clipboard != "" {
		t.Error("something was copied of an entry that is not there")
	}
}

func TestTheDiagramOfTheFlowIsCopiedAndSaved(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	c.CopyDiagram()
	d.Until(t, "the copy", func() bool { return strings.HasPrefix(d.clipboard, "sequenceDiagram") })
	if !strings.Contains(d.clipboard, "POST /token") || strings.Contains(d.clipboard, connection.Session.AccessToken.Reveal()) {
		t.Errorf("copied %s", d.clipboard)
	}
	d.clipboard = ""
	c.ShareReport()
	c.MakeReport(state.SharePicture, false)
	d.Until(t, "the picture", func() bool { return !c.state.Share.Running })
	if c.CopyReport(); !strings.HasPrefix(d.clipboard, "sequenceDiagram") {
		t.Errorf("of a picture, %.40q is copied", d.clipboard)
	}
	folder := t.TempDir()
	begins := map[state.ShareFormat]string{state.ShareDiagram: "<svg", state.SharePicture: "\x89PNG"}
	for format := range begins {
		file, err := os.Create(folder + "/flow" + state.ShareFileEnding(format))
		if err != nil {
			t.Fatal(err)
		}
		c.SaveDiagram(format, file)
	}
	for format, begin := range begins {
		d.Until(t, string(format), func() bool {
			data, err := os.ReadFile(folder + "/flow" + state.ShareFileEnding(format))
			return err == nil && strings.HasPrefix(string(data), begin)
		})
	}
}
