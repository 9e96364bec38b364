// The header of a connection: title, issuer, client and scopes, and what can be done now.

package view

import (
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type header struct {
	kit        *kit
	content    *fyne.Container
	title, sub *widget.Text
	encryption *widget.Pill // beside an http issuer (NET-02)
	temporary  *widget.Pill
	saved      *widget.Pill // of a report that was opened
	buttons    *buttonRow
	more       *widget.Button
	moreItems  []state.Button
}

func newHeader(k *kit) *header {
	h := &header{
		kit: k, title: widget.NewTitle(""), sub: widget.NewSubLine(),
		encryption: widget.NewPill("", widget.Neutral), temporary: widget.NewPill("", widget.Neutral),
		saved: widget.NewPill("", widget.Caution),
	}
	h.more = k.button(Words(state.T("header.more")), h.showMore)
	h.content = widget.NewHeader(widget.NewFlowRow(h.title, h.encryption, h.temporary, h.saved), h.sub)
	h.buttons = newButtonRow(k, h.content.Objects[1].(*fyne.Container))
	return h
}

func (h *header) update(c *state.Connection, now time.Time) {
	v := c.Header()
	h.title.SetText(v.Title)
	setNote(h.encryption, v.NotEncrypted)
	setNote(h.temporary, v.Temporary)
	setVisible(h.saved, !v.Saved.IsZero())
	h.saved.Set(widget.Caution.Mark()+" "+Words(v.Saved), widget.Caution)
	if note := Words(c.SavedNote(now)); note != "" {
		v.Issuer = note + " · " + v.Issuer
	}
	h.sub.SetRuns(widget.Run{Text: v.Issuer + " · " + Words(state.T("header.client")) + " "}, widget.Run{Text: v.ClientID, Bold: true}, widget.Run{Text: " · " + v.Scopes})
	h.buttons.set(v.Buttons, h.more)
	h.moreItems = v.More
}

// setNote shows a note beside the title: in the line below, issuer and scopes would not fit beside the buttons.
func setNote(pill *widget.Pill, note state.Text) {
	setVisible(pill, !note.IsZero())
	pill.Set(Words(note), widget.Neutral)
}

// showMore opens the menu of what is seldom needed, below its button.
func (h *header) showMore() {
	var items []*fyne.MenuItem
	for _, b := range h.moreItems {
		item := fyne.NewMenuItem(Words(b.Label), func() { h.kit.do(b.Action) })
		item.Disabled = !b.Enabled
		items = append(items, item)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h.more)
	widget.ShowMenu(h.kit.window.Canvas(), items, at.AddXY(h.more.Size().Width, h.more.Size().Height+4))
}

// escape is the button that leaves: Cancel while a sign-in runs, back to the session after a failed one.
func (h *header) escape() (state.Action, bool) {
	for _, b := range h.buttons.shown {
		if b.Enabled && (b.Action == state.ActionCancel || b.Action == state.ActionBackToSession) {
			return b.Action, true
		}
	}
	return "", false
}
