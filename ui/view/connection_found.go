// The panel of the form that says what discovery found.

package view

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// foundPanel says what discovery found.
type foundPanel struct {
	content *widget.Card
	title   *widget.Text
	took    *widget.Text
	ticks   *fyne.Container
	byHand  *widget.Text
	host    *widget.Text
	shown   string
}

func newFoundPanel() *foundPanel {
	p := &foundPanel{title: widget.NewText("", widget.Style{Bold: true, Fit: widget.Whole}), took: widget.NewQuiet(""), ticks: widget.NewFlowRow(), byHand: widget.NewText("", widget.Style{}), host: widget.NewQuiet("")}
	p.content = widget.NewEdgeCard(widget.NewColumn(6, widget.NewFlowRow(p.title, p.took), p.ticks, p.byHand, p.host), widget.Passed)
	p.content.Hide()
	return p
}

func (p *foundPanel) update(v *state.Found) {
	setVisible(p.content, v != nil)
	if v == nil {
		return
	}
	p.title.SetText(Words(v.Title))
	p.took.SetText(Words(v.Took))
	setText(p.byHand, v.ByHand)
	setText(p.host, v.Host)
	var ticks []fyne.CanvasObject
	var all strings.Builder
	for _, tick := range v.Ticks {
		kind, color := widget.Neutral, widget.ColorNameQuiet
		if tick.Has {
			kind, color = widget.Passed, widget.ColorNamePassed
		}
		text := kind.Mark() + " " + Words(tick.Text)
		all.WriteString(text)
		ticks = append(ticks, widget.NewText(text, widget.Style{Size: theme.SizeNameCaptionText, Color: color, Fit: widget.Whole}))
	}
	if all.String() != p.shown {
		p.shown, p.ticks.Objects = all.String(), ticks
		p.ticks.Refresh()
	}
}
