package ui

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
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

// What is known of a provider is said by the doctor in the language too.
func TestTheDoctorSpeaksOfAProviderInTheLanguage(t *testing.T) {
	t.Cleanup(func() {
		if err := addWords(english, append(opening(), furtherWords()...)); err != nil {
			t.Error(err)
		}
	})
	if err := addWords("de", append(opening(), furtherWords()...)); err != nil {
		t.Fatal(err)
	}
	profile := oauthflow.Profile{ID: "a", Name: "Okta", Issuer: "https://example.okta.com", Redirect: oauthflow.Redirect{Host: "127.0.0.1", Ports: []int{8400, 8401}, Path: "/callback"}}
	s := state.New()
	s.Add(state.NewConnection(profile))
	s.BeginExamination(profile.ID)
	s.TakeFinding(*knownProvider(profile))
	row := s.DoctorView().Rows[0]
	said := view.Words(row.Seen) + " " + view.Words(row.Do)
	for _, want := range []string{"Redirect-URIs werden samt Port verglichen", "Das ist über Okta bekannt.", "http://127.0.0.1:8400/callback, http://127.0.0.1:8401/callback", "je ein Eintrag"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q lacks %q", said, want)
		}
	}
}
