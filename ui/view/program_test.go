package view

import (
	"io/fs"
	"testing"

	"fyne.io/fyne/v2"

	programs "proofkey/oauthflow/sample"
	"proofkey/ui/state"
)

func TestAProgramIsChosenReadCopiedAndSaved(t *testing.T) {
	v := open(t, asProgram(), designLook())
	room := v.main.rooms[state.RoomProgram].(*program)
	v.mustHave("Take away as code", "● app.js", "○ index.html", "// A single-page app", "http://127.0.0.1:8401/", "http.server 8401", "keep this window open", "http://127.0.0.1:51723/api/notes")
	for name, row := range map[string]struct {
		tap  func()
		want string
	}{
		"another kind":          {func() { room.kind.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight}) }, "write program flask"},
		"copy the file":         {room.copy.OnTapped, "copy program"},
		"copy the redirect URI": {room.redirect.copy.OnTapped, "copy http://127.0.0.1:8401/"},
		"copy the command":      {room.run.copy.OnTapped, "copy python3 -m http.server 8401 --bind 127.0.0.1"},
	} {
		if row.tap(); v.asked.last() != row.want {
			t.Errorf("%s asks for %q", name, v.asked.last())
		}
	}
	room.file.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if v.asked.last() != "program file 1" || room.shown != v.state.Program.Files[1].Document {
		t.Errorf("asked for %q", v.asked.last())
	}
	v.mustHave("<!doctype html>")
	if action, ok := room.primary(); !ok || action != state.ActionSaveProgramFiles {
		t.Errorf("Enter does %s, %t", action, ok)
	}
}

func TestAProgramAsksWhereItsTokenMayGo(t *testing.T) {
	v := open(t, programAsking(), designLook())
	v.mustHave("Let the program send its access token to https://api.example?", "UserInfo, in place of the URL of the API tab")
	v.tap("Allow it")
	if v.asked.last() != "confirm origin" {
		t.Errorf("asked for %q", v.asked.last())
	}
	v.tap("Leave it out")
	if v.asked.last() != "refuse origin" {
		t.Errorf("asked for %q", v.asked.last())
	}
	v.state.RefuseProgramOrigin()
	v.update()
	v.mustNotHave("Let the program send its access token")
}

func TestAllFilesOfAProgramGoIntoAFolder(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("HOME", folder)
	v := open(t, asProgram(), designLook())
	v.press(fyne.KeyReturn)
	if v.window.Canvas().Overlays().Top() == nil {
		t.Fatal("no dialog is open")
	}
	v.press(fyne.KeyEscape)
	if v.window.Canvas().Overlays().Top() != nil || v.asked.last() != "" {
		t.Errorf("after Escape it asked for %q", v.asked.last())
	}
	v.press(fyne.KeyReturn)
	tapInFiles(t, v, "Save here")
	if got := v.asked.last(); got != "save program files "+folder+" <nil>" {
		t.Errorf("asked for %q", got)
	}
	v.main.folderChosen(nil, fs.ErrPermission)
	if got := v.asked.last(); got != "save program files  "+fs.ErrPermission.Error() {
		t.Errorf("asked for %q", got)
	}
	v.state.ProgramSaved(folder, nil)
	v.update()
	v.mustHave("All files were saved in " + folder)
}

func TestAProgramThatCannotBeWrittenSaysWhatToDo(t *testing.T) {
	for err, want := range map[error]string{
		programs.ErrNoEndpoints: "the provider’s endpoints are not known", programs.ErrNoAlgorithm: "in a way that the programs do not know",
		programs.ErrUnusableURL: "one of the URLs cannot be used", programs.ErrUnknownKind: "could not be written",
	} {
		s := noProgram()
		s.FinishProgram(nil, err)
		v := open(t, s, designLook())
		room := v.main.rooms[state.RoomProgram].(*program)
		v.mustHave(want)
		if _, ok := room.primary(); ok || room.preview.Visible() {
			t.Errorf("%v: there is something to save", err)
		}
	}
}

func TestTheFlowOffersTheRequestAndTheWholeSignIn(t *testing.T) {
	for entry, forms := range map[int]int{3: 0, 6: 4} { // the authorization request is a link; the token request is ours
		v := open(t, flowed(entry)(), designLook())
		detail := v.flow().detail
		items := detail.forms()
		last := items[len(items)-1]
		if !detail.copyAs.Visible() || last.Label != "The whole sign-in, as code" {
			t.Fatalf("entry %d: %q", entry, last.Label)
		}
		if last.Action(); v.asked.last() != "take as code" {
			t.Errorf("asked for %q", v.asked.last())
		}
		for i := range forms {
			items[i].Action()
		}
		if forms > 0 && (len(items) != forms+2 || !v.asked.has("copy request 6 false false") || !v.asked.has("copy request 6 true true")) {
			t.Errorf("entry %d: %d forms, asked for %q", entry, len(items), v.asked.calls)
		}
	}
}
