// A question in the middle of the window: a title, a text, perhaps a table, perhaps a field, and buttons.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// The widths of a dialog at text scale 1.
const (
	dialogWidth = 460
	tableWidth  = 720 // of one with a table
)

// DialogParts are the parts of a dialog. Escape presses the first button, Enter in the field the last one.
type DialogParts struct {
	Title, Body string
	FieldLabel  string    // above the field
	Field       *KeyEntry // may be nil
	Table       *Table    // below the field; may be nil, else it has the focus first
	Buttons     []*Button // at least one
}

// Dialog is a dialog that is shown. The rest of the window waits until it is closed.
type Dialog struct {
	popUp   *widget.PopUp
	content fyne.CanvasObject
}

// Content is what the dialog shows, to be laid out anew after a change.
func (d *Dialog) Content() fyne.CanvasObject { return d.content }

// ShowDialog shows a dialog on a canvas, with the focus on its field or its last button. A button closes the dialog
// before it does its work.
func ShowDialog(on fyne.Canvas, parts DialogParts) *Dialog {
	// The free space is inside the scroll, which would cut off the focus ring of a button at its edge.
	column := NewPaddedColumn(8, Insets{Top: 12, Right: 14, Bottom: 12, Left: 14},
		NewText(parts.Title, Style{Size: SizeNameCard, Bold: true}),
		NewText(parts.Body, Style{Color: ColorNameQuiet}))
	for _, o := range parts.middle() {
		column.Add(o)
	}
	row := NewTrailingRow()
	for _, b := range parts.Buttons {
		row.Add(b)
	}
	column.Add(NewPaddedColumn(0, Insets{Top: 8}, row))
	width := float32(dialogWidth)
	if parts.Table != nil {
		width = tableWidth
	}
	scroll := NewScroll(column)
	content := container.New(&dialogLayout{on, column, width}, newCard(scroll, Padding(2), nil))
	d := &Dialog{popUp: widget.NewModalPopUp(content, on), content: content}
	d.connect(parts)
	parts.tell(scroll)
	d.popUp.Show()
	on.Focus(parts.first())
	return d
}

// tell makes the parts that can have the focus move into view.
func (p DialogParts) tell(scroll *Scroll) {
	for _, b := range p.Buttons {
		b.setScroll(scroll)
	}
	if p.Field != nil {
		p.Field.setScroll(scroll)
	}
	if p.Table != nil {
		p.Table.setScroll(scroll)
	}
}

// middle is what stands between the text and the buttons.
func (p DialogParts) middle() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if p.FieldLabel != "" {
		objects = append(objects, NewText(p.FieldLabel, Style{Bold: true}))
	}
	if p.Field != nil {
		objects = append(objects, p.Field)
	}
	if p.Table != nil {
		objects = append(objects, p.Table)
	}
	return objects
}

// first is what has the focus when the dialog opens.
func (p DialogParts) first() fyne.Focusable {
	switch {
	case p.Table != nil:
		return p.Table
	case p.Field != nil:
		return p.Field
	}
	return p.Buttons[len(p.Buttons)-1]
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
	if parts.Table != nil {
		parts.Table.OnKey = onKey
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
	width  float32
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
	width := min(l.width*Scale(), room.Width)
	height := HeightFor(l.column, card.innerWidth(width)) + card.insets.Top + card.insets.Bottom
	return fyne.NewSize(width, min(height, room.Height))
}
