// What says for a moment that something was copied.

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// copied stands over the lower edge of the page. It takes no clicks: what is behind it can be pressed.
type copied struct {
	content *fyne.Container
	pill    *widget.Pill
}

func newCopied() *copied {
	c := &copied{pill: widget.NewLargePill("", widget.Passed)}
	c.content = widget.NewCentredRow(c.pill)
	c.content.Hide()
	return c
}

func (c *copied) update(s *state.State) {
	text := s.CopiedText()
	setVisible(c.content, !text.IsZero())
	if !text.IsZero() {
		c.pill.Set(widget.Passed.Mark()+" "+Words(text), widget.Passed)
	}
}
