// The keyboard in a TimelineList.

package widget

import "fyne.io/fyne/v2"

// choose selects as the person does.
func (l *TimelineList) choose(i int) {
	if len(l.titles) == 0 {
		return
	}
	i = max(0, min(i, len(l.titles)-1))
	l.selected = i
	l.area.draw()
	l.reveal(i)
	if l.OnSelected != nil {
		l.OnSelected(i)
	}
}

// TypedKey implements fyne.Focusable.
func (l *TimelineList) TypedKey(key *fyne.KeyEvent) {
	page := l.scroll.Size().Height
	switch key.Name {
	case fyne.KeyUp:
		l.choose(l.selected - 1)
	case fyne.KeyDown:
		l.choose(l.selected + 1)
	case fyne.KeyHome:
		l.choose(0)
	case fyne.KeyEnd:
		l.choose(len(l.titles) - 1)
	case fyne.KeyPageUp:
		l.choose(l.at(max(0, l.top()-page)))
	case fyne.KeyPageDown:
		l.choose(l.at(min(l.top()+page, l.tops[len(l.tops)-1]-1)))
	default:
		l.pass(key)
	}
}

// top is where the selected row begins.
func (l *TimelineList) top() float32 {
	if l.selected < 0 || l.selected >= len(l.tops) {
		return 0
	}
	return l.tops[l.selected]
}

// Tapped implements fyne.Tappable; the rows take the taps.
func (l *TimelineList) Tapped(*fyne.PointEvent) { l.requestFocus() }

// FocusGained implements fyne.Focusable.
func (l *TimelineList) FocusGained() {
	l.control.FocusGained()
	l.reveal(l.selected)
}
