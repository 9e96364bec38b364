// Notices above the page: what the person should know and need not act on at once.

package view

import (
	"proofkey/ui/state"
	"proofkey/ui/widget"

	"fyne.io/fyne/v2"
)

type notices struct {
	kit     *kit
	content *widget.Scroll
	column  *fyne.Container
	cards   []*noticeCard
}

// noticeCard is one of them.
type noticeCard struct {
	content *widget.Card
	title   *widget.Text
	text    *widget.Text
	dismiss *widget.Button
}

func newNotices(k *kit) *notices {
	n := &notices{kit: k, column: widget.NewPaddedColumn(8, widget.Padding(2))}
	n.content = widget.NewScroll(n.column)
	n.content.Hide()
	return n
}

// update shows the banners; only the last that can be put away has the button, which puts all away.
func (n *notices) update(s *state.State) {
	banners := s.Banners()
	setVisible(n.content, len(banners) > 0)
	for len(n.cards) < len(banners) {
		n.cards = append(n.cards, n.newCard())
	}
	last := -1
	for i, b := range banners {
		if b.Dismiss {
			last = i
		}
	}
	n.column.Objects = n.column.Objects[:0]
	for i, b := range banners {
		n.cards[i].set(b, i == last)
		n.column.Objects = append(n.column.Objects, n.cards[i].content)
	}
}

func (n *notices) newCard() *noticeCard {
	c := &noticeCard{title: widget.NewText("", widget.Style{Bold: true}), text: widget.NewQuiet(""), dismiss: n.kit.action(state.ActionDismiss)}
	column := widget.NewColumn(2, c.title, c.text)
	c.content = widget.NewEdgeCard(widget.NewFillRow(column, 260, column, c.dismiss), widget.Caution)
	return c
}

func (c *noticeCard) set(b state.Banner, dismiss bool) {
	c.content.SetEdge(kindOfDot(b.Kind))
	title, text := Words(b.Text), ""
	if b.Problem != nil {
		text = problemSentences(b.Problem)
	}
	c.title.SetText(kindOfDot(b.Kind).Mark() + " " + title)
	setLiteral(c.text, text)
	setVisible(c.dismiss, dismiss)
}

// problemSentences are what happened and what to do. The fix of an error that is explained says more of that than we
// could without it.
func problemSentences(p *state.Problem) string {
	text := Words(p.Happened)
	for _, fact := range p.Explained {
		text = sentences(text, Words(fact.Words))
	}
	if len(p.Explained) == 0 {
		text = sentences(text, Words(p.Do))
	}
	return text
}
