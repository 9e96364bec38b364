// The detail of an entry of the flow: what happens in this step, and each part of its messages with why it is there.

package state

import (
	"strings"
	"time"

	"proofkey/oauthflow"
)

// FlowDetail is one entry, whole.
type FlowDetail struct {
	Title    Text
	Explain  Text   // what happens in this step
	Request  string // the request line; "" where there is no request
	Facts    []FlowFact
	Problem  *Problem
	Sections []FlowSection
	Checks   []CheckRow // that were made in this step
	Hidden   bool       // something in it is a secret, which Reveal would show
	CopyAs   []CopyForm // of an exchange of ours; none where there is no request to make again, nor in presenter mode while it is masked
	AsCode   bool       // the whole sign-in can be taken away as code, neither from a report nor while it is masked
}

// FlowFact is a line about an entry.
type FlowFact struct{ Label, Value Text }

func factOf(label, value Text) FlowFact { return FlowFact{label, value} }

// FlowPart says what a section shows.
type FlowPart string

// The parts of an exchange.
const (
	PartParameters    FlowPart = "parameters"
	PartRequestHeader FlowPart = "request_header"
	PartProof         FlowPart = "proof" // RFC 9449 §4.2
	PartRequestBody   FlowPart = "request_body"
	PartAnswerHeader  FlowPart = "answer_header"
	PartAnswerBody    FlowPart = "answer_body"
)

// FlowParts returns the parts in the order of the detail.
func FlowParts() []FlowPart {
	return []FlowPart{PartParameters, PartRequestHeader, PartProof, PartRequestBody, PartAnswerHeader, PartAnswerBody}
}

// FlowSection is a part of a message: as rows by name, or as a text where it has no names.
type FlowSection struct {
	Part  FlowPart
	Title Text
	Note  Text // that something is missing; may be zero
	Rows  []FlowField
	Text  string // as it came, or pretty-printed; may be long
}

// FlowField is a parameter, a line of a header or a member, with why it is there.
type FlowField struct {
	Name   string
	Value  string
	Later  Text   // what the value will be, in words; then Value is ""
	Why    []Text // what it is for, what is at risk, where it is written
	Source string
	Copy   string // the row as text: masked where the value is
}

// FlowDetail returns the detail of an entry. Secrets are masked unless reveal is true.
func (c *Connection) FlowDetail(i int, now time.Time, reveal bool) FlowDetail {
	e := c.Flow.Entry(i)
	v := c.veil()
	v.down = v.down && !reveal
	d := FlowDetail{Title: c.FlowTitle(i), Explain: T("flow.explain." + string(e.Kind)), Checks: checkRows(v.checks(e.Checks))}
	d.Facts = c.flowFacts(e, now)
	if e.Err != nil {
		d.Problem = c.problemIn(frameOf(e.Err.Step), e.Err)
	}
	w := &flowWriter{kind: writtenAs(e), reveal: reveal || c.Saved != nil, veil: v, known: c.knownSecrets()}
	switch {
	case e.Kind == FlowAuthorizationRequest:
		d.Request, d.Sections = w.authorizationRequest(e.Request.Reveal())
	case e.HTTP != nil:
		d.Request, d.Sections = w.exchange(e.HTTP)
	}
	if c.Saved != nil { // a report has markers in place of secrets: nothing to hide, and nothing to send again
		return d
	}
	d.Hidden, d.AsCode = w.secrets, !v.down
	if reveal || !c.presenting() {
		d.CopyAs = copyForms(e)
	}
	return d
}

// flowFacts are the times and sizes, and what else there is to know.
func (c *Connection) flowFacts(e FlowEntry, now time.Time) []FlowFact {
	facts := []FlowFact{factOf(T("flow.fact.at"), timeText(e.At, now))}
	if e.HTTP != nil {
		facts = append(facts, exchangeFacts(e.HTTP)...)
	} else if e.Timed {
		facts = append(facts, factOf(T("flow.fact.took"), durationText(e.Duration)))
	}
	switch {
	case e.Stranger != nil:
		facts = append(facts, strangerFacts(*e.Stranger)...)
	case e.Host != "":
		facts = append(facts, factOf(T("flow.fact.host"), Literal(line(e.Host))))
	}
	if !e.Deadline.IsZero() {
		facts = append(facts, factOf(T("flow.fact.deadline"), timeText(e.Deadline, now)))
	}
	if e.Kind == FlowSignIn {
		facts = append(facts, factOf(T("flow.fact.issuer"), Literal(line(c.Profile.Issuer))), factOf(T("flow.fact.client"), Literal(line(c.Profile.ClientID))))
	}
	return facts
}

func strangerFacts(s oauthflow.Stranger) []FlowFact {
	facts := []FlowFact{factOf(T("flow.fact.reason"), T("stranger."+strangerReason(s.Reason)))}
	if s.Status > 0 {
		facts = append(facts, factOf(T("flow.fact.our_answer"), Literal(statusLine(s.Status))))
	}
	return facts
}

// exchangeFacts are the status, the size and the times. The redirect comes to us: we did not connect.
func exchangeFacts(x *oauthflow.HTTPExchange) []FlowFact {
	var facts []FlowFact
	if x.Status == 0 {
		facts = append(facts, factOf(T("flow.fact.status"), T("flow.no_answer")))
	} else {
		answer := x.Answer.Reveal()
		status := statusLine(x.Status)
		if answer.Proto != "" {
			status = line(answer.Proto) + " " + status
		}
		facts = append(facts, factOf(T("flow.fact.status"), Literal(status)), factOf(T("flow.fact.size"), sizeText(max(x.Bytes, answer.Size))))
	}
	switch {
	case x.Reused:
		facts = append(facts, factOf(T("flow.fact.connect"), T("flow.reused")))
	case x.Connect > 0:
		facts = append(facts, factOf(T("flow.fact.connect"), durationText(x.Connect)))
	}
	if x.FirstByte > 0 {
		facts = append(facts, factOf(T("flow.fact.first_byte"), durationText(x.FirstByte)))
	}
	return append(facts, factOf(T("flow.fact.took"), durationText(x.Duration)))
}

// writtenAs is the kind by which an entry's messages are written: the metadata of an API is metadata, as a provider's is.
func writtenAs(e FlowEntry) FlowKind {
	if e.Kind == FlowAPI && e.HTTP != nil && strings.Contains(e.HTTP.URL, "/.well-known/oauth-protected-resource") {
		return FlowDiscover
	}
	return e.Kind
}
