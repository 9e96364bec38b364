package widget

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// openSized shows a content in a window of a size, in the app of the test.
func openSized(t *testing.T, content fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, content)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// app starts an app with our theme. It must come before the first widget of a test is made.
func app(t *testing.T, variant Variant, scale float32) fyne.App {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&Theme{Variant: variant, TextScale: scale})
	return a
}

// texts are the texts that can be seen under an object, in the order of drawing.
func texts(o fyne.CanvasObject) []string {
	test.LaidOutObjects(o) // makes the renderers
	var found []string
	walk(o, func(text *canvas.Text) { found = append(found, text.Text) })
	return found
}

// walk calls seen for each text under an object that is shown, as all its parents are.
func walk(o fyne.CanvasObject, seen func(*canvas.Text)) {
	if !o.Visible() {
		return
	}
	var below []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		if o.Text != "" {
			seen(o)
		}
	case fyne.Widget:
		below = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		below = o.Objects
	}
	for _, child := range below {
		walk(child, seen)
	}
}

func has(o fyne.CanvasObject, part string) bool {
	return slices.ContainsFunc(texts(o), func(text string) bool { return strings.Contains(text, part) })
}

func press(to fyne.Focusable, keys ...fyne.KeyName) {
	for _, key := range keys {
		to.TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func sameColor(a, b color.Color) bool {
	r1, g1, b1, a1 := a.RGBA()
	r2, g2, b2, a2 := b.RGBA()
	return r1 == r2 && g1 == g2 && b1 == b2 && a1 == a2
}

// textColor is the colour of the first text that holds a part.
func textColor(t *testing.T, o fyne.CanvasObject, part string) (found color.Color) {
	t.Helper()
	walk(o, func(text *canvas.Text) {
		if found == nil && strings.Contains(text.Text, part) {
			found = text.Color
		}
	})
	if found == nil {
		t.Fatalf("no text %q", part)
	}
	return found
}

// openOn shows a content in a window of the design's size, in the app of the test.
func openOn(t *testing.T, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	return openSized(t, content, 1180, 760)
}

// walkSizes calls seen with the size of each text.
func walkSizes(o fyne.CanvasObject, seen func(float32)) {
	walk(o, func(text *canvas.Text) { seen(text.TextSize) })
}
