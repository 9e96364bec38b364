// The tiles of picture 11: a letter on a ground of its own colour, a name, and a word about it, in a grid.

package widget

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// TileText is what a tile shows.
type TileText struct {
	Letter, Color string // the ground as #RRGGBB, dark enough for a white letter
	Name, Note    string
}

// Tile is a choice among others, with its own ground. Long texts are cut with an ellipsis.
type Tile struct {
	control
	shown    TileText
	selected bool
	box      *canvas.Rectangle
	ground   *canvas.Rectangle
	letter   *canvas.Text
	name     *canvas.Text
	note     *canvas.Text
}

// NewTile makes a tile.
func NewTile(text TileText, tapped func()) *Tile {
	t := &Tile{
		shown: text, box: newBox(8), ground: newBox(6), letter: canvas.NewText(text.Letter, color.White), name: canvas.NewText(text.Name, nil),
		note: canvas.NewText(text.Note, nil),
	}
	t.box.StrokeWidth = 1
	t.letter.TextStyle.Bold, t.name.TextStyle.Bold = true, true
	t.letter.Alignment = fyne.TextAlignCenter
	t.ground.FillColor = colorOf(text.Color)
	t.OnTapped = tapped
	t.extend(t)
	return t
}

// colorOf reads #RRGGBB; what is none is the grey of pages.
func colorOf(text string) color.Color {
	n, err := strconv.ParseUint(strings.TrimPrefix(text, "#"), 16, 32)
	if err != nil || len(text) != 7 {
		return color.NRGBA{0x64, 0x74, 0x8B, 0xFF}
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 0xFF}
}

// Shown is what the tile shows.
func (t *Tile) Shown() TileText { return t.shown }

// SetSelected marks the tile as the one that was chosen.
func (t *Tile) SetSelected(selected bool) {
	if t.selected != selected {
		t.selected = selected
		t.Refresh()
	}
}

// Selected says whether the tile is marked.
func (t *Tile) Selected() bool { return t.selected }

// SetEnabled says whether the tile can be chosen.
func (t *Tile) SetEnabled(enabled bool) {
	switch {
	case enabled && t.Disabled():
		t.Enable()
	case !enabled && !t.Disabled():
		t.Disable()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (t *Tile) AccessibilityLabel() string { return t.shown.Name + ", " + t.shown.Note }

// AccessibilityRole implements fyne.Accessible.
func (t *Tile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (t *Tile) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.box, t.ground, t.letter, t.name, t.note, t.ring}
}

func (t *Tile) paint() {
	t.box.FillColor, t.box.StrokeColor, t.box.StrokeWidth = colour(ColorNamePanel), colour(ColorNameLine), 1
	switch {
	case t.selected:
		t.box.StrokeColor, t.box.StrokeWidth = colour(theme.ColorNamePrimary), 2
	case t.hovered && !t.Disabled():
		t.box.FillColor = colour(ColorNameSelected)
	}
	t.letter.TextSize, t.name.TextSize, t.note.TextSize = 13, theme.Size(theme.SizeNameText), theme.Size(SizeNameStep)
	t.name.Color, t.note.Color = colour(theme.ColorNameForeground), colour(ColorNameQuiet)
	if t.hovered && !t.selected && !t.Disabled() {
		t.note.Color = colour(ColorNameQuietOnSelected)
	}
	if t.Disabled() {
		t.name.Color = colour(ColorNameQuiet)
	}
	t.paintRing(false)
}

func (t *Tile) place(size fyne.Size) {
	put(t.box, 0, 0, size.Width, size.Height)
	put(t.ring, 0, 0, size.Width, size.Height)
	const ground, left = 30, 53
	y := (size.Height - ground) / 2
	put(t.ground, 13, y, ground, ground)
	height := t.letter.MinSize().Height
	put(t.letter, 13, y+(ground-height)/2, ground, height)
	name, note := font{t.name.TextSize, t.name.TextStyle}, font{t.note.TextSize, t.note.TextStyle}
	width := max(0, size.Width-left-10)
	t.name.Text, t.note.Text = name.cut(t.shown.Name, width), note.cut(t.shown.Note, width)
	top := (size.Height - name.height() - note.height() + 3) / 2
	put(t.name, left, top, width, name.height())
	put(t.note, left, top+name.height()-3, width, note.height())
}

func (t *Tile) least() fyne.Size { return fyne.NewSize(120, 22+34*Scale()) }

const (
	tileGap     = 12
	tileWidth   = 200 // least width of a column at text scale 1
	tileColumns = 3
)

// NewTileGrid puts tiles of one size into up to three columns.
func NewTileGrid(tiles ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tileLayout{}, tiles...)
}

type tileLayout struct{ width float32 }

func (l *tileLayout) columns(width float32) int {
	return max(1, min(tileColumns, int((width+tileGap)/(tileWidth*Scale()+tileGap))))
}

// Layout implements fyne.Layout.
func (l *tileLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	columns := l.columns(size.Width)
	width := (size.Width - tileGap*float32(columns-1)) / float32(columns)
	for i, o := range visible(objects) {
		height := o.MinSize().Height
		put(o, float32(i%columns)*(width+tileGap), float32(i/columns)*(height+tileGap), width, height)
	}
}

// HeightFor is the height of the grid at a width.
func (l *tileLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	shown, columns := visible(objects), l.columns(width)
	if len(shown) == 0 {
		return 0
	}
	rows := float32((len(shown) + columns - 1) / columns)
	return rows*(shown[0].MinSize().Height+tileGap) - tileGap
}

// MinSize implements fyne.Layout.
func (l *tileLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(tileWidth, l.HeightFor(objects, widthOr(l.width)))
}
