package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestTheWheelOverAnEntryScrollsThePage(t *testing.T) {
	app(t, AlwaysLight, 1)
	entry := NewMonoEntry()
	rows := []fyne.CanvasObject{entry}
	for range 40 {
		rows = append(rows, NewText("a row", Style{}))
	}
	page := NewPageScroll(rows...)
	openOn(t, page)
	c := fyne.CurrentApp().Driver().CanvasForObject(entry)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(entry).AddXY(20, 10)
	test.Scroll(c, at, 0, -30)
	if page.inner.Offset.Y != 30 {
		t.Errorf("the page is at %v", page.inner.Offset.Y)
	}
}

// What is clicked, dragged or pointed at is the entry under the wheel.
func TestTheWheelTakesNothingElse(t *testing.T) {
	w := any(newWheel(NewKeyEntry()))
	if _, ok := w.(fyne.Tappable); ok {
		t.Error("it can be tapped")
	}
	if _, ok := w.(fyne.Focusable); ok {
		t.Error("it can be focused")
	}
	if _, ok := w.(fyne.Draggable); ok {
		t.Error("it can be dragged")
	}
	if _, ok := w.(desktop.Mouseable); ok {
		t.Error("it takes the mouse")
	}
	if _, ok := w.(desktop.Cursorable); ok {
		t.Error("it has a pointer of its own")
	}
	if _, ok := w.(desktop.Hoverable); ok {
		t.Error("it is pointed at")
	}
}
