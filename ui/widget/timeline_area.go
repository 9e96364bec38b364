// The rows of a TimelineList that are in view.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// timelineArea is as large as the whole list; it draws what the list shows.
type timelineArea struct {
	widget.BaseWidget
	list    *TimelineList
	views   []*timelineView
	pointed int // -1: none
}

var _ desktop.Hoverable = (*timelineArea)(nil)

func newTimelineArea(l *TimelineList) *timelineArea {
	a := &timelineArea{list: l, pointed: -1}
	a.ExtendBaseWidget(a)
	return a
}

// CreateRenderer implements fyne.Widget.
func (a *timelineArea) CreateRenderer() fyne.WidgetRenderer { return newRenderer(a) }

func (a *timelineArea) parts() []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	for _, v := range a.views {
		objects = append(objects, v.parts()...)
	}
	return objects
}

func (a *timelineArea) paint()          { a.fill() }
func (a *timelineArea) place(fyne.Size) { a.fill() }

func (a *timelineArea) least() fyne.Size {
	tops := a.list.tops
	return fyne.NewSize(64, tops[len(tops)-1])
}

// draw fills the objects for the present view and has them painted.
func (a *timelineArea) draw() {
	a.fill()
	setFiles(a.parts())
	canvas.Refresh(a)
}

// fill gives each row in view its texts.
func (a *timelineArea) fill() {
	l := a.list
	l.measure()
	width, used := l.scroll.Size().Width, 0
	first := l.at(max(0, l.scroll.Offset.Y))
	bottom := l.scroll.Offset.Y + l.scroll.Size().Height
	for i := first; i >= 0 && i < len(l.tops)-1 && l.tops[i] < bottom; i++ {
		view := next(&a.views, &used, newTimelineView)
		ground := ground{selected: i == l.selected, pointed: i == a.pointed}
		view.place(l.source.Row(i), ground, rowForm(width), l.tops[i], l.tops[i+1]-l.tops[i])
	}
	a.views = a.views[:used]
}

// Tapped implements fyne.Tappable: selects the row.
func (a *timelineArea) Tapped(e *fyne.PointEvent) {
	a.list.requestFocus()
	if i := a.list.at(e.Position.Y); i >= 0 {
		a.list.choose(i)
	}
}

// MouseIn implements desktop.Hoverable.
func (a *timelineArea) MouseIn(e *desktop.MouseEvent) { a.point(a.list.at(e.Position.Y)) }

// MouseMoved implements desktop.Hoverable.
func (a *timelineArea) MouseMoved(e *desktop.MouseEvent) { a.point(a.list.at(e.Position.Y)) }

// MouseOut implements desktop.Hoverable.
func (a *timelineArea) MouseOut() { a.point(-1) }

func (a *timelineArea) point(i int) {
	if a.pointed != i {
		a.pointed = i
		a.draw()
	}
}

// ground is what lies under a row.
type ground struct{ selected, pointed bool }

// timelineForm says where the parts of a row stand: time, title and note, status and duration beside each other, or
// below each other where the list is narrow.
type timelineForm struct {
	stacked            bool
	title              float32 // width
	left, right, inner float32 // width of the times, of status and duration, and of all
}

const (
	timelineSide  = 8
	timelineAbove = 7
	timelineLeast = 270 // width from which the parts stand beside each other, at scale 1
)

func timelineFonts() (title, mono, quiet font) {
	return font{theme.Size(theme.SizeNameText), fyne.TextStyle{Bold: true}},
		font{theme.Size(SizeNameStep), fyne.TextStyle{Monospace: true}},
		font{theme.Size(SizeNameStep), fyne.TextStyle{}}
}

func rowForm(width float32) timelineForm {
	_, mono, quiet := timelineFonts()
	f := timelineForm{inner: max(1, width-2*timelineSide), left: mono.width("00:00:00") + 8, right: quiet.width("under 1 ms") + 8}
	f.stacked = width < timelineLeast*Scale()
	f.title = f.inner
	if !f.stacked {
		f.title = max(1, f.inner-f.left-f.right)
	}
	return f
}

// titleLines breaks the title.
func (f timelineForm) titleLines(title string) []fragment {
	bold, _, _ := timelineFonts()
	return wrap([]Run{{Text: title}}, []font{bold}, f.title)
}

func lineCount(fragments []fragment) int {
	if len(fragments) == 0 {
		return 1
	}
	return fragments[len(fragments)-1].line + 1
}

// height is the height of a row with the title.
func (f timelineForm) height(title string) float32 {
	bold, mono, quiet := timelineFonts()
	height := 2*timelineAbove + 1 + float32(lineCount(f.titleLines(title)))*bold.height()
	if f.stacked {
		height += max(mono.height(), quiet.height())
	}
	return height + max(mono.height(), quiet.height())
}
