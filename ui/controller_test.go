package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"proofkey/oauthflow"
	"proofkey/oauthflow/oauthtest"
	"proofkey/ui/state"
	"proofkey/ui/uitest"
	"proofkey/ui/view"
)

var _ view.Actions = (*Controller)(nil)

// testDesktop is a Desktop whose browser is a function.
type testDesktop struct {
	*uitest.Loop
	browser *oauthtest.Browser
	ctx     context.Context

	clipboard string
	quit      bool
	full      bool // the whole screen
	look      state.Settings
	language  atomic.Value // string: of the window
	front     int
	noFont    bool     // the system has none for Japanese
	covered   bool     // the window can't be brought to the front
	said      []string // notifications

	afterPost atomic.Pointer[func()] // called once something was posted; nil: nothing is
}

func (d *testDesktop) Post(f func()) {
	d.Loop.Post(f)
	if after := d.afterPost.Load(); after != nil {
		(*after)()
	}
}

func (d *testDesktop) SetClipboard(text string)  { d.clipboard = text }
func (d *testDesktop) ToFront() bool             { d.front++; return !d.covered }
func (d *testDesktop) Words(t state.Text) string { return t.Key }
func (d *testDesktop) ApplySettings(look state.Settings) {
	d.look = look
	d.language.Store(look.Language)
}
func (d *testDesktop) CanShow(language string) bool { return !d.noFont || language != "ja" }
func (d *testDesktop) Language() string             { l, _ := d.language.Load().(string); return l }
func (d *testDesktop) SetFullScreen(on bool)        { d.full = on }
func (d *testDesktop) TellsColors() bool            { return false }
func (d *testDesktop) FollowColors()                {}
func (d *testDesktop) AfterFirstFrame(f func())     { f() }
func (d *testDesktop) CloseWindow()                 {}
func (d *testDesktop) Quit()                        { d.quit = true }

func (d *testDesktop) Notify(title, text state.Text) {
	d.said = append(d.said, fmt.Sprintf("%+v %+v", title, text))
}

// OpenURL opens pages; there is no file manager.
func (d *testDesktop) OpenURL(u *url.URL) error {
	if u.Scheme == "file" {
		return errors.New("no file manager")
	}
	return d.browser.Open(d.ctx, u.String())
}

// testKeyring is a keyring in memory.
type testKeyring struct {
	mu     sync.Mutex
	values map[string]string
}

func (k *testKeyring) Get(service, user string) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	value, ok := k.values[service+"/"+user]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return value, nil
}

func (k *testKeyring) Set(service, user, value string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.values == nil {
		k.values = map[string]string{}
	}
	k.values[service+"/"+user] = value
	return nil
}

func (k *testKeyring) Delete(service, user string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.values, service+"/"+user)
	return nil
}

// openApp starts a controller as a run of the app on the folder would.
func openApp(t *testing.T, folder string, a Arguments) (*Controller, *testDesktop) {
	return openAppWith(t, folder, a, &testKeyring{})
}

func openAppWith(t *testing.T, folder string, a Arguments, k *testKeyring) (*Controller, *testDesktop) {
	t.Helper()
	d := &testDesktop{Loop: uitest.NewLoop(), browser: oauthtest.NewBrowser("alice", "wonderland"), ctx: t.Context()}
	if a.Timeout == 0 {
		a.Timeout = 20 * time.Second
	}
	a.DataDir = folder
	s := App{Arguments: a}.newState(folder, state.New().Settings)
	c := newController(t.Context(), d, a, s)
	c.agent, c.keyring = d.browser, k
	c.Start()
	t.Cleanup(func() { c.Close(5 * time.Second) })
	return c, d
}

func (d *testDesktop) untilSignedIn(t *testing.T, c *Controller) *state.Connection {
	t.Helper()
	connection := c.state.Current()
	d.Until(t, "the end of the sign-in", func() bool {
		return connection.SignedIn() && connection.Session.UserInfo != nil || connection.Phase == state.PhaseFailed
	})
	if !connection.SignedIn() {
		page, err := d.browser.Wait()
		t.Fatalf("not signed in: %v; the browser shows %v %v", connection.Failure, page, err)
	}
	return connection
}

func TestSignInRefreshCallAndSignOutThroughTheWindow(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SignIn() // before the keyring has answered
	connection := d.untilSignedIn(t, c)
	if connection.Session.Claims["name"] != "Ada Lovelace" || d.front == 0 {
		t.Errorf("claims %v, to the front %d times", connection.Session.Claims, d.front)
	}

	before := connection.Session.AccessToken
	c.Refresh()
	d.Until(t, "the refresh", func() bool { return !connection.Refreshing && connection.Session.Refreshes == 1 })
	if connection.Session.AccessToken.Equal(before.Reveal()) || !connection.Session.Rotates {
		t.Error("the refresh brought no new tokens")
	}
	practiceIsKept(t, connection)

	c.EditCall(func(call *state.APICall) { call.URL = connection.DemoAPI + "/notes" })
	c.CallAPI()
	d.Until(t, "the API's answer", func() bool { return !connection.API.Running })
	if connection.API.Answer == nil || connection.API.Answer.Status != 200 || connection.API.Document == nil {
		t.Fatalf("answer %+v, problem %v", connection.API.Answer, connection.API.Problem)
	}
	c.CopyClaims()
	var copied map[string]any
	if err := json.Unmarshal([]byte(d.clipboard), &copied); err != nil || copied["sub"] != "248289761001" {
		t.Errorf("copied %q", d.clipboard)
	}

	c.SignOut(false)
	d.Until(t, "the sign-out", func() bool { return connection.Session == nil && !connection.SigningOut })
	if connection.Phase != state.PhaseSignedOut {
		t.Errorf("the phase is %v", connection.Phase)
	}
}

// practiceIsKept wants every rule kept by a session that was refreshed, and a provider with this computer's clock.
func practiceIsKept(t *testing.T, connection *state.Connection) {
	t.Helper()
	rows := connection.PracticeView().Rows
	for _, row := range rows {
		if row.Result != oauthflow.Passed {
			t.Errorf("good practice: %+v", row)
		}
	}
	if clock := connection.Clock; len(rows) != 10 || clock == nil || clock.Ahead.Abs() > 2*time.Second {
		t.Errorf("%d rules, the clock %+v", len(rows), clock)
	}
}

func TestARestartFindsThePersonSignedInAndAbleToRefresh(t *testing.T) {
	folder, keys := t.TempDir(), &testKeyring{}
	first, d := openAppWith(t, folder, Arguments{}, keys)
	first.SignIn()
	before := d.untilSignedIn(t, first).Session
	first.Close(5 * time.Second)

	second, d := openAppWith(t, folder, Arguments{}, keys)
	connection := second.state.Current()
	d.Until(t, "the stored session", func() bool { return connection.Session != nil })
	if !connection.Restored || connection.Session.Subject != before.Subject || len(connection.Session.Checks) == 0 || len(connection.PracticeView().Rows) != 10 {
		t.Errorf("restored %v, subject %q", connection.Restored, connection.Session.Subject)
	}
	second.Refresh()
	d.Until(t, "the refresh", func() bool { return connection.Session.Refreshes == 1 })
	searchFor(t, folder, before.AccessToken.Reveal(), before.RefreshToken.Reveal(), before.IDToken.Reveal(), connection.Session.RefreshToken.Reveal())
}

func TestASecondCopyLeavesTheFirstOnesDemoSessionAlone(t *testing.T) {
	folder, keys := t.TempDir(), &testKeyring{}
	first, d := openAppWith(t, folder, Arguments{}, keys)
	first.SignIn()
	session := d.untilSignedIn(t, first).Session

	second, sd := openAppWith(t, folder, Arguments{}, keys)
	connection := second.state.Current()
	sd.Until(t, "the second copy's provider", func() bool { return connection.Ready })
	if connection.Profile.Issuer == session.Issuer || !connection.Temporary || connection.Session != nil {
		t.Errorf("the second copy has issuer %s, temporary %v, session %v", connection.Profile.Issuer, connection.Temporary, connection.Session)
	}
	second.SignIn()
	sd.untilSignedIn(t, second)
	stored, err := first.opened.store.Load(t.Context(), oauthflow.DemoProfileID)
	if err != nil || stored.Issuer != session.Issuer {
		t.Errorf("stored is a session of %s, %v", stored.Issuer, err)
	}
	profiles, err := oauthflow.NewProfileList(folder).Load()
	if err != nil || len(profiles) != 1 || profiles[0].Issuer != session.Issuer {
		t.Errorf("listed are %+v, %v", profiles, err)
	}
}

// searchFor fails where a file of the folder holds one of the secrets (STOR-01).
func searchFor(t *testing.T, folder string, secrets ...string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, secret := range secrets {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s holds a secret", path)
			}
		}
		files++
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("searched %d files, %v", files, err)
	}
}

func TestCancelBeforeAndDuringASignIn(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	opened := make(chan struct{}, 1)
	hold := make(chan struct{})
	d.browser.Before = func(context.Context, string) { opened <- struct{}{}; <-hold }
	connection := c.state.Current()
	c.SignIn()
	c.CancelSignIn()
	d.Until(t, "the cancel", func() bool { return connection.Phase == state.PhaseSignedOut })
	c.SignIn()
	d.Until(t, "the open browser", func() bool { return connection.Phase == state.PhaseWaiting && len(opened) == 1 })
	c.CopyLink()
	if !strings.HasPrefix(d.clipboard, connection.Profile.Issuer+"/authorize?") {
		t.Errorf("copied %q", d.clipboard)
	}
	c.ExtendDeadline()
	deadline := connection.Waiting.Deadline
	d.Until(t, "the later deadline", func() bool { return connection.Waiting.Deadline.After(deadline) })
	c.PasteRedirect("http://127.0.0.1:1/callback?code=x&state=y")
	d.Until(t, "the refused paste", func() bool { return connection.Waiting.StrangerCount == 1 })
	c.CancelSignIn()
	d.Until(t, "the cancel", func() bool { return connection.Phase == state.PhaseSignedOut })
	close(hold)
}

func TestReportAndExitStatusOfTheCommandLine(t *testing.T) {
	for name, row := range map[string]struct {
		deny    bool
		status  int
		outcome string
		code    string
	}{
		"signed in": {false, 0, "signed_in", ""},
		"denied":    {true, 1, "failed", "authorization_denied"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "report.json")
			c, d := openApp(t, filepath.Join(folder, "data"), Arguments{SignIn: true, Quit: true, Report: path})
			d.browser.Deny = row.deny
			d.Until(t, "the end", func() bool { return d.quit })
			c.Close(5 * time.Second)
			var errors strings.Builder
			if status := c.exitStatus(&errors); status != row.status || errors.Len() > 0 {
				t.Errorf("status %d, %s", status, errors.String())
			}
			checkReport(t, path, row.outcome, row.code)
		})
	}
}

func checkReport(t *testing.T, path, outcome, code string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r struct {
		Version    int
		Connection struct{ Issuer string }
		Outcome    string
		Error      *struct{ Code, Step, Message string }
		Claims     map[string]any
		Checks     []oauthflow.Check
		Steps      []struct{ Step, URL string }
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if r.Version != 1 || r.Outcome != outcome || r.Connection.Issuer == "" || len(r.Checks) == 0 {
		t.Errorf("report %s", data)
	}
	if (r.Error == nil) != (code == "") || r.Error != nil && (r.Error.Code != code || r.Error.Message == "") {
		t.Errorf("error %+v, want %q", r.Error, code)
	}
	if (outcome == "signed_in") != (r.Claims["sub"] == "248289761001") {
		t.Errorf("claims %v", r.Claims)
	}
	holdsNoSecret(t, string(data))
}

func holdsNoSecret(t *testing.T, report string) {
	t.Helper()
	for _, leak := range []string{"eyJ", "code_verifier=", "wonderland"} {
		if strings.Contains(report, leak) {
			t.Errorf("%q is in the report", leak)
		}
	}
}

func TestClosingTheWindowDuringASignInIsReportedAsCancelled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.json")
	c, d := openApp(t, t.TempDir(), Arguments{SignIn: true, Report: path})
	hold := make(chan struct{})
	defer close(hold)
	d.browser.Before = func(context.Context, string) { <-hold }
	connection := c.state.Current()
	d.Until(t, "the open browser", func() bool { return connection.Phase == state.PhaseWaiting })
	c.Close(5 * time.Second)
	var errors strings.Builder
	if status := c.exitStatus(&errors); status != 1 {
		t.Errorf("status %d", status)
	}
	checkReport(t, path, "cancelled", "cancelled")
}

func TestAConnectionIsSavedEditedAndDeleted(t *testing.T) {
	folder := t.TempDir()
	c, d := openApp(t, folder, Arguments{})
	d.Until(t, "the store", func() bool { return c.opened != nil && c.state.Current().Profile.Issuer != "" })
	demo := c.state.Current()
	c.Show(state.RoomNewConnection)
	c.EditForm(func(f *state.Form) {
		f.Issuer, f.ClientID, f.Name, f.ClientSecret = demo.Profile.Issuer, "proofkey", "Mine", "hush-hush-secret"
	})
	c.Discover()
	d.Until(t, "the discovery", func() bool { return c.state.Form.Found != nil })
	c.SaveForm(false)
	if c.state.Form.Problem != nil {
		t.Fatal(c.state.Form.Problem)
	}
	mine := c.state.Current()
	d.Until(t, "the saved list", func() bool { return len(savedIDs(t, folder)) == 2 || len(mine.Notices) > 0 })
	if len(mine.Notices) > 0 {
		t.Fatal(mine.Notices[0])
	}
	searchFor(t, folder, "hush-hush-secret") // NATIVE-02
	c.Delete()
	d.Until(t, "the deletion", func() bool { return len(savedIDs(t, folder)) == 1 })
	if c.state.Current() != demo || c.state.Connection(mine.Profile.ID) != nil {
		t.Error("the deleted connection is still there")
	}
	c.Delete()
	if c.state.Current() != demo {
		t.Error("the demo provider was deleted")
	}
}

func savedIDs(t *testing.T, folder string) []string {
	t.Helper()
	profiles, err := oauthflow.NewProfileList(folder).Load()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, p := range profiles {
		ids = append(ids, p.ID)
	}
	return ids
}

func TestAnotherOriginGetsNoTokenUntilThePersonConfirms(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	other, od := openApp(t, t.TempDir(), Arguments{}) // a second server on this computer
	od.Until(t, "the other API", func() bool { return other.state.Current().DemoAPI != "" })
	c.SignIn()
	connection := d.untilSignedIn(t, c)
	c.EditCall(func(call *state.APICall) { call.URL = other.state.Current().DemoAPI + "/whoami" })
	c.CallAPI()
	d.Until(t, "the question", func() bool { return !connection.API.Running })
	if connection.API.AskOrigin == "" || connection.API.Answer != nil {
		t.Fatalf("asked %q, answer %v", connection.API.AskOrigin, connection.API.Answer)
	}
	c.ConfirmOrigin()
	d.Until(t, "the answer", func() bool { return !connection.API.Running })
	if connection.API.Answer == nil || connection.API.Answer.Status != 401 { // a token of another issuer
		t.Errorf("answer %+v, %v", connection.API.Answer, connection.API.Problem)
	}
	if problem := connection.API.Problem; problem == nil || problem.Code != oauthflow.CodeAPIIssuerChanged { // RES-09: it names its own server
		t.Errorf("problem %v", problem)
	}
}
