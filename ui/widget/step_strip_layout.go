// Where the parts of the step strip stand: six columns, or the compact form of narrow windows.

package widget

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

const (
	stripSide   = 11 // free space at the sides
	stripTop    = 15 // above the circles
	circleSize  = 24
	captionTop  = stripTop + circleSize + 5
	stripBottom = 11
)

// columnWidth is the width of one of the six columns.
func (s *StepStrip) columnWidth(width float32) float32 { return (widthOr(width) - 2*stripSide) / 6 }

// stepAt is the index of the step at a position.
func (s *StepStrip) stepAt(x float32) int {
	step := int((x - stripSide) / s.columnWidth(s.Size().Width))
	return max(0, min(step, len(s.steps)-1))
}

// compact says whether the widest word of a title does not fit its column.
func (s *StepStrip) compact(width float32) bool {
	f := font{theme.Size(SizeNameStep), fyne.TextStyle{Bold: true}}
	for _, step := range s.steps {
		for word := range strings.FieldsSeq(step.Title) {
			if f.width(word) > s.columnWidth(width)-6 {
				return true
			}
		}
	}
	return false
}

// shownStep is the step whose title the compact form shows.
func (s *StepStrip) shownStep() int {
	if s.focused {
		return s.cursor
	}
	return current(s.steps)
}

// captionHeight is the height of title and note of a step.
func (v *stepView) captionHeight(width float32) float32 {
	height := v.title.HeightFor(width) - 2
	if v.note.Text() != "" {
		height += v.note.HeightFor(width) - 2
	}
	return height
}

// HeightFor is the height of the strip at a width.
func (s *StepStrip) HeightFor(width float32) float32 {
	if s.compact(width) {
		return captionTop + s.views[s.shownStep()].captionHeight(widthOr(width)-2*stripSide) + stripBottom
	}
	height, column := float32(0), s.columnWidth(width)-4
	for _, v := range s.views {
		height = max(height, v.captionHeight(column))
	}
	return captionTop + height + stripBottom
}

func (s *StepStrip) place(size fyne.Size) {
	put(s.box, 0, 0, size.Width, size.Height)
	column, compact := s.columnWidth(size.Width), s.compact(size.Width)
	for i, v := range s.views {
		centre := stripSide + column*(float32(i)+0.5)
		put(v.circle, centre-circleSize/2, stripTop, circleSize, circleSize)
		mark := v.mark.MinSize().Height
		put(v.mark, centre-circleSize/2, stripTop+(circleSize-mark)/2, circleSize, mark)
		if i > 0 {
			before := centre - column + circleSize/2
			put(s.lines[i-1], before, stripTop+circleSize/2-1, column-circleSize, 2)
		}
		shown := !compact || i == s.shownStep()
		show(v.title, shown)
		show(v.note, shown && v.note.Text() != "")
		if compact {
			v.placeCaption(stripSide, size.Width-2*stripSide)
		} else {
			v.placeCaption(centre-column/2+2, column-4)
		}
	}
	s.placeRing(column, size, compact)
}

// placeCaption puts the title under the circle and the note under the title, closer than the font's own line height.
func (v *stepView) placeCaption(x, width float32) {
	title := v.title.HeightFor(width)
	put(v.title, x, captionTop-1, width, title)
	put(v.note, x, captionTop-1+title-2, width, v.note.HeightFor(width))
}

// placeRing puts the focus ring round the column of the keyboard's step, or round its circle in the compact form.
func (s *StepStrip) placeRing(column float32, size fyne.Size, compact bool) {
	x := stripSide + column*float32(s.cursor)
	if compact {
		put(s.ring, x+column/2-circleSize/2-4, stripTop-4, circleSize+8, circleSize+8)
		return
	}
	put(s.ring, x, 5, column, size.Height-10)
}

func (s *StepStrip) least() fyne.Size { return fyne.NewSize(240, s.HeightFor(s.Size().Width)) }
