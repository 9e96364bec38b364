package view

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

func TestSettingsAreChosen(t *testing.T) {
	v := open(t, inRoom(state.RoomSettings), designLook())
	room := v.main.rooms[state.RoomSettings].(*settings)
	room.theme.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	room.size.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if !v.asked.has("theme dark") || !v.asked.has("text size") {
		t.Errorf("asked for %q", v.asked.calls)
	}
}

func TestAFontThatIsMissingIsSaidInSettings(t *testing.T) {
	v := open(t, inRoom(state.RoomSettings), designLook())
	const sentence = "This system has no font for Japanese, so the words are in English. Install one, such as Noto Sans CJK, and start Proofkey again."
	v.mustNotHave(sentence)
	v.state.NoJapaneseFont = true
	v.update()
	v.mustHave(sentence)
}

func TestTheChoiceOfTheLanguageKeepsTheFocus(t *testing.T) {
	v := open(t, inRoom(state.RoomHelp), designLook())
	v.main.ReturnToLanguage()
	v.state.Room = state.RoomSettings
	v.update()
	room := v.main.rooms[state.RoomSettings].(*settings)
	if v.window.Canvas().Focused() != room.speech {
		t.Errorf("the focus is at %T", v.window.Canvas().Focused())
	}
	v.window.Canvas().Unfocus()
	v.state.Room = state.RoomHelp
	v.update()
	v.state.Room = state.RoomSettings
	v.update()
	if f := v.window.Canvas().Focused(); f != nil {
		t.Errorf("opened again, the focus is at %T", f)
	}
}

func TestTheReadmeFetchesAndOpensNothing(t *testing.T) {
	v := open(t, inRoom(state.RoomHelp), look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("Source (https://example.com/source)", "and", "local", "Really")
	v.mustNotHave("<b>", "shot", "etc/passwd")
	walk(v.window.Content(), func(o fyne.CanvasObject) {
		if _, link := o.(*fynewidget.Hyperlink); link {
			t.Error("there is a link")
		}
	})
}

func TestTheReadmeLeavesTheWheelToThePage(t *testing.T) {
	v := open(t, inRoom(state.RoomHelp), look{widget.AlwaysLight, 1, 1180, 1400})
	v.mustHave("make run    # builds", "what it does", "make lint", "looks at all (https://example.com/all) files ")
	room := v.main.rooms[state.RoomHelp].(*help)
	walk(room.column, func(o fyne.CanvasObject) {
		if _, scrolls := o.(fyne.Scrollable); scrolls {
			t.Errorf("a %T takes the wheel", o)
		}
	})
}

func FuzzTheReadmeNeverShowsAnImage(f *testing.F) {
	for _, seed := range []string{"![a](http://x/y.png)", "[![a](b)](c)", "<img src=x>", "![a][b]\n\n[b]: http://x", "<!-- x", "![a", "![a]\n\n[a]: http://x/y.png", "- ![x](y)\n  > ![z](q)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		test.NewTempApp(t)
		var check func(segments []fynewidget.RichTextSegment)
		check = func(segments []fynewidget.RichTextSegment) {
			for _, segment := range segments {
				switch s := segment.(type) {
				case *fynewidget.ImageSegment, *fynewidget.HyperlinkSegment:
					t.Errorf("%q shows a %T", text, s)
				case *fynewidget.ParagraphSegment:
					check(s.Texts)
				case *fynewidget.ListSegment:
					check(s.Items)
				}
			}
		}
		for _, part := range newMarkdown(&kit{}, text) {
			if rich, ok := part.(*fynewidget.RichText); ok {
				check(rich.Segments)
			}
		}
	})
}
