// Every sentence of every preset is there in every language, by the sentence itself.

package state

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/preset"
)

// presetSentences are the texts of the presets that people read.
func presetSentences(t *testing.T) []string {
	t.Helper()
	all, err := preset.All()
	if err != nil {
		t.Fatal(err)
	}
	var sentences []string
	for _, p := range all {
		texts := append([]string{p.Needs, p.Unusable, p.Console.Where, p.Secret.Why}, p.Quirks...)
		for _, i := range p.Inputs {
			texts = append(texts, i.Refused)
		}
		for _, c := range p.Calls {
			texts = append(texts, c.Name)
		}
		for _, text := range texts {
			if text != "" && !slices.Contains(sentences, text) {
				sentences = append(sentences, text)
			}
		}
	}
	return sentences
}

func TestEverySentenceOfAPresetIsInEveryLanguage(t *testing.T) {
	sentences := presetSentences(t)
	kept := regexp.MustCompile(`\{[^}]*\}|https?://[a-z0-9:]+(?:\.[a-z0-9]+)*|[a-z]+(?:_[a-z]+)+|[A-Za-z]+[a-z][A-Z][A-Za-z]+|\[::1\]|[0-9]+(?:\.[0-9]+)*`) // what is no word
	end := map[string]string{"de": ".", "ja": "。"}
	for _, language := range translated(t) {
		if language == "en" {
			continue
		}
		words := wordsOf(t, "preset_words", language)
		for _, sentence := range sentences {
			text := words[sentence]
			if text == "" {
				t.Errorf("%s: no words for %q", language, sentence)
				continue
			}
			if strings.HasSuffix(sentence, ".") != strings.HasSuffix(text, end[language]) {
				t.Errorf("%s: how it ends: %q", language, text)
			}
			for _, part := range kept.FindAllString(sentence, -1) {
				if part != "OpenID" && !strings.Contains(text, part) {
					t.Errorf("%s: %q lacks %q", language, text, part)
				}
			}
			if strings.Contains(sentence+text, "{{") || strings.ContainsAny(text, "!！") {
				t.Errorf("%s: %q", language, text)
			}
		}
		for sentence := range words {
			if !slices.Contains(sentences, sentence) {
				t.Errorf("%s: no preset says %q", language, sentence)
			}
		}
	}
}

// The words of the window do not stand in the files of presets alone: a sentence shows as it is where there are none.
func TestKnownSentencesStandAfterEachOther(t *testing.T) {
	if got := english(t, KnownAll([]string{"One.", "Two.", "Three."})); got != "One. Two. Three." {
		t.Errorf("%q", got)
	}
	if !Known("").IsZero() || !KnownAll(nil).IsZero() || english(t, KnownAll([]string{"One."})) != "One." {
		t.Error("nothing is something")
	}
}

// The doctor says what is known of a provider in the words of the presets, which the view translates.
func TestTheDoctorSaysTheSentencesOfAPreset(t *testing.T) {
	s := New()
	s.Add(NewConnection(testProfile()))
	s.BeginExamination(s.Current().Profile.ID)
	s.TakeFinding(*oauthflow.KnownProvider("Acme", []string{"It is slow.", "It is old."}, "http://127.0.0.1/callback", "Acme console: Apps."))
	row := s.DoctorView().Rows[0]
	if got := english(t, row.Seen) + " " + english(t, row.Do); got != "It is slow. It is old. This is what is known of Acme. Register exactly: http://127.0.0.1/callback. Where: Acme console: Apps." {
		t.Errorf("%q", got)
	}
	quirks, _ := row.Seen.Values["Quirks"].(Text)
	where, _ := row.Do.Values["Where"].(Text)
	if first, _ := quirks.Values["First"].(Text); first.Key != KeyKnown || where.Key != KeyKnown {
		t.Errorf("%+v, %+v", row.Seen, row.Do)
	}
}
