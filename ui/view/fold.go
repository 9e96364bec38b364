// A part of a screen that is folded away until the person opens it: "▸ Details".

package view

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/widget"
)

type fold struct {
	content *fyne.Container
	kit     *kit
	label   string
	link    *widget.LinkButton
	body    fyne.CanvasObject
	opened  bool
	onOpen  func(open bool) // by the person; may be nil
}

func newFold(k *kit, label string, body fyne.CanvasObject) *fold {
	f := &fold{kit: k, label: label, body: body}
	f.link = k.quietLink("▸ "+label, f.toggle)
	f.body.Hide()
	// The link's own margin stands outside, so that its text is in line with the rest.
	row := widget.NewPaddedColumn(0, widget.Insets{Left: -8}, widget.NewFlowRow(f.link))
	f.content = widget.NewColumn(6, row, f.body)
	return f
}

func (f *fold) toggle() {
	f.setOpen(!f.opened)
	f.kit.arrange()
	if f.onOpen != nil {
		f.onOpen(f.opened)
	}
}

func (f *fold) setOpen(open bool) {
	if f.opened == open {
		return
	}
	f.opened = open
	f.link.SetText(f.text())
	setVisible(f.body, open)
}

func (f *fold) setLabel(label string) {
	if f.label != label {
		f.label = label
		f.link.SetText(f.text())
	}
}

func (f *fold) text() string {
	if f.opened {
		return "▾ " + f.label
	}
	return "▸ " + f.label
}
