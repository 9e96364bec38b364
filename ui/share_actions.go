// What the person does in the room "Share report": view.ShareActions.

package ui

import (
	"cmp"
	"context"
	"io"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
	"proofkey/oauthflow/sample"
	"proofkey/oauthflow/sequence"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// ShareReport opens the room for the selected connection.
func (c *Controller) ShareReport() {
	if connection := c.state.Current(); connection == nil || connection.Saved != nil {
		return
	}
	c.MakeReport(state.ShareBundle, false)
	c.change(func() { c.state.Show(state.RoomShare) })
}

// MakeReport makes the report of what has happened until now.
func (c *Controller) MakeReport(format state.ShareFormat, personal bool) {
	connection, f := c.currentFlow()
	if f == nil {
		return
	}
	c.change(func() { c.state.BeginShare(format, personal) })
	asked, profile, session, events := c.state.Share, connection.Profile, connection.Session, f.timeline.Events()
	c.background(f.ctx, func(context.Context) {
		data, err := sharedReport(profile, session, events, format, personal)
		var words []byte
		if format == state.SharePicture && err == nil {
			words, err = sharedReport(profile, session, events, state.ShareMermaid, personal)
		}
		kind := widget.PlainText
		if format == state.ShareBundle || format == state.ShareHAR {
			kind = widget.JSON
		}
		document := widget.NewDocument([]byte(cmp.Or(string(words), string(data))), kind, state.VisibleRune)
		c.post(func() {
			if now := c.state.Share; now.Running && now.Format == asked.Format && now.Personal == asked.Personal && now.ConnectionID == asked.ConnectionID {
				c.change(func() {
					c.state.FinishShare(data, document, err)
					c.state.Share.Words = string(words)
				})
			}
		})
	})
}

func sharedReport(p oauthflow.Profile, s *oauthflow.Session, events []oauthflow.Event, format state.ShareFormat, personal bool) ([]byte, error) {
	bundle, err := report.NewBundle(VersionLine(), p, s, events, report.Options{Personal: personal})
	if err != nil {
		return nil, err
	}
	switch format {
	case state.ShareHAR:
		return bundle.HAR()
	case state.ShareMarkdown:
		text, err := bundle.Markdown()
		return []byte(text), err
	case state.ShareDiagram, state.SharePicture, state.ShareMermaid:
		diagram, err := bundle.Diagram()
		if err != nil {
			return nil, err
		}
		return drawn(diagram, format)
	}
	return bundle.Encode()
}

// drawn is a diagram in one of its forms.
func drawn(d sequence.Diagram, format state.ShareFormat) ([]byte, error) {
	switch format {
	case state.SharePicture:
		return d.PNG()
	case state.ShareMermaid:
		return []byte(d.Mermaid()), nil
	}
	return []byte(d.SVG()), nil
}

// CopyRequest puts a request of the flow on the clipboard, to be made again elsewhere.
func (c *Controller) CopyRequest(entry int, form state.CopyForm) {
	connection := c.state.Current()
	if connection == nil {
		return
	}
	message := connection.FlowRequest(entry)
	switch {
	case message.IsZero():
	case form.Raw:
		c.desktop.SetClipboard(sample.Raw(message.Reveal(), form.Real))
	default:
		c.desktop.SetClipboard(sample.Curl(message.Reveal(), form.Real))
	}
}

// CopyReport puts the report on the clipboard; of a picture, what it shows.
func (c *Controller) CopyReport() {
	if share := c.state.Share; share.Bytes != nil {
		c.desktop.SetClipboard(cmp.Or(share.Words, string(share.Bytes)))
	}
}

// SaveReport writes the report as it is shown.
func (c *Controller) SaveReport(file io.WriteCloser) {
	data := c.state.Share.Bytes
	c.writeFile(file, func() ([]byte, error) { return data, nil })
}
