package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func textView(t *testing.T, body []byte, kind DocumentKind) *TextView {
	t.Helper()
	app(t, AlwaysLight, 1)
	v := NewTextView(20)
	v.SetDocument(NewDocument(body, kind, shown))
	openOn(t, v)
	v.Resize(fyne.NewSize(600, v.HeightFor(600)))
	return v
}

func TestAViewShowsTheRowsInColour(t *testing.T) {
	v := textView(t, []byte(`{"sub":"248289761001","n":1}`), JSON)
	for _, want := range []string{`"sub"`, `"248289761001"`, "1"} {
		if !has(v, want) {
			t.Errorf("%s is not shown: %q", want, texts(v))
		}
	}
}

func TestAViewDrawsOnlyTheRowsInView(t *testing.T) {
	v := textView(t, largeJSON(10<<20-100), JSON)
	if n := len(v.area.texts); n == 0 || n > 200 {
		t.Errorf("%d texts for %d rows", n, v.area.document.Rows())
	}
	if h := v.HeightFor(600); h > 21*v.area.rowHeight()+2*areaPadding {
		t.Errorf("it asks for %v", h)
	}
	press(v.area, fyne.KeyEnd)
	if !has(v, "]") || v.scroll.Offset.Y < 1e6 {
		t.Errorf("at the end it shows %q", texts(v))
	}
	press(v.area, fyne.KeyHome)
	if v.scroll.Offset.Y != 0 || !has(v, "[") {
		t.Errorf("back at the beginning the offset is %v", v.scroll.Offset)
	}
}

func TestKeysScrollAndOthersAreHandedOn(t *testing.T) {
	v := textView(t, []byte(strings.Repeat("line\n", 100)), PlainText)
	var got []fyne.KeyName
	v.OnKey = func(key *fyne.KeyEvent) { got = append(got, key.Name) }
	press(v.area, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEscape)
	if want := v.area.rowHeight(); v.scroll.Offset.Y != want || len(got) != 1 {
		t.Errorf("offset %v, want %v; handed on %v", v.scroll.Offset.Y, want, got)
	}
	press(v.area, fyne.KeyPageDown)
	if v.scroll.Offset.Y < 200 {
		t.Errorf("a page further the offset is %v", v.scroll.Offset.Y)
	}
}

func TestThePointerSelectsText(t *testing.T) {
	v := textView(t, []byte("first line\nsecond line\nthird"), PlainText)
	cell, row := v.area.font().width("M"), v.area.rowHeight()
	at := func(i, column int) fyne.Position {
		return fyne.NewPos(areaPadding+float32(column)*cell+1, areaPadding+float32(i)*row+4)
	}
	down := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	down.Position = at(0, 6)
	v.area.MouseDown(down)
	drag := &fyne.DragEvent{}
	drag.Position = at(1, 6)
	v.area.Dragged(drag)
	if got := v.SelectedText(); got != "line\nsecond" {
		t.Errorf("selected %q", got)
	}
	drag.Position = at(0, 0) // backwards
	v.area.Dragged(drag)
	if got := v.SelectedText(); got != "first " {
		t.Errorf("backwards selected %q", got)
	}
	if len(v.area.marks) != 1 {
		t.Errorf("%d marks", len(v.area.marks))
	}
	v.area.TypedShortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); got != "first " {
		t.Errorf("copied %q", got)
	}
}

func TestAllIsSelectedByTheShortcut(t *testing.T) {
	v := textView(t, []byte("a\nb\nç"), PlainText)
	v.area.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := v.SelectedText(); got != "a\nb\nç" {
		t.Errorf("selected %q", got)
	}
	v.SetDocument(NewDocument([]byte("new"), PlainText, shown))
	if got := v.SelectedText(); got != "" {
		t.Errorf("in a new document %q is selected", got)
	}
}

func TestAViewWithoutADocumentIsEmpty(t *testing.T) {
	v := textView(t, []byte("x"), PlainText)
	v.SetDocument(nil)
	if got := texts(v); len(got) != 0 {
		t.Errorf("shown %q", got)
	}
	press(v.area, fyne.KeyEnd, fyne.KeyHome)
	v.area.TypedShortcut(&fyne.ShortcutSelectAll{})
	if v.SelectedText() != "" {
		t.Errorf("selected %q", v.SelectedText())
	}
}

func BenchmarkScrollingIn10MB(b *testing.B) {
	a := test.NewTempApp(b)
	a.Settings().SetTheme(&Theme{Variant: AlwaysLight})
	v := NewTextView(40)
	v.SetDocument(NewDocument(largeJSON(10<<20-100), JSON, shown))
	w := test.NewTempWindow(b, v)
	w.Resize(fyne.NewSize(884, 700))
	for b.Loop() {
		v.scrollBy(0, 95)
	}
}

func TestALargerDocumentCanBeScrolledAtOnce(t *testing.T) {
	v := textView(t, []byte("short"), PlainText)
	v.SetDocument(NewDocument([]byte(strings.Repeat("line\n", 300)+"end"), PlainText, shown))
	if want := 301 * v.area.rowHeight(); v.area.Size().Height < want {
		t.Errorf("the rows have %v, want %v", v.area.Size().Height, want)
	}
	press(v.area, fyne.KeyEnd)
	if !has(v, "end") {
		t.Errorf("at the end it shows %q", texts(v))
	}
}
