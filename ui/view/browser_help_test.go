package view

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

const helpQuestion = "What do you see in the browser?"

// places are where the texts in sight stand.
func (v *shown) places() map[string]fyne.Position {
	at := map[string]fyne.Position{}
	walk(v.window.Content(), func(o fyne.CanvasObject) {
		if text, ok := o.(*canvas.Text); ok && text.Text != "" && !strings.Contains(text.Text, ":") { // clocks run
			at[text.Text] = fyne.CurrentApp().Driver().AbsolutePositionForObject(text)
		}
	})
	return at
}

func TestNothingMovesWhenTheWindowAsksWhatTheBrowserShows(t *testing.T) {
	for _, l := range []look{designLook(), smallLook()} {
		v := open(t, waitingForBrowser(), l) // open for 7 s
		v.mustNotHave(helpQuestion)
		v.updateAt(22)
		v.mustNotHave(helpQuestion)
		before := v.places()
		v.updateAt(23)
		v.mustHave(helpQuestion)
		after := v.places()
		if len(before) < 10 {
			t.Fatalf("only %d texts", len(before))
		}
		for text, at := range before {
			if after[text] != at {
				t.Errorf("%q moved from %v to %v", text, at, after[text])
			}
		}
	}
}

func TestTheCasesAreReachedAndReadByKeyboard(t *testing.T) {
	v := open(t, waitingLong(), smallLook())
	v.window.Canvas().Focus(v.room().current.(*waiting).help)
	v.press(fyne.KeyReturn)
	v.mustHave("No answer has come from Demo provider yet", "YOU SEE", "Nothing opened", "Press Open again")
	table, ok := v.window.Canvas().Focused().(*widget.Table)
	if !ok {
		t.Fatalf("the focus is on a %T", v.window.Canvas().Focused())
	}
	v.press(fyne.KeyEnd)
	if table.Selected() != len(table.Rows())-1 {
		t.Errorf("row %d is selected", table.Selected())
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(table)
	if bottom := at.Y + table.Size().Height; bottom > v.window.Canvas().Size().Height {
		t.Errorf("the last case ends at %v, out of sight", bottom)
	}
	v.window.Canvas().FocusNext()
	if button := v.window.Canvas().Focused().(*widget.Button); button.Text() != "Close" || !v.inSight(button) {
		t.Errorf("next is %q, in sight: %v", button.Text(), v.inSight(button))
	}
	v.window.Canvas().Focus(table)
	v.press(fyne.KeyReturn)
	v.mustHave("YOU SEE")
	v.press(fyne.KeyEscape)
	v.mustNotHave("YOU SEE")
	if len(v.asked.calls) != 0 {
		t.Errorf("asked for %q", v.asked.calls)
	}
}

func TestTheCodeOfAnErrorPageIsExplained(t *testing.T) {
	v := open(t, waitingLong(), designLook())
	v.tap(helpQuestion)
	v.window.Canvas().FocusPrevious()
	field, ok := v.window.Canvas().Focused().(*widget.KeyEntry)
	if !ok {
		t.Fatalf("the focus is on a %T", v.window.Canvas().Focused())
	}
	test.Type(field, "AADSTS90002")
	v.mustHave("There is no tenant of the name or id", "Correct the tenant in the issuer")
	field.SetText("hm")
	v.mustHave("not one that Proofkey knows")
	field.SetText("")
	v.mustNotHave("not one that Proofkey knows")
}

func TestTheHelpLeadsToWhatItAdvises(t *testing.T) {
	v := open(t, waitingLong(), designLook())
	v.tap(helpQuestion)
	v.tap("Open again")
	if v.asked.last() != "open again" {
		t.Errorf("asked for %q", v.asked.last())
	}
	v.tap(helpQuestion)
	v.tap("Paste redirect URL…") // in the dialog, which lies over the page
	v.mustHave("Paste the redirect URL")
	v.mustNotHave("YOU SEE")
}

func TestTheHelpLooksAsRecorded(t *testing.T) {
	for theme, variant := range map[string]widget.Variant{"light": widget.AlwaysLight, "dark": widget.AlwaysDark} {
		v := open(t, waitingLong(), look{variant, 1, 1180, 760})
		v.tap(helpQuestion)
		test.AssertRendersToMarkup(t, "browser_help_"+theme+".xml", v.window.Canvas())
	}
}

func TestASessionOfAnEarlierVersionSaysHowToSeeItsPractice(t *testing.T) {
	s := onTab(state.TabChecks)
	s.Current().Checks, s.Current().Practice = ledger()[:2], nil
	v := open(t, s, designLook())
	v.mustHave("Good practice", "Sign in again to see it.")
	s.Current().Practice = verdicts()
	v.update()
	v.mustHave("✓ kept")
	v.mustNotHave("Sign in again to see it.")
}
