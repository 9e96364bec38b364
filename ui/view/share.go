// The room "Share report": the form of the report, whether personal claims stay, and exactly what will be saved.

package view

import (
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// shareRows is how many rows of the report are in sight.
const shareRows = 22

type share struct {
	kit      *kit
	content  fyne.CanvasObject
	intro    *widget.Text
	format   *widget.Choice
	personal *widget.Choice
	what     *widget.Text
	failed   *widget.Text
	hidden   *widget.Text
	save     *widget.Button
	copy     *widget.Button
	compare  *widget.Button
	view     *widget.TextView
	shown    state.Document
	button   state.Button
	state    state.Share
}

func newShare(k *kit) *share {
	v := state.New().ShareView()
	s := &share{kit: k, what: widget.NewQuiet(""), hidden: widget.NewQuiet(""), failed: widget.NewText("", widget.Style{Color: widget.ColorNameCaution}), view: widget.NewTextView(shareRows)}
	s.view.OnKey = k.key
	s.format = k.choice(labelsOf(v.Formats), func(i int) { k.actions.MakeReport(state.ShareFormats()[i], s.state.Personal) })
	s.personal = k.choice(labelsOf(v.Personal), func(i int) { k.actions.MakeReport(s.state.Format, i == 1) })
	s.save, s.copy = k.action(state.ActionSaveReport), k.button(Words(state.T("action.copy")), k.actions.CopyReport)
	s.compare = k.action(state.ActionCompare)
	form := widget.NewTightCard(widget.NewColumn(0,
		widget.NewFormRow(Words(state.T("share.format")), s.format, ""),
		widget.NewFormRow(Words(state.T("share.personal")), s.personal, Words(state.T("share.personal_help")))))
	s.intro = widget.NewSubLine()
	head := widget.NewPaddedColumn(0, widget.Insets{Top: 10, Right: 14, Bottom: 10, Left: 14}, widget.NewSplitRow([]fyne.CanvasObject{s.what}, []fyne.CanvasObject{s.copy, s.save}))
	preview := widget.NewBareCard(widget.NewColumn(0, head, widget.NewLine(), s.view))
	header := widget.NewHeader(widget.NewTitle(Words(state.T("share.title"))), s.intro, s.compare)
	s.content = widget.NewPage(widget.PageParts{Header: header, Body: widget.NewPageScroll(form, s.failed, s.hidden, preview)})
	return s
}

func (s *share) object() fyne.CanvasObject { return s.content }

func (s *share) update(st *state.State, _ time.Time) {
	v := st.ShareView()
	s.state, s.button = st.Share, v.Save
	s.intro.SetRuns(widget.Run{Text: Words(v.Subtitle)})
	s.format.Choose(v.Format)
	s.personal.Choose(v.Kept)
	s.what.SetText(Words(v.What))
	setText(s.failed, v.Failed)
	setButton(s.save, v.Save)
	setButton(s.compare, v.Compare)
	setText(s.hidden, v.Hidden)
	if s.copy.Disabled() == v.Copies {
		s.copy.SetEnabled(v.Copies)
	}
	document, _ := v.Document.(*widget.Document)
	if v.Document != s.shown && (document != nil || !v.Hidden.IsZero()) {
		s.shown = v.Document
		s.view.SetDocument(document)
	}
}

func (s *share) primary() (state.Action, bool) { return primaryOf(s.button) }
func (s *share) escape() (state.Action, bool)  { return state.ActionBack, true }
func (s *share) selected() string              { return "" }
func (s *share) masked()                       {}
func (s *share) first() fyne.Focusable         { return nil }
