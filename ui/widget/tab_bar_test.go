package widget

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func fourTabs() []Tab {
	return []Tab{{Title: "Identity"}, {Title: "Checks", Badge: "20 passed, 1 skipped", BadgeKind: Passed}, {Title: "Tokens"}, {Title: "API"}}
}

func TestTabsAreSelectedByTapAndByKeys(t *testing.T) {
	app(t, AlwaysLight, 1)
	b := NewTabBar()
	b.SetTabs(fourTabs())
	var chosen []int
	b.OnSelected = func(i int) { chosen = append(chosen, i) }
	openOn(t, NewColumn(0, b))
	test.TapAt(b, b.views[2].at.AddXY(3, 3))
	press(b, fyne.KeyLeft, fyne.KeyEnd, fyne.KeyRight, fyne.KeyHome, fyne.KeyLeft, fyne.KeyRight)
	if want := []int{2, 1, 3, 0, 1}; !slices.Equal(chosen, want) {
		t.Errorf("chosen %v, want %v", chosen, want)
	}
}

func TestATapBesideTheTabsSelectsNothing(t *testing.T) {
	app(t, AlwaysLight, 1)
	b := NewTabBar()
	b.SetTabs(fourTabs())
	b.OnSelected = func(i int) { t.Errorf("selected %d", i) }
	openOn(t, NewColumn(0, b))
	test.TapAt(b, fyne.NewPos(900, 10))
}

func TestSelectDoesNotCallBack(t *testing.T) {
	app(t, AlwaysLight, 1)
	b := NewTabBar()
	b.SetTabs(fourTabs())
	b.OnSelected = func(int) { t.Error("called back") }
	b.Select(2)
	b.Select(9)
	if b.Selected() != 2 {
		t.Errorf("selected %d", b.Selected())
	}
}

func TestABadgeIsShownAndChangesWithItsKind(t *testing.T) {
	app(t, AlwaysLight, 1)
	b := NewTabBar()
	b.SetTabs(fourTabs())
	b.Select(1)
	openOn(t, NewColumn(0, b))
	if !has(b, "20 passed, 1 skipped") {
		t.Errorf("shown %q", texts(b))
	}
	tabs := fourTabs()
	tabs[1].Badge, tabs[1].BadgeKind = "1 failed", Failed
	b.SetTabs(tabs)
	if !has(b, "1 failed") || has(b, "20 passed") || b.Selected() != 1 {
		t.Errorf("shown %q, selected %d", texts(b), b.Selected())
	}
}

func TestTabsStandInSeveralLinesInANarrowWindow(t *testing.T) {
	app(t, AlwaysLight, 1.5)
	b := NewTabBar()
	b.SetTabs(fourTabs())
	one, two := b.HeightFor(900), b.HeightFor(420)
	if two < 2*one-1 {
		t.Errorf("the height is %v at 900 and %v at 420", one, two)
	}
	b.Resize(fyne.NewSize(420, two))
	for i, v := range b.views {
		if v.at.X+v.size.Width > 420 {
			t.Errorf("tab %d ends at %v", i, v.at.X+v.size.Width)
		}
	}
}

func TestATabBarWithoutTabsIgnoresKeys(t *testing.T) {
	app(t, AlwaysLight, 1)
	b := NewTabBar()
	openOn(t, NewColumn(0, b))
	b.FocusGained()
	press(b, fyne.KeyRight, fyne.KeyEnd, fyne.KeyHome)
	if b.AccessibilityLabel() != "" || b.Selected() != 0 {
		t.Errorf("selected %d", b.Selected())
	}
}
