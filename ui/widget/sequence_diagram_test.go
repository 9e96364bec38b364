package widget

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// fourMessages are one of each kind: a request and its answer, then a note, then one that nobody can see.
func fourMessages() []SequenceMessage {
	return []SequenceMessage{
		{Kind: SequenceSolid, From: 0, To: 2, Text: "sign in"},
		{Kind: SequenceDashed, From: 2, To: 0, Text: "no answer", Failed: true},
		{Kind: SequenceNote, From: 2, To: 2, Text: "4 checks"},
		{Kind: SequenceDotted, From: 1, To: 3, Text: "consent"},
	}
}

// sequenced is a diagram of n messages, each pair of which is one group; the notes belong to none.
func sequenced(t *testing.T, n int, width, height float32) (*SequenceDiagram, *[]int) {
	t.Helper()
	d := NewSequenceDiagram([]string{"Person", "Browser", "Proofkey", "Provider", "API"}, SequenceSource{
		Message: func(i int) SequenceMessage {
			m := fourMessages()[i%4]
			m.Text += fmt.Sprint(" ", i)
			return m
		},
		Group: func(i int) int {
			if i%4 == 2 {
				return -1
			}
			return i / 2
		},
	})
	chosen := []int{}
	d.OnSelected = func(group int) { chosen = append(chosen, group) }
	openSized(t, d, width, height)
	d.Update(n, -1)
	return d, &chosen
}

func TestOnlyTheMessagesInViewAreDrawn(t *testing.T) {
	app(t, AlwaysLight, 1)
	d, _ := sequenced(t, 10000, 560, 400)
	if n := len(d.area.views); n < 5 || n > 12 {
		t.Errorf("%d messages are drawn", n)
	}
	d.Update(10000, 4999)
	if !has(d, "consent 9999") || has(d, "sign in 0") || !has(d, "Person") {
		t.Errorf("the selected message is not in view below the names: %q", texts(d))
	}
	d.Update(10001, 4999)
	if !has(d, "consent 9999") {
		t.Error("a new message moved the view")
	}
	d.Update(2, -1)
	if len(d.groups) != 2 {
		t.Errorf("%d messages of another diagram", len(d.groups))
	}
}

func TestTheNamesStayInSightAndNoMessageIsHiddenByThem(t *testing.T) {
	app(t, AlwaysLight, 1)
	d, _ := sequenced(t, 100, 560, 300)
	press(d, fyne.KeyEnd)
	press(d, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	span := d.spans[d.selected]
	if top := d.area.form().top(span.last) - d.scroll.Offset.Y; top < sequenceHead()-1 {
		t.Errorf("the selected message is at %v, below names of %v", top, sequenceHead())
	}
	if y := d.area.boxes[0].box.Position().Y - d.scroll.Offset.Y; y != sequenceAbove {
		t.Errorf("the names are at %v", y)
	}
	objects := d.area.parts()
	if slices.Index(objects, fyne.CanvasObject(d.area.head)) < slices.Index(objects, fyne.CanvasObject(d.area.views[0].head)) {
		t.Error("the messages are drawn over the names")
	}
}

func TestTheDiagramIsWalkedByTheKeys(t *testing.T) {
	app(t, AlwaysLight, 1)
	d, chosen := sequenced(t, 8, 560, 300)
	passed, opened := 0, 0
	d.OnKey, d.OnOpened = func(*fyne.KeyEvent) { passed++ }, func() { opened++ }
	press(d, fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome, fyne.KeyUp, fyne.KeyEnter, fyne.KeyEscape)
	if want := []int{0, 1, 2, 1, 3, 0}; !slices.Equal(*chosen, want) || passed != 1 || opened != 1 {
		t.Errorf("chosen %v, want %v; %d keys passed on, opened %d times", *chosen, want, passed, opened)
	}
	d.Update(8, 2) // elsewhere
	press(d, fyne.KeyDown)
	if d.Selected() != 3 {
		t.Errorf("after a selection from elsewhere, Down selects group %d", d.Selected())
	}
}

func TestAllMessagesOfAGroupAreMarked(t *testing.T) {
	app(t, AlwaysLight, 1)
	d, _ := sequenced(t, 8, 560, 600)
	d.Update(8, 2)
	for i, v := range d.area.views {
		if marked := sameColor(v.back.FillColor, colour(ColorNameSelected)); marked != (i == 4 || i == 5) {
			t.Errorf("message %d is marked: %t", i, marked)
		}
	}
	d.Update(8, 77) // an entry without a message
	for i, v := range d.area.views {
		if sameColor(v.back.FillColor, colour(ColorNameSelected)) {
			t.Errorf("message %d is marked", i)
		}
	}
}

func TestATapSelectsTheMessageUnderIt(t *testing.T) {
	app(t, AlwaysLight, 1)
	d, chosen := sequenced(t, 40, 560, 300)
	f := d.area.form()
	for _, y := range []float32{f.top(1) + 5, f.top(2) + 5, 5} { // a message, a note of no group, the names
		test.TapAt(d.area, fyne.NewPos(30, y))
	}
	d.scroll.ScrollToOffset(fyne.NewPos(0, 200))
	d.area.Tapped(&fyne.PointEvent{Position: fyne.NewPos(30, 205)}) // the names, over a message
	if !slices.Equal(*chosen, []int{0}) {
		t.Errorf("chosen %v", *chosen)
	}
}

func TestAGroupThatGetsAMessageIsFollowed(t *testing.T) {
	app(t, AlwaysLight, 1)
	group := 0
	d := NewSequenceDiagram([]string{"A", "B"}, SequenceSource{
		Message: func(i int) SequenceMessage { return SequenceMessage{To: 1, Text: fmt.Sprint("message ", i)} },
		Group:   func(int) int { return group },
	})
	openSized(t, d, 400, 200)
	for n := range 30 {
		d.Update(n+1, 0)
		if !has(d, fmt.Sprint("message ", n)) {
			t.Fatalf("message %d is not in view", n)
		}
	}
}

func TestANarrowDiagramScrollsSideways(t *testing.T) {
	app(t, AlwaysLight, 1.5)
	d, _ := sequenced(t, 8, 300, 300)
	if d.LeastWidth() <= 300 {
		t.Fatalf("it needs only %v", d.LeastWidth())
	}
	press(d, fyne.KeyRight)
	if d.scroll.Offset.X <= 0 {
		t.Error("Right does not scroll")
	}
	press(d, fyne.KeyLeft, fyne.KeyLeft)
	if d.scroll.Offset.X != 0 {
		t.Errorf("Left scrolls to %v", d.scroll.Offset.X)
	}
	for _, v := range d.area.views {
		for _, text := range v.label.texts {
			if text.Position().X < 0 || text.Position().X+text.MinSize().Width > d.area.form().width {
				t.Errorf("%q leaves the diagram", text.Text)
			}
		}
	}
}

func TestTheDiagramLooksAsRecorded(t *testing.T) {
	for name, variant := range map[string]Variant{"light": AlwaysLight, "dark": AlwaysDark} {
		t.Run(name, func(t *testing.T) {
			app(t, variant, 1)
			d, _ := sequenced(t, 6, 560, 300)
			d.Update(6, 0)
			test.AssertObjectRendersToMarkup(t, "sequence_diagram_"+name+".xml", d)
		})
	}
}
