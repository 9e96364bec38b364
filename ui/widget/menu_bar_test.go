package widget

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// barOfMenus is a bar with two menus in a window; done are the items that were chosen.
func barOfMenus(t *testing.T) (w fyne.Window, bar *MenuBar, done *[]string) {
	t.Helper()
	app(t, AlwaysLight, 1)
	done = &[]string{}
	item := func(label string) *fyne.MenuItem {
		return fyne.NewMenuItem(label, func() { *done = append(*done, label) })
	}
	disabled := item("Refresh")
	disabled.Disabled = true
	settings := item("Settings")
	settings.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyComma, Modifier: fyne.KeyModifierControl}
	bar = NewMenuBar([]*fyne.Menu{
		fyne.NewMenu("File", item("New"), disabled, fyne.NewMenuItemSeparator(), settings),
		fyne.NewMenu("View", item("Checks")),
	})
	return openOn(t, NewRoot(bar, NewColumn(0), NewColumn(0), nil)), bar, done
}

// panelOn is the menu that is open on a window, or nil.
func panelOn(w fyne.Window) *menuPanel {
	panel, _ := w.Canvas().Overlays().Top().(*menuPanel)
	return panel
}

func titleAt(bar *MenuBar, i int) fyne.Position {
	left, width := bar.span(i)
	return fyne.NewPos(left+width/2, bar.Size().Height/2)
}

func TestATapOnATitleOpensItsMenuBelowIt(t *testing.T) {
	w, bar, done := barOfMenus(t)
	test.TapAt(bar, titleAt(bar, 1))
	panel := panelOn(w)
	if panel == nil {
		t.Fatal("no menu")
	}
	left, _ := bar.span(1)
	if shown := texts(panel); !slices.Equal(shown, []string{"Checks"}) || panel.at != fyne.NewPos(left, bar.Size().Height) {
		t.Errorf("shown %q at %v", shown, panel.at)
	}
	test.TapAt(panel, panel.at.AddXY(20, panel.rows[0].y+4))
	if !slices.Equal(*done, []string{"Checks"}) || panelOn(w) != nil {
		t.Errorf("done %q, menu %v", *done, panelOn(w))
	}
}

func TestKeysGoThroughTheMenus(t *testing.T) {
	w, bar, done := barOfMenus(t)
	bar.Open(0)
	press(panelOn(w), fyne.KeyDown, fyne.KeyDown) // over what is disabled and the separator
	if panel := panelOn(w); panel.marked != 3 || !strings.Contains(strings.Join(texts(panel), " "), "Settings Ctrl+,") {
		t.Errorf("item %d of %q", panel.marked, texts(panel))
	}
	press(panelOn(w), fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	bar.Open(0)
	press(panelOn(w), fyne.KeyLeft)
	press(panelOn(w), fyne.KeyDown, fyne.KeyReturn)
	if !slices.Equal(*done, []string{"Settings", "Checks"}) {
		t.Errorf("done %q", *done)
	}
	bar.Open(1)
	press(panelOn(w), fyne.KeyReturn) // nothing is marked
	press(panelOn(w), fyne.KeyEscape)
	if panelOn(w) != nil || len(*done) != 2 || bar.pointed != -1 {
		t.Errorf("menu %v, done %q, title %d", panelOn(w), *done, bar.pointed)
	}
}

func TestADisabledItemDoesNothing(t *testing.T) {
	w, bar, done := barOfMenus(t)
	bar.Open(0)
	panel := panelOn(w)
	test.TapAt(panel, panel.at.AddXY(20, panel.rows[1].y+4))
	if len(*done) != 0 || panelOn(w) != panel {
		t.Errorf("done %q", *done)
	}
}

func TestThePointerGoesFromMenuToMenu(t *testing.T) {
	w, bar, _ := barOfMenus(t)
	bar.Open(0)
	move := func(at fyne.Position) {
		panelOn(w).MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	move(titleAt(bar, 0))
	move(fyne.NewPos(600, 400))
	if shown := texts(panelOn(w)); shown[0] != "New" {
		t.Errorf("shown %q", shown)
	}
	move(titleAt(bar, 1))
	if shown := texts(panelOn(w)); shown[0] != "Checks" || len(w.Canvas().Overlays().List()) != 1 {
		t.Errorf("shown %q in %d", shown, len(w.Canvas().Overlays().List()))
	}
	test.TapAt(panelOn(w), titleAt(bar, 1)) // the title of the open menu closes it, as any other place does
	bar.Open(0)
	test.TapAt(panelOn(w), fyne.NewPos(600, 400))
	if panelOn(w) != nil {
		t.Error("still open")
	}
}
