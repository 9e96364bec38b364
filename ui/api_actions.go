// What the person does to call a protected API: view.APIActions.

package ui

import (
	"context"
	"io"
	"mime"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// EditCall changes what is to be called.
func (c *Controller) EditCall(change func(*state.APICall)) {
	c.withCurrent(func(connection *state.Connection) { connection.EditCall(change) })
}

// CallAPI calls the API with the access token.
func (c *Controller) CallAPI() {
	connection, f := c.currentFlow()
	if f == nil || connection.Session == nil || connection.API.Running {
		return
	}
	request, problem := connection.API.Request()
	if problem != nil {
		c.change(func() { connection.FinishCall(nil, problem) })
		return
	}
	c.change(connection.BeginCall)
	ctx, cancel := context.WithCancel(f.ctx)
	f.cancelCall = cancel
	client, id := f.client, connection.Profile.ID
	c.background(ctx, func(ctx context.Context) {
		defer cancel()
		answer, err := client.CallAPI(ctx, f.timeline, request)
		problem := flowError(err)
		var document, veiled state.Document
		if answer != nil {
			document = widget.NewDocument(answer.Body, documentKind(answer), state.VisibleRune) // may be 10 MB: not on the UI thread
			if masked := state.MaskJSON(answer.Body); masked != nil {
				veiled = widget.NewDocument(masked, widget.JSON, state.VisibleRune)
			}
		}
		c.post(func() { c.called(id, f, answer, documents{document, veiled}, problem) })
	})
}

// documentKind is how an answer's body is shown.
func documentKind(a *oauthflow.APIAnswer) widget.DocumentKind {
	if kind, _, _ := mime.ParseMediaType(a.Header.Get("Content-Type")); kind == "text/event-stream" {
		return widget.EventStream
	}
	return widget.JSON
}

// documents are an answer's body, and the same with presenter mode's mask.
type documents struct{ document, veiled state.Document }

func (c *Controller) called(id string, f *flow, answer *oauthflow.APIAnswer, shown documents, problem *oauthflow.Error) {
	connection := c.state.Connection(id)
	if connection == nil || c.flows[id] != f {
		return
	}
	c.change(func() {
		connection.FinishCall(answer, problem)
		connection.API.Document, connection.API.Veiled = shown.document, shown.veiled
	})
}

// CancelCall ends the call that runs.
func (c *Controller) CancelCall() {
	if _, f := c.currentFlow(); f != nil && f.cancelCall != nil {
		f.cancelCall()
	}
}

// ConfirmOrigin lets the access token go to the origin that was asked about, keeps that with the
// connection and makes the call, or writes the program that asked.
func (c *Controller) ConfirmOrigin() {
	if c.state.Room == state.RoomProgram {
		c.confirmProgramOrigin()
		return
	}
	connection, f := c.currentFlow()
	if f == nil || connection.API.AskOrigin == "" {
		return
	}
	connection.ConfirmOrigin()
	f.client = f.client.WithProfile(connection.Profile)
	c.save(connection.Profile, connection.Temporary)
	c.CallAPI()
}

// RefuseOrigin puts the question away; nothing was sent.
func (c *Controller) RefuseOrigin() {
	if c.state.Room == state.RoomProgram {
		c.change(c.state.RefuseProgramOrigin)
		return
	}
	c.withCurrent((*state.Connection).RefuseOrigin)
}

// CopyAnswer puts the answer's body on the clipboard.
func (c *Controller) CopyAnswer() {
	if connection := c.state.Current(); connection != nil && connection.API.Answer != nil && connection.Copies(state.MaskedPersonal) {
		c.Copy(string(connection.API.Answer.Body))
	}
}

// SaveAnswer writes the answer's body to a file that the person chose.
func (c *Controller) SaveAnswer(file io.WriteCloser) {
	if connection := c.state.Current(); connection != nil && connection.API.Answer != nil {
		body := connection.API.Answer.Body
		c.writeFile(file, func() ([]byte, error) { return body, nil })
	}
}
