// A sign-in that goes step by step: where it has stopped, what will happen next, and what does not wait.

package state

import (
	"time"

	"proofkey/oauthflow"
)

// Stop is where a sign-in waits for the person. The zero value is nowhere.
type Stop struct {
	Step    oauthflow.Step // that is next
	Since   time.Time
	Request oauthflow.HTTPMessage   // that the browser will send, before the redirect
	Options oauthflow.SignInOptions // of this sign-in, before the authorization request
}

// stopped shows that the sign-in waits.
func (c *Connection) stopped(e oauthflow.Event) {
	i := stepIndex(e.Step)
	if i < 0 || !c.Busy() {
		return
	}
	c.Stop, c.Steps[i] = Stop{Step: e.Step, Since: e.At, Request: e.Request}, StepState{}
}

// WillSend tells what the authorization request will be made of. metadata is nil where they are not known.
func (c *Connection) WillSend(o oauthflow.SignInOptions, metadata *oauthflow.ServerMetadata) {
	c.Stop.Options = o
	if metadata != nil {
		c.Metadata = metadata
	}
}

// WentOn leaves a stop; its step begins with an event. It says whether there was one.
func (c *Connection) WentOn() bool {
	was := c.Stop.Step != ""
	c.Stop = Stop{}
	return was
}

// StopScreen is what a sign-in shows that waits before a step.
type StopScreen struct {
	Title   Text
	Happens Text // in the step
	Clock   Text // what runs on meanwhile
	Request string
	Section FlowSection // the parameters of the request that the step is about; none where it has none
	Go      Button
	Watch   Button // shows the flow
}

// StopScreen returns the screen of a stop; its clock ticks with now.
func (c *Connection) StopScreen(now time.Time) StopScreen {
	step := c.Stop.Step
	s := StopScreen{
		Title:   T("stop.title", "N", stepIndex(step)+1, "Step", T("step."+string(step))),
		Happens: T("stop.happens."+c.stopName(), "Provider", line(c.Profile.Name)),
		Clock:   T("stop.clock."+string(step), "Clock", clockText(now.Sub(c.Stop.Since)), "Limit", amountText(oauthflow.MaxIssueAge())),
		Go:      primary(ActionContinue), Watch: c.watchButton(),
	}
	switch step {
	case oauthflow.StepAuthorizationRequest:
		preview := c.requestPreview(c.Stop.Options)
		s.Request, s.Section = preview.Request, preview.Section
	case oauthflow.StepRedirect:
		w := &flowWriter{kind: FlowAuthorizationRequest, veil: c.veil(), known: c.knownSecrets()}
		request, sections := w.authorizationRequest(c.Stop.Request.Reveal())
		s.Request = request
		if len(sections) > 0 {
			s.Section = sections[0]
		}
	}
	return s
}

// stopName is the step, or another name where it does not happen in the usual way.
func (c *Connection) stopName() string {
	switch {
	case c.Stop.Step == oauthflow.StepDiscover && c.Profile.Endpoints.Given():
		return "discover_by_hand"
	case c.Stop.Step == oauthflow.StepDiscover && c.Ready:
		return "discover_ready"
	case c.Stop.Step == oauthflow.StepAuthorizationRequest && c.Profile.Pushes(c.Metadata):
		return "authorization_request_pushed"
	}
	return string(c.Stop.Step)
}

// stopped adds the wait before a step. The one before the first step begins the sign-in.
func (f *Flow) stopped(e oauthflow.Event) {
	if e.Step == oauthflow.StepDiscover {
		f.beginSignIn(e.At)
	}
	f.addOfSignIn(FlowEntry{Kind: FlowStop, Before: e.Step, At: e.At, Running: true})
}
