// The rows of the side bar: a connection with its live status, and a room that belongs to no connection.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Connection is what a side-bar row shows.
type Connection struct {
	Name   string
	Key    string // chooses the avatar's colour, such as the connection's ID
	Status string // "Signed out", "Ada Lovelace"
	Left   string // "59 min": after the status, never cut; may be empty
	Kind   Kind   // of the dot
}

// left is what stands behind the status.
func (c Connection) left() string {
	if c.Left == "" {
		return ""
	}
	return " · " + c.Left
}

// SideBarRow is a row of the side bar: avatar, name, dot and status. Long texts are cut with an ellipsis.
type SideBarRow struct {
	control
	shown    Connection
	selected bool
	back     *canvas.Rectangle
	avatar   *Avatar
	dot      *Dot
	name     *canvas.Text
	status   *canvas.Text
}

// NewSideBarRow makes a row.
func NewSideBarRow(c Connection, tapped func()) *SideBarRow {
	r := &SideBarRow{
		shown: c, back: newBox(6), avatar: NewConnectionAvatar(c.Name, c.Key), dot: NewDot(c.Kind),
		name: canvas.NewText(c.Name, nil), status: canvas.NewText(c.Status, nil),
	}
	r.name.TextStyle.Bold = true
	r.OnTapped = tapped
	r.extend(r)
	return r
}

// Set changes what the row shows; the same again costs nothing.
func (r *SideBarRow) Set(c Connection) {
	if r.shown == c {
		return
	}
	if r.shown.Name != c.Name || r.shown.Key != c.Key {
		r.avatar.Set(c.Name, c.Key)
	}
	r.shown = c
	r.dot.SetKind(c.Kind)
	r.Refresh()
}

// Shown is what the row shows.
func (r *SideBarRow) Shown() Connection { return r.shown }

// SetSelected marks the row as the one whose page is shown.
func (r *SideBarRow) SetSelected(selected bool) {
	if r.selected != selected {
		r.selected = selected
		r.Refresh()
	}
}

// Selected says whether the row is marked.
func (r *SideBarRow) Selected() bool { return r.selected }

// AccessibilityLabel implements fyne.Accessible.
func (r *SideBarRow) AccessibilityLabel() string {
	return r.shown.Name + ", " + r.shown.Status + r.shown.left()
}

// AccessibilityRole implements fyne.Accessible.
func (r *SideBarRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (r *SideBarRow) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.avatar, r.name, r.dot, r.status, r.ring}
}

func (r *SideBarRow) paint() {
	r.name.TextSize, r.status.TextSize = theme.Size(theme.SizeNameText), theme.Size(SizeNameStep)
	r.name.Color, r.status.Color = colour(theme.ColorNameForeground), colour(ColorNameQuiet)
	r.paintBack(r.back, r.selected)
	if r.selected {
		r.status.Color = colour(ColorNameQuietOnSelected)
	}
	r.paintRing(false)
}

// paintBack paints the ground of a row that can be selected.
func (c *control) paintBack(back *canvas.Rectangle, selected bool) {
	show(back, selected || c.hovered)
	if selected {
		back.FillColor = colour(ColorNameSelected)
	} else {
		back.FillColor = colour(theme.ColorNameHover)
	}
}

func (r *SideBarRow) place(size fyne.Size) {
	put(r.back, 0, 0, size.Width, size.Height)
	put(r.ring, 0, 0, size.Width, size.Height)
	folded := size.Width < foldedRow
	show(r.name, !folded)
	show(r.status, !folded)
	if folded {
		x, y := (size.Width-30)/2, (size.Height-30)/2
		put(r.avatar, x, y, 30, 30)
		put(r.dot, x+25, y+25, 7, 7)
		return
	}
	put(r.avatar, 8, (size.Height-30)/2, 30, 30)
	name := font{r.name.TextSize, r.name.TextStyle}
	status := font{r.status.TextSize, r.status.TextStyle}
	nameHeight, statusHeight := name.height(), status.height()
	width := max(0, size.Width-48-8)
	top := (size.Height - nameHeight - statusHeight + 3) / 2
	r.name.Text = name.cut(r.shown.Name, width)
	put(r.name, 48, top, width, nameHeight)
	left := r.shown.left()
	r.status.Text = status.cut(r.shown.Status, width-12-status.width(left)) + left
	line := top + nameHeight - 3
	put(r.dot, 48, line+(statusHeight-7)/2+1, 7, 7)
	put(r.status, 60, line, max(0, width-12), statusHeight)
}

func (r *SideBarRow) least() fyne.Size { return fyne.NewSize(48, 14+34*Scale()) }
