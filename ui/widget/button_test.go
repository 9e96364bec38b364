package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func TestButtonIsPressedByTapEnterReturnAndSpace(t *testing.T) {
	app(t, AlwaysLight, 1)
	pressed := 0
	b := NewButton("Sign out", func() { pressed++ })
	openOn(t, b)
	test.Tap(b)
	press(b, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace)
	if pressed != 4 {
		t.Errorf("pressed %d times, want 4", pressed)
	}
}

func TestADisabledButtonIsNotPressed(t *testing.T) {
	app(t, AlwaysLight, 1)
	pressed := 0
	b := NewPrimaryButton("Call API", func() { pressed++ })
	openOn(t, b)
	b.SetEnabled(false)
	test.Tap(b)
	press(b, fyne.KeyReturn)
	if pressed != 0 {
		t.Errorf("pressed %d times", pressed)
	}
	if sameColor(b.box.FillColor, theme.Color(theme.ColorNamePrimary)) {
		t.Error("it is filled as if it could be pressed")
	}
	b.SetEnabled(true)
	test.Tap(b)
	if pressed != 1 {
		t.Errorf("enabled again it is pressed %d times", pressed)
	}
}

func TestAButtonHandsOnEscape(t *testing.T) {
	app(t, AlwaysLight, 1)
	b := NewButton("Edit", func() { t.Error("Escape pressed the button") })
	var got fyne.KeyName
	b.OnKey = func(key *fyne.KeyEvent) { got = key.Name }
	press(b, fyne.KeyEscape)
	if got != fyne.KeyEscape {
		t.Errorf("the window got %q", got)
	}
}

func TestTheFocusRingIsShownWithTheFocusOnly(t *testing.T) {
	app(t, AlwaysLight, 1)
	outlined, filled := NewButton("Edit", nil), NewPrimaryButton("Try again", nil)
	w := openOn(t, NewFlowRow(outlined, filled))
	if outlined.ring.Visible() {
		t.Error("there is a ring without the focus")
	}
	w.Canvas().FocusNext()
	if !outlined.ring.Visible() || !sameColor(outlined.ring.StrokeColor, theme.Color(theme.ColorNamePrimary)) {
		t.Error("the outlined button has no ring in the primary colour")
	}
	w.Canvas().FocusNext()
	if outlined.ring.Visible() || !sameColor(filled.ring.StrokeColor, theme.Color(theme.ColorNameForeground)) {
		t.Error("the ring did not go on to the filled button in the colour of text")
	}
}

func TestTheFilledButtonHasTheDesignsColours(t *testing.T) {
	app(t, AlwaysDark, 1)
	b := NewPrimaryButton("Sign in", nil)
	openOn(t, b)
	if !sameColor(b.box.FillColor, theme.Color(theme.ColorNamePrimary)) || hex(b.label.color) != "14171C" {
		t.Errorf("filled with %s, text %s", hex(b.box.FillColor), hex(b.label.color))
	}
}

func TestAButtonIsAsHighAsInThePictures(t *testing.T) {
	app(t, AlwaysLight, 1)
	if got := NewButton("Refresh", nil).MinSize().Height; got < 32 || got > 34 {
		t.Errorf("the height is %v, want about 33", got)
	}
}

func TestALinkIsPressedAndCut(t *testing.T) {
	app(t, AlwaysLight, 1)
	pressed := 0
	l := NewLinkButton("+  New connection with a very long name", func() { pressed++ })
	openOn(t, NewColumn(0))
	l.Resize(fyne.NewSize(100, 34))
	test.Tap(l)
	press(l, fyne.KeySpace)
	if pressed != 2 {
		t.Errorf("pressed %d times", pressed)
	}
	if !has(l, "…") || l.Text() != "+  New connection with a very long name" {
		t.Errorf("shown %q of %q", texts(l), l.Text())
	}
}
