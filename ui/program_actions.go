// What the person does in the room "Take away as code": view.ProgramActions.

package ui

import (
	"context"
	"errors"
	"io"
	"slices"

	"proofkey/oauthflow"
	"proofkey/oauthflow/demoprovider"
	"proofkey/oauthflow/sample"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// TakeAsCode opens the room for the selected connection.
func (c *Controller) TakeAsCode() {
	if connection := c.state.Current(); connection == nil || connection.Saved != nil {
		return
	}
	c.state.Program = state.Program{} // what was refused before is asked again
	c.WriteProgram(sample.SinglePage)
	c.change(func() { c.state.Show(state.RoomProgram) })
}

// WriteProgram writes the sign-in of the selected connection as a program of that kind. What is not known of the provider
// yet is asked first.
func (c *Controller) WriteProgram(kind sample.Kind) {
	connection := c.state.Current()
	if connection == nil {
		return
	}
	id := connection.Profile.ID
	refused := c.state.Program.ConnectionID == id && c.state.Program.Refused
	c.change(func() {
		c.state.BeginProgram(state.Program{ConnectionID: id, Kind: kind, Profile: programProfile(connection, kind), Refused: refused})
	})
	c.whenConnected(id, func(f *flow) {
		connection := c.state.Connection(id)
		if connection == nil || !c.awaited(id, kind) {
			return
		}
		client, profile, metadata := f.client, programProfile(connection, kind), connection.Metadata
		call, confirmed := connection.APIURL(), slices.Clone(connection.Profile.APIOrigins)
		c.background(f.ctx, func(ctx context.Context) {
			var unknown error
			if metadata == nil && !profile.Endpoints.Given() {
				unknown = client.Prefetch(ctx, f.timeline)
				metadata = client.Metadata()
			}
			api, leftOut := state.ProgramCalls(call, userInfoOf(profile, metadata), confirmed)
			files, err := programFiles(kind, profile, metadata, api)
			if err != nil && unknown != nil {
				err = errors.Join(err, unknown)
			}
			c.post(func() {
				if c.awaited(id, kind) {
					c.state.Program.Profile, c.state.Program.API, c.state.Program.LeftOut = profile, api, leftOut
					c.change(func() { c.state.FinishProgram(files, err) })
				}
			})
		})
	})
}

// confirmProgramOrigin lets the access token of this connection go to the origin that was asked about, keeps that with the
// connection and writes the program anew.
func (c *Controller) confirmProgramOrigin() {
	connection, f := c.currentFlow()
	if f == nil || connection.Profile.ID != c.state.Program.ConnectionID || c.state.Program.LeftOut == "" {
		return
	}
	c.state.ConfirmProgramOrigin()
	f.client = f.client.WithProfile(connection.Profile)
	c.save(connection.Profile, connection.Temporary)
	c.WriteProgram(c.state.Program.Kind)
}

// awaited reports whether the room still waits for that program.
func (c *Controller) awaited(id string, kind sample.Kind) bool {
	p := c.state.Program
	return p.Running && p.ConnectionID == id && p.Kind == kind
}

// programProfile is what a program signs in with. The demo provider has a client of its own for each kind.
func programProfile(connection *state.Connection, kind sample.Kind) oauthflow.Profile {
	p := connection.Profile
	id := map[sample.Kind]string{sample.SinglePage: demoprovider.SinglePageClientID, sample.Flask: demoprovider.WebClientID}[kind]
	if connection.Demo && id != "" {
		p.ClientID, p.Redirect = id, oauthflow.DefaultRedirect()
	}
	return p
}

// userInfoOf is what a program calls where the API tab has no URL.
func userInfoOf(p oauthflow.Profile, m *oauthflow.ServerMetadata) string {
	switch {
	case p.Endpoints.Given():
		return p.Endpoints.UserInfoEndpoint
	case m != nil:
		return m.UserInfoEndpoint
	}
	return ""
}

func programFiles(kind sample.Kind, p oauthflow.Profile, m *oauthflow.ServerMetadata, api string) ([]state.ProgramFile, error) {
	written, err := sample.Program(kind, p, m, api)
	files := make([]state.ProgramFile, 0, len(written))
	for _, file := range written {
		files = append(files, state.ProgramFile{File: file, Document: widget.NewDocument([]byte(file.Content), widget.PlainText, state.VisibleRune)})
	}
	return files, err
}

// ShowProgramFile looks at another file of the program.
func (c *Controller) ShowProgramFile(i int) { c.change(func() { c.state.ShowProgramFile(i) }) }

// CopyProgramFile puts the shown file on the clipboard.
func (c *Controller) CopyProgramFile() {
	if file := c.state.Program.ShownFile(); file != nil && c.state.ProgramView().Hidden.IsZero() {
		c.Copy(file.Content)
	}
}

// SaveProgramFile writes the shown file.
func (c *Controller) SaveProgramFile(file io.WriteCloser) {
	if shown := c.state.Program.ShownFile(); shown != nil {
		content := []byte(shown.Content)
		c.writeFile(file, func() ([]byte, error) { return content, nil })
	}
}
