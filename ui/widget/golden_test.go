package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTheStripLooksAsRecorded(t *testing.T) {
	for name, variant := range map[string]Variant{"light": AlwaysLight, "dark": AlwaysDark} {
		t.Run(name, func(t *testing.T) {
			app(t, variant, 1)
			s := NewStepStrip()
			s.SetSteps(sixSteps(StepDone, StepDone, StepRunning, StepFailed))
			s.Resize(fyne.NewSize(884, s.HeightFor(884)))
			test.AssertObjectRendersToMarkup(t, "step_strip_"+name+".xml", s)
		})
	}
}

func TestTheTableLooksAsRecorded(t *testing.T) {
	for name, width := range map[string]float32{"wide": 868, "stacked": 400} {
		t.Run(name, func(t *testing.T) {
			table := claimTable(t, width, 1)
			table.Select(1)
			test.AssertObjectRendersToMarkup(t, "table_"+name+".xml", table)
		})
	}
}

func TestTheTabBarLooksAsRecorded(t *testing.T) {
	app(t, AlwaysDark, 1)
	b := NewTabBar()
	b.SetTabs(fourTabs())
	b.Select(1)
	b.Resize(fyne.NewSize(932, b.HeightFor(932)))
	test.AssertObjectRendersToMarkup(t, "tab_bar.xml", b)
}
