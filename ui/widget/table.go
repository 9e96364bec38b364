// The table of wrapped texts for claims, checks and facts, up to about 200 rows. For more rows use a widget.List.

package widget

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// CellStyle is the look of a cell.
type CellStyle int

// The looks. A cell of OfColumn looks like its column; Badge shows a pill of the cell's kind.
const (
	OfColumn CellStyle = iota
	Plain              // 12.5, the text colour
	Mono               // 12.5 monospace
	Strong             // 14 bold
	Subdued            // 12.5, quiet
	Badge              // a pill; the text carries mark and word: "✓ passed"
)

// Column is a column of a table.
type Column struct {
	Header string
	Min    float32 // width in pixels at text scale 1
	Weight float32 // share of the width that is left
	Style  CellStyle
}

// Cell is a text with a kind: the colour of a pill, or of the text where the kind is not Neutral.
type Cell struct {
	Text  string
	Kind  Kind
	Style CellStyle
}

// Row is a row of a table. Copy is what Ctrl+C takes; where it is empty, the texts of the cells separated by tabs.
type Row struct {
	Cells []Cell
	Copy  string
}

// Table is one focus stop: Up, Down, Home and End move the selection. Where the columns do not fit, the cells of a row
// stand below each other and the header is hidden.
type Table struct {
	control
	// OnSelected is called when the person selects a row.
	OnSelected func(row int)
	// OnOpen is called by Enter and by a second tap on the selected row.
	OnOpen func(row int)

	columns  []Column
	pills    map[int][]string // FitPills by column
	rows     []Row
	selected int // -1: none
	pointed  int
	headers  []*Text
	headLine *canvas.Rectangle
	views    []*rowView
	painted  int               // rows that are painted already
	more     bool              // the others follow
	back     *canvas.Rectangle // under the selected row
	hover    *canvas.Rectangle // under the row the pointer is at
	measured tableHeight
}

// tableHeight is the height that was found for a width and a text scale.
type tableHeight struct{ width, scale, height float32 }

var _ fyne.Shortcutable = (*Table)(nil)

// NewTable makes an empty table. A table whose headers are all empty has no header row.
func NewTable(columns ...Column) *Table {
	t := &Table{}
	t.build(t, columns)
	return t
}

// build makes the parts; self is the widget that embeds the table.
func (t *Table) build(self drawn, columns []Column) {
	t.columns, t.selected, t.pointed = slices.Clone(columns), -1, -1
	t.headLine, t.back, t.hover = newBox(0), newBox(6), newBox(6)
	headed := slices.ContainsFunc(columns, func(c Column) bool { return c.Header != "" })
	for _, column := range columns {
		if headed {
			t.headers = append(t.headers, NewText(column.Header, Style{Size: SizeNameSection, Color: ColorNameQuiet, Bold: true}))
		}
	}
	t.extend(self)
}

// SetRows replaces the rows. Only cells that differ are drawn anew, so it may be called every second. The selection
// stays at its index.
func (t *Table) SetRows(rows []Row) {
	before := t.HeightFor(t.Size().Width)
	changed := len(rows) != len(t.rows)
	t.measured = tableHeight{}
	for len(t.views) < len(rows) {
		t.views = append(t.views, newRowView(t.columns))
	}
	t.views = t.views[:len(rows)]
	t.rows = make([]Row, len(rows))
	for i, row := range rows {
		t.rows[i] = Row{Cells: slices.Clone(row.Cells), Copy: row.Copy}
		if t.views[i].set(row.Cells) {
			changed = true
		}
	}
	t.selected = min(t.selected, len(rows)-1)
	t.pointed = min(t.pointed, len(rows)-1)
	t.paintSome()
	if changed {
		t.Refresh()
	} else if before != t.HeightFor(t.Size().Width) {
		t.place(t.Size())
	}
}

// Many new texts in one frame would keep the window from answering: a table begins with a few rows, and has the
// others in a later frame.
const (
	rowsAtOnce = 5
	rowsLater  = 100 * time.Millisecond
)

// paintSome lets the first rows be painted, and the others after rowsLater.
func (t *Table) paintSome() {
	switch {
	case t.painted == 0 && len(t.views) > rowsAtOnce:
		t.painted, t.more = rowsAtOnce, true
		fyne.NewAnimation(rowsLater, func(done float32) {
			if done == 1 {
				t.painted, t.more = len(t.views), false
				t.Refresh()
			}
		}).Start()
	case t.more:
		t.painted = min(t.painted, len(t.views))
	default:
		t.painted = len(t.views)
	}
}

// Rows are the rows as they were set.
func (t *Table) Rows() []Row { return slices.Clone(t.rows) }

// Selected is the index of the selected row, or -1.
func (t *Table) Selected() int { return t.selected }

// Select marks a row without calling OnSelected; -1 marks none.
func (t *Table) Select(row int) {
	if row = max(-1, min(row, len(t.rows)-1)); row == t.selected {
		return
	}
	for _, i := range []int{t.selected, row} {
		if i >= 0 {
			t.views[i].paintSelected(i == row)
		}
	}
	t.selected = row
	t.placeGrounds()
}

// Reveal scrolls until a row is in view.
func (t *Table) Reveal(row int) {
	if row >= 0 && row < len(t.views) {
		revealPart(t.self, t.views[row].top, t.views[row].height)
	}
}

// SelectedText is what a copy of the selected row takes, or nothing.
func (t *Table) SelectedText() string {
	if t.selected < 0 {
		return ""
	}
	row := t.rows[t.selected]
	if row.Copy != "" {
		return row.Copy
	}
	texts := make([]string, len(row.Cells))
	for i, cell := range row.Cells {
		texts[i] = cell.Text
	}
	return strings.Join(texts, "\t")
}

// TypedShortcut copies the selected row by Ctrl+C, and lets the window have its shortcuts.
func (t *Table) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutCopy); ok && t.selected >= 0 {
		fyne.CurrentApp().Clipboard().SetContent(t.SelectedText())
	}
	passShortcut(t, s)
}

// choose selects as the person does.
func (t *Table) choose(row int) {
	if len(t.rows) == 0 {
		return
	}
	t.Select(max(0, min(row, len(t.rows)-1)))
	t.Reveal(t.selected)
	if t.OnSelected != nil {
		t.OnSelected(t.selected)
	}
}

func (t *Table) open() {
	if t.selected >= 0 && t.OnOpen != nil {
		t.OnOpen(t.selected)
	}
}

// parts has the grounds first, under the texts.
func (t *Table) parts() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{t.hover, t.back, t.headLine}
	for _, header := range t.headers {
		objects = append(objects, header)
	}
	for _, view := range t.views[:t.painted] {
		objects = append(objects, view.parts()...)
	}
	return append(objects, t.ring)
}
