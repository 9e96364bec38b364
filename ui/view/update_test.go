package view

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func (v *shown) room() *connectionRoom { return v.main.rooms[state.RoomConnection].(*connectionRoom) }

func TestUpdatingTwiceKeepsTheFocusTheSelectionAndTheScroll(t *testing.T) {
	v := open(t, signedIn(), smallLook())
	screen := v.room().current.(*identity)
	v.window.Canvas().Focus(screen.claims)
	v.press(fyne.KeyEnd)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(screen.claims)
	if at.Y > 0 {
		t.Fatalf("the last claim did not scroll: the table is at %v", at)
	}
	v.updateAt(1)
	v.updateAt(2)
	if f := v.window.Canvas().Focused(); f != screen.claims {
		t.Errorf("the focus is on a %T", f)
	}
	if got := screen.claims.Selected(); got != 10 {
		t.Errorf("row %d is selected", got)
	}
	if now := fyne.CurrentApp().Driver().AbsolutePositionForObject(screen.claims); now != at {
		t.Errorf("it scrolled from %v to %v", at, now)
	}
	v.mustHave("(4 s ago)")
}

func TestUpdatingKeepsTypedTextAndItsCursor(t *testing.T) {
	v := open(t, onTab(state.TabAPI), designLook())
	screen := v.room().current.(*api)
	v.window.Canvas().Focus(screen.url)
	test.Type(screen.url, "https://api.example/v1")
	screen.url.CursorColumn = 5
	v.updateAt(1)
	if got := v.state.Current().API.URL; got != "https://api.example/v1" {
		t.Errorf("the state holds %q", got)
	}
	if screen.url.CursorColumn != 5 || v.window.Canvas().Focused() != screen.url {
		t.Errorf("cursor %d, focus %T", screen.url.CursorColumn, v.window.Canvas().Focused())
	}
}

func TestTimesTickAndTheStripIsAlive(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.mustHave("waiting… 0:07", "4:53 left")
	v.updateAt(5)
	v.mustHave("waiting… 0:12", "4:48 left")
	v.mustNotHave("waiting… 0:07")
}

func TestALoginThatEndsShowsTheClaims(t *testing.T) {
	v := open(t, waitingForBrowser(), designLook())
	v.state.Current().Apply(oauthflow.Event{Kind: oauthflow.EventSignedIn, Step: oauthflow.StepSignedIn, Session: session(), At: later(0)})
	v.updateAt(1)
	v.mustHave("Ada Lovelace", "248289761001", "Identity")
	v.mustNotHave("Continue in your browser")
}

func TestAnotherConnectionIsShownFromItsTop(t *testing.T) {
	s := signedIn()
	other := s.Connections[1]
	other.Session, other.Phase = session(), state.PhaseSignedIn
	other.Session.Claims["name"] = "Grace Hopper"
	v := open(t, s, smallLook())
	screen := v.room().current.(*identity)
	v.window.Canvas().Focus(screen.claims)
	v.press(fyne.KeyEnd)
	v.tapRow("Google")
	v.mustHave("Grace Hopper")
	if screen.claims.Selected() != -1 {
		t.Error("the selection of the other connection stayed")
	}
	if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(screen.avatar); at.Y < 0 {
		t.Errorf("the card is at %v", at)
	}
}

// tapRow taps a connection of the side bar.
func (v *shown) tapRow(name string) {
	v.t.Helper()
	for _, row := range v.main.side.rows {
		if row.Shown().Name == name {
			row.Tapped(nil)
			return
		}
	}
	v.t.Fatalf("no connection %q", name)
}

func BenchmarkUpdateOfTheIdentityTab(b *testing.B) {
	v := open(b, signedIn(), designLook())
	seconds := 0
	for b.Loop() {
		seconds++
		v.main.Update(v.state, later(seconds))
	}
}

func BenchmarkUpdateOfTheChecksTab(b *testing.B) {
	v := open(b, onTab(state.TabChecks), designLook())
	seconds := 0
	for b.Loop() {
		seconds++
		v.main.Update(v.state, later(seconds))
	}
}

// All windows are there at once: with each change of the theme the fonts are read anew.
func TestAChangeOfThemeAndTextSizeLooksAsIfItHadAlwaysBeen(t *testing.T) {
	want, changed := map[string]string{}, map[string]*shown{}
	for name, screen := range screens() {
		want[name] = open(t, screen(), look{widget.AlwaysDark, 1.5, 900, 600}).markup()
	}
	for name, screen := range screens() {
		changed[name] = open(t, screen(), look{widget.AlwaysLight, 1, 900, 600})
	}
	fyne.CurrentApp().Settings().SetTheme(&widget.Theme{Variant: widget.AlwaysDark, TextScale: 1.5})
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		v := changed[name]
		v.update()
		v.update()
		if got := v.markup(); got != want[name] {
			t.Errorf("%s differs:\n%s", name, difference(got, want[name]))
		}
	}
}

// markup is the window as text, without what nobody sees: spaces of rows, and the cursor, whose colour is Fyne's.
func (v *shown) markup() string {
	return regexp.MustCompile(`(?m)^\s*<(spacer |rectangle fillColor="[^"]*" pos="[78],[78]" size="1x).*\n`).ReplaceAllString(test.RenderToMarkup(v.window.Canvas()), "")
}

// difference is the first line in which two texts differ.
func difference(got, want string) string {
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			return strings.Join(append(gotLines[max(0, i-3):i+1], "instead of", wantLines[i]), "\n")
		}
	}
	return "one is longer"
}

func BenchmarkBuildingTheWindow(b *testing.B) {
	v := open(b, sample(), designLook())
	for b.Loop() {
		m := NewMain(v.asked, v.window)
		v.window.SetContent(m.Content())
		m.Update(v.state, later(0))
	}
}

func BenchmarkSwitchingTabs(b *testing.B) {
	v := open(b, signedIn(), designLook())
	for i := 0; b.Loop(); i++ {
		v.state.Current().Tab = state.Tabs()[i%len(state.Tabs())]
		v.main.Update(v.state, later(0))
	}
}
