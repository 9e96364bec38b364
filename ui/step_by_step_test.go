package ui

import (
	"slices"
	"testing"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

// untilStop waits for the stop before a step.
func (d *testDesktop) untilStop(t *testing.T, connection *state.Connection, step oauthflow.Step) {
	t.Helper()
	d.Until(t, "the stop before "+string(step), func() bool {
		return connection.Stop.Step == step || connection.Phase == state.PhaseFailed
	})
	if connection.Failure != nil {
		t.Fatalf("before %s: %v", step, connection.Failure)
	}
}

func TestAPersonGoesThroughASignInStepByStep(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SetStepByStep(true)
	c.SignIn()
	connection := c.state.Current()
	for _, step := range oauthflow.SignInSteps() {
		d.untilStop(t, connection, step)
		if connection.Screen() != state.ScreenStop || connection.Session != nil {
			t.Errorf("before %s: %s", step, connection.Screen())
		}
		if came := d.front > 0; came != (slices.Index(oauthflow.SignInSteps(), step) >= 3) {
			t.Errorf("before %s the window came to the front: %v", step, came)
		}
		c.ContinueSignIn()
		c.ContinueSignIn() // a second press is not for the next stop
	}
	if !d.untilSignedIn(t, c).SignedIn() {
		t.Error("not signed in")
	}
	c.SetStepByStep(false)
	c.SignIn()
	d.Until(t, "the next sign-in, which does not stop", func() bool { return connection.SignedIn() })
}

// What is shown before the request is what is sent then, whatever this sign-in asks for.
func TestTheStopBeforeTheRequestShowsWhatThisSignInSends(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.SetStepByStep(true)
	age := 77
	c.signIn(oauthflow.SignInOptions{ACRValues: []string{"gold"}, MaxAge: &age})
	connection := c.state.Current()
	parameters := func() map[string]string {
		all := map[string]string{}
		for _, row := range connection.StopScreen(c.now()).Section.Rows {
			if row.Later.IsZero() && row.Name != "state" && row.Name != "nonce" {
				all[row.Name] = row.Value
			}
		}
		return all
	}
	d.untilStop(t, connection, oauthflow.StepDiscover)
	c.ContinueSignIn()
	d.untilStop(t, connection, oauthflow.StepAuthorizationRequest)
	before, request := parameters(), connection.StopScreen(c.now()).Request
	if before["acr_values"] != "gold" || before["max_age"] != "77" || request == "" {
		t.Errorf("%s with %v is to be sent", request, before)
	}
	c.ContinueSignIn()
	d.untilStop(t, connection, oauthflow.StepRedirect)
	sent := parameters()
	for name, value := range before {
		if sent[name] != value {
			t.Errorf("%s is %q, and %q was shown", name, sent[name], value)
		}
	}
	c.CancelSignIn()
	d.Until(t, "the end", func() bool { return !connection.Busy() })
}

func TestCancelAtAStopLeavesNothing(t *testing.T) {
	for _, step := range oauthflow.SignInSteps() {
		t.Run(string(step), func(t *testing.T) {
			c, d := openApp(t, t.TempDir(), Arguments{})
			c.SetStepByStep(true)
			c.SignIn()
			connection := c.state.Current()
			for _, s := range oauthflow.SignInSteps() {
				if d.untilStop(t, connection, s); s == step {
					break
				}
				c.ContinueSignIn()
			}
			c.CancelSignIn()
			d.Until(t, "the end", func() bool { return !connection.Busy() })
			if connection.Screen() != state.ScreenSignedOut || connection.Session != nil || connection.Failure != nil || connection.Stop.Step != "" {
				t.Errorf("%s, %v, %v", connection.Screen(), connection.Session, connection.Failure)
			}
			c.ContinueSignIn()
			if connection.Busy() {
				t.Error("Continue began something")
			}
		})
	}
}

func TestTheCommandLineNeverStops(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{SignIn: true, Quit: true})
	c.SetStepByStep(true)
	c.SignIn()
	d.Until(t, "the end of the program", func() bool { return d.quit })
	if !c.state.Current().SignedIn() && c.state.Current().Stop.Step != "" {
		t.Error("it stopped")
	}
}
