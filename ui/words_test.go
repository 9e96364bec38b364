package ui

import (
	"testing"

	"proofkey/ui/state"
	"proofkey/ui/view"
)

// The sentences of presets are shown in the language that was chosen last, English too, and as they are where no file has them.
func TestSentencesOfPresetsFollowTheLanguage(t *testing.T) {
	t.Cleanup(func() {
		if err := addWords(english, append(opening(), furtherWords()...)); err != nil {
			t.Error(err)
		}
	})
	for _, row := range []struct{ language, want string }{
		{"en", "nothing to register"}, {"de", "nichts zu registrieren"}, {"ja", "登録不要"}, {"en", "nothing to register"},
	} {
		if err := addWords(row.language, furtherWords()); err != nil {
			t.Fatal(err)
		}
		if got := view.Words(state.Known("nothing to register")); got != row.want {
			t.Errorf("%s: %q", row.language, got)
		}
	}
	if got := view.Words(state.Known("It is slow.")); got != "It is slow." {
		t.Errorf("%q", got)
	}
}
