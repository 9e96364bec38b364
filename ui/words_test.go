package ui

import (
	"encoding/json"
	"go/build"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"proofkey/assets"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func allWords() []catalogue { return append(opening(), furtherWords()...) }

// speak chooses a language as Settings does; the system's is another one. The test ends in English.
func speak(t *testing.T, language string) {
	t.Helper()
	if system := systemLanguage(); system == language {
		t.Fatalf("the system's language is %s as well", system)
	}
	t.Cleanup(func() {
		if err := addWords(english, allWords()); err != nil {
			t.Error(err)
		}
	})
	if err := addWords(language, allWords()); err != nil {
		t.Fatal(err)
	}
}

// shownIn are the texts of a window and of what is above it.
func shownIn(w fyne.Window) []string {
	var found []string
	for _, root := range append([]fyne.CanvasObject{w.Content()}, w.Canvas().Overlays().List()...) {
		for _, o := range test.LaidOutObjects(root) {
			if text, ok := o.(*canvas.Text); ok && text.Text != "" {
				found = append(found, text.Text)
			}
		}
	}
	return found
}

// tapText taps where a text is.
func tapText(t *testing.T, w fyne.Window, text string) {
	t.Helper()
	for _, root := range append(w.Canvas().Overlays().List(), w.Content()) {
		for _, o := range test.LaidOutObjects(root) {
			if shown, ok := o.(*canvas.Text); ok && shown.Text == text {
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(shown)
				test.TapCanvas(w.Canvas(), at.AddXY(shown.Size().Width/2, shown.Size().Height/2))
				return
			}
		}
	}
	t.Fatalf("%q is not among %q", text, shownIn(w))
}

// Fyne's own words are in the language of the window, not in the system's.
func TestADialogOfFilesSpeaksTheLanguageOfTheWindow(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	speak(t, "de")
	app := test.NewTempApp(t)
	app.Settings().SetTheme(&widget.Theme{Variant: widget.AlwaysLight, TextScale: 1})
	s := App{Arguments: Arguments{DataDir: t.TempDir()}}.newState(t.TempDir(), state.Settings{Theme: state.ThemeLight, TextSize: 1})
	c := newController(t.Context(), &testDesktop{}, Arguments{NoKeyring: true}, s)
	window := app.NewWindow(appName)
	t.Cleanup(window.Close)
	main := fill(window, c)
	window.Resize(fyne.NewSize(defaultWidth, defaultHeight))
	main.Update(s, time.Now())
	tapText(t, window, "Datei")
	tapText(t, window, "Importieren…")
	for _, want := range []string{"Abbrechen", "Öffnen", "Datei öffnen", "Home-Ordner", "(hoch)"} {
		if texts := shownIn(window); !slices.Contains(texts, want) {
			t.Errorf("%q is not among %q", want, texts)
		}
	}
}

// The catalogue has the words that Fyne's source asks for in what Proofkey uses of it, and no others.
func TestEveryWordOfFyneIsInTheCatalogue(t *testing.T) {
	var asked []string
	for _, folder := range []string{"dialog", "widget", "internal/driver/glfw"} {
		asked = append(asked, askedFor(t, folder)...)
	}
	slices.Sort(asked)
	asked = slices.Compact(asked)
	for _, language := range state.Languages() {
		data, err := assets.Fyne.ReadFile("fyne/" + language + ".json")
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(data, &words); err != nil {
			t.Fatal(err)
		}
		for _, key := range asked {
			if words[key] == "" {
				t.Errorf("%s: no words for %q", language, key)
			}
		}
		for key := range words {
			if !slices.Contains(asked, key) {
				t.Errorf("%s: Fyne does not ask for %q", language, key)
			}
		}
	}
}

// askedFor are the keys in the source of one of Fyne's packages.
func askedFor(t *testing.T, folder string) []string {
	t.Helper()
	p, err := build.Import("fyne.io/fyne/v2/"+folder, ".", build.FindOnly)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(p.Dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no source in %s: %v", p.Dir, err)
	}
	var keys []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`lang\.[LX]\("([^"]+)"`).FindAllSubmatch(source, -1) {
			keys = append(keys, string(match[1]))
		}
	}
	return keys
}
