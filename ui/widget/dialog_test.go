package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// question shows a dialog with two buttons and tells which was pressed.
func question(t *testing.T, field *KeyEntry) (w fyne.Window, d *Dialog, pressed *string) {
	t.Helper()
	pressed = new(string)
	behind := NewButton("behind", func() { *pressed = "behind" })
	w = openOn(t, NewColumn(0, behind))
	d = ShowDialog(w.Canvas(), DialogParts{
		Title: "Delete Demo provider?", Body: "Its session is ended too.", Field: field,
		Buttons: []*Button{NewButton("Keep", func() { *pressed = "keep" }), NewPrimaryButton("Delete", func() { *pressed = "delete" })},
	})
	return w, d, pressed
}

func TestEnterPressesTheLastButtonOfADialog(t *testing.T) {
	app(t, AlwaysLight, 1)
	w, d, pressed := question(t, nil)
	if !d.Shown() || !has(d.popUp, "Delete Demo provider?") {
		t.Fatalf("shown %v, %q", d.Shown(), texts(d.popUp))
	}
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if *pressed != "delete" || d.Shown() {
		t.Errorf("pressed %q, still shown %v", *pressed, d.Shown())
	}
}

func TestEscapePressesTheFirstButtonOfADialog(t *testing.T) {
	app(t, AlwaysLight, 1)
	w, d, pressed := question(t, nil)
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if *pressed != "keep" || d.Shown() {
		t.Errorf("pressed %q, still shown %v", *pressed, d.Shown())
	}
}

func TestTheFieldOfADialogHasTheFocus(t *testing.T) {
	app(t, AlwaysLight, 1)
	field := NewMonoEntry()
	w, _, pressed := question(t, field)
	test.Type(w.Canvas().Focused(), "http://127.0.0.1/callback")
	press(w.Canvas().Focused(), fyne.KeyEnter)
	if field.Text != "http://127.0.0.1/callback" || *pressed != "delete" {
		t.Errorf("text %q, pressed %q", field.Text, *pressed)
	}
}

func TestADialogFitsASmallWindow(t *testing.T) {
	app(t, AlwaysLight, 1.5)
	w := openSized(t, NewRoot(nil, NewColumn(0), NewColumn(0), nil), 900, 600)
	long := "Its session is ended too, and the tokens are thrown away. "
	for range 5 {
		long += long
	}
	d := ShowDialog(w.Canvas(), DialogParts{Title: "Delete?", Body: long, Buttons: []*Button{NewButton("Keep", nil)}})
	if size := d.popUp.Content.Size(); size.Width > 852 || size.Height > 552 {
		t.Errorf("the dialog is %v", size)
	}
	d.Close()
	if d.Shown() {
		t.Error("it is still shown")
	}
}

func TestAChoiceIsMadeByTapAndByKeys(t *testing.T) {
	app(t, AlwaysLight, 1)
	c := NewChoice("Follow the system", "Light", "Dark")
	var chosen []int
	c.OnChosen = func(i int) { chosen = append(chosen, i) }
	openOn(t, NewColumn(0, c))
	if shown := strings.Join(texts(c), ""); shown != "● Follow the system○ Light○ Dark" {
		t.Errorf("shown %q", shown)
	}
	test.TapAt(c, c.views[2].box.Position().AddXY(4, 4))
	test.TapAt(c, fyne.NewPos(1000, 5))
	press(c, fyne.KeyLeft, fyne.KeyHome, fyne.KeyLeft, fyne.KeyRight, fyne.KeyEnd)
	if len(chosen) != 5 || chosen[0] != 2 || chosen[1] != 1 || chosen[2] != 0 || chosen[3] != 1 || chosen[4] != 2 {
		t.Errorf("chosen %v", chosen)
	}
	if shown := strings.Join(texts(c), ""); shown != "○ Follow the system○ Light● Dark" {
		t.Errorf("shown %q", shown)
	}
	c.Disable()
	press(c, fyne.KeyHome)
	if c.Chosen() != 2 {
		t.Error("a disabled choice changed")
	}
}

func TestAChoiceWrapsWhereItIsNarrow(t *testing.T) {
	app(t, AlwaysLight, 1.5)
	c := NewChoice("Follow the system", "Light", "Dark")
	if one, more := c.HeightFor(900), c.HeightFor(260); more <= one {
		t.Errorf("%v high at 900 and %v at 260", one, more)
	}
}

func TestASelectOpensByEnterAndHandsOnEscape(t *testing.T) {
	app(t, AlwaysLight, 1)
	changed := ""
	s := NewSelect([]string{"GET", "POST"}, func(m string) { changed = m })
	w := openOn(t, NewColumn(0, s))
	w.Canvas().Focus(s)
	escaped := false
	s.OnKey = func(*fyne.KeyEvent) { escaped = true }
	press(s, fyne.KeyRight, fyne.KeyEscape)
	if changed != "GET" || !escaped {
		t.Errorf("changed to %q, Escape handed on %v", changed, escaped)
	}
	press(s, fyne.KeyReturn)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("Enter did not open the menu")
	}
}
