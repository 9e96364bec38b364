// What the person does in the room "Share report": view.ShareActions.

package ui

import (
	"cmp"
	"context"
	"io"

	"proofkey/oauthflow/sample"
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
	what := c.recorded(c.state.Selected)
	if what == nil {
		return
	}
	c.change(func() { c.state.BeginShare(format, personal) })
	asked := c.state.Share
	c.background(c.ctx, func(context.Context) {
		bundle, err := what.bundle(personal)
		var data, words []byte
		if err == nil {
			data, err = written(bundle, format)
		}
		if format == state.SharePicture && err == nil {
			words, err = written(bundle, state.ShareMermaid)
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

// CopyRequest puts a request of the flow on the clipboard, to be made again elsewhere.
func (c *Controller) CopyRequest(entry int, form state.CopyForm) {
	connection := c.state.Current()
	if connection == nil || !connection.Copies(state.MaskedFlow) { // the menu may have been opened before it was masked
		return
	}
	message := connection.FlowRequest(entry)
	switch {
	case message.IsZero():
	case form.Raw:
		c.Copy(sample.Raw(message.Reveal(), form.Real))
	default:
		c.Copy(sample.Curl(message.Reveal(), form.Real))
	}
}

// CopyReport puts the report on the clipboard; of a picture, what it shows.
func (c *Controller) CopyReport() {
	if share := c.state.Share; share.Bytes != nil && c.state.ShareView().Copies {
		c.Copy(cmp.Or(share.Words, string(share.Bytes)))
	}
}

// SaveReport writes the report as it is shown.
func (c *Controller) SaveReport(file io.WriteCloser) {
	data := c.state.Share.Bytes
	c.writeFile(file, func() ([]byte, error) { return data, nil })
}
