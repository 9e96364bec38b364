// The screen of a running sign-in: the browser is open, and what to do if it is not.

package view

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// linkWidth is the width of the panel with the link, at text scale 1.
const linkWidth = 620

type waiting struct {
	scroll                *widget.Scroll
	title, body           *widget.Text
	problem               *problemCard
	panel                 *widget.Card
	label                 *widget.Text
	link                  *widget.ValueLine
	buttons               *buttonRow
	host, listening, left *widget.Text
	clock                 *fyne.Container
	extend                *widget.Button
	help                  *widget.LinkButton
	helpRoom              *fyne.Container // is there before the link, so that nothing moves when it appears
	strangers             *widget.Card
	strangersTitle        *widget.Text
	strangersLog, hint    *widget.Text
	watch                 *watchLink
}

func newWaiting(k *kit) *waiting {
	caption := widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet}
	w := &waiting{
		title: centred(widget.Style{Size: theme.SizeNameHeadingText, Bold: true}), body: centred(widget.Style{Color: widget.ColorNameQuiet}),
		problem: newProblemCard(k), label: widget.NewQuiet(""), link: widget.NewValueLine(""), host: widget.NewQuiet(""),
		listening: centred(caption), left: widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Color: widget.ColorNameQuiet, Fit: widget.Whole}),
		extend: k.action(state.ActionExtendDeadline), strangersTitle: widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText, Bold: true}),
		strangersLog: widget.NewQuiet(""), hint: widget.NewText("", widget.Style{Size: theme.SizeNameCaptionText}),
	}
	w.buttons = newButtonRow(k, widget.NewFlowRow())
	w.panel = widget.NewCard(widget.NewColumn(10, widget.NewColumn(6, w.label, w.link), w.buttons.row, w.host))
	w.clock = widget.NewCentredRow(w.left, w.extend)
	w.help = k.link(Words(state.T("action.browser_help")), func() { k.do(state.ActionBrowserHelp) })
	w.helpRoom = widget.NewReserved(0, widget.NewCentredRow(w.help))
	w.strangers = widget.NewCard(widget.NewColumn(6, w.strangersTitle, w.strangersLog, w.hint))
	w.watch = newWatchLink(k)
	w.scroll = widget.NewScroll(widget.NewCentredColumn(14, linkWidth,
		widget.NewNarrowColumn(14, sentenceWidth, w.title, w.body), w.problem.content, w.panel, w.listening, w.clock, w.helpRoom, w.strangers, w.watch.row))
	return w
}

func (w *waiting) object() fyne.CanvasObject { return w.scroll }

func (w *waiting) update(s *state.State, now time.Time) {
	v := s.Current().WaitingScreen(now)
	setText(w.title, v.Title)
	setText(w.body, v.Body)
	w.problem.set(v.Problem, nil)
	setVisible(w.panel, v.Link != "")
	w.link.SetText(v.Link)
	setText(w.label, v.LinkLabel)
	w.buttons.set(v.Buttons)
	setText(w.host, v.Host)
	setText(w.listening, v.Listening)
	w.watch.set(v.Watch)
	w.updateClock(v)
	setVisible(w.helpRoom, !v.Help.Label.IsZero())
	setVisible(w.helpRoom.Objects[0], v.Help.Enabled)
	w.updateStrangers(v)
}

func (w *waiting) updateClock(v state.WaitingScreen) {
	setVisible(w.clock, !v.Left.IsZero())
	color := widget.ColorNameQuiet
	if v.Soon {
		color = widget.ColorNameCaution
	}
	w.left.SetColor(color)
	w.left.SetText(Words(v.Left))
}

func (w *waiting) updateStrangers(v state.WaitingScreen) {
	setVisible(w.strangers, !v.Strangers.IsZero())
	lines := make([]string, len(v.StrangerLog))
	for i, line := range v.StrangerLog {
		lines[i] = Words(line)
	}
	w.strangersTitle.SetText(Words(v.Strangers))
	setLiteral(w.strangersLog, strings.Join(lines, "\n"))
	setText(w.hint, v.Hint)
}

func (w *waiting) primary() (state.Action, bool) { return "", false }
func (w *waiting) escape() (state.Action, bool)  { return "", false }
func (w *waiting) selected() string              { return w.problem.selected() }
func (w *waiting) masked()                       {}
func (w *waiting) top()                          { w.scroll.ScrollToTop() }
