// The parts of the panels of the Tokens tab: title with badges, a secret that is masked, a decoded part of a JWT.

package view

import (
	"strings"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// tokenHead is the first line of a panel.
type tokenHead struct {
	row    *fyne.Container
	badges *fyne.Container
	pills  []*widget.Pill
}

func newTokenHead(title string, right ...fyne.CanvasObject) *tokenHead {
	h := &tokenHead{badges: widget.NewFlowRow()}
	h.row = widget.NewSplitRow([]fyne.CanvasObject{widget.NewHeading(title), h.badges}, right)
	return h
}

func (h *tokenHead) update(badges []state.Badge) {
	for len(h.pills) < len(badges) {
		h.pills = append(h.pills, widget.NewPill("", widget.Neutral))
	}
	h.badges.Objects = h.badges.Objects[:0]
	for i, b := range badges {
		text, kind := Words(b.Text), kindOf(b.Kind)
		if kind != widget.Neutral {
			text = kind.Mark() + " " + text
		}
		h.pills[i].Set(text, kind)
		h.badges.Objects = append(h.badges.Objects, h.pills[i])
	}
}

// secretLine is a token: masked, until the person asks to see it.
type secretLine struct {
	kit        *kit
	what       state.Masked
	line       *widget.MaskedValue
	show, copy *widget.Button
	prefix     string
}

func newSecretLine(k *kit, kind state.TokenKind) *secretLine {
	s := &secretLine{kit: k, what: state.MaskedToken(kind), line: widget.NewMaskedValue(func() string { return k.actions.RevealToken(kind) })}
	s.show = k.action(state.ActionReveal)
	s.show.OnTapped = func() { k.reveal(s.what, s.line.Revealed()) }
	s.copy = k.button(Words(state.T("action.copy")), func() { k.actions.CopyToken(kind) })
	return s
}

// mask hides the secret, also where it is not in sight any more.
func (s *secretLine) mask() { s.set(false) }

func (s *secretLine) set(revealed bool) {
	if revealed == s.line.Revealed() {
		return
	}
	label := state.ActionHide
	if revealed {
		s.line.Reveal()
	} else {
		s.line.Mask()
		label = state.ActionReveal
	}
	s.show.SetText(Words(state.T("action." + string(label))))
}

// update shows the clear part of the token's masked form, or the token.
func (s *secretLine) update(masked string, v state.SecretView) {
	for _, o := range []fyne.CanvasObject{s.line, s.show, s.copy} {
		setVisible(o, masked != "")
	}
	s.set(v.Revealed)
	if s.copy.Disabled() == v.Copies {
		s.copy.SetEnabled(v.Copies)
	}
	if prefix := strings.TrimRight(masked, "•"); prefix != s.prefix {
		s.prefix = prefix
		s.line.SetPrefix(prefix)
	}
}

// maxJSONRows is how many rows of a decoded part are in sight.
const maxJSONRows = 6

// jsonPanel is a decoded part of a JWT.
type jsonPanel struct {
	content *widget.Card
	view    *widget.TextView
	shown   string
}

func newJSONPanel(k *kit, title string) *jsonPanel {
	p := &jsonPanel{view: widget.NewTextView(maxJSONRows)}
	p.view.OnKey = k.key
	label := widget.NewPaddedColumn(0, widget.Insets{Top: 8, Left: 12, Right: 12}, widget.NewQuiet(title))
	p.content = widget.NewBareCard(widget.NewColumn(0, label, p.view))
	return p
}

func (p *jsonPanel) set(text string) {
	if p.shown != text {
		p.shown = text
		p.view.SetDocument(widget.NewDocument([]byte(text), widget.JSON, state.VisibleRune))
	}
}
