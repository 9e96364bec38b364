// The keyboard and the pointer on the step strip.

package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Tapped implements fyne.Tappable.
func (s *StepStrip) Tapped(e *fyne.PointEvent) {
	s.cursor = s.stepAt(e.Position.X)
	s.open()
}

func (s *StepStrip) open() {
	s.Refresh()
	if s.OnStep != nil {
		s.OnStep(s.cursor)
	}
}

// TypedKey implements fyne.Focusable.
func (s *StepStrip) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		s.move(s.cursor - 1)
	case fyne.KeyRight:
		s.move(s.cursor + 1)
	case fyne.KeyHome:
		s.move(0)
	case fyne.KeyEnd:
		s.move(len(s.steps) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		s.open()
	default:
		s.pass(key)
	}
}

func (s *StepStrip) move(to int) {
	s.cursor = max(0, min(to, len(s.steps)-1))
	s.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (s *StepStrip) MouseMoved(e *desktop.MouseEvent) { s.point(s.stepAt(e.Position.X)) }

// MouseOut implements desktop.Hoverable.
func (s *StepStrip) MouseOut() { s.point(-1) }

func (s *StepStrip) point(step int) {
	if s.pointed != step {
		s.pointed = step
		s.Refresh()
	}
}
