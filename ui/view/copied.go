// What says for a moment that something was copied.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// copiedNote stands over the lower edge of the page. It takes no clicks: what is behind it can be pressed.
type copiedNote struct {
	content *fyne.Container
	pill    *widget.Pill
}

func newCopiedNote() *copiedNote {
	c := &copiedNote{pill: widget.NewLargePill("", widget.Passed)}
	c.content = widget.NewCentredRow(c.pill)
	c.content.Hide()
	return c
}

func (c *copiedNote) update(s *state.State) {
	text := s.CopiedText()
	setVisible(c.content, !text.IsZero())
	if !text.IsZero() {
		c.pill.Set(widget.Passed.Mark()+" "+Words(text), widget.Passed)
	}
}
