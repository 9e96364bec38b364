// The rows of a TextView that are in view, and the selection over them.

package widget

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const (
	areaPadding = 14 // around the text
	rowSpace    = 4  // between the rows
)

// place is a position in a document: a row, and the number of characters before it in the row.
type place struct{ row, column int }

func (p place) before(q place) bool { return p.row < q.row || p.row == q.row && p.column < q.column }

// textArea is as large as the whole document; it draws what the view shows.
type textArea struct {
	widget.BaseWidget
	view     *TextView
	document *Document
	texts    []*canvas.Text
	marks    []*canvas.Rectangle // the selection, one rectangle in a row
	from, to place               // of the selection, in the order of dragging
	focused  bool
}

var (
	_ fyne.Draggable    = (*textArea)(nil)
	_ fyne.Shortcutable = (*textArea)(nil)
	_ desktop.Mouseable = (*textArea)(nil)
)

func newTextArea(view *TextView) *textArea {
	a := &textArea{view: view, document: &Document{rows: []row{{}}}}
	a.ExtendBaseWidget(a)
	return a
}

func (a *textArea) font() font {
	return font{theme.Size(SizeNameStep), fyne.TextStyle{Monospace: true}}
}

// rowHeight is looser than the font's own, as in the pictures 07 and 10.
func (a *textArea) rowHeight() float32 { return a.font().height() + rowSpace }

// CreateRenderer implements fyne.Widget.
func (a *textArea) CreateRenderer() fyne.WidgetRenderer { return newRenderer(a) }

func (a *textArea) parts() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(a.marks)+len(a.texts))
	for _, mark := range a.marks {
		objects = append(objects, mark)
	}
	for _, text := range a.texts {
		objects = append(objects, text)
	}
	return objects
}

func (a *textArea) paint()          { a.fill() }
func (a *textArea) place(fyne.Size) { a.fill() }

func (a *textArea) least() fyne.Size {
	width := float32(a.document.wide)*a.font().width("M") + 2*areaPadding
	return fyne.NewSize(width, float32(a.document.Rows())*a.rowHeight()+2*areaPadding)
}

// draw fills the objects for the present view and has them painted.
func (a *textArea) draw() {
	a.fill()
	setFiles(a.parts())
	canvas.Refresh(a)
}

// fill gives each row in view its texts, and each selected one a mark.
func (a *textArea) fill() {
	height := a.rowHeight()
	first := max(0, int((a.view.scroll.Offset.Y-areaPadding)/height))
	last := min(a.document.Rows(), first+int(a.view.scroll.Size().Height/height)+2)
	texts, marks := 0, 0
	for i := first; i < last; i++ {
		y := areaPadding + float32(i)*height
		if left, right, ok := a.marked(i); ok {
			mark := next(&a.marks, &marks, func() *canvas.Rectangle { return newBox(0) })
			mark.FillColor = colour(theme.ColorNameSelection)
			put(mark, areaPadding+left, y, right-left, height)
		}
		x := float32(areaPadding)
		for _, s := range a.document.spans(i) {
			text := next(&a.texts, &texts, func() *canvas.Text { return canvas.NewText("", nil) })
			text.Text, text.Color = s.text, colour(s.color)
			text.TextSize, text.TextStyle = a.font().size, a.font().style
			width := a.font().width(s.text)
			put(text, x, y+rowSpace/2, width, height-rowSpace)
			x += width
		}
	}
	a.texts, a.marks = a.texts[:texts], a.marks[:marks]
}

// next is the object at the index, made where there is none yet.
func next[T any](objects *[]T, index *int, made func() T) T {
	if *index == len(*objects) {
		*objects = append(*objects, made())
	}
	*index++
	return (*objects)[*index-1]
}

// selection is the selected part in the order of reading.
func (a *textArea) selection() (from, to place) {
	if a.to.before(a.from) {
		return a.to, a.from
	}
	return a.from, a.to
}

// marked is where the selection begins and ends in a row, in pixels from the start of the text.
func (a *textArea) marked(i int) (left, right float32, ok bool) {
	from, to := a.selection()
	if from == to || i < from.row || i > to.row {
		return 0, 0, false
	}
	runes := []rune(string(a.document.row(i)))
	start, end := 0, len(runes)
	if i == from.row {
		start = min(from.column, end)
	}
	right = 6 // the line feed
	if i == to.row {
		end, right = min(to.column, end), 0
	}
	left = a.font().width(string(runes[:start]))
	return left, a.font().width(string(runes[:end])) + right, true
}

func (a *textArea) selectedText() string {
	from, to := a.selection()
	if from == to {
		return ""
	}
	all := []rune(a.document.Text(from.row, to.row+1))
	tail := len([]rune(string(a.document.row(to.row)))) - to.column
	return string(all[min(from.column, len(all)):max(from.column, len(all)-max(0, tail))])
}

// at is the place under a point.
func (a *textArea) at(p fyne.Position) place {
	i := max(0, min(int((p.Y-areaPadding)/a.rowHeight()), a.document.Rows()-1))
	runes := []rune(string(a.document.row(i)))
	column := sort.Search(len(runes), func(n int) bool {
		return a.font().width(string(runes[:n]))+a.font().width(string(runes[n:n+1]))/2 > p.X-areaPadding
	})
	return place{i, column}
}
