package view

import (
	"maps"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// focusable are the controls in sight that can take the focus, in the order of drawing.
func (v *shown) focusable() []fyne.Focusable {
	var found []fyne.Focusable
	walk(v.window.Content(), func(o fyne.CanvasObject) {
		f, ok := o.(fyne.Focusable)
		if !ok {
			return
		}
		if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
			return
		}
		found = append(found, f)
	})
	return found
}

func TestTabReachesEveryControlOfEveryScreen(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(screens())) {
		t.Run(name, func(t *testing.T) {
			v := open(t, screens()[name](), smallLook())
			missing := v.focusable()
			if len(missing) < 5 {
				t.Fatalf("only %d controls", len(missing))
			}
			for range 2 * len(missing) {
				v.window.Canvas().FocusNext()
				f := v.window.Canvas().Focused()
				missing = slices.DeleteFunc(missing, func(m fyne.Focusable) bool { return m == f })
				if o := f.(fyne.CanvasObject); !v.inSight(o) {
					t.Errorf("the focus is on a %T that is not in sight", f)
				}
			}
			for _, f := range missing {
				t.Errorf("a %T cannot be reached", f)
			}
		})
	}
}

// inSight says whether the middle of a control's upper edge is in the window, or all of a scroll is the control.
func (v *shown) inSight(target fyne.CanvasObject) bool {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(target)
	return at.Y > -target.Size().Height && at.Y < v.window.Canvas().Size().Height && at.X >= 0 && at.X < v.window.Canvas().Size().Width
}

func TestTabWalksFromTheSideBarToThePage(t *testing.T) {
	v := open(t, signedIn(), designLook())
	v.window.Canvas().FocusNext()
	if _, ok := v.window.Canvas().Focused().(*widget.SideBarRow); !ok {
		t.Errorf("the first is a %T", v.window.Canvas().Focused())
	}
}

func TestEnterPressesTheFilledButton(t *testing.T) {
	tests := map[string]string{
		"signed_out": "sign in", "failed": "sign in", "tokens": "refresh", "api": "call", "step_up": "step up insufficient_user_authentication",
		"origin": "confirm origin", "form": "save and sign in", "waiting": "", "identity": "", "settings": "", "help": "",
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			v := open(t, screens()[name](), designLook())
			v.press(fyne.KeyReturn)
			if got := v.asked.last(); got != want {
				t.Errorf("Enter asked for %q, want %q", got, want)
			}
		})
	}
}

func TestEscapeCancelsOrCloses(t *testing.T) {
	tests := map[string]string{
		"signed_out": "", "waiting": "cancel sign-in", "identity": "", "origin": "refuse origin", "form": "cancel form", "searching": "cancel discovery",
		"settings": "show connection", "help": "show connection",
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			v := open(t, screens()[name](), designLook())
			v.press(fyne.KeyEscape)
			if got := v.asked.last(); got != want {
				t.Errorf("Escape asked for %q, want %q", got, want)
			}
		})
	}
}

func TestEscapeReachesTheWindowFromEveryControl(t *testing.T) {
	for _, name := range []string{"waiting", "form_unfolded", "origin", "settings", "help"} {
		t.Run(name, func(t *testing.T) {
			v := open(t, screens()[name](), designLook())
			v.asked.state, v.asked.changed = screens()[name](), func() {} // the window stays as it is for the next control
			for _, f := range v.focusable() {
				v.window.Canvas().Focus(f)
				v.asked.calls = nil
				v.press(fyne.KeyEscape)
				if len(v.asked.calls) == 0 {
					t.Errorf("a %T swallows Escape", f)
				}
			}
		})
	}
}

func TestEscapeLeavesAFailedSignInForTheSessionThatStands(t *testing.T) {
	s := refused()
	s.Current().Session = session()
	v := open(t, s, designLook())
	v.mustHave("Back to the session")
	v.press(fyne.KeyEscape)
	if v.asked.last() != "dismiss failure" {
		t.Errorf("Escape asked for %q", v.asked.last())
	}
}

func TestEnterInAFieldPressesTheFilledButton(t *testing.T) {
	v := open(t, found(), designLook())
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	v.window.Canvas().Focus(form.fields[state.FieldClientID].entry)
	v.press(fyne.KeyReturn)
	if v.asked.last() != "save and sign in" {
		t.Errorf("Enter asked for %q", v.asked.last())
	}
}

func TestTheFocusedButtonThatGoesDoesNotKeepTheFocus(t *testing.T) {
	v := open(t, sample(), designLook())
	room := v.main.rooms[state.RoomConnection].(*connectionRoom)
	v.window.Canvas().Focus(room.current.(*signedOut).button)
	v.press(fyne.KeyReturn)
	s := waitingForBrowser()
	*v.state.Current() = *s.Current()
	v.update()
	if f := v.window.Canvas().Focused(); f != nil {
		t.Errorf("the focus is still on a %T", f)
	}
	v.press(fyne.KeyEscape)
	if v.asked.last() != "cancel sign-in" {
		t.Errorf("Escape asked for %q", v.asked.last())
	}
}

func TestTheTabBarKeepsTheFocusWhileItSwitches(t *testing.T) {
	v := open(t, signedIn(), designLook())
	tabs := v.main.rooms[state.RoomConnection].(*connectionRoom).tabs
	v.window.Canvas().Focus(tabs)
	v.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	if v.state.Current().Tab != state.TabTokens || v.window.Canvas().Focused() != tabs {
		t.Errorf("tab %q, focus %T", v.state.Current().Tab, v.window.Canvas().Focused())
	}
	v.mustHave("Refresh now")
}

func TestWhatGoesDoesNotKeepTheFocus(t *testing.T) {
	v := open(t, noticed(), designLook())
	v.window.Canvas().Focus(v.main.notices.cards[2].dismiss)
	v.state.Current().ClearNotices()
	v.update()
	if f := v.window.Canvas().Focused(); f != nil {
		t.Errorf("the focus is on a %T", f)
	}
	v.window.Canvas().Focus(v.room().tabs)
	v.state.Show(state.RoomSettings)
	v.update()
	if f := v.window.Canvas().Focused(); f != nil {
		t.Errorf("in another room the focus is on a %T", f)
	}
}

func TestAnotherFormTakesTheFocusToItsFirstField(t *testing.T) {
	v := open(t, ofDemo(), designLook())
	form := v.main.rooms[state.RoomNewConnection].(*connectionForm)
	if f := v.window.Canvas().Focused(); f != form.fields[state.FieldTitle].entry {
		t.Errorf("the demo's form has the focus on a %T", f)
	}
	v.state.Form = state.NewForm()
	v.state.Show(state.RoomNewConnection)
	v.update()
	if f := v.window.Canvas().Focused(); f != form.fields[state.FieldIssuer].entry {
		t.Errorf("the new form has the focus on a %T", f)
	}
}

func TestTheFocusStaysInWhatStays(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(screens())) {
		t.Run(name, func(t *testing.T) {
			v := open(t, screens()[name](), designLook())
			for range v.focusable() {
				v.window.Canvas().FocusNext()
				f := v.window.Canvas().Focused()
				v.main.Update(v.state, later(0))
				if now := v.window.Canvas().Focused(); now != f {
					t.Errorf("an update took the focus from a %T", f)
				}
			}
		})
	}
}
