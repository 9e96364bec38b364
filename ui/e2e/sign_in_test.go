//go:build e2e

package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/vault"
)

// leaving is how long a page may take to follow a key; one that is still there then is pressed again.
const leaving = 5 * time.Second

// signIn presses the primary button and signs in by typing into the provider's pages.
func (a *app) signIn() {
	a.t.Helper()
	a.key("Return")
	a.signInInBrowser()
}

func (a *app) signInInBrowser() {
	a.t.Helper()
	browser := a.waitForWindow("^Sign in · Demo provider")
	a.screenshot("waiting")
	a.focus(browser)
	a.enter("alice")
	a.key("Tab")
	a.typed("wonderland")
	a.key("Return")
	a.until("the consent page", func() bool { return !strings.Contains(a.windows(), "Sign in · Demo provider") })
	a.screenshot("consent")
	a.leave("Allow access · Demo provider")
}

// leave presses Return until the page has gone: one that is still loading loses keys.
func (a *app) leave(title string) {
	a.t.Helper()
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	a.until("the page after "+title, func() bool {
		a.key("Return")
		for ended := time.Now().Add(leaving); time.Now().Before(ended); <-ticker.C {
			if !strings.Contains(a.windows(), title) {
				return true
			}
		}
		return false
	})
}

// sessions are the sealed sessions in the home folder.
func sessions(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	_ = filepath.WalkDir(os.Getenv("HOME"), func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".session.sealed") {
			data, _ := os.ReadFile(path)
			found[path] = string(data)
		}
		return nil
	})
	return found
}

func same(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for path, data := range a {
		if b[path] != data {
			return false
		}
	}
	return true
}

var (
	subject = regexp.MustCompile(`248289761001`)
	notes   = regexp.MustCompile(`analytical engine`)
)

// The whole way of a new user: sign in, see who it is, call the API, refresh, restart, sign out.
func TestSignInCallRefreshRestartAndSignOut(t *testing.T) {
	program := build(t)
	a := start(t, program)
	a.signIn()
	a.until("the window in front", func() bool { return a.active() == a.window })
	a.until("the sealed session", func() bool { return len(sessions(t)) == 1 })
	a.waitForWindow("^You are signed in")
	a.screenshot("identity")

	a.key("ctrl+5", "Return")
	a.walk("the API's answer", notes, "ctrl+a", "ctrl+c")
	a.screenshot("api")

	a.key("ctrl+1")
	a.walk("the subject in the table of claims", subject, "Down", "ctrl+c")

	before := sessions(t)
	a.key("ctrl+r")
	a.until("the refreshed session", func() bool { return !same(before, sessions(t)) })

	a.key("ctrl+3")
	a.screenshot("flow")
	a.key("ctrl+4")
	a.screenshot("tokens")
	secrets := storedSecrets(t)
	a.searchFor(secrets)
	if status := a.quit(); status != 0 {
		t.Errorf("the app ended with %d", status)
	}
	a.checkLog()

	b := start(t, program)
	b.key("ctrl+1")
	b.walk("the subject after the restart", subject, "Down", "ctrl+c")
	before = sessions(t)
	b.key("ctrl+r")
	b.until("the refresh after the restart", func() bool { return !same(before, sessions(t)) })
	b.screenshot("restarted")
	b.signOut()
	b.until("the end of the session", func() bool { return len(sessions(t)) == 0 })
	b.screenshot("signed-out")
	b.searchFor(secrets)
	b.quit()
	b.checkLog()
}

// storedSecrets opens the sealed session with the key in the keyring of this desktop.
func storedSecrets(t *testing.T) map[string]string {
	t.Helper()
	for path := range sessions(t) {
		v, err := vault.Open(t.Context(), vault.Config{Dir: filepath.Dir(filepath.Dir(path)), Keyring: vault.SystemKeyring()})
		if err != nil || !v.Status().Sealed {
			t.Fatalf("%+v, %v", v.Status(), err)
		}
		s, err := oauthflow.NewTokenStore(v).Load(t.Context(), oauthflow.DemoProfileID)
		if err != nil {
			t.Fatal(err)
		}
		return map[string]string{
			"the access token": s.AccessToken.Reveal(), "the refresh token": s.RefreshToken.Reveal(), "the ID token": s.IDToken.Reveal(),
			"a code verifier": "code_verifier", "the password": "wonderland", "a token": "eyJhbGciOi",
		}
	}
	t.Fatal("no session is stored")
	return nil
}

// signOut walks by keyboard from the table of claims back over tabs, step strip and More to Sign out, and answers
// the question with its primary button.
func (a *app) signOut() {
	a.t.Helper()
	for range 4 {
		a.key("shift+Tab")
	}
	a.key("space")
	a.screenshot("sign-out-question")
	a.key("Return")
}

// checkLog fails on what Fyne's thread checks and Fyne itself complain about. Fyne's own file of preferences, which
// holds nothing of ours, may have been left empty by the end of the run before: it is written once more beside it.
func (a *app) checkLog() {
	a.t.Helper()
	log := strings.ReplaceAll(a.logText(), "Fyne error:  Preferences load error", "")
	for _, complaint := range []string{"Error in Fyne call thread", "Fyne error", "panic", "DATA RACE"} {
		if strings.Contains(log, complaint) {
			a.t.Errorf("the log says: %s", log)
			return
		}
	}
}

// The command line: sign in at once, report, leave.
func TestSignInFromTheCommandLineWritesAReport(t *testing.T) {
	report := filepath.Join(t.TempDir(), "report.json")
	a := start(t, build(t), "--sign-in", "--quit", "--no-keyring", "--data-dir", t.TempDir(), "--report", report)
	a.signInInBrowser()
	if status := a.wait(); status != 0 {
		t.Errorf("the app ended with %d: %s", status, a.logText())
	}
	data, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Outcome string
		Claims  map[string]any
	}
	if err := json.Unmarshal(data, &r); err != nil || r.Outcome != "signed_in" || r.Claims["name"] != "Ada Lovelace" {
		t.Errorf("report %s, %v", data, err)
	}
	a.checkLog()
}
