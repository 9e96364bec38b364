// The sequence diagram of the Flow tab, with the ways to take it away.

package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"proofkey/oauthflow/sequence"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type flowDiagram struct {
	kit        *kit
	content    *widget.Card
	title      *widget.Text
	view       *widget.SequenceDiagram
	detail     *widget.Button
	saveAs     *widget.Button
	connection *state.Connection
	words      map[string]string // the messages that have no values
}

func newFlowDiagram(k *kit) *flowDiagram {
	d := &flowDiagram{kit: k, title: widget.NewHeading(Words(state.T("diagram.title"))), words: map[string]string{}}
	names := make([]string, 0, len(state.ParticipantNames()))
	for _, name := range state.ParticipantNames() {
		names = append(names, Words(name))
	}
	d.view = widget.NewSequenceDiagram(names, widget.SequenceSource{Message: d.message, Group: func(i int) int { return d.connection.Flow.MessageEntry(i) }})
	d.view.OnKey, d.view.OnSelected = k.key, k.actions.SelectFlowEntry
	d.detail = k.button(Words(state.T("diagram.detail")), nil)
	d.saveAs = k.button(Words(state.T("diagram.save"))+" ▾", d.offerForms)
	mermaid := k.button(Words(state.T("diagram.copy")), k.actions.CopyDiagram)
	head := widget.NewPaddedColumn(0, widget.Insets{Top: 10, Right: 16, Bottom: 8, Left: 16},
		widget.NewSplitRow([]fyne.CanvasObject{d.title}, []fyne.CanvasObject{d.detail, mermaid, d.saveAs}))
	d.content = widget.NewBareCard(container.New(headedLayout{}, head, widget.NewLine(), d.view))
	d.content.Hide()
	return d
}

// reset shows the flow of a connection from its beginning, once it is shown.
func (d *flowDiagram) reset(c *state.Connection) {
	d.view.Reset()
	d.connection = c
}

// show shows the diagram with the messages of an entry selected.
func (d *flowDiagram) show(entry int) {
	setVisible(d.content, entry >= 0)
	d.view.Update(d.connection.Flow.Messages(), entry)
}

func (d *flowDiagram) message(i int) widget.SequenceMessage {
	m := d.connection.DiagramMessage(i)
	kind := [...]widget.SequenceKind{
		sequence.Request: widget.SequenceSolid, sequence.Answer: widget.SequenceDashed, sequence.Unseen: widget.SequenceDotted, sequence.Note: widget.SequenceNote,
	}[m.Kind]
	return widget.SequenceMessage{Kind: kind, From: int(m.From), To: int(m.To), Text: d.text(m.Text), Failed: m.Failed}
}

func (d *flowDiagram) text(t state.Text) string {
	if len(t.Values) > 0 {
		return Words(t)
	}
	if _, known := d.words[t.Key]; !known {
		d.words[t.Key] = Words(t)
	}
	return d.words[t.Key]
}

// leastWidth is the width that shows all participants.
func (d *flowDiagram) leastWidth() float32 { return d.view.LeastWidth() + 2 }

// offerForms opens the menu of "Save as", below its button.
func (d *flowDiagram) offerForms() {
	picture := state.T("diagram.save_png")
	if d.connection.Flow.LeftOutOfPicture() > 0 { // the picture says how many
		picture = state.T("diagram.save_png_end", "Most", sequence.MaxPictureMessages)
	}
	items := []*fyne.MenuItem{
		fyne.NewMenuItem(Words(state.T("diagram.save_svg")), func() { d.kit.save(state.ShareDiagram) }),
		fyne.NewMenuItem(Words(picture), func() { d.kit.save(state.SharePicture) }),
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.saveAs)
	widget.ShowMenu(d.kit.window.Canvas(), items, at.AddXY(d.saveAs.Size().Width, d.saveAs.Size().Height+4))
}

// headedLayout places a head, a line below it, and what fills the rest.
type headedLayout struct{}

// Layout implements fyne.Layout.
func (headedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i, o := range objects {
		height := widget.HeightFor(o, size.Width)
		if i == len(objects)-1 {
			height = max(0, size.Height-y)
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height
	}
}

// MinSize implements fyne.Layout: the last part scrolls, and the head wraps.
func (headedLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(64, 64) }
