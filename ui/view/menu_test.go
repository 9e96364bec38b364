package view

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"proofkey/oauthflow"
	"proofkey/ui/state"
)

func TestTheMoreMenuHoldsWhatIsSeldomNeeded(t *testing.T) {
	v := open(t, signedIn(), designLook())
	v.tap("More ▾")
	v.mustHave("Sign in as someone else", "Copy claims as JSON", "Duplicate", "Export…", "Delete")
	v.press(fyne.KeyDown, fyne.KeyReturn)
	if v.asked.last() != "sign in as someone else" {
		t.Errorf("asked for %q", v.asked.last())
	}
}

// menuItem is the entry of the menu bar with a label.

func (v *shown) menuItem(label string) *fyne.MenuItem {
	v.t.Helper()
	for _, menu := range v.main.menus.menus {
		for _, item := range menu.Items {
			if item.Label == label {
				return item
			}
		}
	}
	v.t.Fatalf("no entry %q", label)
	return nil
}

func TestTheMenuBarHoldsTheActionsOfTheButtons(t *testing.T) {
	tests := map[string]string{
		"New connection": "show new_connection", "Settings": "show settings", "Close window": "close window", "Quit": "quit",
		"Copy claims as JSON": "copy claims", "Sign in as someone else": "sign in as someone else", "Refresh": "refresh",
		"Edit": "show edit_connection", "Duplicate": "duplicate", "Checks": "tab checks", "Help": "show help",
	}
	for label, want := range tests {
		v := open(t, signedIn(), designLook())
		v.menuItem(label).Action()
		if got := v.asked.last(); got != want {
			t.Errorf("%s asked for %q, want %q", label, got, want)
		}
	}
}

func TestAnEntryOfTheMenuThatIsDisabledDoesNothing(t *testing.T) {
	v := open(t, sample(), designLook())
	refresh := v.menuItem("Refresh")
	if !refresh.Disabled {
		t.Error("Refresh is enabled though nobody is signed in")
	}
	refresh.Action() // its shortcut calls it all the same
	if len(v.asked.calls) != 0 {
		t.Errorf("asked for %q", v.asked.calls)
	}
	*v.state.Current() = *signedIn().Current()
	v.update()
	if refresh.Disabled {
		t.Error("Refresh is disabled though somebody is signed in")
	}
}

func TestTheMenuBarHasTheShortcutsOfHelp(t *testing.T) {
	v := open(t, sample(), designLook())
	keys := map[string]bool{}
	for _, menu := range v.main.menus.menus {
		for _, item := range menu.Items {
			if s, ok := item.Shortcut.(*desktop.CustomShortcut); ok && s.Modifier&^fyne.KeyModifierShift == fyne.KeyModifierShortcutDefault {
				keys[string(s.KeyName)] = true
			}
		}
	}
	for _, s := range state.Shortcuts() {
		if s.Ctrl && !keys[s.Key] {
			t.Errorf("no menu entry has %s", s.Key)
		}
	}
}

func TestTheSelectedRowIsCopied(t *testing.T) {
	v := open(t, signedIn(), designLook())
	v.menuItem("Copy the selected row").Action()
	if len(v.asked.calls) != 0 {
		t.Errorf("nothing is selected and it asked for %q", v.asked.calls)
	}
	v.room().current.(*identity).claims.Select(2)
	v.menuItem("Copy the selected row").Action()
	if got := v.asked.last(); got != "copy ada@demo.example" {
		t.Errorf("asked for %q", got)
	}
}

func TestFilesAreChosenInADialog(t *testing.T) {
	v := open(t, answered(), designLook())
	v.main.perform(state.ActionImport)
	if v.window.Canvas().Overlays().Top() == nil {
		t.Error("Import opens no dialog")
	}
}

func TestAFileNameHoldsNoSeparators(t *testing.T) {
	c := state.NewConnection(oauthflow.Profile{Name: "a/b\\c:d*e"})
	if got := fileName(c); got != "a-b-c-d-e" {
		t.Errorf("%q", got)
	}
	if got := fileName(state.NewConnection(oauthflow.Profile{})); got != "connection" {
		t.Errorf("%q", got)
	}
}
