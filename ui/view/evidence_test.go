package view

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"proofkey/oauthflow"
	"proofkey/ui/phrase"
	"proofkey/ui/state"
)

// speak has the evidence in a language for the rest of the test.
func speak(t *testing.T, language string) {
	t.Helper()
	add := func(language string) {
		words := []byte(`{"evidence.language": "` + language + `"}`)
		if err := lang.AddTranslationsForLocale(words, fyne.Locale(lang.SystemLocale().LanguageString())); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { add("en") })
	add(language)
}

func TestEvidenceIsInTheLanguageOfTheWords(t *testing.T) {
	open(t, sample(), designLook())
	seen := state.T("check_note.seen", "Value", state.Evidence("at most 300 bytes"))
	for language, want := range map[string]string{"en": "at most 300 bytes", "de": "höchstens 300 Bytes", "ja": "300バイト以内"} {
		speak(t, language)
		if got := Words(seen); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q", language, got)
		}
		if got := Words(state.Evidence("https://issuer.example/none of them")); got != "https://issuer.example/none of them" {
			t.Errorf("%s: a value becomes %q", language, got)
		}
	}
	if _, read := translators()["en"]; read {
		t.Error("there is a book of English")
	}
}

// A phrase is known by its end, so it is cut after it was translated.
func TestLongEvidenceIsTranslatedAndThenCut(t *testing.T) {
	open(t, sample(), designLook())
	speak(t, "de")
	got := Words(state.Evidence(strings.Repeat("x", 400) + " is not used: the URL is empty"))
	if got != strings.Repeat("x", 300)+"…" {
		t.Errorf("%q", got)
	}
	got = Words(state.Evidence("the provider's UserInfo endpoint is not used: " + strings.Repeat("x", 400)))
	if !strings.HasPrefix(got, "der UserInfo-Endpunkt") || len([]rune(got)) != 301 {
		t.Errorf("%q", got)
	}
}

func TestACheckIsShownAndCopiedInTheLanguageOfTheWords(t *testing.T) {
	open(t, sample(), designLook())
	speak(t, "de")
	c := state.NewConnection(oauthflow.Profile{})
	c.Checks = []oauthflow.Check{{ID: "RESP-05", Result: oauthflow.Passed, Expected: "no error", Actual: "no error", Source: "RFC 6749 §4.1.2.1"}}
	row := checkRows(c.CheckRows())[0]
	if row.Cells[2].Text != "kein Fehler" || !strings.HasPrefix(row.Copy, "RESP-05\t") || !strings.HasSuffix(row.Copy, "\tkein Fehler\tkein Fehler\tRFC 6749 §4.1.2.1") {
		t.Errorf("%+v, copied %q", row.Cells, row.Copy)
	}
}

func TestALanguageWithoutABookLeavesEvidenceInEnglish(t *testing.T) {
	open(t, sample(), designLook())
	speak(t, "pt")
	if got := Words(state.Evidence("no error")); got != "no error" {
		t.Errorf("%q", got)
	}
}

func TestWhatIsWrongWithACAFileIsSaidInTheLanguageOfTheWords(t *testing.T) {
	open(t, sample(), designLook())
	speak(t, "de")
	f := state.NewForm()
	f.Set(state.FieldCAFile, "/etc")
	f.CAFileToRead()
	_, err := oauthflow.ReadCAFile(t.TempDir())
	f.SawCAFile(state.CAFileSeen{Path: "/etc", Err: err, At: time.Now()})
	for _, field := range f.Fields() {
		if got := Words(field.Problem); field.Name == state.FieldCAFile && !strings.HasSuffix(got, " Das ist ein Ordner: eine Datei darin angeben.") {
			t.Errorf("%q", got)
		}
	}
}

func TestWhatWasTranslatedIsKeptWithinBounds(t *testing.T) {
	tr := &translator{known: map[string]string{}, book: func() phrase.Book { return phrase.Book{} }}
	for i := range 3 * maxKnown {
		if text := strconv.Itoa(i); tr.translate(text) != text || tr.known[text] != text || len(tr.known) > maxKnown {
			t.Fatalf("%d: %q, %d are kept", i, tr.known[text], len(tr.known))
		}
	}
}
