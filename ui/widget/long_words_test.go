// Words of languages that are longer than English stay whole.

package widget

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestAColumnOfPillsIsWideEnoughForEach(t *testing.T) {
	app(t, AlwaysLight, 1.5)
	pills := []string{"✓ eingehalten", "! nicht eingehalten"}
	table := NewTable(Column{Min: 106, Style: Badge}, Column{Min: 100, Weight: 1})
	table.FitPills(0, pills...)
	table.SetRows([]Row{{Cells: []Cell{{Text: pills[1]}, {Text: "PKCE"}}}})
	table.Resize(fyne.NewSize(900, table.HeightFor(900)))
	pill := table.views[0].cells[0].pill
	if want := pill.naturalWidth(); pill.Size().Width < want {
		t.Errorf("the pill is %.1f wide, its text needs %.1f", pill.Size().Width, want)
	}
	table.FitPills(0, "✓")
	if got := table.leastWidth(0); got != 106*1.5 {
		t.Errorf("a column of short pills is %.1f wide", got)
	}
}

func TestALinkTakesItsPaddingBeforeItCutsItsText(t *testing.T) {
	app(t, AlwaysLight, 1)
	link := NewLinkButton("+  Neue Verbindung", nil)
	natural := link.naturalWidth()
	for _, row := range []struct {
		name  string
		width float32
		cut   bool
	}{
		{"with all of its padding", natural, false},
		{"with little of its padding", natural - 10, false},
		{"narrower than that", natural - 14, true},
	} {
		link.Resize(fyne.NewSize(row.width, 30))
		if shown := texts(link); (shown[0] != link.Text()) != row.cut {
			t.Errorf("%s it shows %q", row.name, shown)
		}
	}
}
