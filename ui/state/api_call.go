// A call of a protected resource with the access token: what the person asks for and what came back.

package state

import (
	"net/textproto"
	"strings"

	"proofkey/oauthflow"
)

// APICall is the API tab of a connection.
type APICall struct {
	Method  string // "" is GET
	URL     string
	Headers string // one "Name: value" on a line
	Body    string

	Running     bool
	Answer      *oauthflow.APIAnswer
	Document    Document // the answer's body
	Veiled      Document // the same with presenter mode's mask; nil where all of it is masked
	Problem     *oauthflow.Error
	AskOrigin   string // the origin that the person has to confirm before anything is sent; "" none
	ShowHeaders bool   // of the answer, instead of its body

	filled string // the headers that a sample filled in
}

// Document is a body made ready to be shown, which is done away from the UI thread: *widget.Document.
type Document interface {
	Rows() int
	Cut() bool // the end of the body is missing
}

// APIMethods returns the methods that the window offers.
func APIMethods() []string { return []string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"} }

// withoutAnswer is the call as the person wrote it.
func (a APICall) withoutAnswer() APICall {
	return APICall{Method: a.Method, URL: a.URL, Headers: a.Headers, Body: a.Body, filled: a.filled}
}

// EditCall changes what is to be called. Another method or URL puts away what came of the last one: its answer,
// or the question about its origin, would be taken for this one's.
func (c *Connection) EditCall(change func(*APICall)) {
	method, url := c.API.Method, c.API.URL
	change(&c.API)
	if !c.API.Running && (c.API.Method != method || c.API.URL != url) {
		c.API = c.API.withoutAnswer()
	}
}

// BeginCall shows that the call runs.
func (c *Connection) BeginCall() {
	c.API.Running, c.API.Answer, c.API.Document, c.API.Veiled, c.API.Problem, c.API.AskOrigin = true, nil, nil, nil, nil, ""
}

// FinishCall takes the answer or the failure. An origin that is not confirmed becomes the question.
func (c *Connection) FinishCall(answer *oauthflow.APIAnswer, problem *oauthflow.Error) {
	c.API.Running = false
	if problem != nil && problem.Code == oauthflow.CodeAPIOriginNotConfirmed {
		origin, err := oauthflow.OriginOf(c.API.URL)
		if err == nil {
			c.API.AskOrigin = origin
			return
		}
	}
	c.API.Answer, c.API.Problem = answer, problem
}

// ConfirmOrigin lets the access token go to the origin that was asked about, and returns it.
func (c *Connection) ConfirmOrigin() string {
	origin := c.API.AskOrigin
	c.API.AskOrigin = ""
	if origin != "" {
		c.Profile.APIOrigins = append(c.Profile.APIOrigins[:len(c.Profile.APIOrigins):len(c.Profile.APIOrigins)], origin)
	}
	return origin
}

// RefuseOrigin puts the question away; nothing was sent.
func (c *Connection) RefuseOrigin() { c.API.AskOrigin = "" }

// Request returns the call as the person wrote it. A line of Headers without a colon is a problem of
// code api_request_invalid.
func (a APICall) Request() (oauthflow.APIRequest, *oauthflow.Error) {
	r := oauthflow.APIRequest{Method: a.Method, URL: strings.TrimSpace(a.URL), Header: map[string][]string{}}
	if r.Method == "" {
		r.Method = "GET"
	}
	if a.Body != "" && r.Method != "GET" && r.Method != "HEAD" {
		r.Body = []byte(a.Body)
	}
	for line := range strings.Lines(a.Headers) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
		if !ok || name == "" {
			return r, &oauthflow.Error{Step: oauthflow.StepAPI, Code: oauthflow.CodeAPIRequestInvalid, Expected: "Name: value", Actual: line}
		}
		r.Header[name] = append(r.Header[name], strings.TrimSpace(value))
	}
	return r, nil
}
