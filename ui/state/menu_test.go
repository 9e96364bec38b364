package state

import (
	"testing"

	"proofkey/oauthflow"
)

func enabled(s *State) map[Action]bool {
	found := map[Action]bool{}
	for _, menu := range s.Menus() {
		for _, item := range menu.Items {
			if item.Enabled {
				found[item.Action] = true
			}
		}
	}
	return found
}

func TestTheMenusOfferWhatMakesSense(t *testing.T) {
	always := []Action{ActionNewConnection, ActionImport, ActionImportText, ActionOpenReport, ActionSettings, ActionHelp, ActionInspectToken, ActionPresent, ActionCloseWindow, ActionQuit}
	rows := []struct {
		name       string
		connection *Connection
		want       []Action // beside those that are always there
	}{
		{"no connection", nil, nil},
		{"signed out", NewConnection(testProfile()), []Action{ActionExport, ActionCopyShareLink, ActionCopyRow, ActionSignIn, ActionSignInAsOther, ActionPreview, ActionStepByStep, ActionEdit, ActionDuplicate, ActionDelete, ActionDoctor, ActionTakeAsCode}},
		{"stopped before a step", stoppedAt(oauthflow.StepVerify), []Action{ActionExport, ActionCopyShareLink, ActionShareReport, ActionCompare, ActionCopyRow, ActionContinue, ActionCancel, ActionDuplicate, ActionDoctor, ActionTakeAsCode, ActionShowFlow, ActionDiagram}},
		{"waiting", waiting(), []Action{ActionExport, ActionCopyShareLink, ActionShareReport, ActionCompare, ActionCopyRow, ActionCancel, ActionDuplicate, ActionDoctor, ActionTakeAsCode, ActionShowFlow, ActionDiagram}},
		{"signed in to the demo", signedIn(), []Action{
			ActionExport, ActionShareReport, ActionCompare, ActionCopyRow, ActionCopyClaims, ActionSignInAsOther, ActionStepByStep, ActionRefresh, ActionSignOut, ActionEdit, ActionDuplicate, ActionDoctor, ActionTakeAsCode,
			ActionShowIdentity, ActionShowChecks, ActionShowFlow, ActionDiagram, ActionShowTokens, ActionShowAPI,
		}},
		{"a report that was opened", opened(t, signedInFlow()), []Action{
			ActionCompare, ActionCloseReport, ActionCopyRow, ActionCopyClaims, ActionShowIdentity, ActionShowChecks, ActionShowFlow, ActionDiagram, ActionShowTokens,
		}},
		{"failed", failedWith(oauthflow.CodeTimedOut, oauthflow.StepRedirect), []Action{
			ActionExport, ActionCopyShareLink, ActionShareReport, ActionCompare, ActionCopyRow, ActionSignIn, ActionSignInAsOther, ActionStepByStep, ActionEdit, ActionDuplicate, ActionDelete, ActionDoctor, ActionTakeAsCode,
			ActionShowIdentity, ActionShowChecks, ActionShowFlow, ActionDiagram, ActionShowTokens, ActionShowAPI,
		}},
	}
	for _, row := range rows {
		s := New()
		if row.connection != nil {
			s.Add(row.connection)
		}
		got := enabled(s)
		want := append(append([]Action{}, always...), row.want...)
		for _, a := range want {
			if !got[a] {
				t.Errorf("%s: %s cannot be chosen", row.name, a)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d entries can be chosen, want %d: %v", row.name, len(got), len(want), got)
		}
	}
}

func TestNoKeyHasTwoMeaningsAndEachIsInAMenu(t *testing.T) {
	inMenu := map[string]Action{}
	for _, menu := range New().Menus() {
		for _, item := range menu.Items {
			if item.Key != "" {
				inMenu[item.Key] = item.Action
			}
		}
	}
	seen := map[string]bool{}
	for _, s := range Shortcuts() {
		if seen[s.Key] {
			t.Errorf("%s is there twice", s.Key)
		}
		seen[s.Key] = true
		if s.Ctrl && inMenu[s.Key] != s.Action {
			t.Errorf("Ctrl+%s is %s in Help and %q in the menus", s.Key, s.Action, inMenu[s.Key])
		}
		if english(t, s.What) == "" {
			t.Errorf("%s has no words", s.Key)
		}
	}
	for _, key := range []string{"Enter", "Esc", "Tab", "C", "R", "N", "1", "2", "3", "4", "5", "W", "Q"} { // the design's README
		if !seen[key] {
			t.Errorf("%s has no meaning", key)
		}
	}
}
