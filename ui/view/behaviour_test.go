package view

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestButtonsAskForWhatTheySay(t *testing.T) {
	tests := []struct {
		screen, label, want string
	}{
		{"signed_out", "Sign in", "sign in"},
		{"signed_out", "Edit", "show edit_connection"},
		{"signed_out", "+  New connection", "show new_connection"},
		{"signed_out", "Settings", "show settings"},
		{"signed_out", "Help", "show help"},
		{"waiting", "Cancel", "cancel sign-in"},
		{"waiting", "Copy link", "copy link"},
		{"waiting", "Open again", "open again"},
		{"waiting", "5 more minutes", "extend"},
		{"identity", "Refresh", "refresh"},
		{"failed", "Try again", "sign in"},
		{"tokens", "Refresh now", "refresh"},
		{"tokens", "Copy", "copy token access_token"},
		{"api", "Call API", "call"},
		{"api", "Copy", "copy answer"},
		{"step_up", "Sign in for this", "step up insufficient_user_authentication"},
		{"origin", "Send", "confirm origin"},
		{"origin", "Do not send", "refuse origin"},
		{"form", "Discover", "discover"},
		{"form", "Copy", "copy http://127.0.0.1/callback"},
		{"form", "Cancel", "cancel form"},
		{"form", "Save", "save only"},
		{"form", "Save and sign in", "save and sign in"},
		{"notices", "Dismiss", "clear notices"},
		{"settings", "Open folder", "open data folder"},
	}
	for _, test := range tests {
		t.Run(test.screen+" "+test.label, func(t *testing.T) {
			v := open(t, screens()[test.screen](), designLook())
			v.tap(test.label)
			if got := v.asked.last(); got != test.want {
				t.Errorf("asked for %q, want %q", got, test.want)
			}
		})
	}
}

func TestTheSideBarSelectsAndShowsLiveStatus(t *testing.T) {
	s := sample()
	v := open(t, s, designLook())
	v.tapRow("Keycloak staging")
	if v.asked.last() != "select keycloak" {
		t.Errorf("asked for %q", v.asked.last())
	}
	v.mustHave("https://id.staging.example/realms/main", "Signed out")
	s.Connections[1].BeginSignIn(later(0))
	v.update()
	v.mustHave("Contacting the provider…")
	s.Add(state.NewConnection(oauthflow.Profile{ID: "new", Name: "Added later", Issuer: "https://new.example"}))
	v.update()
	v.mustHave("Added later")
	s.Remove("google")
	v.update()
	v.mustNotHave("Google")
}

func TestThePasteDialogHandsOverTheURL(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.tap("Paste redirect URL…")
	v.mustHave("Paste the redirect URL")
	test.Type(v.window.Canvas().Focused(), " http://127.0.0.1:53911/callback?code=x ")
	v.press(fyne.KeyReturn)
	if got := v.asked.last(); got != "paste http://127.0.0.1:53911/callback?code=x" {
		t.Errorf("asked for %q", got)
	}
	v.mustNotHave("Paste the redirect URL")
}

func TestTheBareEnterInThePasteDialogPastesNothing(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.tap("Paste redirect URL…")
	v.press(fyne.KeyReturn)
	if v.asked.last() != "" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

func TestAQuestionGoesWithTheScreenItIsAbout(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.tap("Paste redirect URL…")
	v.state.Current().Apply(oauthflow.Event{Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: session(), At: later(0)})
	v.updateAt(1)
	v.mustNotHave("Paste the redirect URL")
	v.mustHave("Ada Lovelace")
}

func TestSigningOutAsksWhere(t *testing.T) {
	for label, want := range map[string]string{"Sign out at the provider too": "sign out there", "Cancel": ""} {
		v := open(t, signedIn(), designLook())
		v.tap("Sign out")
		v.mustHave("The tokens are revoked and deleted from this computer")
		v.tap(label)
		if got := v.asked.last(); got != want {
			t.Errorf("%s asked for %q, want %q", label, got, want)
		}
	}
	v := open(t, signedIn(), designLook())
	v.tap("Sign out")
	v.press(fyne.KeyReturn) // the focus is on the last button
	if got := v.asked.last(); got != "sign out here" {
		t.Errorf("Enter asked for %q", got)
	}
}

func TestDeletingAsksFirst(t *testing.T) {
	s := sample()
	s.Select("google")
	v := open(t, s, designLook())
	v.main.perform(state.ActionDelete)
	v.mustHave("Delete Google?")
	if v.asked.has("delete") {
		t.Error("it was deleted without an answer")
	}
	v.press(fyne.KeyEscape)
	if v.asked.has("delete") {
		t.Error("Escape deleted it")
	}
	v.main.perform(state.ActionDelete)
	v.tap("Delete")
	if v.asked.last() != "delete" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

func TestChangingTheIssuerOfASessionAsksFirst(t *testing.T) {
	s := signedIn()
	s.Form = state.EditForm(s.Current().Profile)
	s.Show(state.RoomEditConnection)
	v := open(t, s, designLook())
	v.tap("Save")
	if v.asked.last() != "save only" {
		t.Errorf("nothing changed and it asked for %q", v.asked.last())
	}
	v.asked.calls = nil
	s.Form.ClientID = "another"
	v.update()
	v.tap("Save")
	v.mustHave("End the session?")
	if len(v.asked.calls) != 0 {
		t.Errorf("it was saved without an answer: %q", v.asked.calls)
	}
	v.press(fyne.KeyReturn)
	if v.asked.last() != "save only" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

func TestARevealedTokenIsMaskedAgain(t *testing.T) {
	secret := "refresh-secret-value"
	reveal := func(t *testing.T) *shown {
		v := open(t, onTab(state.TabTokens), designLook())
		v.mustNotHave(secret)
		v.room().current.(*tokens).refresh.secret.show.Tapped(nil)
		v.mustHave(secret, "Hide")
		return v
	}
	t.Run("after ten seconds", func(t *testing.T) {
		v := reveal(t)
		v.updateAt(9)
		v.mustHave(secret)
		v.updateAt(10)
		v.mustNotHave(secret, "Hide")
	})
	t.Run("when the person hides it", func(t *testing.T) {
		v := reveal(t)
		v.tap("Hide")
		v.mustNotHave(secret, "Hide")
	})
	t.Run("when another tab is shown", func(t *testing.T) {
		v := reveal(t)
		v.main.perform(state.ActionShowIdentity)
		v.main.perform(state.ActionShowTokens)
		v.mustHave("Refresh now")
		v.mustNotHave(secret)
	})
	t.Run("when another connection is shown", func(t *testing.T) {
		v := reveal(t)
		v.tapRow("Google")
		v.tapRow("Demo provider")
		v.mustHave("Refresh now")
		v.mustNotHave(secret)
	})
	t.Run("when the tokens are renewed", func(t *testing.T) {
		v := open(t, onTab(state.TabTokens), designLook())
		line := v.room().current.(*tokens).access.secret
		line.show.Tapped(nil)
		v.state.Current().Session.AccessToken = jwt(`{"alg":"ES256","typ":"at+jwt"}`, `{}`)
		v.updateAt(1)
		if line.line.Revealed() {
			t.Error("the old token is still shown")
		}
	})
}

func TestSecretsAreNotInTheWindowUntilTheyAreRevealed(t *testing.T) {
	s := onTab(state.TabTokens)
	c := s.Current()
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 1400})
	for _, kind := range []state.TokenKind{state.AccessToken, state.RefreshToken, state.IDToken} {
		token := c.Token(kind).Reveal()
		v.mustNotHave(token[len(token)-8:])
	}
}

func TestAClickOnAStepOpensItsChecks(t *testing.T) {
	v := open(t, signedIn(), designLook())
	strip := v.room().strip
	for range 4 {
		strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	}
	strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) // the third: Redirect
	screen, ok := v.room().current.(*checks)
	if !ok {
		t.Fatalf("a %T is shown", v.room().current)
	}
	if row := screen.table.Selected(); row != 2 || screen.rows[row].Step != oauthflow.StepRedirect {
		t.Errorf("row %d is selected", row)
	}
}

func TestAStepIsNoWayAroundARunningSignIn(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.room().strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(v.asked.calls) != 0 {
		t.Errorf("asked for %q", v.asked.calls)
	}
}

func TestASampleFillsTheCallIn(t *testing.T) {
	v := open(t, onTab(state.TabAPI), designLook())
	v.tap("Add a note")
	call := v.state.Current().API
	if call.Method != "POST" || call.URL != "http://127.0.0.1:51723/api/notes" || call.Body == "" {
		t.Errorf("%+v", call)
	}
	screen := v.room().current.(*api)
	if screen.method.Selected != "POST" || screen.url.Text != call.URL || screen.body.Text != call.Body {
		t.Errorf("shown: %s %s %s", screen.method.Selected, screen.url.Text, screen.body.Text)
	}
	if !screen.fold.opened {
		t.Error("the body is folded away")
	}
}

func TestHeadersAndBodyAreTyped(t *testing.T) {
	v := open(t, onTab(state.TabAPI), designLook())
	screen := v.room().current.(*api)
	v.tap("▸ Headers and body")
	test.Type(screen.headers, "Accept: text/plain")
	test.Type(screen.body, "{}")
	screen.method.SetSelected("PUT")
	if call := v.state.Current().API; call.Headers != "Accept: text/plain" || call.Body != "{}" || call.Method != "PUT" {
		t.Errorf("%+v", call)
	}
}

func TestTheAnswersHeadersAreShownInstead(t *testing.T) {
	v := open(t, answered(), designLook())
	v.room().current.(*api).answer.which.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	v.mustHave("Content-Type: application/json")
	v.mustNotHave("analytical")
}

func TestARunningCallCanBeEnded(t *testing.T) {
	s := onTab(state.TabAPI)
	s.Current().API.URL = "https://api.example"
	s.Current().BeginCall()
	v := open(t, s, designLook())
	v.press(fyne.KeyEscape)
	if v.asked.last() != "cancel call" {
		t.Errorf("Escape asked for %q", v.asked.last())
	}
	v.asked.calls = nil
	v.tap("Cancel")
	if v.asked.last() != "cancel call" {
		t.Errorf("the button asked for %q", v.asked.last())
	}
}

func TestTheFormIsTypedIn(t *testing.T) {
	s := sample()
	v := open(t, s, designLook())
	v.tap("+  New connection")
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	if v.window.Canvas().Focused() != form.fields[state.FieldIssuer].entry {
		t.Errorf("the focus is on a %T", v.window.Canvas().Focused())
	}
	for name, field := range form.fields {
		if field.entry != nil {
			field.entry.SetText("typed " + string(name))
		}
	}
	form.fields[state.FieldHost].host.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	for _, field := range s.Form.Fields() {
		want := "typed " + string(field.Name)
		if field.Name == state.FieldHost {
			want = "localhost"
		}
		if field.Value != want {
			t.Errorf("%s holds %q", field.Name, field.Value)
		}
	}
}

func TestTheClientSecretIsMaskedUntilItIsShown(t *testing.T) {
	v := open(t, unfolded(), look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustNotHave("client-secret-value")
	v.tap("Reveal")
	v.mustHave("client-secret-value")
	v.tap("Hide")
	v.mustNotHave("client-secret-value")
	v.tap("Reveal")
	v.tap("Settings")
	v.state.Show(state.RoomNewConnection)
	v.update()
	v.mustNotHave("client-secret-value")
}

func TestFaultsStandAtTheirFields(t *testing.T) {
	v := open(t, unfolded(), look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("! This is needed.", "! Use a number from 1 to 65535", "! Write one name=value on a line")
	v.state.Form.Port = "8080"
	v.update()
	v.mustNotHave("! Use a number from 1 to 65535")
	v.mustHave("http://127.0.0.1:8080/callback")
}

func TestSettingsAreChosen(t *testing.T) {
	v := open(t, inRoom(state.RoomSettings), designLook())
	room := v.main.rooms[state.RoomSettings].(*settings)
	room.theme.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	room.size.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if !v.asked.has("theme dark") || !v.asked.has("text size") {
		t.Errorf("asked for %q", v.asked.calls)
	}
}

func TestTheReadmeFetchesAndOpensNothing(t *testing.T) {
	v := open(t, inRoom(state.RoomHelp), look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("Source (https://example.com/source)", "and", "local", "Really")
	v.mustNotHave("<b>", "shot", "etc/passwd")
	walk(v.window.Content(), func(o fyne.CanvasObject) {
		if _, link := o.(*fynewidget.Hyperlink); link {
			t.Error("there is a link")
		}
	})
}

func TestTheMoreMenuHoldsWhatIsSeldomNeeded(t *testing.T) {
	v := open(t, signedIn(), designLook())
	v.tap("More ▾")
	v.mustHave("Sign in as someone else", "Copy claims as JSON", "Duplicate", "Export…", "Delete")
	v.press(fyne.KeyDown, fyne.KeyReturn)
	if v.asked.last() != "sign in as someone else" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

// menuItem is the entry of the menu bar with a label.
func (v *shown) menuItem(label string) *fyne.MenuItem {
	v.t.Helper()
	for _, menu := range v.main.Menu().Items {
		for _, item := range menu.Items {
			if item.Label == label {
				return item
			}
		}
	}
	v.t.Fatalf("no entry %q", label)
	return nil
}

func TestTheMenuBarHoldsTheActionsOfTheButtons(t *testing.T) {
	tests := map[string]string{
		"New connection": "show new_connection", "Settings": "show settings", "Close window": "close window", "Quit": "quit",
		"Copy claims as JSON": "copy claims", "Sign in as someone else": "sign in as someone else", "Refresh": "refresh",
		"Edit": "show edit_connection", "Duplicate": "duplicate", "Checks": "tab checks", "Help": "show help",
	}
	for label, want := range tests {
		v := open(t, signedIn(), designLook())
		v.menuItem(label).Action()
		if got := v.asked.last(); got != want {
			t.Errorf("%s asked for %q, want %q", label, got, want)
		}
	}
}

func TestAnEntryOfTheMenuThatIsDisabledDoesNothing(t *testing.T) {
	v := open(t, sample(), designLook())
	refresh := v.menuItem("Refresh")
	if !refresh.Disabled {
		t.Error("Refresh is enabled though nobody is signed in")
	}
	refresh.Action() // its shortcut calls it all the same
	if len(v.asked.calls) != 0 {
		t.Errorf("asked for %q", v.asked.calls)
	}
	*v.state.Current() = *signedIn().Current()
	v.update()
	if refresh.Disabled {
		t.Error("Refresh is disabled though somebody is signed in")
	}
}

func TestTheMenuBarHasTheShortcutsOfHelp(t *testing.T) {
	v := open(t, sample(), designLook())
	keys := map[string]bool{}
	for _, menu := range v.main.Menu().Items {
		for _, item := range menu.Items {
			if s, ok := item.Shortcut.(*desktop.CustomShortcut); ok && s.Modifier == fyne.KeyModifierShortcutDefault {
				keys[string(s.KeyName)] = true
			}
		}
	}
	for _, s := range state.Shortcuts() {
		if s.Ctrl && !keys[s.Key] {
			t.Errorf("no menu entry has %s", s.Key)
		}
	}
}

func TestTheSelectedRowIsCopied(t *testing.T) {
	v := open(t, signedIn(), designLook())
	v.menuItem("Copy the selected row").Action()
	if len(v.asked.calls) != 0 {
		t.Errorf("nothing is selected and it asked for %q", v.asked.calls)
	}
	v.room().current.(*identity).claims.Select(2)
	v.menuItem("Copy the selected row").Action()
	if got := v.asked.last(); got != "copy ada@demo.example" {
		t.Errorf("asked for %q", got)
	}
}

func TestUserInfoIsShownBelowTheClaims(t *testing.T) {
	s := signedIn()
	s.Current().Session.UserInfo = map[string]any{"sub": "248289761001", "nickname": "Countess"}
	v := open(t, s, look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("From UserInfo", "Countess")
	s.Current().Session.UserInfo = nil
	s.Current().UserInfoProblem = &oauthflow.Error{Step: oauthflow.StepUserInfo, Code: oauthflow.CodeUserInfoUnreachable}
	v.update()
	v.mustHave("the UserInfo endpoint could not be reached")
	v.mustNotHave("Countess")
}

func TestARestoredSessionSaysWhenItWasVerified(t *testing.T) {
	s := signedIn()
	s.Current().Restored = true
	open(t, s, designLook()).mustHave("As verified at 07:12:04")
}

func TestWithoutARefreshTokenTheTabSaysWhy(t *testing.T) {
	s := onTab(state.TabTokens)
	s.Current().Session.RefreshToken = oauthflow.Secret{}
	v := open(t, s, designLook())
	v.mustHave("The provider gave no refresh token")
	v.mustNotHave("Refresh now")
}

func TestTheBarOfALifetimeChangesItsColour(t *testing.T) {
	v := open(t, onTab(state.TabTokens), designLook())
	bar := v.room().current.(*tokens).access.bar
	v.updateAt(3300)
	if bar.Share() > 0.1 {
		t.Errorf("the share is %v", bar.Share())
	}
	v.mustHave("4:58")
	v.updateAt(int(2 * time.Hour / time.Second))
	v.mustHave("expired")
	if bar.Share() != 0 {
		t.Errorf("the share is %v after the end", bar.Share())
	}
}

func TestDetailsAreFoldedAway(t *testing.T) {
	v := open(t, refused(), designLook())
	v.mustNotHave("nonce differs in words")
	v.state.Current().Failure.Err = errText("nonce differs in words")
	v.update()
	v.mustNotHave("nonce differs in words")
	v.tap("▸ Details")
	v.mustHave("nonce differs in words", "▾ Details")
	v.updateAt(1)
	v.mustHave("nonce differs in words")
}

type errText string

func (e errText) Error() string { return string(e) }

func TestAnEmptyTabSaysWhy(t *testing.T) {
	s := refused()
	s.Current().Tab = state.TabTokens
	open(t, s, designLook()).mustHave("Nobody is signed in, so there is nothing to show here.")
}

func TestFilesAreChosenInADialog(t *testing.T) {
	v := open(t, answered(), designLook())
	v.main.perform(state.ActionImport)
	if v.window.Canvas().Overlays().Top() == nil {
		t.Error("Import opens no dialog")
	}
}

func TestAFileNameHoldsNoSeparators(t *testing.T) {
	c := state.NewConnection(oauthflow.Profile{Name: "a/b\\c:d*e"})
	if got := fileName(c); got != "a-b-c-d-e" {
		t.Errorf("%q", got)
	}
	if got := fileName(state.NewConnection(oauthflow.Profile{})); got != "connection" {
		t.Errorf("%q", got)
	}
}

func FuzzTheReadmeNeverShowsAnImage(f *testing.F) {
	for _, seed := range []string{"![a](http://x/y.png)", "[![a](b)](c)", "<img src=x>", "![a][b]\n\n[b]: http://x", "<!-- x", "![a", "- ![x](y)\n  > ![z](q)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		test.NewTempApp(t)
		var check func(segments []fynewidget.RichTextSegment)
		check = func(segments []fynewidget.RichTextSegment) {
			for _, segment := range segments {
				switch s := segment.(type) {
				case *fynewidget.ImageSegment, *fynewidget.HyperlinkSegment:
					t.Errorf("%q shows a %T", text, s)
				case *fynewidget.ParagraphSegment:
					check(s.Texts)
				case *fynewidget.ListSegment:
					check(s.Items)
				}
			}
		}
		check(newMarkdown(text).Segments)
	})
}
