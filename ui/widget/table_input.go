// The keyboard and the pointer in a table.

package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// TypedKey implements fyne.Focusable.
func (t *Table) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyUp:
		t.choose(t.selected - 1)
	case fyne.KeyDown:
		t.choose(t.selected + 1)
	case fyne.KeyHome:
		t.choose(0)
	case fyne.KeyEnd:
		t.choose(len(t.rows) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if t.OnOpen == nil {
			t.pass(key)
		} else {
			t.open()
		}
	default:
		t.pass(key)
	}
}

// FocusGained implements fyne.Focusable. It scrolls to the selected row, or to the first one, not to the whole table.
func (t *Table) FocusGained() {
	t.focused = true
	t.paintRing(false)
	t.Reveal(max(0, t.selected))
}

// FocusLost implements fyne.Focusable.
func (t *Table) FocusLost() {
	t.focused = false
	t.paintRing(false)
}

// Tapped implements fyne.Tappable: selects the row, and opens it when it was selected.
func (t *Table) Tapped(e *fyne.PointEvent) {
	t.requestFocus()
	row := t.rowAt(e.Position.Y)
	switch {
	case row < 0:
	case row == t.selected:
		t.open()
	default:
		t.choose(row)
	}
}

// MouseIn implements desktop.Hoverable.
func (t *Table) MouseIn(e *desktop.MouseEvent) { t.point(t.rowAt(e.Position.Y)) }

// MouseMoved implements desktop.Hoverable.
func (t *Table) MouseMoved(e *desktop.MouseEvent) { t.point(t.rowAt(e.Position.Y)) }

// MouseOut implements desktop.Hoverable.
func (t *Table) MouseOut() { t.point(-1) }

// point moves the hover ground only: a refresh of the table for each move of the pointer would be dear.
func (t *Table) point(row int) {
	if t.pointed != row {
		t.pointed = row
		t.placeGrounds()
	}
}

// rowAt is the index of the row at a height, or -1.
func (t *Table) rowAt(y float32) int {
	return slices.IndexFunc(t.views, func(v *rowView) bool { return y >= v.top && y < v.top+v.height })
}
