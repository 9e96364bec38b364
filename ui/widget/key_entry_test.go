package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestAnEntryHandsOnEnterAndEscape(t *testing.T) {
	app(t, AlwaysLight, 1)
	e := NewKeyEntry()
	openOn(t, e)
	var got []fyne.KeyName
	e.OnKey = func(key *fyne.KeyEvent) { got = append(got, key.Name) }
	test.Type(e, "ab")
	press(e, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape, fyne.KeyLeft)
	if len(got) != 3 || e.Text != "ab" {
		t.Errorf("handed on %v, text %q", got, e.Text)
	}
}

func TestEnterSubmitsWhereSomethingWaitsForIt(t *testing.T) {
	app(t, AlwaysLight, 1)
	e := NewMonoEntry()
	openOn(t, e)
	submitted := ""
	e.OnSubmitted = func(text string) { submitted = text }
	e.OnKey = func(*fyne.KeyEvent) { t.Error("Enter went to the window too") }
	test.Type(e, "x")
	press(e, fyne.KeyReturn)
	if submitted != "x" {
		t.Errorf("submitted %q", submitted)
	}
}

func TestEnterIsALineFeedInATextArea(t *testing.T) {
	app(t, AlwaysLight, 1)
	e := NewTextArea(4)
	openOn(t, e)
	var got []fyne.KeyName
	e.OnKey = func(key *fyne.KeyEvent) { got = append(got, key.Name) }
	test.Type(e, "a")
	press(e, fyne.KeyReturn)
	test.Type(e, "b")
	press(e, fyne.KeyEscape)
	if e.Text != "a\nb" || len(got) != 1 || got[0] != fyne.KeyEscape {
		t.Errorf("text %q, handed on %v", e.Text, got)
	}
}

func TestASecretEntryShowsDotsUntilItIsShown(t *testing.T) {
	app(t, AlwaysLight, 1)
	e := NewSecretEntry()
	openOn(t, e)
	e.SetText("hush")
	if has(e, "hush") {
		t.Error("the secret is shown")
	}
	e.SetShown(true)
	if !has(e, "hush") {
		t.Errorf("shown %q", texts(e))
	}
}

func TestASmallEntryHasTheSmallerText(t *testing.T) {
	app(t, AlwaysLight, 1)
	e := NewMonoEntry()
	small := Small(e)
	openOn(t, NewColumn(0, small))
	e.SetText("desk")
	size := float32(0)
	walkSizes(small, func(s float32) { size = s })
	if size != 12.5 {
		t.Errorf("the text is %v", size)
	}
	if h := HeightFor(small, 300); h < 32 || h > 36 {
		t.Errorf("the height is %v", h)
	}
}
