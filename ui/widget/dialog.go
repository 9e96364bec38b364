// A question in the middle of the window: a title, a text, perhaps a field, and buttons.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// dialogWidth is the width of a dialog at text scale 1.
const dialogWidth = 460

// DialogParts are the parts of a dialog. Escape presses the first button, Enter in the field the last one.
type DialogParts struct {
	Title, Body string
	Field       *KeyEntry // may be nil
	Buttons     []*Button // at least one
}

// Dialog is a dialog that is shown. The rest of the window waits until it is closed.
type Dialog struct{ popUp *widget.PopUp }

// ShowDialog shows a dialog on a canvas, with the focus on its field or its last button. A button closes the dialog
// before it does its work.
func ShowDialog(on fyne.Canvas, parts DialogParts) *Dialog {
	// The free space is inside the scroll, which would cut off the focus ring of a button at its edge.
	column := NewPaddedColumn(8, Insets{Top: 12, Right: 14, Bottom: 12, Left: 14},
		NewText(parts.Title, Style{Size: SizeNameCard, Bold: true}),
		NewText(parts.Body, Style{Color: ColorNameQuiet}))
	if parts.Field != nil {
		column.Add(parts.Field)
	}
	row := NewTrailingRow()
	for _, b := range parts.Buttons {
		row.Add(b)
	}
	column.Add(NewPaddedColumn(0, Insets{Top: 8}, row))
	content := container.New(&dialogLayout{on, column}, newCard(NewScroll(column), Padding(2), nil))
	d := &Dialog{popUp: widget.NewModalPopUp(content, on)}
	d.connect(parts)
	d.popUp.Show()
	if parts.Field != nil {
		on.Focus(parts.Field)
	} else {
		on.Focus(parts.Buttons[len(parts.Buttons)-1])
	}
	return d
}

// connect makes buttons and keys close the dialog.
func (d *Dialog) connect(parts DialogParts) {
	first, last := parts.Buttons[0], parts.Buttons[len(parts.Buttons)-1]
	onKey := func(key *fyne.KeyEvent) {
		switch key.Name {
		case fyne.KeyEscape:
			first.press()
		case fyne.KeyReturn, fyne.KeyEnter:
			last.press()
		}
	}
	for _, b := range parts.Buttons {
		work := b.OnTapped
		b.OnKey = onKey
		b.OnTapped = func() {
			d.Close()
			if work != nil {
				work()
			}
		}
	}
	if parts.Field != nil {
		parts.Field.OnKey = onKey
	}
}

// Close takes the dialog away without pressing a button.
func (d *Dialog) Close() { d.popUp.Hide() }

// Shown says whether the dialog is still there.
func (d *Dialog) Shown() bool { return d.popUp.Visible() }

// dialogLayout gives the card of a dialog the size of the column in its scroll, as far as the window has room.
type dialogLayout struct {
	on     fyne.Canvas
	column fyne.CanvasObject
}

// Layout implements fyne.Layout.
func (l *dialogLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put(objects[0], 0, 0, size.Width, size.Height)
}

// MinSize implements fyne.Layout.
func (l *dialogLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	const margin = 48
	room := l.on.Size().SubtractWidthHeight(margin, margin)
	card := objects[0].(*Card)
	width := min(dialogWidth*Scale(), room.Width)
	height := HeightFor(l.column, card.innerWidth(width)) + card.insets.Top + card.insets.Bottom
	return fyne.NewSize(width, min(height, room.Height))
}
