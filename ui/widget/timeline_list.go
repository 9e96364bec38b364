// The list of a timeline, picture 04: only the rows in view are drawn, whatever the number of entries.

package widget

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// TimelineRow is a row of the list.
type TimelineRow struct {
	When, Title, Note, Status, Took string
	Kind                            Kind // colour of Status
}

// TimelineSource is what a list shows. Both functions are called on the UI thread: Title once for each entry, Row for
// those in view whenever they are drawn.
type TimelineSource struct {
	Title func(i int) string // it does not change
	Row   func(i int) TimelineRow
}

// TimelineList is one focus stop: Up, Down, Page Up, Page Down, Home and End move the selection.
type TimelineList struct {
	control
	// OnSelected is called when the person selects an entry.
	OnSelected func(i int)

	source   TimelineSource
	titles   []string
	selected int // -1: none
	scroll   *container.Scroll
	area     *timelineArea
	tops     []float32          // of the rows, and the end of the last one
	lines    map[string]float32 // heights of the titles at the measured width
	measured timelineMeasure
}

// timelineMeasure is what the heights were found for.
type timelineMeasure struct{ width, scale float32 }

// NewTimelineList makes an empty list.
func NewTimelineList(source TimelineSource) *TimelineList {
	l := &TimelineList{source: source, selected: -1, tops: []float32{0}}
	l.area = newTimelineArea(l)
	l.scroll = container.NewVScroll(l.area)
	l.scroll.SetMinSize(fyne.NewSize(64, 64))
	l.scroll.OnScrolled = func(fyne.Position) { l.area.draw() }
	l.extend(l)
	return l
}

// Update shows count entries, with one of them selected, or -1. Entries before count may have changed but for their
// titles. A selection that is new is moved into view.
func (l *TimelineList) Update(count, selected int) {
	if count < len(l.titles) {
		l.titles, l.tops = nil, []float32{0} // another list
	}
	for i := len(l.titles); i < count; i++ {
		l.titles = append(l.titles, l.source.Title(i))
	}
	grown := l.measure()
	moved := l.selected != selected
	l.selected = selected
	if grown {
		l.scroll.Refresh()
	}
	l.area.draw()
	if moved {
		l.reveal(selected)
	}
}

// Reset forgets the entries: the source has others.
func (l *TimelineList) Reset() {
	l.titles, l.tops, l.selected = nil, []float32{0}, -1
	l.scroll.ScrollToTop()
}

// Selected is the place of the selected entry, or -1.
func (l *TimelineList) Selected() int { return l.selected }

// measure finds the heights of the rows that have none yet, and says whether there were any.
func (l *TimelineList) measure() bool {
	width := l.scroll.Size().Width
	if key := (timelineMeasure{width, Scale()}); key != l.measured {
		l.measured, l.tops, l.lines = key, []float32{0}, map[string]float32{}
	}
	if width <= 0 || len(l.tops) == len(l.titles)+1 {
		return false
	}
	for i := len(l.tops) - 1; i < len(l.titles); i++ {
		height, known := l.lines[l.titles[i]]
		if !known {
			height = rowForm(width).height(l.titles[i])
			l.lines[l.titles[i]] = height
		}
		l.tops = append(l.tops, l.tops[i]+height)
	}
	return true
}

// at is the place of the row at a height, -1 below the last one.
func (l *TimelineList) at(y float32) int {
	i := sort.Search(len(l.tops)-1, func(i int) bool { return l.tops[i+1] > y })
	if i >= len(l.tops)-1 || y < 0 {
		return -1
	}
	return i
}

// reveal scrolls until a row is in view.
func (l *TimelineList) reveal(i int) {
	if i < 0 || i >= len(l.tops)-1 {
		return
	}
	offset := l.scroll.Offset.Y
	offset = max(offset, l.tops[i+1]-l.scroll.Size().Height)
	if offset = max(0, min(offset, l.tops[i])); offset != l.scroll.Offset.Y {
		l.scroll.ScrollToOffset(fyne.NewPos(0, offset))
		l.area.draw()
	}
}

// AccessibilityRole implements fyne.Accessible.
func (l *TimelineList) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleContainer
}

// AccessibilityLabel implements fyne.Accessible with the selected entry.
func (l *TimelineList) AccessibilityLabel() string {
	if l.selected < 0 || l.selected >= len(l.titles) {
		return ""
	}
	return l.titles[l.selected]
}

func (l *TimelineList) parts() []fyne.CanvasObject { return []fyne.CanvasObject{l.scroll, l.ring} }

func (l *TimelineList) paint() { l.paintRing(false) }

func (l *TimelineList) place(size fyne.Size) {
	resized := l.scroll.Size() != size
	l.scroll.Resize(size)
	put(l.ring, 0, 0, size.Width, size.Height)
	if l.measure() {
		l.scroll.Refresh()
	}
	l.area.draw()
	if resized {
		l.reveal(l.selected)
	}
}

func (l *TimelineList) least() fyne.Size { return fyne.NewSize(64, 64) }
