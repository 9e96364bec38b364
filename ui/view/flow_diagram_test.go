package view

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// drawn opens a state with the diagram shown.
func drawn(t testing.TB, s *state.State, l look) *shown {
	t.Helper()
	v := open(t, s, l)
	v.tap("Diagram")
	v.updateAt(0)
	return v
}

func TestTheDiagramTakesThePlaceOfTheDetailAndGivesItBack(t *testing.T) {
	v := drawn(t, flowed(3)(), designLook())
	v.mustHave("Sequence diagram", "Person", "Provider", "sign-in and consent", "Authorization request", "+0.009")
	v.mustNotHave("WHY IT IS THERE", "Reveal secrets")
	if v.window.Canvas().Focused() != v.flow().diagram.view {
		t.Errorf("the focus is on a %T", v.window.Canvas().Focused())
	}
	v.press(fyne.KeyReturn)
	v.mustHave("WHY IT IS THERE", "response_type")
	v.mustNotHave("Sequence diagram")
	if v.window.Canvas().Focused() != v.flow().list {
		t.Errorf("the focus is on a %T", v.window.Canvas().Focused())
	}
	v.tap("Diagram")
	v.tap("Detail")
	v.mustHave("WHY IT IS THERE")
}

func TestTheDiagramIsTurnedOnAndOffInTheMenu(t *testing.T) {
	v := open(t, flowed(3)(), designLook())
	entry := v.menuItem("Sequence diagram")
	entry.Action()
	v.mustHave("sign-in and consent")
	if !v.menuItem("Sequence diagram").Checked || v.window.Canvas().Focused() != v.flow().diagram.view {
		t.Errorf("ticked: %t, the focus is on a %T", entry.Checked, v.window.Canvas().Focused())
	}
	entry.Action()
	v.mustHave("WHY IT IS THERE")
	if entry.Checked || v.window.Canvas().Focused() != v.flow().list {
		t.Errorf("ticked: %t, the focus is on a %T", entry.Checked, v.window.Canvas().Focused())
	}
	entry.Action()
	v.main.perform(state.ActionShowTokens)
	if entry.Checked {
		t.Error("it is ticked where the flow is not in sight")
	}
	entry.Action() // shows the flow, and the diagram in it
	v.mustHave("sign-in and consent")
	if !entry.Checked || v.state.Current().Tab != state.TabFlow {
		t.Errorf("ticked: %t, on %s", entry.Checked, v.state.Current().Tab)
	}
}

func TestTheMenuShowsTheDiagramOfASignInThatRuns(t *testing.T) {
	s := waitingForBrowser()
	s.Current().Apply(oauthflow.Event{Kind: oauthflow.EventHTTP, Step: oauthflow.StepDiscover, HTTP: sampleExchange(later(0), "GET", "https://op.example/m", "", "{}")})
	v := open(t, s, designLook())
	v.menuItem("Sequence diagram").Action()
	v.mustHave("GET /m", "Provider")
	if v.state.Current().Screen() != state.ScreenFlow {
		t.Errorf("shown is %s", v.state.Current().Screen())
	}
	s = sample()
	s.Select("google")
	if item := open(t, s, designLook()).menuItem("Sequence diagram"); !item.Disabled {
		t.Error("there is a diagram of nothing")
	}
}

func TestTheDiagramMasksWhatWasRevealed(t *testing.T) {
	v := open(t, flowed(6)(), designLook())
	v.tap("Reveal secrets")
	v.tap("Diagram")
	if found := v.secretTexts(); len(found) > 0 {
		t.Errorf("still there: %q", found)
	}
	v.tap("Detail")
	if found := v.secretTexts(); len(found) > 0 {
		t.Errorf("shown again: %q", found)
	}
}

func TestListAndDiagramSelectTheSame(t *testing.T) {
	v := drawn(t, flowed(0)(), designLook())
	flow, view := v.flow(), v.flow().diagram.view
	if view.Selected() != 0 {
		t.Errorf("group %d is selected", view.Selected())
	}
	for entry := range v.state.Current().Flow.Len() {
		flow.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
		for range entry {
			flow.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
		if view.Selected() != entry {
			t.Errorf("entry %d of the list is selected, %d in the diagram", entry, view.Selected())
		}
	}
	v.window.Canvas().Focus(view)
	v.press(fyne.KeyHome)
	seen := map[int]bool{}
	for range 30 {
		seen[flow.list.Selected()] = true
		v.press(fyne.KeyDown)
	}
	for i := range v.state.Current().Flow.Messages() {
		if entry := v.state.Current().Flow.MessageEntry(i); entry >= 0 && !seen[entry] {
			t.Errorf("the keys passed by entry %d", entry)
		}
	}
	v.press(fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	if flow.list.Selected() != view.Selected() {
		t.Errorf("entry %d and group %d are selected", flow.list.Selected(), view.Selected())
	}
}

func TestTheDiagramGrowsAndFollowsWhileTheSignInRuns(t *testing.T) {
	v := drawn(t, watched(), designLook())
	v.mustHave("sign-in and consent", "ignored: GET /favicon.ico")
	v.mustNotHave("POST /token")
	for _, e := range signInEvents(later(-7))[6:] {
		v.state.Current().Apply(e)
		v.state.Current().Tab = state.TabFlow
		v.updateAt(1)
	}
	v.mustHave("POST /token", "checks: 4 passed", "signed in")
	if at := v.flow().diagram.view.Selected(); at != v.state.Current().Flow.Len()-1 {
		t.Errorf("group %d is selected, not the last one", at)
	}
}

func TestTheDiagramIsTakenAway(t *testing.T) {
	v := drawn(t, flowed(3)(), designLook())
	v.tap("Copy as Mermaid")
	if v.asked.last() != "copy diagram" {
		t.Errorf("asked for %q", v.asked.last())
	}
	v.tap("Save as ▾")
	v.mustHave("SVG", "PNG")
	v.mustNotHave("its last 200")
	v = drawn(t, longFlow(), designLook())
	v.tap("Save as ▾")
	v.mustHave("PNG, its last 200 messages (the SVG has all)")
}

func TestTheDiagramOfFiveThousandEntriesIsShownToItsEnds(t *testing.T) {
	v := drawn(t, longFlow(), designLook())
	v.mustHave("GET /api/4999")
	v.mustNotHave("GET /api/4900 ")
	if n := len(test.LaidOutObjects(v.window.Content())); n > 2500 {
		t.Errorf("%d objects are drawn", n)
	}
	v.press(fyne.KeyHome)
	v.mustHave("GET /api/0", "Person")
	v.press(fyne.KeyPageDown)
	if at := v.flow().list.Selected(); at < 2 || at > 20 {
		t.Errorf("a page down is entry %d", at)
	}
	v.press(fyne.KeyEnd)
	v.mustHave("GET /api/4999")
}

// Beside the list there is no room for all participants in a small window, and in its place there is.
func TestTheDiagramTakesTheListsPlaceWhereItIsNarrow(t *testing.T) {
	v := drawn(t, flowed(3)(), smallLook())
	v.mustHave("Person", "API", "authorization request")
	v.mustNotHave("+0.009")
	if diagram := v.flow().diagram; diagram.view.Size().Width < diagram.view.LeastWidth() {
		t.Errorf("it is %v wide and needs %v", diagram.view.Size().Width, diagram.view.LeastWidth())
	}
	if least := v.window.Content().MinSize(); least.Width > 900 || least.Height > 600 {
		t.Errorf("the window needs %v", least)
	}
	v.tap("Detail")
	v.mustHave("+0.009")
}

func TestTheDiagramLooksAsRecorded(t *testing.T) {
	for name, variant := range map[string]widget.Variant{"light": widget.AlwaysLight, "dark": widget.AlwaysDark} {
		t.Run(name, func(t *testing.T) {
			v := drawn(t, flowed(3)(), look{variant, 1, 1180, 760})
			test.AssertRendersToMarkup(t, "flow_diagram_"+name+".xml", v.window.Canvas())
		})
	}
}

func TestAnotherConnectionHasAnotherDiagram(t *testing.T) {
	v := drawn(t, flowed(3)(), designLook())
	v.tapRow("Google")
	v.state.Current().Apply(oauthflow.Event{Kind: oauthflow.EventHTTP, Step: oauthflow.StepAPI, HTTP: sampleExchange(later(0), "GET", "https://api.example/other", "", "{}")})
	v.state.Current().ShowTab(state.TabFlow)
	v.updateAt(1)
	v.mustHave("GET /other")
	v.mustNotHave("sign-in and consent")
	if text := strings.Join(v.texts(), " "); strings.Contains(text, "POST /token") {
		t.Error("the messages of the other connection are shown")
	}
}

func BenchmarkUpdateOfTheDiagramWithFiveThousandEntries(b *testing.B) {
	v := drawn(b, longFlow(), designLook())
	i := 5000
	for b.Loop() {
		v.state.Current().Apply(callEvent(i))
		i++
		v.main.Update(v.state, later(1))
	}
}
