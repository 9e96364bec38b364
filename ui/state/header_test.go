package state

import (
	"slices"
	"testing"

	"proofkey/oauthflow"
)

func actionsOf(buttons []Button) []Action {
	var list []Action
	for _, b := range buttons {
		list = append(list, b.Action)
	}
	return list
}

func TestTheHeaderOffersWhatMakesSense(t *testing.T) {
	again := signedIn()
	again.BeginSignIn(testNow())
	again.Apply(oauthflow.Event{Kind: oauthflow.EventFailed, Err: failure(oauthflow.StepVerify, oauthflow.CodeIDTokenExpired)})
	rows := []struct {
		name       string
		connection *Connection
		want       []Action
		screen     Screen
	}{
		{"signed out", NewConnection(testProfile()), []Action{ActionEdit}, ScreenSignedOut},
		{"waiting", waiting(), []Action{ActionCancel}, ScreenWaiting},
		{"signed in", signedIn(), []Action{ActionRefresh, ActionShareReport, ActionSignOut}, ScreenTabs},
		{"a report that was opened", opened(t, signedInFlow()), []Action{ActionCompare, ActionCloseReport}, ScreenTabs},
		{"a report of a sign-in that ran", opened(t, waitingFlow()), []Action{ActionCompare, ActionCloseReport}, ScreenTabs},
		{"failed", failedWith(oauthflow.CodeTimedOut, oauthflow.StepRedirect), []Action{ActionEdit}, ScreenTabs},
		{"failed while an older session stands", again, []Action{ActionEdit, ActionBackToSession}, ScreenTabs},
	}
	for _, row := range rows {
		got := row.connection.Header()
		if !slices.Equal(actionsOf(got.Buttons), row.want) || row.connection.Screen() != row.screen {
			t.Errorf("%s: %v on the screen %s", row.name, actionsOf(got.Buttons), row.connection.Screen())
		}
		for _, b := range got.Buttons {
			if b.Primary {
				t.Errorf("%s: %s is filled, but the screen below has the filled button", row.name, b.Action)
			}
		}
	}
}

func TestOneFilledButtonOnAScreen(t *testing.T) {
	s := New()
	c := signedIn()
	c.API.URL = "http://127.0.0.1:51723/api/notes"
	s.Add(c)
	apiWith := func(change func(*Connection)) []Button {
		c := signedIn()
		c.API.URL = "http://127.0.0.1:51723/api/notes"
		change(c)
		v := c.APIView(testNow())
		buttons := append([]Button{v.Call}, v.AskButtons...)
		if v.Answer != nil && v.Answer.StepUp != nil {
			buttons = append(buttons, *v.Answer.StepUp)
		}
		return buttons
	}
	screens := map[string][]Button{
		"signed out": {NewConnection(testProfile()).SignedOutScreen().SignIn},
		"failed":     failedWith(oauthflow.CodeTimedOut, oauthflow.StepRedirect).ProblemButtons(),
		"mending":    failedWith(oauthflow.CodePortInUse, oauthflow.StepAuthorizationRequest).ProblemButtons(),
		"tokens":     {s.TokenCards(c, testNow()).Refresh.Refresh},
		"API":        apiWith(func(*Connection) {}),
		"API asks":   apiWith(func(c *Connection) { c.API.AskOrigin = "https://x.example" }),
		"API steps up": apiWith(func(c *Connection) {
			c.API.Answer = &oauthflow.APIAnswer{Status: 401, StepUp: &oauthflow.StepUp{}}
		}),
		"new connection":  append(NewForm().FormView().Buttons, NewForm().FormView().Discover),
		"edit connection": append(EditForm(testProfile()).FormView().Buttons, EditForm(testProfile()).FormView().Discover),
		"delete":          c.DeleteQuestion().Buttons,
		"sign out":        c.SignOutQuestion().Buttons,
	}
	for name, buttons := range screens {
		filled := 0
		for _, b := range buttons {
			if b.Primary {
				filled++
			}
		}
		if filled != 1 {
			t.Errorf("%s has %d filled buttons: %v", name, filled, actionsOf(buttons))
		}
	}
}

func TestNotEncryptedIsSaidOfHTTPIssuers(t *testing.T) { // NET-02
	for issuer, want := range map[string]string{
		"http://127.0.0.1:51723":  "not encrypted, this computer only",
		"http://localhost:8080/a": "not encrypted, this computer only",
		"https://id.example":      "",
	} {
		c := NewConnection(testProfile())
		c.Profile.Issuer = issuer
		if got := english(t, c.Header().NotEncrypted); got != want {
			t.Errorf("%s: %q", issuer, got)
		}
	}
}

func TestRefreshIsOffWithoutARefreshTokenAndWhileItRuns(t *testing.T) {
	c := signedIn()
	c.BeginRefresh()
	if b := c.Header().Buttons[0]; b.Enabled || english(t, b.Label) != "Refreshing…" {
		t.Errorf("while it runs: %+v", b)
	}
	c = signedIn()
	c.Session.RefreshToken = oauthflow.Secret{}
	if c.Header().Buttons[0].Enabled {
		t.Error("it can be pressed without a refresh token")
	}
}

func TestTheDemoProviderCannotBeDeleted(t *testing.T) {
	for demo, want := range map[bool]bool{true: false, false: true} {
		c := signedIn()
		c.Demo = demo
		for _, b := range c.Header().More {
			if b.Action == ActionDelete && b.Enabled != want {
				t.Errorf("demo %t: delete enabled %t", demo, b.Enabled)
			}
		}
	}
}
