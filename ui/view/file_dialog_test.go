package view

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"proofkey/ui/state"
)

// openFiles shows a dialog of files on an empty home folder.
func openFiles(t *testing.T, a state.Action) (v *shown, folder string) {
	folder = t.TempDir()
	t.Setenv("HOME", folder)
	v = open(t, signedIn(), designLook())
	v.main.perform(a)
	if v.window.Canvas().Overlays().Top() == nil {
		t.Fatal("no dialog is open")
	}
	return v, folder
}

func TestEscapeClosesADialogOfFiles(t *testing.T) {
	for _, a := range []state.Action{state.ActionExport, state.ActionImport} {
		t.Run(string(a), func(t *testing.T) {
			v, folder := openFiles(t, a)
			v.press(fyne.KeyEscape) // for Export in the entry of the name, which has the focus
			if v.window.Canvas().Overlays().Top() != nil {
				t.Error("the dialog is still open")
			}
			if files, _ := filepath.Glob(filepath.Join(folder, "*.json")); len(files) != 0 || v.asked.last() != "" {
				t.Errorf("there are %v, and it asked for %q", files, v.asked.last())
			}
			v.main.perform(state.ActionShowTokens)
			v.press(fyne.KeyReturn)
			if v.asked.last() != "refresh" {
				t.Errorf("after it Enter asked for %q", v.asked.last())
			}
		})
	}
}

func TestEnterInTheNameSavesTheFileOfThatName(t *testing.T) {
	v, folder := openFiles(t, state.ActionExport)
	name := v.window.Canvas().Focused()
	name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	test.Type(name, "My ")
	v.press(fyne.KeyReturn)
	if _, err := os.Stat(filepath.Join(folder, "My Demo provider.json")); err != nil || v.asked.last() != "export" {
		t.Errorf("asked for %q: %v", v.asked.last(), err)
	}
}

func TestTheNameOfAFileThatIsChosenIsShown(t *testing.T) {
	v, folder := openFiles(t, state.ActionExport)
	v.press(fyne.KeyEscape)
	if err := os.WriteFile(filepath.Join(folder, "old.json"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	v.main.perform(state.ActionExport)
	chooseFile(t, v, 1) // the first is the folder above
	v.mustHave("old.json")
	v.press(fyne.KeyReturn) // asks whether to write over it
	v.mustHave("Replace the file?", "old.json is already in this folder")
}

// chooseFile taps a file of the dialog.
func chooseFile(t *testing.T, v *shown, at int) {
	t.Helper()
	filesOffered(t, v).Select(at)
}

// filesOffered is the list of the dialog: the folder above, then folders and files.
func filesOffered(t *testing.T, v *shown) *widget.GridWrap {
	t.Helper()
	var list *widget.GridWrap
	walk(v.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if found, ok := o.(*widget.GridWrap); ok {
			list = found
		}
	})
	if list == nil {
		t.Fatal("no dialog of files is open")
	}
	return list
}

// tapInFiles taps a button of the dialog.
func tapInFiles(t *testing.T, v *shown, label string) {
	t.Helper()
	var button *widget.Button
	walk(v.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if found, ok := o.(*widget.Button); ok && found.Text == label {
			button = found
		}
	})
	if button == nil {
		t.Fatalf("the dialog has no button %q", label)
	}
	test.Tap(button)
}

func TestTheDialogOfTheCAFileHasOurTitle(t *testing.T) {
	v, _ := openFiles(t, state.ActionChooseCAFile)
	var titles []string
	visit(popUpIn(v.window.Canvas().Overlays().Top()).Content, func(o fyne.CanvasObject) {
		if label, ok := o.(*widget.Label); ok {
			titles = append(titles, label.Text)
		}
	})
	if !slices.Contains(titles, "Open a file") {
		t.Errorf("%q", titles)
	}
}
