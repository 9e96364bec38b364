// Pointer and keyboard in a SequenceDiagram.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// choose selects the group of a message as the person does.
func (d *SequenceDiagram) choose(i int) {
	if i < 0 || i >= len(d.groups) || d.groups[i] < 0 {
		return
	}
	d.cursor, d.selected = i, d.groups[i]
	d.area.draw()
	d.reveal(sequenceSpan{i, i})
	if d.OnSelected != nil {
		d.OnSelected(d.selected)
	}
}

// seek chooses the first message from i on, in steps, that is of another group than the selected one.
func (d *SequenceDiagram) seek(i, step int) {
	for ; i >= 0 && i < len(d.groups); i += step {
		if group := d.groups[i]; group >= 0 && group != d.selected {
			d.choose(i)
			return
		}
	}
}

// TypedKey implements fyne.Focusable.
func (d *SequenceDiagram) TypedKey(key *fyne.KeyEvent) {
	page := max(1, int((d.scroll.Size().Height-sequenceHead())/d.area.form().row)-1)
	last := len(d.groups) - 1
	switch key.Name {
	case fyne.KeyUp:
		d.seek(d.from(last+1)-1, -1)
	case fyne.KeyDown:
		d.seek(d.from(-1)+1, 1)
	case fyne.KeyHome:
		d.seek(0, 1)
	case fyne.KeyEnd:
		d.seek(last, -1)
	case fyne.KeyPageUp:
		d.seek(max(0, d.from(0)-page), -1)
	case fyne.KeyPageDown:
		d.seek(min(last, d.from(0)+page), 1)
	case fyne.KeyLeft:
		d.sideways(-1)
	case fyne.KeyRight:
		d.sideways(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.OnOpened != nil && d.selected >= 0 {
			d.OnOpened()
		}
	default:
		d.pass(key)
	}
}

// from is the message that the keys go on from; where none is selected, another place.
func (d *SequenceDiagram) from(none int) int {
	if d.cursor < 0 || d.cursor >= len(d.groups) {
		return none
	}
	return d.cursor
}

// sideways scrolls by a column.
func (d *SequenceDiagram) sideways(columns float32) {
	f := d.area.form()
	x := max(0, min(d.scroll.Offset.X+columns*f.column, f.width-d.scroll.Size().Width))
	if x != d.scroll.Offset.X {
		d.scroll.ScrollToOffset(fyne.NewPos(x, d.scroll.Offset.Y))
		d.area.draw()
	}
}

// Tapped implements fyne.Tappable; the messages take the taps.
func (d *SequenceDiagram) Tapped(*fyne.PointEvent) { d.requestFocus() }

// Tapped implements fyne.Tappable: selects the message.
func (a *sequenceArea) Tapped(e *fyne.PointEvent) {
	a.diagram.requestFocus()
	a.diagram.choose(a.at(e.Position.Y))
}

// MouseIn implements desktop.Hoverable.
func (a *sequenceArea) MouseIn(e *desktop.MouseEvent) { a.point(a.at(e.Position.Y)) }

// MouseMoved implements desktop.Hoverable.
func (a *sequenceArea) MouseMoved(e *desktop.MouseEvent) { a.point(a.at(e.Position.Y)) }

// MouseOut implements desktop.Hoverable.
func (a *sequenceArea) MouseOut() { a.point(-1) }

func (a *sequenceArea) point(i int) {
	if i >= 0 && a.diagram.groups[i] < 0 {
		i = -1
	}
	if a.pointed != i {
		a.pointed = i
		a.draw()
	}
}
