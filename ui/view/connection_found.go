// The panel of the form that says what the search found, or that it found nothing, with every URL that was tried.

package view

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// foundPanel says what the search found.
type foundPanel struct {
	kit     *kit
	content *widget.Card
	title   *widget.Text
	took    *widget.Text
	ticks   *fyne.Container
	byHand  *widget.Text
	notes   *widget.Text
	servers *fyne.Container // buttons to choose one
	offered []string
	tried   *fold
	table   *widget.Table
	shown   string
}

func newFoundPanel(k *kit) *foundPanel {
	p := &foundPanel{
		kit: k, title: widget.NewText("", widget.Style{Bold: true, Fit: widget.Whole}), took: widget.NewQuiet(""), ticks: widget.NewFlowRow(), byHand: widget.NewText("", widget.Style{}),
		notes: widget.NewQuiet(""), servers: widget.NewFlowRow(),
	}
	p.table = k.table(
		widget.Column{Header: Words(state.T("column.asked")), Min: 150, Weight: 0.4, Style: widget.Plain},
		widget.Column{Header: Words(state.T("column.url")), Min: 220, Weight: 1.8, Style: widget.Mono},
		widget.Column{Header: Words(state.T("column.result")), Min: 150, Weight: 1, Style: widget.Plain},
	)
	p.tried = newFold(k, "", p.table)
	p.tried.onOpen = func(open bool) { k.actions.EditForm(func(form *state.Form) { form.TriedOpen = open }) }
	// The link's own margin stands outside, so that the card is no higher with it.
	link := widget.NewPaddedColumn(0, widget.Insets{Top: -8, Right: -8, Bottom: -8}, p.tried.link)
	head := widget.NewSplitRow([]fyne.CanvasObject{p.title, p.took}, []fyne.CanvasObject{link})
	p.content = widget.NewEdgeCard(widget.NewColumn(6, head, p.ticks, p.byHand, p.notes, p.servers, p.table), widget.Passed)
	p.content.Hide()
	return p
}

func (p *foundPanel) update(v *state.Found) {
	setVisible(p.content, v != nil)
	if v == nil {
		return
	}
	p.content.SetEdge(edgeOf(v.Kind))
	p.title.SetText(Words(v.Title))
	setText(p.took, v.Took)
	setText(p.byHand, v.ByHand)
	notes := ""
	for _, note := range v.Notes {
		notes = sentences(notes, Words(note))
	}
	setLiteral(p.notes, notes)
	p.updateTicks(v.Ticks)
	p.updateServers(v.Servers)
	p.tried.setLabel(Words(v.TriedLabel))
	p.tried.setOpen(v.TriedOpen)
	rows := make([]widget.Row, 0, len(v.Tried))
	for _, row := range v.Tried {
		kind := kindOf(row.Kind)
		rows = append(rows, widget.Row{Cells: []widget.Cell{{Text: Words(row.Asked)}, {Text: row.URL}, {Text: kind.Mark() + " " + Words(row.Result), Kind: kind}}})
	}
	p.table.SetRows(rows)
}

// edgeOf is a choice's caution where a result of a check would be quiet.
func edgeOf(r oauthflow.Result) widget.Kind {
	if r == oauthflow.Skipped {
		return widget.Caution
	}
	return kindOf(r)
}

func (p *foundPanel) updateTicks(all []state.Tick) {
	var ticks []fyne.CanvasObject
	var texts strings.Builder
	for _, tick := range all {
		kind, color := widget.Neutral, widget.ColorNameQuiet
		if tick.Has {
			kind, color = widget.Passed, widget.ColorNamePassed
		}
		text := kind.Mark() + " " + Words(tick.Text)
		texts.WriteString(text)
		ticks = append(ticks, widget.NewText(text, widget.Style{Size: theme.SizeNameCaptionText, Color: color, Fit: widget.Whole}))
	}
	setVisible(p.ticks, len(all) > 0)
	if texts.String() != p.shown {
		p.shown, p.ticks.Objects = texts.String(), ticks
		p.ticks.Refresh()
	}
}

// updateServers makes a button for each authorization server that may be chosen.
func (p *foundPanel) updateServers(servers []string) {
	setVisible(p.servers, len(servers) > 0)
	if slices.Equal(servers, p.offered) {
		return
	}
	p.offered, p.servers.Objects = servers, nil
	for _, issuer := range servers {
		chip := widget.NewChip(issuer, func() { p.kit.actions.DiscoverAt(issuer) })
		chip.OnKey = p.kit.key
		p.servers.Objects = append(p.servers.Objects, chip)
	}
	p.servers.Refresh()
}
