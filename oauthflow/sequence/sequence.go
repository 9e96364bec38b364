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
	Phrase   Phrase
	Values   [3]string // of the phrase
	Text     string    // the phrase in English
	Failed   bool
	Step     oauthflow.Step
	Event    int // index of the event that tells it
}

// Diagram is a timeline as messages, in order. The zero value is that of no events.
type Diagram struct {
	Messages []Message

	events  int
	step    oauthflow.Step // of the event that is drawn
	stopped oauthflow.Step // before which the sign-in waits for the person; "": it does not
	seen    map[*oauthflow.HTTPExchange]bool
}

// New makes the diagram of the events. One of fewer events is the beginning of one of more.
func New(events []oauthflow.Event) Diagram {
	var d Diagram
	for _, e := range events {
		d.Add(e)
	}
	return d
}

// Add draws one more event.
func (d *Diagram) Add(e oauthflow.Event) {
	d.step = e.Step
	d.draw(e)
	d.events++
}

// arrow adds a message.
func (d *Diagram) arrow(kind Kind, from, to Participant, p Phrase, values ...string) *Message {
	m := Message{Kind: kind, From: from, To: to, Phrase: p, Step: d.step, Event: d.events}
	for i, value := range values {
		m.Values[i] = limited(value)
	}
	m.Text = limited(p.english(m.Values))
	d.Messages = append(d.Messages, m)
	return &d.Messages[len(d.Messages)-1]
}

func (d *Diagram) note(p Phrase, values ...string) *Message {
	return d.arrow(Note, Proofkey, Proofkey, p, values...)
}

func (d *Diagram) draw(e oauthflow.Event) {
	switch e.Kind {
	case oauthflow.EventStepBegan:
		d.begin(e.Step)
	case oauthflow.EventStopped:
		d.stop(e.Step)
	case oauthflow.EventStepEnded:
		switch {
		case e.ByHand:
			d.note(PhraseByHand)
		case e.Cached:
			d.note(PhraseCached)
		}
	case oauthflow.EventRequestReady:
		d.arrow(Request, Proofkey, Browser, PhraseOpenRequest)
		d.arrow(Unseen, Browser, Provider, PhraseAuthorizationRequest)
		d.arrow(Unseen, Person, Provider, PhraseConsent)
	case oauthflow.EventDeviceCode:
		d.arrow(Answer, Proofkey, Person, PhraseDeviceCode)
		d.arrow(Unseen, Person, Provider, PhraseConfirm)
	case oauthflow.EventHTTP:
		d.exchange(e)
	case oauthflow.EventStranger:
		if e.Stranger != nil {
			d.note(PhraseIgnored, strings.TrimSpace(e.Stranger.Method+" "+e.Stranger.Path), e.Stranger.Reason).Failed = true
		}
	case oauthflow.EventChecks:
		failed := oauthflow.Count(e.Checks, oauthflow.Failed)
		if failed > 0 || e.Step == oauthflow.StepVerify {
			d.note(PhraseChecks, fmt.Sprint(oauthflow.Count(e.Checks, oauthflow.Passed)), fmt.Sprint(failed),
				fmt.Sprint(oauthflow.Count(e.Checks, oauthflow.Skipped))).Failed = failed > 0
		}
	default:
		d.outcome(e)
	}
}

// begin draws what the person does: the first step begins as somebody signs in, one after a stop as somebody continues.
func (d *Diagram) begin(s oauthflow.Step) {
	switch {
	case d.stopped == s:
		d.arrow(Request, Person, Proofkey, PhraseContinue)
	case s == oauthflow.StepDiscover:
		d.arrow(Request, Person, Proofkey, PhraseSignIn)
	}
	d.stopped = ""
}

// stop draws that the sign-in waits for the person before a step.
func (d *Diagram) stop(s oauthflow.Step) {
	if s == oauthflow.StepDiscover {
		d.arrow(Request, Person, Proofkey, PhraseSignIn)
	}
	d.note(PhraseStopped, strings.ReplaceAll(string(s), "_", " "))
	d.stopped = s
}

func (d *Diagram) outcome(e oauthflow.Event) {
	switch e.Kind {
	case oauthflow.EventSignedIn:
		d.arrow(Answer, Proofkey, Person, PhraseSignedIn)
	case oauthflow.EventRefreshed:
		d.note(PhraseRefreshed)
	case oauthflow.EventSessionEnded:
		d.arrow(Answer, Proofkey, Person, PhraseSignedOut, codeOf(e.Err)).Failed = e.Err != nil
	case oauthflow.EventFailed:
		d.stopped = ""
		d.arrow(Answer, Proofkey, Person, PhraseFailed, codeOf(e.Err)).Failed = true
	case oauthflow.EventBrowserFailed:
		d.note(PhraseBrowserFailed, codeOf(e.Err)).Failed = true
	case oauthflow.EventNotice:
		d.note(PhraseNotice, codeOf(e.Err)).Failed = !e.Err.IsNote()
	case oauthflow.EventUserInfo:
		if e.Err != nil {
			d.note(PhraseUserInfo, codeOf(e.Err)).Failed = true
		}
	}
}

func codeOf(e *oauthflow.Error) string {
	if e == nil {
		return ""
	}
	return string(e.Code)
}

// exchange draws a request and its answer; the redirect is one that the provider caused. One that two flows shared went
// over the wire once.
func (d *Diagram) exchange(e oauthflow.Event) {
	x := e.HTTP
	switch {
	case x == nil:
		return
	case d.seen[x]:
		d.note(PhraseShared)
		return
	case d.seen == nil:
		d.seen = map[*oauthflow.HTTPExchange]bool{}
	}
	d.seen[x] = true
	from, to := Proofkey, Provider
	switch e.Step {
	case oauthflow.StepAPI:
		to = API
	case oauthflow.StepRedirect:
		from, to = Browser, Proofkey
		d.arrow(Unseen, Provider, Browser, PhraseRedirect).Failed = strings.Contains(x.URL, "error=")
	}
	d.arrow(Request, from, to, PhraseRequest, x.Method, where(x.URL))
	if x.Status == 0 {
		d.arrow(Answer, to, from, PhraseNoAnswer).Failed = true
		return
	}
	d.arrow(Answer, to, from, PhraseAnswer, fmt.Sprint(x.Status), fmt.Sprint(x.Bytes)).Failed = x.Status >= 400 && !x.Pending()
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
