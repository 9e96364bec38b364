package widget

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// sixSteps are the steps of picture 06 with the given states.
func sixSteps(states ...StepStatus) [6]Step {
	steps := [6]Step{
		{Title: "Discover", Note: "4 ms · cached"},
		{Title: "Authorization request", Note: "S256 · state · nonce"},
		{Title: "Redirect", Note: "after 6.2 s"},
		{Title: "Token request", Note: "31 ms"},
		{Title: "Verify", Note: "nonce differs"},
		{Title: "Signed in"},
	}
	for i, state := range states {
		steps[i].Status = state
	}
	return steps
}

func strip(t *testing.T, width, scale float32, steps [6]Step) *StepStrip {
	t.Helper()
	app(t, AlwaysLight, scale)
	s := NewStepStrip()
	s.SetSteps(steps)
	s.Resize(fyne.NewSize(width, s.HeightFor(width)))
	return s
}

func TestTheStripShowsSixStepsWithMarks(t *testing.T) {
	s := strip(t, 884, 1, sixSteps(StepDone, StepDone, StepDone, StepDone, StepFailed))
	marks := make([]string, 6)
	for i, v := range s.views {
		marks[i] = v.mark.Text
	}
	if want := []string{"✓", "✓", "✓", "✓", "!", "6"}; !slices.Equal(marks, want) {
		t.Errorf("the marks are %q, want %q", marks, want)
	}
	for _, want := range []string{"Discover", "Verify", "nonce differs", "Signed in"} {
		if !has(s, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if !sameColor(s.lines[3].FillColor, theme.Color(ColorNamePassed)) || !sameColor(s.lines[4].FillColor, theme.Color(ColorNameLine)) {
		t.Error("the line is green up to the failed step and no further")
	}
	if !sameColor(textColor(t, s, "Verify"), theme.Color(ColorNameFailed)) {
		t.Error("the failed title is not red")
	}
}

func TestATapOpensTheStepUnderIt(t *testing.T) {
	s := strip(t, 884, 1, sixSteps())
	var opened []int
	s.OnStep = func(i int) { opened = append(opened, i) }
	for _, x := range []float32{2, 83, 300, 880} {
		test.TapAt(s, fyne.NewPos(x, 20))
	}
	if want := []int{0, 0, 2, 5}; !slices.Equal(opened, want) {
		t.Errorf("opened %v, want %v", opened, want)
	}
}

func TestTheKeyboardMovesOverTheStepsAndOpens(t *testing.T) {
	s := strip(t, 884, 1, sixSteps(StepDone, StepRunning))
	var opened []int
	s.OnStep = func(i int) { opened = append(opened, i) }
	press(s, fyne.KeyReturn, fyne.KeyRight, fyne.KeySpace, fyne.KeyEnd, fyne.KeyRight, fyne.KeyEnter, fyne.KeyHome, fyne.KeyLeft, fyne.KeyReturn)
	if want := []int{1, 2, 5, 0}; !slices.Equal(opened, want) {
		t.Errorf("opened %v, want %v", opened, want)
	}
}

func TestTheNarrowStripShowsTheCurrentStepOnly(t *testing.T) {
	s := strip(t, 618, 1.5, sixSteps(StepDone, StepDone, StepRunning))
	if got := texts(s); !slices.Contains(got, "Redirect") || !slices.Contains(got, "after 6.2 s") || slices.Contains(got, "Discover") {
		t.Errorf("shown %q", got)
	}
	for i, v := range s.views {
		if !v.circle.Visible() || v.circle.Position().X+circleSize > 618 {
			t.Errorf("circle %d is not in view", i)
		}
	}
}

func TestTheNarrowStripShowsTheStepTheKeyboardIsAt(t *testing.T) {
	s := strip(t, 618, 1.5, sixSteps(StepDone))
	s.FocusGained()
	press(s, fyne.KeyEnd)
	if !has(s, "Signed in") {
		t.Errorf("shown %q", texts(s))
	}
}

func TestATickChangesOnlyItsNote(t *testing.T) {
	steps := sixSteps(StepDone, StepDone, StepRunning)
	s := strip(t, 884, 1, steps)
	steps[2].Note = "waiting… 0:07"
	s.SetSteps(steps)
	if !has(s, "waiting… 0:07") || has(s, "after 6.2 s") {
		t.Errorf("shown %q", texts(s))
	}
}

func TestCurrentStep(t *testing.T) {
	rows := []struct {
		name   string
		states []StepStatus
		want   int
	}{
		{"before the sign-in it is the first", nil, 0},
		{"while it runs it is the running one", []StepStatus{StepDone, StepRunning}, 1},
		{"after a failure it is the failed one", []StepStatus{StepDone, StepDone, StepFailed}, 2},
		{"at the end it is the last one", []StepStatus{StepDone, StepDone, StepDone, StepDone, StepDone, StepDone}, 5},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := current(sixSteps(row.states...)); got != row.want {
				t.Errorf("got %d, want %d", got, row.want)
			}
		})
	}
}

func TestTheNarrowStripNamesAStepThatIsNext(t *testing.T) {
	steps := [6]Step{{Title: "Discover", Note: "4 ms", Status: StepDone}, {Title: "Authorization request", Note: "next"}}
	if i := current(steps); i != 1 {
		t.Errorf("step %d is named", i+1)
	}
}
