package view

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"proofkey/assets"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// shown is a window of a test with its state and what the person asked for.
type shown struct {
	t      testing.TB
	window fyne.Window
	main   *Main
	state  *state.State
	asked  *recorder
}

// look is how a window of a test looks.
type look struct {
	variant       widget.Variant
	scale         float32
	width, height float32
}

func designLook() look { return look{widget.AlwaysLight, 1, 1180, 760} }

func smallLook() look { return look{widget.AlwaysLight, 1.5, 900, 600} }

// words are the same for all windows.
var words = sync.OnceValue(func() error {
	return errors.Join(lang.AddTranslationsFS(assets.Opening, "opening"), lang.AddTranslationsFS(assets.Languages, "lang"), lang.AddTranslationsFS(assets.Dictionary, "dictionary"))
})

// apps are one for each theme: with a new one, or another theme, all fonts are read anew, which takes as long as a window.
var apps = map[widget.Theme]fyne.App{}

// useApp makes the app of a look the current one.
func useApp(l look) {
	want := widget.Theme{Variant: l.variant, TextScale: l.scale}
	if apps[want] == nil {
		apps[want] = test.NewApp()
	}
	fyne.SetCurrentApp(apps[want])
	apps[want].Preferences().RemoveValue("fyne:fileDialogLastFolder") // of the test before
	settings := apps[want].Settings()
	if now, ok := settings.Theme().(*widget.Theme); !ok || *now != want { // it is new, or the test before has changed it
		settings.SetTheme(&want)
	}
}

// open shows a state in a window. It is the only window of its test.
func open(t testing.TB, s *state.State, l look) *shown {
	t.Helper()
	if err := words(); err != nil {
		t.Fatal(err)
	}
	useApp(l)
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	v := &shown{t: t, window: w, state: s, asked: &recorder{}}
	v.asked.changed = v.update
	v.asked.state = s
	v.main = NewMain(v.asked, w)
	w.SetContent(v.main.Content())
	w.Resize(fyne.NewSize(l.width, l.height))
	v.update()
	return v
}

// update shows the state as the controller would.
func (v *shown) update() { v.updateAt(0) }

func (v *shown) updateAt(seconds int) {
	v.state.KeepSight()
	v.main.Update(v.state, later(seconds))
	test.LaidOutObjects(v.main.Content())
	arrange(v.main.Content())
}

// texts are the texts in sight, in the order of drawing. The pieces of a line make one text.
func (v *shown) texts() []string {
	var found []string
	for _, root := range append([]fyne.CanvasObject{v.window.Content()}, v.window.Canvas().Overlays().List()...) {
		test.LaidOutObjects(root)
		var before *canvas.Text
		walk(root, func(o fyne.CanvasObject) {
			text, _ := o.(*canvas.Text)
			switch {
			case text == nil || text.Text == "":
			case before != nil && text.Position().X == before.Position().X+before.Size().Width:
				found[len(found)-1] += text.Text
			default:
				found = append(found, text.Text)
			}
			before = text
		})
	}
	return found
}

func (v *shown) has(part string) bool {
	return strings.Contains(strings.Join(v.texts(), " "), part)
}

func (v *shown) mustHave(parts ...string) {
	v.t.Helper()
	for _, part := range parts {
		if !v.has(part) {
			v.t.Errorf("%q is not in sight: %q", part, v.texts())
		}
	}
}

func (v *shown) mustNotHave(parts ...string) {
	v.t.Helper()
	for _, part := range parts {
		if v.has(part) {
			v.t.Errorf("%q is in sight", part)
		}
	}
}

// tap taps the control that is called so.
func (v *shown) tap(label string) {
	v.t.Helper()
	for _, root := range append(v.window.Canvas().Overlays().List(), v.window.Content()) {
		var found fyne.Tappable
		walk(root, func(o fyne.CanvasObject) {
			if named, ok := o.(interface{ Text() string }); ok && found == nil && named.Text() == label {
				found, _ = o.(fyne.Tappable)
			}
		})
		if found != nil {
			found.Tapped(&fyne.PointEvent{})
			return
		}
	}
	v.t.Fatalf("nothing is called %q: %q", label, v.texts())
}

// press types keys where the focus is, else to the window.
func (v *shown) press(keys ...fyne.KeyName) {
	for _, key := range keys {
		if f := v.window.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: key})
		} else {
			v.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
		}
	}
}

// walk calls seen for each object under one that is shown, as all its parents are.
func walk(o fyne.CanvasObject, seen func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	seen(o)
	var below []fyne.CanvasObject
	switch o := o.(type) {
	case fyne.Widget:
		below = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		below = o.Objects
	}
	for _, child := range below {
		walk(child, seen)
	}
}
