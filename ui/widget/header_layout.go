// The header of a page: title and line below at the left, buttons at the right, or below where the window is narrow.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// titleRoom is the width that the title keeps beside the buttons, at text scale 1.
const titleRoom = 260

// headerLayout places two objects: the column of title and sub line, and the row of buttons.
type headerLayout struct{ width float32 }

// NewHeader makes the header of a page. Title and sub line wrap; make the sub line with NewSubLine.
func NewHeader(title fyne.CanvasObject, sub *Text, buttons ...fyne.CanvasObject) *fyne.Container {
	column := NewColumn(-1, title, sub)
	row := container.New(&flowLayout{gap: 12}, buttons...)
	return container.New(&headerLayout{}, column, row)
}

// NewSubLine makes the quiet line under a title; runs may be bold, such as a client ID.
func NewSubLine(runs ...Run) *Text {
	t := NewText("", Style{Size: theme.SizeNameCaptionText, Color: ColorNameQuiet})
	t.SetRuns(runs...)
	return t
}

// beside says whether the buttons stand beside the title.
func (l *headerLayout) beside(buttons fyne.CanvasObject, width float32) bool {
	return naturalWidth(buttons)+titleRoom*Scale() <= width
}

// hasButtons says whether there is a button to place.
func hasButtons(row fyne.CanvasObject) bool {
	return len(visible(row.(*fyne.Container).Objects)) > 0
}

// Layout implements fyne.Layout.
func (l *headerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	text, buttons := objects[0], objects[1]
	if !hasButtons(buttons) {
		put(text, 0, 0, size.Width, HeightFor(text, size.Width))
		return
	}
	if l.beside(buttons, size.Width) {
		width := naturalWidth(buttons)
		left := size.Width - width - 12
		put(text, 0, 0, left, HeightFor(text, left))
		put(buttons, size.Width-width, 8, width, HeightFor(buttons, width))
		return
	}
	height := HeightFor(text, size.Width)
	put(text, 0, 0, size.Width, height)
	put(buttons, 0, height+10, size.Width, HeightFor(buttons, size.Width))
}

// HeightFor is the height of the header at a width.
func (l *headerLayout) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	text, buttons := objects[0], objects[1]
	if !hasButtons(buttons) {
		return HeightFor(text, width)
	}
	if l.beside(buttons, width) {
		row := naturalWidth(buttons)
		return max(HeightFor(text, width-row-12), HeightFor(buttons, row)+8)
	}
	return HeightFor(text, width) + 10 + HeightFor(buttons, width)
}

// MinSize implements fyne.Layout.
func (l *headerLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := max(objects[0].MinSize().Width, objects[1].MinSize().Width)
	return fyne.NewSize(width, l.HeightFor(objects, widthOr(l.width)))
}
