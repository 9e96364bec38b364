// The step strip, the signature of the app: the six steps of the sign-in, alive while it runs.

package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// StepStatus is how far a step is.
type StepStatus int

// The states of a step.
const (
	StepPending StepStatus = iota
	StepRunning
	StepDone
	StepFailed
)

// Step is one of the six: a title, a note such as "31 ms" or "waiting… 0:07", and how far it is.
type Step struct {
	Title, Note string
	Status      StepStatus
}

// StepStrip shows six steps. It is one focus stop: Left and Right move, Enter opens. In a narrow window it shows the six
// circles with the title and the note of one step only.
type StepStrip struct {
	control
	// OnStep is called when a step is tapped or opened by Enter.
	OnStep func(index int)

	steps   [6]Step
	cursor  int // the step the keyboard is at
	pointed int
	box     *canvas.Rectangle
	views   [6]*stepView
	lines   [5]*canvas.Rectangle
}

// stepView are the objects of a step. The title has two lines at most, the note two.
type stepView struct {
	circle *canvas.Rectangle
	mark   *canvas.Text
	title  *Text
	note   *Text
}

// NewStepStrip makes a strip of six empty steps.
func NewStepStrip() *StepStrip {
	s := &StepStrip{box: newBox(8), pointed: -1}
	s.box.StrokeWidth = 1
	for i := range s.views {
		v := &stepView{circle: newBox(12), mark: canvas.NewText(strconv.Itoa(i+1), nil)}
		v.circle.StrokeWidth = 2
		v.mark.Alignment, v.mark.TextStyle.Bold = fyne.TextAlignCenter, true
		v.title = NewText("", Style{Size: SizeNameStep, Bold: true, Align: fyne.TextAlignCenter})
		v.note = NewText("", Style{Size: SizeNameStep, Color: ColorNameQuiet, Align: fyne.TextAlignCenter})
		s.views[i] = v
	}
	for i := range s.lines {
		s.lines[i] = newBox(0)
	}
	s.extend(s)
	return s
}

// SetSteps replaces what is shown; it may be called every second.
func (s *StepStrip) SetSteps(steps [6]Step) {
	if s.steps == steps {
		return
	}
	if !s.focused {
		s.cursor = current(steps)
	}
	s.steps = steps
	for i, v := range s.views {
		v.title.SetText(steps[i].Title)
		v.note.SetText(steps[i].Note)
	}
	s.Refresh()
}

// Steps are the steps as they were set.
func (s *StepStrip) Steps() [6]Step { return s.steps }

// current is the step that runs or failed, else the one after the last that is done if it says something, else the last
// that is done, else the first.
func current(steps [6]Step) int {
	last := 0
	for i, step := range steps {
		if step.Status == StepRunning || step.Status == StepFailed {
			return i
		}
		if next := i > 0 && steps[i-1].Status == StepDone; step.Status == StepDone || next && step.Note != "" {
			last = i
		}
	}
	return last
}

// AccessibilityLabel implements fyne.Accessible.
func (s *StepStrip) AccessibilityLabel() string {
	step := s.steps[s.cursor]
	return step.Title + ", " + step.Note
}

// AccessibilityRole implements fyne.Accessible.
func (s *StepStrip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

func (s *StepStrip) parts() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{s.box}
	for _, line := range s.lines {
		objects = append(objects, line)
	}
	for _, v := range s.views {
		objects = append(objects, v.circle, v.mark, v.title, v.note)
	}
	return append(objects, s.ring)
}

func (s *StepStrip) paint() {
	s.box.FillColor, s.box.StrokeColor = colour(ColorNamePanel), colour(ColorNameLine)
	for i, v := range s.views {
		v.paint(s.steps[i].Status, i, i == s.pointed)
	}
	for i, line := range s.lines {
		line.FillColor = colour(ColorNameLine)
		if s.steps[i].Status == StepDone {
			line.FillColor = colour(ColorNamePassed)
		}
	}
	s.paintRing(false)
}

// paint colours a step by its status. On the filled circles of the dark theme the mark is dark, to be readable.
func (v *stepView) paint(status StepStatus, index int, pointed bool) {
	ground, outline, mark, title := ColorNamePage, ColorNameLine, ColorNameQuiet, theme.ColorNameForeground
	v.mark.Text = strconv.Itoa(index + 1)
	switch status {
	case StepRunning:
		ground, outline, mark = ColorNamePanel, theme.ColorNamePrimary, theme.ColorNamePrimary
	case StepDone:
		ground, outline, mark, title = ColorNamePassed, ColorNamePassed, theme.ColorNameForegroundOnPrimary, ColorNamePassed
		v.mark.Text = Passed.Mark()
	case StepFailed:
		ground, outline, mark, title = ColorNameFailed, ColorNameFailed, theme.ColorNameForegroundOnPrimary, ColorNameFailed
		v.mark.Text = Failed.Mark()
	}
	if pointed && status == StepPending {
		outline = ColorNameQuiet
	}
	v.circle.FillColor, v.circle.StrokeColor = colour(ground), colour(outline)
	v.mark.Color, v.mark.TextSize = colour(mark), 12
	v.title.SetColor(title)
}
