// A menu that is open: a card of items over the window.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	panelPadding = 5
	itemPadding  = 12 // at each side of an item
	itemGap      = 28 // between an item and its shortcut
)

// menuPanel covers the whole window, so that every tap and move is its own. It is used once.
type menuPanel struct {
	widget.BaseWidget
	surface fyne.Canvas
	items   []*fyne.MenuItem
	beside  func(step int)                           // Left and Right; nil: there is no menu beside it
	outside func(at fyne.Position, tapped bool) bool // the pointer is outside; true: that was meant for something. May be nil
	closed  func()                                   // may be nil
	at      fyne.Position                            // of the card
	card    *canvas.Rectangle
	mark    *canvas.Rectangle
	rows    []*menuRow
	marked  int // -1: none
}

// menuRow is how an item is drawn.
type menuRow struct {
	label, key line
	rule       *canvas.Rectangle // of a separator
	y, height  float32
}

var (
	_ fyne.Tappable     = (*menuPanel)(nil)
	_ fyne.Focusable    = (*menuPanel)(nil)
	_ desktop.Hoverable = (*menuPanel)(nil)
)

// ShowMenu opens a menu whose right edge is at a position, below it.
func ShowMenu(surface fyne.Canvas, items []*fyne.MenuItem, right fyne.Position) {
	p := newMenuPanel(surface, items)
	p.open(right.SubtractXY(p.cardSize().Width, 0))
}

func newMenuPanel(surface fyne.Canvas, items []*fyne.MenuItem) *menuPanel {
	p := &menuPanel{surface: surface, items: items, card: newBox(8), mark: newBox(5), marked: -1}
	p.card.StrokeWidth = 1
	y := float32(panelPadding)
	for _, item := range items {
		row := &menuRow{rule: newBox(0), y: y, height: p.font().height() + 9}
		if item.IsSeparator {
			row.height = 9
		}
		show(row.rule, item.IsSeparator)
		y += row.height
		p.rows = append(p.rows, row)
	}
	p.ExtendBaseWidget(p)
	return p
}

// open shows the card at a position, or further left or up where it would leave the window.
func (p *menuPanel) open(at fyne.Position) {
	area, size := p.surface.Size(), p.cardSize()
	p.at = fyne.NewPos(max(0, min(at.X, area.Width-size.Width)), max(0, min(at.Y, area.Height-size.Height)))
	p.surface.Overlays().Add(p)
	p.Resize(area)
	p.surface.Focus(p)
}

func (p *menuPanel) close() {
	p.surface.Overlays().Remove(p)
	if p.closed != nil {
		p.closed()
	}
}

// choose does what an item is for, if it can be done.
func (p *menuPanel) choose(index int) {
	if p.chosen(index) {
		p.close()
		p.items[index].Action()
	}
}

// chosen says whether an item can be chosen.
func (p *menuPanel) chosen(index int) bool {
	return index >= 0 && index < len(p.items) && !p.items[index].IsSeparator && !p.items[index].Disabled
}

// Tapped implements fyne.Tappable.
func (p *menuPanel) Tapped(e *fyne.PointEvent) {
	switch index := p.itemAt(e.Position); {
	case index >= 0:
		p.choose(index)
	case p.outside != nil && p.outside(e.Position, true):
	default:
		p.close()
	}
}

// MouseIn implements desktop.Hoverable.
func (p *menuPanel) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (p *menuPanel) MouseMoved(e *desktop.MouseEvent) {
	index := p.itemAt(e.Position)
	if index >= 0 {
		p.markItem(index)
	} else if p.outside != nil {
		p.outside(e.Position, false)
	}
}

// MouseOut implements desktop.Hoverable.
func (p *menuPanel) MouseOut() {}

// TypedKey implements fyne.Focusable.
func (p *menuPanel) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		p.step(1)
	case fyne.KeyUp:
		p.step(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.choose(p.marked)
	case fyne.KeyEscape, fyne.KeyF10:
		p.close()
	case fyne.KeyLeft:
		p.goBeside(-1)
	case fyne.KeyRight:
		p.goBeside(1)
	}
}

// goBeside opens the menu on the left or the right instead of this one.
func (p *menuPanel) goBeside(step int) {
	if p.beside != nil {
		p.close()
		p.beside(step)
	}
}

// TypedRune implements fyne.Focusable.
func (p *menuPanel) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (p *menuPanel) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (p *menuPanel) FocusLost() {}

// step marks the next item that can be chosen.
func (p *menuPanel) step(by int) {
	n := len(p.items)
	from := p.marked
	if from < 0 && by < 0 {
		from = n
	}
	for i := 1; i <= n; i++ {
		if index := ((from+i*by)%n + n) % n; p.chosen(index) {
			p.markItem(index)
			return
		}
	}
}

func (p *menuPanel) markItem(index int) {
	if p.marked != index {
		p.marked = index
		p.Refresh()
	}
}

// itemAt is the index of the item at a position, or -1.
func (p *menuPanel) itemAt(at fyne.Position) int {
	at = at.Subtract(p.at)
	if at.X < 0 || at.X >= p.cardSize().Width {
		return -1
	}
	for i, row := range p.rows {
		if at.Y >= row.y && at.Y < row.y+row.height {
			return i
		}
	}
	return -1
}
