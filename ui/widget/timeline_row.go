// One row of a TimelineList.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// timelineView are the objects of a row in view.
type timelineView struct {
	back, rule               *canvas.Rectangle
	when, note, status, took line
	title                    []*line
}

func newTimelineView() *timelineView { return &timelineView{back: newBox(6), rule: newBox(0)} }

func (v *timelineView) parts() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{v.back, v.rule}
	for _, l := range append([]*line{&v.when, &v.note, &v.status, &v.took}, v.title...) {
		objects = append(objects, l.parts()...)
	}
	return objects
}

// place shows a row. Five parameters: they are one row's, and nobody else's.
func (v *timelineView) place(row TimelineRow, on ground, f timelineForm, top, height float32) {
	v.paint(row.Kind, on)
	put(v.back, 0, top, f.inner+2*timelineSide, height-1)
	put(v.rule, 0, top+height-1, f.inner+2*timelineSide, 1)
	if f.stacked {
		v.stack(row, f, top+timelineAbove)
		return
	}
	bold, mono, quiet := timelineFonts()
	middle := top + (height-1)/2
	v.when.place(row.When, timelineSide, middle-mono.height()/2, f.left, mono.height())
	x, y := timelineSide+f.left, top+timelineAbove
	y += v.placeTitle(f.titleLines(row.Title), x, y, bold.height())
	v.note.place(mono.cut(row.Note, f.title), x, y, f.title, mono.height())
	right := timelineSide + f.inner
	if row.Status != "" && row.Took != "" {
		v.toTheRight(&v.status, quiet, row.Status, right, middle-quiet.height())
		v.toTheRight(&v.took, quiet, row.Took, right, middle)
		return
	}
	v.toTheRight(&v.status, quiet, row.Status, right, middle-quiet.height()/2)
	v.toTheRight(&v.took, quiet, row.Took, right, middle-quiet.height()/2)
}

// stack is place where the list is narrow: time and status, title, note and duration below each other.
func (v *timelineView) stack(row TimelineRow, f timelineForm, y float32) {
	bold, mono, quiet := timelineFonts()
	right := timelineSide + f.inner
	v.when.place(row.When, timelineSide, y, f.inner, mono.height())
	v.toTheRight(&v.status, quiet, row.Status, right, y)
	y += max(mono.height(), quiet.height())
	y += v.placeTitle(f.titleLines(row.Title), timelineSide, y, bold.height())
	v.note.place(mono.cut(row.Note, f.inner-quiet.width(row.Took)-8), timelineSide, y, f.inner, mono.height())
	v.toTheRight(&v.took, quiet, row.Took, right, y)
}

func (v *timelineView) placeTitle(fragments []fragment, x, y, height float32) (used float32) {
	for len(v.title) < len(fragments) {
		v.title = append(v.title, &line{font: v.when.font, color: v.when.color})
	}
	v.title = v.title[:len(fragments)]
	bold, _, _ := timelineFonts()
	for i, f := range fragments {
		v.title[i].paint(bold, colour(theme.ColorNameForeground))
		v.title[i].place(f.text, x+f.x, y+float32(f.line)*height, f.width, height)
	}
	return float32(lineCount(fragments)) * height
}

func (v *timelineView) toTheRight(l *line, f font, text string, right, y float32) {
	width := f.width(text)
	l.place(text, right-width, y, width, f.height())
}

func (v *timelineView) paint(kind Kind, on ground) {
	_, mono, plain := timelineFonts()
	quiet, back := ColorNameQuiet, ColorNamePanel
	switch {
	case on.selected:
		quiet, back = ColorNameQuietOnSelected, ColorNameSelected
	case on.pointed:
		back = theme.ColorNameHover
	}
	status := quiet
	if kind != Neutral {
		status = kind.text()
	}
	if kind == Passed && on.selected {
		status = ColorNamePassedOnBadge // darker: it keeps its contrast on this ground
	}
	v.back.FillColor, v.rule.FillColor = colour(back), colour(ColorNameLine)
	v.when.paint(mono, colour(quiet))
	v.note.paint(mono, colour(quiet))
	v.took.paint(plain, colour(quiet))
	v.status.paint(plain, colour(status))
}
