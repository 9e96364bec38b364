// Where the rows and columns of a table stand.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// widths shares a width among the columns: each its least width, the rest by weight. It is nil when they do not fit.
func (t *Table) widths(width float32) []float32 {
	least, weights := float32(0), float32(0)
	widths := make([]float32, len(t.columns))
	for i, column := range t.columns {
		widths[i] = t.leastWidth(i)
		least += widths[i]
		weights += column.Weight
	}
	if least > width {
		return nil
	}
	for i, column := range t.columns {
		if weights > 0 {
			widths[i] += (width - least) * column.Weight / weights
		}
	}
	return widths
}

func (t *Table) headerHeight(widths []float32) float32 {
	if len(t.headers) == 0 || widths == nil {
		return 0
	}
	height := float32(0)
	for i, header := range t.headers {
		height = max(height, header.HeightFor(widths[i]-2*cellSide))
	}
	return height + 13
}

// HeightFor is the height of the table at a width.
func (t *Table) HeightFor(width float32) float32 {
	width = widthOr(width)
	if t.measured.width == width && t.measured.scale == Scale() {
		return t.measured.height
	}
	widths := t.widths(width)
	height := t.headerHeight(widths)
	for _, view := range t.views {
		if widths == nil {
			height += view.stackedHeight(width)
		} else {
			height += view.heightFor(widths)
		}
	}
	t.measured = tableHeight{width, Scale(), height}
	return height
}

func (t *Table) paint() {
	t.measured = tableHeight{}
	t.back.FillColor, t.hover.FillColor = colour(ColorNameSelected), colour(theme.ColorNameHover)
	t.headLine.FillColor = colour(ColorNameLine)
	for i, view := range t.views {
		view.line.FillColor = colour(ColorNameLine)
		view.paintSelected(i == t.selected)
	}
	t.paintRing(false)
}

// paintSelected darkens the quiet texts of the selected row until they are readable on its ground.
func (v *rowView) paintSelected(selected bool) {
	for i, cell := range v.cells {
		if cell.text == nil || v.shown[i].color() != ColorNameQuiet {
			continue
		}
		if selected {
			cell.text.SetColor(ColorNameQuietOnSelected)
		} else {
			cell.text.SetColor(ColorNameQuiet)
		}
	}
}

func (t *Table) place(size fyne.Size) {
	widths := t.widths(size.Width)
	y := t.headerHeight(widths)
	x := float32(0)
	show(t.headLine, y > 0)
	put(t.headLine, 0, y-1, size.Width, 1)
	for i, header := range t.headers {
		show(header, widths != nil)
		if widths != nil {
			width := max(1, widths[i]-2*cellSide)
			put(header, x+cellSide, 6, width, header.HeightFor(width))
			x += widths[i]
		}
	}
	for _, view := range t.views {
		if widths == nil {
			view.placeStacked(y, size.Width)
		} else {
			view.place(y, widths)
		}
		y += view.height
	}
	t.placeGrounds()
}

// placeGrounds puts the selection, the hover ground and the focus ring under and round their rows.
func (t *Table) placeGrounds() {
	width := t.Size().Width
	show(t.back, t.selected >= 0)
	if t.selected >= 0 {
		view := t.views[t.selected]
		put(t.back, 0, view.top, width, view.height-1)
		put(t.ring, 0, view.top, width, view.height-1)
	} else {
		put(t.ring, 0, 0, width, t.Size().Height)
	}
	show(t.hover, t.pointed >= 0 && t.pointed != t.selected)
	if t.pointed >= 0 {
		put(t.hover, 0, t.views[t.pointed].top, width, t.views[t.pointed].height-1)
	}
}

func (t *Table) least() fyne.Size { return fyne.NewSize(120, t.HeightFor(t.Size().Width)) }
