// Package sequence tells a timeline as a sequence diagram of the person, the browser, Proofkey, the provider and the
// API. The text of a message is short, and has no value of a parameter in it.
package sequence

import (
	"fmt"
	"net/url"
	"strings"

	"proofkey/oauthflow"
)

// Participant is who takes part.
type Participant int

// The participants, from left to right.
const (
	Person Participant = iota
	Browser
	Proofkey
	Provider
	API
)

// Participants returns them from left to right.
func Participants() []Participant { return []Participant{Person, Browser, Proofkey, Provider, API} }

// String is the participant's name.
func (p Participant) String() string {
	return [...]string{"Person", "Browser", "Proofkey", "Provider", "API"}[p]
}

// Kind says how a message is drawn.
type Kind int

// The kinds of messages.
const (
	Request Kind = iota // a solid arrow
	Answer              // a dashed arrow
	Unseen              // a dotted arrow: it took place where Proofkey cannot look
	Note                // at its participant, From
)

// Message is an arrow from one participant to another, or a note at one.
type Message struct {
	Kind     Kind
	From, To Participant
	Text     string
	Failed   bool
	Step     oauthflow.Step
	Event    int // index of the event that tells it
}

// Diagram is the timeline as messages, in order.
type Diagram struct{ Messages []Message }

// New makes the diagram of the events. One of fewer events is the beginning of one of more.
func New(events []oauthflow.Event) Diagram {
	var d drawing
	for i, e := range events {
		d.event, d.step = i, e.Step
		d.draw(e)
	}
	return d.Diagram
}

// drawing is a diagram on its way.
type drawing struct {
	Diagram
	event int
	step  oauthflow.Step
}

func (d *drawing) add(kind Kind, from, to Participant, failed bool, text string) {
	d.Messages = append(d.Messages, Message{Kind: kind, From: from, To: to, Text: limited(text), Failed: failed, Step: d.step, Event: d.event})
}

func (d *drawing) note(failed bool, text string) { d.add(Note, Proofkey, Proofkey, failed, text) }

func (d *drawing) draw(e oauthflow.Event) {
	switch e.Kind {
	case oauthflow.EventStepBegan:
		if e.Step == oauthflow.StepDiscover {
			d.add(Request, Person, Proofkey, false, "sign in")
		}
	case oauthflow.EventStepEnded:
		if e.Cached || e.ByHand {
			d.note(false, servedFrom(e))
		}
	case oauthflow.EventRequestReady:
		d.add(Request, Proofkey, Browser, false, "open the authorization request")
		d.add(Unseen, Browser, Provider, false, "authorization request")
		d.add(Unseen, Person, Provider, false, "sign-in and consent")
	case oauthflow.EventHTTP:
		d.exchange(e)
	case oauthflow.EventStranger:
		if e.Stranger != nil {
			d.note(true, "ignored: "+strings.TrimSpace(e.Stranger.Method+" "+e.Stranger.Path)+" ("+e.Stranger.Reason+")")
		}
	case oauthflow.EventChecks:
		if failed := oauthflow.Count(e.Checks, oauthflow.Failed); failed > 0 || e.Step == oauthflow.StepVerify {
			d.note(failed > 0, fmt.Sprintf("checks: %d passed, %d failed, %d skipped",
				oauthflow.Count(e.Checks, oauthflow.Passed), failed, oauthflow.Count(e.Checks, oauthflow.Skipped)))
		}
	default:
		d.outcome(e)
	}
}

func (d *drawing) outcome(e oauthflow.Event) {
	switch e.Kind {
	case oauthflow.EventSignedIn:
		d.add(Answer, Proofkey, Person, false, "signed in")
	case oauthflow.EventRefreshed:
		d.note(false, "tokens renewed")
	case oauthflow.EventSessionEnded:
		d.add(Answer, Proofkey, Person, e.Err != nil, withCode("signed out", e.Err))
	case oauthflow.EventFailed:
		d.add(Answer, Proofkey, Person, true, withCode("failed", e.Err))
	case oauthflow.EventBrowserFailed:
		d.note(true, withCode("the browser did not open", e.Err))
	case oauthflow.EventNotice:
		d.note(true, withCode("notice", e.Err))
	case oauthflow.EventUserInfo:
		if e.Err != nil {
			d.note(true, withCode("UserInfo not used", e.Err))
		}
	}
}

func withCode(text string, e *oauthflow.Error) string {
	if e == nil {
		return text
	}
	return text + ": " + string(e.Code)
}

// exchange draws a request and its answer; the redirect is one that the provider caused.
func (d *drawing) exchange(e oauthflow.Event) {
	x := e.HTTP
	if x == nil {
		return
	}
	from, to := Proofkey, Provider
	switch e.Step {
	case oauthflow.StepAPI:
		to = API
	case oauthflow.StepRedirect:
		from, to = Browser, Proofkey
		d.add(Unseen, Provider, Browser, strings.Contains(x.URL, "error="), "redirect to Proofkey")
	}
	d.add(Request, from, to, false, x.Method+" "+where(x.URL))
	if x.Status == 0 {
		d.add(Answer, to, from, true, "no answer")
		return
	}
	d.add(Answer, to, from, x.Status >= 400, fmt.Sprintf("%d, %d bytes", x.Status, x.Bytes))
}

// where is the path of a URL, with the names of its parameters.
func where(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return "a URL that cannot be read"
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	var names []string
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		if name, _, ok := strings.Cut(pair, "="); ok {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		path += "?" + strings.Join(names, "&")
	}
	return path
}

const maxText = 90 // characters of a message

func limited(s string) string { return oauthflow.PlainText(s, maxText) }

func servedFrom(e oauthflow.Event) string {
	if e.ByHand {
		return "endpoints entered by hand"
	}
	return "metadata from the cache"
}
