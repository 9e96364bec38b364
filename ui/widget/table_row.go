// The cells of one row of a table.

package widget

import (
	"iter"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// rowView are the objects of a row and where it stands.
type rowView struct {
	columns     []Column
	cells       []cellView
	shown       []Cell
	line        *canvas.Rectangle
	top, height float32
}

// cellView is a Text or a Pill.
type cellView struct {
	fyne.CanvasObject
	text *Text
	pill *Pill
}

func newRowView(columns []Column) *rowView {
	return &rowView{columns: columns, line: newBox(0), cells: make([]cellView, len(columns)), shown: make([]Cell, len(columns))}
}

// set changes the cells that differ, and says whether one had to be made anew.
func (v *rowView) set(cells []Cell) (made bool) {
	for i := range v.cells {
		cell := Cell{}
		if i < len(cells) {
			cell = cells[i]
		}
		if cell.Style == OfColumn {
			cell.Style = v.columns[i].Style
		}
		before, view := v.shown[i], &v.cells[i]
		v.shown[i] = cell
		switch {
		case view.CanvasObject == nil || before.Style != cell.Style:
			*view = newCellView(cell)
			made = true
		case before == cell:
		case view.pill != nil:
			view.pill.Set(cell.Text, cell.Kind)
		default:
			view.text.SetText(cell.Text)
			view.text.SetColor(cell.color())
		}
	}
	return made
}

func newCellView(cell Cell) cellView {
	if cell.Style == Badge {
		p := newPill(cell.Text, cell.Kind, SizeNameStep)
		return cellView{CanvasObject: p, pill: p}
	}
	style := Style{Size: theme.SizeNameCaptionText, Color: cell.color(), Mono: cell.Style == Mono}
	if cell.Style == Strong {
		style.Size, style.Bold = theme.SizeNameText, true
	}
	t := NewText(cell.Text, style)
	return cellView{CanvasObject: t, text: t}
}

// color is the colour of a cell that is no pill.
func (c Cell) color() fyne.ThemeColorName {
	switch {
	case c.Kind != Neutral:
		return c.Kind.text()
	case c.Style == Subdued:
		return ColorNameQuiet
	}
	return theme.ColorNameForeground
}

func (v *rowView) parts() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{v.line}
	for _, cell := range v.cells {
		objects = append(objects, cell.CanvasObject)
	}
	return objects
}

const (
	cellSide = 8  // free space at the sides of a cell
	cellTop  = 5  // above and below a row's texts
	stackIn  = 12 // how far the cells below the first are set in when stacked
)

// heightFor is the height of the row with its cells beside each other, in the given widths.
func (v *rowView) heightFor(widths []float32) float32 {
	height, line := float32(0), v.lineHeight()
	for i, cell := range v.cells {
		height = max(height, cell.drop(line)+cell.heightFor(widths[i]-2*cellSide))
	}
	return height + 2*cellTop + 1
}

// lineHeight is the height of the highest first line.
func (v *rowView) lineHeight() float32 {
	height := float32(0)
	for _, cell := range v.cells {
		height = max(height, cell.lineHeight())
	}
	return height
}

func (c cellView) lineHeight() float32 {
	if c.pill != nil {
		return c.pill.least().Height
	}
	return c.text.font(Run{}).height()
}

// drop is how far a cell is moved down, so that the first lines of fonts of different height stand beside each other.
func (c cellView) drop(line float32) float32 { return float32(int(line-c.lineHeight()) / 2) }

// stackedHeight is the height of the row with its cells below each other.
func (v *rowView) stackedHeight(width float32) float32 {
	height := float32(2*cellTop + 1)
	for i, cell := range v.filled() {
		height += cell.heightFor(stackedWidth(i, width)) + 2
	}
	return height
}

// stackedWidth is the width of the cell of a column in the stacked form. Where the first is empty, the others stay set in:
// they belong to that of a row above.
func stackedWidth(i int, width float32) float32 {
	if i > 0 {
		width -= stackIn
	}
	return max(1, width-2*cellSide)
}

// filled are the cells that have a text, with their columns: an empty one needs no line in the stacked form.
func (v *rowView) filled() iter.Seq2[int, cellView] {
	return func(yield func(int, cellView) bool) {
		for i, cell := range v.cells {
			if v.shown[i].Text != "" && !yield(i, cell) {
				return
			}
		}
	}
}

func (c cellView) heightFor(width float32) float32 {
	if c.pill != nil {
		return c.pill.least().Height
	}
	return c.text.HeightFor(max(1, width))
}

// place puts the cells beside each other.
func (v *rowView) place(top float32, widths []float32) {
	v.top, v.height = top, v.heightFor(widths)
	x, line := float32(0), v.lineHeight()
	for i, cell := range v.cells {
		show(cell.CanvasObject, true)
		w, h := max(1, widths[i]-2*cellSide), cell.heightFor(widths[i]-2*cellSide)
		put(cell.CanvasObject, x+cellSide, top+cellTop+cell.drop(line), cell.widthIn(w), h)
		x += widths[i]
	}
	put(v.line, 0, top+v.height-1, x, 1)
}

// placeStacked puts the cells below each other.
func (v *rowView) placeStacked(top, width float32) {
	v.top, v.height = top, v.stackedHeight(width)
	for i, cell := range v.cells {
		show(cell.CanvasObject, v.shown[i].Text != "")
	}
	y := top + cellTop
	for i, cell := range v.filled() {
		w := stackedWidth(i, width)
		h := cell.heightFor(w)
		put(cell.CanvasObject, width-cellSide-w, y, cell.widthIn(w), h)
		y += h + 2
	}
	put(v.line, 0, top+v.height-1, width, 1)
}

// widthIn is the width of the cell: a pill is as wide as its text.
func (c cellView) widthIn(width float32) float32 {
	if c.pill != nil {
		return min(width, c.pill.naturalWidth())
	}
	return width
}
