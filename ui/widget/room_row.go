// A room of the side bar: icon and text.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// RoomRow is a row for a room that belongs to no connection, such as Settings.
type RoomRow struct {
	control
	text     string
	selected bool
	back     *canvas.Rectangle
	icon     *canvas.Image
	resource fyne.Resource
	label    *canvas.Text
}

// NewRoomRow makes a row. The icon is an SVG; it takes the colour of the text.
func NewRoomRow(icon fyne.Resource, text string, tapped func()) *RoomRow {
	r := &RoomRow{text: text, back: newBox(6), resource: icon, label: canvas.NewText(text, nil)}
	r.icon = canvas.NewImageFromResource(theme.NewThemedResource(icon))
	r.icon.FillMode = canvas.ImageFillContain
	r.OnTapped = tapped
	r.extend(r)
	return r
}

// SetSelected marks the row as the one whose page is shown.
func (r *RoomRow) SetSelected(selected bool) {
	if r.selected != selected {
		r.selected = selected
		r.Refresh()
	}
}

// Selected says whether the row is marked.
func (r *RoomRow) Selected() bool { return r.selected }

// Text is the text of the row.
func (r *RoomRow) Text() string { return r.text }

// AccessibilityLabel implements fyne.Accessible.
func (r *RoomRow) AccessibilityLabel() string { return r.text }

// AccessibilityRole implements fyne.Accessible.
func (r *RoomRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (r *RoomRow) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.icon, r.label, r.ring}
}

func (r *RoomRow) paint() {
	r.label.TextSize, r.label.Color = theme.Size(theme.SizeNameText), colour(theme.ColorNameForeground)
	r.icon.Resource = theme.NewThemedResource(r.resource)
	r.icon.Refresh()
	r.paintBack(r.back, r.selected)
	r.paintRing(false)
}

func (r *RoomRow) place(size fyne.Size) {
	put(r.back, 0, 0, size.Width, size.Height)
	put(r.ring, 0, 0, size.Width, size.Height)
	side := 16 * Scale()
	folded := size.Width < foldedRow
	show(r.label, !folded)
	if folded {
		put(r.icon, (size.Width-side)/2, (size.Height-side)/2, side, side)
		return
	}
	put(r.icon, 8, (size.Height-side)/2, side, side)
	f := font{r.label.TextSize, r.label.TextStyle}
	x, height := 8+side+8, f.height()
	r.label.Text = f.cut(r.text, size.Width-x-8)
	put(r.label, x, (size.Height-height)/2, max(0, size.Width-x-8), height)
}

func (r *RoomRow) least() fyne.Size { return fyne.NewSize(48, 14+20*Scale()) }
