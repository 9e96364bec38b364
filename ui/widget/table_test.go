package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func claims() []Row {
	return []Row{
		{Cells: []Cell{{Text: "sub"}, {Text: "248289761001"}, {Text: "Subject: the user’s id at this provider. Use it, not the e-mail, as the key."}}},
		{Cells: []Cell{{Text: "iat"}, {Text: "07:12:04 (2 s ago)"}, {Text: "Issued at"}}, Copy: "1795504324"},
		{Cells: []Cell{{Text: "amr"}, {Text: "pwd"}, {Text: "How the user proved who they are"}}},
	}
}

func claimTable(t *testing.T, width, scale float32) *Table {
	t.Helper()
	app(t, AlwaysLight, scale)
	table := NewTable(Column{"CLAIM", 110, 0, Mono}, Column{"VALUE", 190, 1, Mono}, Column{"WHAT IT MEANS", 190, 1, Subdued})
	table.SetRows(claims())
	table.Resize(fyne.NewSize(width, table.HeightFor(width)))
	return table
}

func TestATableShowsHeaderAndCellsInColumns(t *testing.T) {
	table := claimTable(t, 868, 1)
	for _, want := range []string{"CLAIM", "WHAT IT MEANS", "248289761001", "Issued at"} {
		if !has(table, want) {
			t.Errorf("%q is not shown: %q", want, texts(table))
		}
	}
	first := table.views[1].cells
	if first[0].Position().X != 8 || first[1].Position().X != 118 || first[2].Position().X <= first[1].Position().X {
		t.Errorf("the cells stand at %v, %v, %v", first[0].Position(), first[1].Position(), first[2].Position())
	}
	if h := table.views[1].height; h != 28 && h != 29 {
		t.Errorf("a row of one line is %v high, want 29 as in the picture", h)
	}
	if table.views[0].height <= table.views[1].height {
		t.Error("the wrapped row is not higher")
	}
}

func TestANarrowTableStacksItsCellsAndHidesTheHeader(t *testing.T) {
	table := claimTable(t, 600, 1.5)
	if has(table, "CLAIM") || !has(table, "248289761001") {
		t.Errorf("shown %q", texts(table))
	}
	cells := table.views[0].cells
	if cells[1].Position().Y <= cells[0].Position().Y || cells[2].Position().Y <= cells[1].Position().Y {
		t.Error("the cells do not stand below each other")
	}
	for _, cell := range cells {
		if right := cell.Position().X + cell.Size().Width; right > 600 {
			t.Errorf("a cell ends at %v", right)
		}
	}
}

// A row may leave its first cell to the row above, as the differences of one area do.
func TestStackedCellsOfAColumnStandBelowEachOtherInEveryRow(t *testing.T) {
	table := claimTable(t, 600, 1.5)
	rows := claims()
	rows[1].Cells[0].Text = ""
	table.SetRows(rows)
	table.Resize(fyne.NewSize(600, table.HeightFor(600)))
	whole, rest := table.views[0].cells, table.views[1].cells
	for i := 1; i < 3; i++ {
		if whole[i].Position().X != rest[i].Position().X {
			t.Errorf("column %d stands at %v, and at %v below an empty cell", i, whole[i].Position().X, rest[i].Position().X)
		}
	}
}

func TestTheKeyboardMovesTheSelection(t *testing.T) {
	table := claimTable(t, 868, 1)
	var selected []int
	table.OnSelected = func(row int) { selected = append(selected, row) }
	press(table, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome)
	if want := []int{0, 1, 0, 2, 2, 0}; !slices.Equal(selected, want) {
		t.Errorf("selected %v, want %v", selected, want)
	}
	if !table.back.Visible() || table.back.Position().Y != table.views[0].top {
		t.Error("the ground is not under the selected row")
	}
}

func TestATapSelectsARowAndASecondOneOpensIt(t *testing.T) {
	table := claimTable(t, 868, 1)
	opened := -1
	table.OnOpen = func(row int) { opened = row }
	at := fyne.NewPos(20, table.views[1].top+5)
	test.TapAt(table, at)
	if table.Selected() != 1 || opened != -1 {
		t.Errorf("selected %d, opened %d", table.Selected(), opened)
	}
	test.TapAt(table, at)
	if opened != 1 {
		t.Errorf("opened %d", opened)
	}
	test.TapAt(table, fyne.NewPos(20, 3))
	if table.Selected() != 1 {
		t.Error("a tap on the header changed the selection")
	}
}

func TestACopyTakesTheTrueValueOfTheSelectedRow(t *testing.T) {
	table := claimTable(t, 868, 1)
	if got := table.SelectedText(); got != "" {
		t.Errorf("nothing is selected, and the text is %q", got)
	}
	table.Select(1)
	table.TypedShortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); got != "1795504324" {
		t.Errorf("copied %q", got)
	}
	table.Select(2)
	if got := table.SelectedText(); got != "amr\tpwd\tHow the user proved who they are" {
		t.Errorf("the text is %q", got)
	}
}

func TestANewSecondChangesOnlyTheCellThatDiffers(t *testing.T) {
	table := claimTable(t, 868, 1)
	table.Select(1)
	before := table.views[1].cells[1].text
	same := table.views[0].cells[1].text.lines[0]
	rows := claims()
	rows[1].Cells[1].Text = "07:12:04 (3 s ago)"
	table.SetRows(rows)
	if !has(table, "(3 s ago)") || has(table, "(2 s ago)") || table.Selected() != 1 {
		t.Errorf("shown %q, selected %d", texts(table), table.Selected())
	}
	if table.views[1].cells[1].text != before || table.views[0].cells[1].text.lines[0] != same {
		t.Error("cells were made anew")
	}
}

func TestAHigherCellMovesTheRowsBelowIt(t *testing.T) {
	table := claimTable(t, 868, 1)
	top := table.views[1].top
	rows := claims()
	rows[0].Cells[1].Text = strings.Repeat("long words ", 40)
	table.SetRows(rows)
	if table.views[1].top <= top {
		t.Errorf("the second row stays at %v", table.views[1].top)
	}
	if table.MinSize().Height != table.views[2].top+table.views[2].height {
		t.Error("the table does not ask for its new height")
	}
}

func TestFewerRowsTakeTheSelectionAlong(t *testing.T) {
	table := claimTable(t, 868, 1)
	table.Select(2)
	table.point(2)
	table.SetRows(claims()[:1])
	if table.Selected() != 0 || has(table, "amr") {
		t.Errorf("selected %d, shown %q", table.Selected(), texts(table))
	}
	table.SetRows(nil)
	press(table, fyne.KeyDown, fyne.KeyEnd)
	if table.Selected() != -1 || table.SelectedText() != "" {
		t.Errorf("an empty table has row %d selected", table.Selected())
	}
}

func TestAPillCellCarriesMarkWordAndColour(t *testing.T) {
	app(t, AlwaysLight, 1)
	table := NewTable(Column{"RESULT", 110, 0, Badge}, Column{"CHECK", 100, 1, Strong})
	table.SetRows([]Row{{Cells: []Cell{{Text: "✓ passed", Kind: Passed}, {Text: "Nonce"}}}})
	table.Resize(fyne.NewSize(500, 100))
	for _, part := range []string{"✓", " passed"} {
		if !sameColor(textColor(t, table, part), theme.Color(ColorNamePassedOnBadge)) {
			t.Errorf("%q has not its colour", part)
		}
	}
	table.SetRows([]Row{{Cells: []Cell{{Text: "! failed", Kind: Failed}, {Text: "Nonce"}}}})
	if !sameColor(textColor(t, table, "! failed"), theme.Color(ColorNameFailedOnBadge)) {
		t.Error("the pill did not change")
	}
}

func TestQuietTextIsDarkenedOnTheSelectedRow(t *testing.T) {
	table := claimTable(t, 868, 1)
	table.Select(1)
	if !sameColor(textColor(t, table, "Issued at"), theme.Color(ColorNameQuietOnSelected)) {
		t.Error("the quiet text keeps its colour on the selection")
	}
	table.SetRows(claims())
	if !sameColor(textColor(t, table, "Issued at"), theme.Color(ColorNameQuietOnSelected)) {
		t.Error("new rows take the darker colour away")
	}
	table.Select(0)
	if !sameColor(textColor(t, table, "Issued at"), theme.Color(ColorNameQuiet)) {
		t.Error("the quiet text stays dark")
	}
}

func TestFactsShowLabelAndValue(t *testing.T) {
	app(t, AlwaysLight, 1)
	l := NewFactList(Fact{Label: "We sent", Value: "n-0S6_…", Mono: true, Copy: "n-0S6_WzA2Mj"}, Fact{Label: "Rule", Value: "OIDC Core §3.1.3.7 (11)"})
	openOn(t, NewColumn(0, l))
	if got := texts(l); !slices.Equal(got, []string{"We sent", "n-0S6_…", "Rule", "OIDC Core §3.1.3.7 (11)"}) {
		t.Errorf("shown %q", got)
	}
	press(l, fyne.KeyDown)
	if got := l.SelectedText(); got != "n-0S6_WzA2Mj" {
		t.Errorf("the copy is %q", got)
	}
	press(l, fyne.KeyDown)
	if got := l.SelectedText(); got != "OIDC Core §3.1.3.7 (11)" {
		t.Errorf("the copy is %q", got)
	}
}

func manyRows(n, second int) []Row {
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = Row{Cells: []Cell{{Text: fmt.Sprintf("claim_%d", i)}, {Text: fmt.Sprintf("value %d", i)}, {Text: "What this claim means, in a sentence that may need two lines to stand in its column"}}}
	}
	rows[n/2].Cells[1].Text = fmt.Sprintf("in %d s", second)
	return rows
}

func BenchmarkATickOver200Rows(b *testing.B) {
	a := test.NewTempApp(b)
	a.Settings().SetTheme(&Theme{Variant: AlwaysLight})
	table := NewTable(Column{"CLAIM", 110, 0, Mono}, Column{"VALUE", 190, 1, Mono}, Column{"WHAT IT MEANS", 190, 1, Subdued})
	table.SetRows(manyRows(200, 0))
	table.Resize(fyne.NewSize(868, 8000))
	second := 0
	for b.Loop() {
		second++
		table.SetRows(manyRows(200, second))
	}
}

func TestATablePaintsAllRowsInTheEnd(t *testing.T) {
	app(t, AlwaysLight, 1)
	table := NewTable(Column{"", 100, 1, Plain})
	numbered := func(n int) (rows []Row) {
		for i := range n {
			rows = append(rows, Row{Cells: []Cell{{Text: fmt.Sprintf("row %d", i)}}})
		}
		return rows
	}
	for _, n := range []int{rowsAtOnce, rowsAtOnce + 1, 0, 3 * rowsAtOnce, 2} {
		table.SetRows(numbered(n))
		table.Resize(fyne.NewSize(200, table.HeightFor(200)))
		for i := range n {
			if want := fmt.Sprintf("row %d", i); !has(table, want) {
				t.Errorf("of %d rows, %q is not shown", n, want)
			}
		}
	}
}
