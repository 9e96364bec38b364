// A tab that has nothing to show yet, and says why.

package view

import (
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type emptyTab struct {
	scroll *widget.Scroll
	text   *widget.Text
	why    func() state.Text
}

func newEmptyTab(why func() state.Text) *emptyTab {
	e := &emptyTab{text: centred(widget.Style{Color: widget.ColorNameQuiet}), why: why}
	e.scroll = widget.NewScroll(widget.NewCentredColumn(14, sentenceWidth, e.text))
	return e
}

func (e *emptyTab) object() fyne.CanvasObject          { return e.scroll }
func (e *emptyTab) update(_ *state.State, _ time.Time) { e.text.SetText(Words(e.why())) }
func (e *emptyTab) primary() (state.Action, bool)      { return "", false }
func (e *emptyTab) escape() (state.Action, bool)       { return "", false }
func (e *emptyTab) selected() string                   { return "" }
func (e *emptyTab) masked()                            {}
func (e *emptyTab) top()                               { e.scroll.ScrollToTop() }
