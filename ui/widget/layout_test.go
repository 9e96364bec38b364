package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// fullPage has long words in every part.
func fullPage(onSize func(fyne.Size)) *fyne.Container {
	long := strings.Repeat("Wörter", 60) + " " + strings.Repeat("and more words ", 40)
	strip, tabs := NewStepStrip(), NewTabBar()
	strip.SetSteps(sixSteps(StepDone, StepRunning))
	tabs.SetTabs([]Tab{{Title: long, Badge: long}, {Title: "API"}})
	table := NewTable(Column{"A", 110, 0, Badge}, Column{"B", 200, 1, Strong})
	table.SetRows([]Row{{Cells: []Cell{{Text: long}, {Text: long}}}})
	entry := NewMonoEntry()
	entry.SetText(long)
	view := NewTextView(20)
	view.SetDocument(NewDocument([]byte(long), PlainText, visible7))
	page := NewPage(PageParts{
		Header: NewHeader(NewTitle(long), NewSubLine(Run{Text: long}), NewButton("Refresh", nil), NewButton("Share report", nil), NewButton("Sign out", nil)),
		Strip:  strip, Tabs: tabs,
		Body: NewPageScroll(NewCard(NewColumn(8, NewHeading(long), NewValueLine(long), NewMaskedValue(func() string { return long }))),
			NewEdgeCard(NewFactList(Fact{Label: long, Value: long}), Failed), NewTightCard(table),
			NewFormRow(long, Small(entry), long), NewBareCard(view),
			NewSplitRow([]fyne.CanvasObject{NewPill(long, Passed), NewLargePill(long, Failed)}, []fyne.CanvasObject{NewQuiet(long), NewExpiryBar()}),
			NewSideBySide(Part{NewQuiet(long), 1, 200}, Part{NewQuiet(long), 2, 200})),
	})
	side := NewSideBar(NewSideBarHead(fyne.NewStaticResource("a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)), long, long),
		[]fyne.CanvasObject{NewSideBarRow(Connection{Name: long, Status: long}, nil), NewLinkButton(long, nil)}, nil)
	return NewRoot(nil, side, page, onSize)
}

// visible7 makes everything beyond ASCII visible, and control characters.
func visible7(r rune) string {
	if r < ' ' || r > '~' {
		return "‹?›"
	}
	return ""
}

func TestNothingWidensTheWindow(t *testing.T) {
	for _, scale := range []float32{1, 1.25, 1.5} {
		app(t, AlwaysLight, scale)
		root := fullPage(nil)
		w := openSized(t, root, 900, 600)
		if got := w.Content().MinSize(); got != fyne.NewSize(900, 600) {
			t.Errorf("at scale %v the window needs %v", scale, got)
		}
		for i, part := range root.Objects {
			room := part.Size()
			if least := part.MinSize(); least.Width > room.Width || least.Height > room.Height {
				t.Errorf("at scale %v part %d needs %v and has %v", scale, i, least, room)
			}
		}
	}
}

func TestTheSideBarTakesAtMostItsShare(t *testing.T) {
	for _, row := range []struct {
		name               string
		width, scale, want float32
	}{
		{"at the design's size it is 247 wide", 1180, 1, 247},
		{"in a narrow window it is 26 % of it", 900, 1.5, 234},
		{"in a wide window it grows with the text", 1600, 1.5, 370.5},
	} {
		t.Run(row.name, func(t *testing.T) {
			app(t, AlwaysLight, row.scale)
			root := NewRoot(nil, NewColumn(0), NewColumn(0), nil)
			openSized(t, root, row.width, 600)
			if got := root.Objects[1].Size().Width; got < row.want-0.1 || got > row.want+0.1 {
				t.Errorf("it is %v wide, want %v", got, row.want)
			}
		})
	}
}

func TestTheRootTellsItsSize(t *testing.T) {
	app(t, AlwaysLight, 1)
	var got fyne.Size
	w := openSized(t, NewRoot(nil, NewColumn(0), NewColumn(0), func(size fyne.Size) { got = size }), 1000, 700)
	if got != fyne.NewSize(1000, 700) {
		t.Errorf("told %v", got)
	}
	w.Resize(fyne.NewSize(1100, 650))
	if got != fyne.NewSize(1100, 650) {
		t.Errorf("told %v after a change", got)
	}
}

func TestTheHeadersButtonsGoBelowTheTitleWhereItIsNarrow(t *testing.T) {
	app(t, AlwaysLight, 1.5)
	header := NewHeader(NewTitle("Demo provider"), NewSubLine(Run{Text: "http://127.0.0.1"}), NewButton("Refresh", nil), NewButton("Share report", nil))
	text, buttons := header.Objects[0], header.Objects[1]
	header.Resize(fyne.NewSize(900, HeightFor(header, 900)))
	if buttons.Position().X <= 390 || buttons.Position().Y != 8 {
		t.Errorf("in a wide window the buttons are at %v", buttons.Position())
	}
	header.Resize(fyne.NewSize(500, HeightFor(header, 500)))
	if buttons.Position().X != 0 || buttons.Position().Y < text.Size().Height {
		t.Errorf("in a narrow window the buttons are at %v", buttons.Position())
	}
	if end := buttons.Position().Y + buttons.Size().Height; end > header.Size().Height {
		t.Errorf("the buttons end at %v of %v", end, header.Size().Height)
	}
}

func TestAHeaderWithHiddenButtonsIsOnlyItsText(t *testing.T) {
	app(t, AlwaysLight, 1)
	button := NewButton("Edit", nil)
	header := NewHeader(NewTitle("Settings"), NewSubLine(Run{Text: "x"}), button)
	button.Hide()
	header.Resize(fyne.NewSize(500, 100))
	if got := header.Objects[0].Size().Width; got != 500 {
		t.Errorf("the text is %v wide", got)
	}
}

func TestAFlowRowWraps(t *testing.T) {
	app(t, AlwaysLight, 1)
	a, b, c := NewButton("Copy link", nil), NewButton("Open again", nil), NewButton("Paste redirect URL…", nil)
	row := NewFlowRow(a, b, c)
	row.Resize(fyne.NewSize(600, 33))
	if a.Position().Y != c.Position().Y || b.Position().X != a.Size().Width+10 {
		t.Error("with room enough they do not stand on one line, 10 apart")
	}
	row.Resize(fyne.NewSize(260, 100))
	if c.Position().Y <= a.Position().Y || c.Position().X != 0 {
		t.Errorf("the third stands at %v", c.Position())
	}
	if HeightFor(row, 260) != 2*a.Size().Height+10 {
		t.Errorf("the height is %v", HeightFor(row, 260))
	}
}

func TestASplitRowPutsItsEndAtTheRight(t *testing.T) {
	app(t, AlwaysLight, 1)
	left, right := NewButton("Reveal", nil), NewQuiet("scopes granted: openid profile")
	row := NewSplitRow([]fyne.CanvasObject{left}, []fyne.CanvasObject{right})
	row.Resize(fyne.NewSize(800, 40))
	if end := right.Position().X + right.Size().Width; end < 799 || end > 801 {
		t.Errorf("the right part ends at %v", end)
	}
	row.Resize(fyne.NewSize(200, 90))
	if right.Position().Y <= left.Position().Y || right.Position().X != 0 {
		t.Errorf("where it is narrow the right part is at %v", right.Position())
	}
}

func TestAFillRowGivesTheEntryWhatIsLeft(t *testing.T) {
	app(t, AlwaysLight, 1)
	entry, button := NewMonoEntry(), NewPrimaryButton("Call API", nil)
	row := NewFillRow(entry, 240, entry, button)
	row.Resize(fyne.NewSize(600, 40))
	if got := entry.Size().Width; got != 600-10-button.Size().Width {
		t.Errorf("the entry is %v wide", got)
	}
	row.Resize(fyne.NewSize(300, 90))
	if entry.Size().Width != 300 || button.Position().Y <= entry.Position().Y {
		t.Errorf("where it is narrow the entry is %v wide, the button at %v", entry.Size(), button.Position())
	}
}

func TestPanelsStandBesideEachOtherOrBelow(t *testing.T) {
	app(t, AlwaysLight, 1)
	a, b := NewCard(NewQuiet("Header")), NewCard(NewQuiet("Payload"))
	row := NewSideBySide(Part{a, 1, 180}, Part{b, 2, 240})
	row.Resize(fyne.NewSize(800, 100))
	if a.Position().Y != b.Position().Y || b.Size().Width <= a.Size().Width {
		t.Error("they do not stand beside each other by weight")
	}
	row.Resize(fyne.NewSize(400, 200))
	if b.Position().X != 0 || b.Position().Y <= a.Position().Y || a.Size().Width != 400 {
		t.Error("they do not stand below each other")
	}
}

func TestAFormRowPutsItsLabelAboveTheFieldWhereItIsNarrow(t *testing.T) {
	app(t, AlwaysLight, 1)
	entry := NewKeyEntry()
	row := NewFormRow("Client ID", entry, "Register this at the provider.")
	row.Resize(fyne.NewSize(800, row.HeightFor(800)))
	if entry.Position().X != 158 || !has(row, "Register this") {
		t.Errorf("the field is at %v", entry.Position())
	}
	row.Resize(fyne.NewSize(300, row.HeightFor(300)))
	if entry.Position().X != 8 || entry.Position().Y <= row.label.Position().Y {
		t.Errorf("where it is narrow the field is at %v", entry.Position())
	}
	before := row.HeightFor(300)
	row.SetFault("A client ID is needed.")
	if !has(row, "! A client ID is needed.") || row.HeightFor(300) <= before {
		t.Error("the fault is not shown with its mark, or has no room")
	}
	row.SetFault("")
	if row.Fault() != "" || row.HeightFor(300) != before {
		t.Error("the fault stays")
	}
}

func TestACentredColumnStandsInTheMiddle(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewQuiet("short")
	column := NewCentredColumn(0, 472, text)
	column.Resize(fyne.NewSize(932, 600))
	if got := text.Position(); got.X != 230 || got.Y < 285 || got.Y > 300 {
		t.Errorf("the text is at %v", got)
	}
	column.Resize(fyne.NewSize(300, 10))
	if got := text.Position(); got.X != 24 || got.Y != 24 || text.Size().Width != 252 {
		t.Errorf("where there is no room the text is at %v, %v", got, text.Size())
	}
}

func TestTheFocusScrollsIntoView(t *testing.T) {
	app(t, AlwaysLight, 1)
	first, last := NewButton("first", nil), NewButton("last", nil)
	scroll := NewScroll(NewCard(NewColumn(900, first, last)))
	w := test.NewTempWindow(t, scroll)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(400, 300))
	w.Canvas().Focus(last)
	if scroll.inner.Offset.Y < 600 {
		t.Errorf("the offset is %v", scroll.inner.Offset.Y)
	}
	w.Canvas().Focus(first)
	if scroll.inner.Offset.Y > 20 {
		t.Errorf("back at the first button the offset is %v", scroll.inner.Offset.Y)
	}
}

func TestTheSelectedRowScrollsIntoView(t *testing.T) {
	app(t, AlwaysLight, 1)
	table := NewTable(Column{"A", 110, 0, Mono}, Column{"B", 100, 1, Mono}, Column{"C", 100, 1, Subdued})
	table.SetRows(manyRows(80, 0))
	scroll := NewPageScroll(NewTightCard(table))
	w := test.NewTempWindow(t, scroll)
	w.Resize(fyne.NewSize(700, 300))
	press(table, fyne.KeyEnd)
	top, bottom := scroll.inner.Offset.Y, scroll.inner.Offset.Y+scroll.inner.Size().Height
	if row := table.views[79]; row.top < top-60 || row.top+row.height > bottom {
		t.Errorf("the row at %v is not between %v and %v", row.top, top, bottom)
	}
}

func TestAScrollGivesAChangedContentItsHeight(t *testing.T) {
	app(t, AlwaysLight, 1)
	text := NewQuiet("short")
	scroll := NewScroll(NewColumn(0, text))
	w := test.NewTempWindow(t, scroll)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(200, 100))
	text.SetText(strings.Repeat("many words ", 200))
	scroll.Refresh()
	if got := scroll.Content.Size().Height; got < 1000 {
		t.Errorf("the content is %v high", got)
	}
}

func TestAPageMakesRoomForAHeaderThatGrew(t *testing.T) {
	app(t, AlwaysLight, 1)
	title, strip := NewTitle("Demo provider"), NewStepStrip()
	strip.SetSteps(sixSteps())
	page := NewPage(PageParts{Header: NewHeader(title, NewSubLine(Run{Text: "x"})), Strip: strip, Body: NewPageScroll(NewQuiet("body"))})
	openOn(t, page)
	before := strip.Position().Y
	title.SetText(strings.Repeat("A very long name ", 20))
	page.MinSize() // as the driver asks in the next frame
	if strip.Position().Y < before+29 {
		t.Errorf("the strip went from %v to %v", before, strip.Position().Y)
	}
}
