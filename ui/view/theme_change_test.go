package view

import (
	"regexp"
	"testing"

	"fyne.io/fyne/v2/test"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// markups are the looks of all tabs and rooms, shown one after the other.
func (v *shown) markups() map[string]string {
	found := map[string]string{}
	unseen := regexp.MustCompile(`(?m)^\s*<(spacer|rectangle fillColor="hyperlink" pos="\d+,\d+" size="1x).*\n`) // also the cursor of an entry
	see := func(name string) {
		v.update()
		v.window.Canvas().Unfocus()
		found[name] = unseen.ReplaceAllString(test.RenderToMarkup(v.window.Canvas()), "")
	}
	for _, tab := range state.Tabs() {
		v.state.Show(state.RoomConnection)
		v.state.Current().ShowTab(tab)
		see(string(tab))
	}
	for _, room := range []state.Room{state.RoomSettings, state.RoomHelp, state.RoomNewConnection} {
		v.state.Show(room)
		see(string(room))
	}
	v.state.Select("google")
	see("signed out")
	v.state.Select("demo")
	return found
}

func TestAChangeOfThemeReachesWhatIsNotInSight(t *testing.T) {
	dark := look{widget.AlwaysDark, 1.5, 1180, 760}
	v := open(t, signedIn(), designLook())
	v.markups()
	test.ApplyTheme(t, &widget.Theme{Variant: dark.variant, TextScale: dark.scale})
	got := v.markups()
	for name, want := range open(t, signedIn(), dark).markups() {
		if got[name] != want {
			t.Errorf("%s looks otherwise than in a window that opened with the theme", name)
		}
	}
}
