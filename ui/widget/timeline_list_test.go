package widget

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// numbered is a list of n entries, every third of which has a long title.
func numbered(t *testing.T, n int, width, height float32) (*TimelineList, *[]int) {
	t.Helper()
	title := func(i int) string {
		if i%3 == 0 {
			return fmt.Sprintf("Entry %d with a title that takes more than one line", i)
		}
		return fmt.Sprintf("Entry %d", i)
	}
	l := NewTimelineList(TimelineSource{Title: title, Row: func(i int) TimelineRow {
		return TimelineRow{When: fmt.Sprintf("+%d.000", i), Title: title(i), Note: "GET /a/long/path/that/does/not/fit/in/any/list", Status: "200", Took: "4 ms", Kind: Passed}
	}})
	chosen := []int{}
	l.OnSelected = func(i int) { chosen = append(chosen, i) }
	openSized(t, l, width, height)
	l.Update(n, -1)
	return l, &chosen
}

func TestOnlyTheRowsInViewAreDrawn(t *testing.T) {
	app(t, AlwaysLight, 1)
	l, _ := numbered(t, 5000, 300, 400)
	if n := len(l.area.views); n < 5 || n > 10 {
		t.Errorf("%d rows are drawn", n)
	}
	l.Update(5000, 4999)
	if !has(l, "Entry 4999") || has(l, "Entry 0") {
		t.Errorf("the selected entry is not in view: %q", texts(l))
	}
	l.Update(5001, 4999)
	if l.Selected() != 4999 || !has(l, "Entry 4999") {
		t.Error("a new entry moved the view")
	}
}

func TestTheTimelineIsWalkedByTheKeys(t *testing.T) {
	app(t, AlwaysLight, 1)
	l, chosen := numbered(t, 100, 300, 400)
	passed := 0
	l.OnKey = func(*fyne.KeyEvent) { passed++ }
	press(l, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome, fyne.KeyEscape, fyne.KeyReturn)
	if want := []int{0, 1, 0, 0, 99, 99, 0}; !slices.Equal(*chosen, want) || passed != 2 {
		t.Errorf("chosen %v, want %v; %d keys passed on", *chosen, want, passed)
	}
	press(l, fyne.KeyPageDown)
	if at := l.Selected(); at < 4 || at > 9 {
		t.Errorf("a page down is entry %d", at)
	}
	press(l, fyne.KeyPageUp)
	if l.Selected() != 0 {
		t.Errorf("a page up is entry %d", l.Selected())
	}
}

func TestATapSelectsTheRowUnderIt(t *testing.T) {
	app(t, AlwaysLight, 1)
	l, chosen := numbered(t, 20, 300, 400)
	test.TapAt(l.area, fyne.NewPos(30, l.tops[3]+2))
	test.TapAt(l.area, fyne.NewPos(30, l.tops[20]+50))
	if !slices.Equal(*chosen, []int{3}) {
		t.Errorf("chosen %v", *chosen)
	}
}

func TestAnEmptyTimelineAnswersNoKey(t *testing.T) {
	app(t, AlwaysLight, 1)
	l, chosen := numbered(t, 0, 300, 400)
	press(l, fyne.KeyDown, fyne.KeyEnd, fyne.KeyPageDown, fyne.KeyPageUp)
	if len(*chosen) != 0 || l.Selected() != -1 {
		t.Errorf("chosen %v", *chosen)
	}
}

func TestNoTitleOfATimelineIsCut(t *testing.T) {
	for _, scale := range []float32{1, 1.5} {
		for _, width := range []float32{180, 300} {
			app(t, AlwaysLight, scale)
			l, _ := numbered(t, 3, width, 600)
			if !has(l, "one line") && !(has(l, "one") && has(l, "line")) {
				t.Errorf("scale %v, width %v: %q", scale, width, texts(l))
			}
			for _, v := range l.area.views {
				for _, piece := range v.title {
					for _, text := range piece.texts {
						if text.Position().X+text.MinSize().Width > width+1 {
							t.Errorf("scale %v, width %v: %q reaches to %v", scale, width, text.Text, text.Position().X+text.MinSize().Width)
						}
					}
				}
			}
		}
	}
}

func TestAnotherWidthMeasuresTheRowsAnew(t *testing.T) {
	app(t, AlwaysLight, 1)
	l, _ := numbered(t, 100, 400, 400)
	before := l.tops[100]
	l.Resize(fyne.NewSize(280, 400))
	if l.tops[100] <= before {
		t.Errorf("the rows are %v high in a narrow list and %v in a wide one", l.tops[100], before)
	}
}
