// The screen of a sign-in that goes step by step and waits: what will happen next, and what does not wait.

package view

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// tableWidth is the width of a table of parameters in the middle of a page, at text scale 1.
const tableWidth = 860

type stop struct {
	scroll                *widget.Scroll
	title, happens, clock *widget.Text
	button                *widget.Button
	request               *requestTable
	watch                 *watchLink
	goOn                  state.Button
}

func newStop(k *kit) *stop {
	s := &stop{
		title:   centred(widget.Style{Size: theme.SizeNameHeadingText, Bold: true}),
		happens: centred(widget.Style{}),
		clock:   centred(widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet}),
		button:  k.large(state.ActionContinue), request: newRequestTable(k), watch: newWatchLink(k),
	}
	s.scroll = widget.NewScroll(widget.NewCentredColumn(14, tableWidth,
		widget.NewNarrowColumn(14, linkWidth, s.title, s.happens, widget.NewCentredRow(s.button), s.clock), s.watch.row, s.request.content))
	return s
}

func (s *stop) object() fyne.CanvasObject { return s.scroll }

func (s *stop) update(st *state.State, now time.Time) {
	v := st.Current().StopScreen(now)
	setText(s.title, v.Title)
	setText(s.happens, v.Happens)
	setText(s.clock, v.Clock)
	setButton(s.button, v.Go)
	s.request.set(v.Request, v.Section)
	s.watch.set(v.Watch)
	s.goOn = v.Go
}

func (s *stop) primary() (state.Action, bool) { return primaryOf(s.goOn) }
func (s *stop) escape() (state.Action, bool)  { return "", false } // the header's
func (s *stop) selected() string              { return s.request.selected() }
func (s *stop) top()                          { s.scroll.ScrollToTop() }
func (s *stop) masked()                       {}
