package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestAnAppEndsWithoutFyne(t *testing.T) {
	done := false
	endAnyway(make(chan struct{}), time.Nanosecond, func() { done = true })
	if !done {
		t.Error("the app went on")
	}
}

func TestAnAppThatHasEndedIsNotEndedTwice(t *testing.T) {
	ended := make(chan struct{})
	close(ended)
	endAnyway(ended, time.Hour, func() { t.Error("ended twice") })
}

// All others are read after the first frame.
func TestTheFirstFrameHasItsWords(t *testing.T) {
	if err := addWords("", opening()); err != nil {
		t.Fatal(err)
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(&widget.Theme{Variant: widget.AlwaysLight, TextScale: 1})
	for name, change := range map[string]func(s *state.State){
		"the demo":          func(*state.State) {},
		"another provider":  func(s *state.State) { s.Add(state.NewConnection(oauthflow.Profile{ID: "a", Name: "Acme"})) },
		"a damaged list":    func(s *state.State) { s.Storage.SetAside = []string{"connections.json.damaged"} },
		"an unreadable one": func(s *state.State) { s.Storage.Problem = "permission denied" },
	} {
		s := App{Arguments: Arguments{DataDir: t.TempDir()}}.newState(t.TempDir(), state.Settings{Theme: state.ThemeLight, TextSize: 1})
		change(s)
		c := newController(t.Context(), &testDesktop{}, Arguments{NoKeyring: true}, s)
		window := app.NewWindow(appName)
		main := fill(window, c)
		window.Resize(fyne.NewSize(defaultWidth, defaultHeight))
		main.Update(s, time.Now())
		seen := 0
		for _, o := range test.LaidOutObjects(window.Content()) {
			if text, ok := o.(*canvas.Text); ok {
				seen++
				if text.Text == "?" {
					t.Errorf("%s: a text has no words", name)
				}
			}
		}
		if seen < 10 {
			t.Errorf("%s: %d texts were seen", name, seen)
		}
		window.Close()
	}
}
