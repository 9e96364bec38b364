// The sections of a message in the flow: parameters, headers and body.

package state

import (
	"net/url"
	"slices"
	"strings"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

// authorizationRequest is the request that the browser sends, parameter by parameter.
func (w *flowWriter) authorizationRequest(content oauthflow.HTTPContent) (request string, sections []FlowSection) {
	return w.requestLine(content.Method, content.URL), w.query(content.URL)
}

// exchange is a request and its answer.
func (w *flowWriter) exchange(x *oauthflow.HTTPExchange) (request string, sections []FlowSection) {
	sent, answer := x.Request.Reveal(), x.Answer.Reveal()
	target := sent.URL
	if target == "" {
		target = x.URL
	}
	sections = w.query(target)
	sections = append(sections, w.headers(PartRequestHeader, w.hostMasked(target, sent.Fields))...)
	sections = append(sections, w.proof(sent.Fields)...)
	sections = append(sections, w.body(PartRequestBody, sent)...)
	sections = append(sections, w.headers(PartAnswerHeader, answer.Fields)...)
	return w.requestLine(x.Method, target), append(sections, w.body(PartAnswerBody, answer)...)
}

// hostMasked masks the host in the header of a request whose host says who somebody is.
func (w *flowWriter) hostMasked(target string, fields []oauthflow.HTTPField) []oauthflow.HTTPField {
	if !redaction.PersonalURL(target) {
		return fields
	}
	fields = slices.Clone(fields)
	for i, f := range fields {
		if strings.EqualFold(f.Name, "Host") {
			fields[i].Value = w.veiled(veiledPerson, "", f.Value)
		}
	}
	return fields
}

func (w *flowWriter) requestLine(method, target string) string {
	if target == "" {
		return ""
	}
	return PlainLine(method+" "+w.url(target), maxRequestLine)
}

// maxRequestLine is longer than any URL that we send.
const maxRequestLine = 12000

func (w *flowWriter) query(target string) []FlowSection {
	u, err := url.Parse(target)
	if err != nil || u.RawQuery == "" {
		return nil
	}
	s := section(PartParameters, nil)
	w.form(&s, u.RawQuery)
	return []FlowSection{s}
}

func section(part FlowPart, rows []FlowField) FlowSection {
	return FlowSection{Part: part, Title: T("flow.part." + string(part)), Rows: rows}
}

// form is the parameters of a query or of a form, in the order in which they stand.
func (w *flowWriter) form(s *FlowSection, encoded string) {
	more := 0
	for pair := range strings.SplitSeq(encoded, "&") {
		if pair == "" {
			continue
		}
		if len(s.Rows) >= maxMembers {
			more++
			continue
		}
		name, value, given := strings.Cut(pair, "=")
		name, value = unescape(name), unescape(value)
		if !given {
			name = w.veiled(veiledWords, "", name) // it may be a value
		}
		s.Rows = append(s.Rows, w.named(EntryParameter, name, w.parameter(name, w.veiled(veiledField, name, value))))
	}
	s.leaveOut(more)
}

// leaveOut says that more rows are not shown, beside what else is missing.
func (s *FlowSection) leaveOut(more int) {
	if more > 0 {
		s.say(N("flow.more", more))
	}
}

// say adds a sentence to the note.
func (s *FlowSection) say(note Text) {
	if !s.Note.IsZero() {
		note = T("flow.both", "First", s.Note, "Second", note)
	}
	s.Note = note
}

func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

func (w *flowWriter) headers(part FlowPart, fields []oauthflow.HTTPField) []FlowSection {
	if len(fields) == 0 {
		return nil
	}
	rows := make([]FlowField, min(len(fields), maxMembers))
	for i, f := range fields[:len(rows)] {
		rows[i] = w.named(EntryHeader, f.Name, w.header(f.Name, f.Value))
	}
	s := section(part, rows)
	s.leaveOut(len(fields) - len(rows))
	return []FlowSection{s}
}

// field is a row with its entry in the dictionary.
func (w *flowWriter) field(kind EntryKind, name, shown string) FlowField {
	f := FlowField{Name: line(name), Value: block(shown), Copy: name + "\t" + shown}
	entry := Lookup(kind, name)
	if w.kind == FlowAPI && kind != EntryProof {
		entry = lookupOfAPI(kind, name)
	}
	for _, why := range []Text{entry.What, entry.Risk} {
		if !why.IsZero() {
			f.Why = append(f.Why, why)
		}
	}
	f.Source = entry.Source
	return f
}

// body is the body of a message. What is missing of it is said.
func (w *flowWriter) body(part FlowPart, content oauthflow.HTTPContent) []FlowSection {
	s := section(part, nil)
	switch {
	case content.Dropped:
		s.Note = T("flow.dropped", "Size", sizeText(content.Size))
		return []FlowSection{s}
	case len(content.Body) == 0:
		return nil
	case len(content.Body) < content.Size:
		s.Note = T("flow.cut", "Kept", sizeText(len(content.Body)), "Size", sizeText(content.Size))
	}
	switch {
	case isForm(content.Fields):
		w.form(&s, string(content.Body))
	case w.json(&s, w.veiledJSON(content.Body)):
	default:
		w.text(&s, content.Body)
	}
	return []FlowSection{s}
}

func isForm(fields []oauthflow.HTTPField) bool {
	for _, f := range fields {
		if strings.EqualFold(f.Name, "Content-Type") {
			kind, _, _ := strings.Cut(f.Value, ";")
			return strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded")
		}
	}
	return false
}

// text is a body without names: a secret in it cannot be told from the rest, so all of it is hidden.
func (w *flowWriter) text(s *FlowSection, body []byte) {
	w.secrets = true
	if w.reveal {
		s.Text = string(body)
		return
	}
	s.say(T("flow.hidden_text", "Size", sizeText(len(body))))
}
