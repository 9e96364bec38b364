// Every phrase that the code puts evidence together from is in every language, and no other one is.

package phrase

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"proofkey/oauthflow/vault"
	"proofkey/ui/state"
)

// composed are phrases that come about at run time alone, beside the names of checks.
func composed() []string {
	all := []string{
		".",                           // the end of a sentence, in the form of a connection
		"passed", "failed", "skipped", // before the evidence of a check in a comparison
		"{1} has the wrong JSON type", // memberError
		"{1} and {2}",                 // names of parameters
		"{1} ({2})",                   // a member and why it is not used, in the doctor
		// Here none is an algorithm: in UINF-05, in IDT-14, and in a comparison of JOSE-02 and JOSE-01.
		"Signed, not alg none: none", "no hash is known for none", "failed: expected an algorithm other than none; actual none", "failed: expected one of {1}; actual none",
	}
	for _, reason := range []vault.Reason{vault.ReasonDisabled, vault.ReasonUnavailable, vault.ReasonLocked, vault.ReasonTimedOut, vault.ReasonUnreadableKey} {
		all = append(all, "held in memory for this run: "+string(reason))
	}
	return all
}

// checksInEvidence are the checks whose names are in the evidence of another: what UINF-05 judges a signed answer by.
func checksInEvidence() []string {
	return []string{"JOSE-19", "JOSE-15", "JOSE-14", "JOSE-16", "JOSE-02", "JOSE-03", "JOSE-01", "JOSE-13", "JOSE-17", "JOSE-05", "JOSE-20", "IDT-01", "IDT-03", "IDT-06"}
}

// languages are all but English.
func languages() []string {
	return slices.DeleteFunc(state.Languages(), func(l string) bool { return l == "en" })
}

func wordsIn(t *testing.T, folder, language string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../assets", folder, language+".json"))
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	return words
}

func TestEveryPhraseOfTheCodeIsInEveryLanguageAndNoOther(t *testing.T) {
	phrases := readPhrases(t)
	if len(phrases) < 450 {
		t.Fatalf("read only %d phrases", len(phrases))
	}
	for _, p := range composed() {
		phrases[p] = "put together at run time"
	}
	for _, id := range checksInEvidence() {
		phrases[wordsIn(t, "lang", "en")["check."+id]] = "the name of the check " + id
	}
	for _, language := range languages() {
		book := wordsIn(t, "evidence", language)
		for _, p := range slices.Sorted(maps.Keys(phrases)) {
			if book[p] == "" {
				t.Errorf("%s has no words for %q (%s)", language, p, phrases[p])
			}
		}
		for _, p := range slices.Sorted(maps.Keys(book)) {
			if phrases[p] == "" {
				t.Errorf("%s: no code says %q", language, p)
			}
		}
	}
}

// A name of a check in evidence is the one in the table of checks.
func TestChecksHaveTheirNamesInEvidenceToo(t *testing.T) {
	english := wordsIn(t, "lang", "en")
	for _, language := range languages() {
		names, book := wordsIn(t, "lang", language), wordsIn(t, "evidence", language)
		for _, id := range checksInEvidence() {
			if got, want := book[english["check."+id]], names["check."+id]; got != want || got == "" {
				t.Errorf("%s: %s is %q in evidence, %q in the table", language, id, got, want)
			}
		}
	}
}

// No phrase is hidden by another one.
func TestEveryPhraseWithoutValuesBecomesItsTranslation(t *testing.T) {
	for _, language := range languages() {
		b := bookOf(t, language)
		for english, want := range b.plain {
			if got := b.Translate(english); got != want {
				t.Errorf("%s: %q becomes %q, in the book %q", language, english, got, want)
			}
		}
	}
}
