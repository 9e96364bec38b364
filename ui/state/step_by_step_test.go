package state

import (
	"slices"
	"strings"
	"testing"
	"time"

	"proofkey/oauthflow"
)

// stoppedAt is a sign-in that has stopped before a step.
func stoppedAt(step oauthflow.Step) *Connection {
	c := NewConnection(testProfile())
	c.BeginSignIn(testNow())
	for i, s := range oauthflow.SignInSteps() {
		stop := happened(oauthflow.EventStopped, s, 10*i)
		if s == oauthflow.StepRedirect {
			stop.Request = oauthflow.NewHTTPMessage(oauthflow.HTTPContent{Method: "GET", URL: testIssuer + "/authorize?client_id=me&state=a-state-of-many-characters"})
		}
		if c.Apply(stop); s == step {
			return c
		}
		c.WentOn()
		c.Apply(happened(oauthflow.EventStepBegan, s, 10*i+5))
		c.Apply(happened(oauthflow.EventStepEnded, s, 10*i+8))
	}
	return c
}

func TestAStopSaysWhatIsNextAndWhatDoesNotWait(t *testing.T) {
	words := map[oauthflow.Step][2]string{
		oauthflow.StepDiscover:             {"metadata", "No time limit runs"},
		oauthflow.StepAuthorizationRequest: {"Nothing is sent yet", "No time limit runs"},
		oauthflow.StepRedirect:             {"open your browser", "begins when the browser opens"},
		oauthflow.StepTokenRequest:         {"one-time code", "the code does not wait: it came 1:05 ago"},
		oauthflow.StepVerify:               {"signature", "must be verified within 10 min"},
		oauthflow.StepSignedIn:             {"store the session", "Cancel throws them away"},
	}
	for i, step := range oauthflow.SignInSteps() {
		c := stoppedAt(step)
		s := c.StopScreen(c.Stop.Since.Add(65 * time.Second))
		if c.Screen() != ScreenStop || c.CurrentStep() != i || !s.Go.Primary || !s.Watch.Enabled {
			t.Errorf("%s: %s, step %d, %+v", step, c.Screen(), c.CurrentStep(), s.Go)
		}
		if happens, clock := english(t, s.Happens), english(t, s.Clock); !strings.Contains(happens, words[step][0]) || !strings.Contains(clock, words[step][1]) {
			t.Errorf("%s: %q, %q", step, happens, clock)
		}
		if shown := len(s.Section.Rows) > 0; shown != (step == oauthflow.StepAuthorizationRequest || step == oauthflow.StepRedirect) {
			t.Errorf("%s: a request is shown: %v", step, shown)
		}
		if strip := c.StepStrip(testNow()); english(t, strip[i].Note) != "next" || strip[i].Status != StatusPending {
			t.Errorf("%s: the strip says %q", step, english(t, strip[i].Note))
		}
		if status, _ := c.status(testNow()); status.Key != "status.stopped" {
			t.Errorf("%s: the side bar says %s", step, status.Key)
		}
	}
	ready, byHand := stoppedAt(oauthflow.StepDiscover), stoppedAt(oauthflow.StepDiscover)
	ready.Ready, byHand.Profile.Endpoints.AuthorizationEndpoint = true, "https://op.example/authorize"
	if a, b := english(t, ready.StopScreen(testNow()).Happens), english(t, byHand.StopScreen(testNow()).Happens); !strings.Contains(a, "ahead of time") || !strings.Contains(b, "by hand") {
		t.Errorf("%q, %q", a, b)
	}
}

func TestTheStopBeforeTheRedirectMasksTheRealRequest(t *testing.T) {
	s := stoppedAt(oauthflow.StepRedirect).StopScreen(testNow())
	if len(s.Section.Rows) != 2 || s.Section.Rows[1].Value != "a-stat…" || strings.Contains(s.Request, "many") {
		t.Errorf("%q %+v", s.Request, s.Section.Rows)
	}
}

func TestAStopEndsWithItsStepAndWithTheSignIn(t *testing.T) {
	rows := map[string]func(c *Connection){
		"the step begins": func(c *Connection) { c.Apply(happened(oauthflow.EventStepBegan, oauthflow.StepVerify, 99)) },
		"it is cancelled": func(c *Connection) {
			c.Apply(withError(happened(oauthflow.EventFailed, oauthflow.StepVerify, 99), oauthflow.CodeCancelled))
		},
		"it fails": func(c *Connection) {
			c.Apply(withError(happened(oauthflow.EventFailed, oauthflow.StepVerify, 99), oauthflow.CodeUnexpected))
		},
		"another begins":     func(c *Connection) { c.BeginSignIn(testNow()) },
		"the person goes on": func(c *Connection) { c.WentOn() },
	}
	for name, end := range rows {
		c := stoppedAt(oauthflow.StepVerify)
		if end(c); c.Screen() == ScreenStop || c.WentOn() {
			t.Errorf("%s: still at a stop", name)
		}
	}
	c := stoppedAt(oauthflow.StepVerify)
	c.ShowTab(TabFlow)
	if c.Screen() != ScreenFlow {
		t.Errorf("the flow is not reached from a stop: %s", c.Screen())
	}
	if c.LeaveFlow(); c.Screen() != ScreenStop {
		t.Errorf("from the flow: %s", c.Screen())
	}
}

func TestTheFlowTellsOfStops(t *testing.T) {
	c := stoppedAt(oauthflow.StepVerify)
	var stops []oauthflow.Step
	signIns := 0
	for i := range c.Flow.Len() {
		switch e := c.Flow.Entry(i); e.Kind {
		case FlowStop:
			stops = append(stops, e.Before)
			if e.Running != (e.Before == oauthflow.StepVerify) {
				t.Errorf("the stop before %s runs: %v", e.Before, e.Running)
			}
			if !e.Running && e.Duration != 5*time.Millisecond {
				t.Errorf("the stop before %s took %v", e.Before, e.Duration)
			}
		case FlowSignIn:
			signIns++
		}
	}
	if !slices.Equal(stops, oauthflow.SignInSteps()[:5]) || signIns != 1 {
		t.Errorf("stops before %v in %d sign-ins", stops, signIns)
	}
	c.Apply(withError(happened(oauthflow.EventFailed, oauthflow.StepVerify, 99), oauthflow.CodeCancelled))
	for i := range c.Flow.Len() {
		if c.Flow.Entry(i).Running {
			t.Errorf("%s still runs after the end", c.Flow.Entry(i).Kind)
		}
	}
}

func TestThePreviewSaysWhatIsMadeForEachSignIn(t *testing.T) {
	c := NewConnection(testProfile())
	c.Preview()
	if c.Screen() != ScreenPreview {
		t.Errorf("%s is shown", c.Screen())
	}
	p := c.RequestPreview()
	if english(t, p.Unknown) == "" || p.Request != "" {
		t.Errorf("without metadata: %q, %q", english(t, p.Unknown), p.Request)
	}
	later := map[string]string{}
	for _, row := range p.Section.Rows {
		if len(row.Why) == 0 || row.Source == "" || (row.Value == "") == row.Later.IsZero() {
			t.Errorf("%+v", row)
		}
		if !row.Later.IsZero() {
			later[row.Name] = english(t, row.Later)
		}
	}
	if len(later) != 4 || !strings.Contains(later["redirect_uri"], ":<port>/") || !strings.Contains(later["code_challenge"], "256 random bits") {
		t.Errorf("made anew: %v", later)
	}
	c.Metadata = &oauthflow.ServerMetadata{AuthorizationEndpoint: testIssuer + "/authorize"}
	if p = c.RequestPreview(); !p.Unknown.IsZero() || p.Request != "GET "+testIssuer+"/authorize" {
		t.Errorf("with metadata: %q, %q", english(t, p.Unknown), p.Request)
	}
	c.Profile.AuthorizationParameters = map[string]string{"nonce": "mine"}
	if p = c.RequestPreview(); p.Problem == nil || len(p.Section.Rows) > 0 {
		t.Errorf("a request that cannot be made: %+v", p)
	}
	if c.LeaveFlow(); c.Screen() != ScreenSignedOut {
		t.Errorf("from the preview: %s", c.Screen())
	}
}
