// The words of the window for Fyne's package lang.

package ui

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"proofkey/assets"
	"proofkey/ui/state"
)

const (
	english  = "en"
	japanese = "ja"
)

// catalogue holds words by language: folder/<language>.json.
type catalogue struct {
	files     embed.FS
	folder    string
	sentences bool // its keys are the words in English, for which it has no file
}

// opening holds the words that the window opens with.
func opening() []catalogue { return []catalogue{{files: assets.Opening, folder: "opening"}} }

// furtherWords are all others. To read them takes some milliseconds, which the first frame does not wait for.
func furtherWords() []catalogue {
	return []catalogue{
		{files: assets.Languages, folder: "lang"},
		{files: assets.Fyne, folder: "fyne"},
		{files: assets.Dictionary, folder: "dictionary"},
		{files: assets.PresetWords, folder: "preset_words", sentences: true},
	}
}

// addWords registers words of a language; "" is the system's.
//
// Fyne chooses among what is registered by the system's languages alone. So the words of the chosen language are
// registered as those of the system's.
func addWords(language string, catalogues []catalogue) error {
	base, language := systemLanguage(), spoken(language)
	var errs []error
	for _, c := range catalogues {
		words, err := c.in(language)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		for _, tag := range tagsOf(base) {
			errs = append(errs, lang.AddTranslationsForLocale(words, fyne.Locale(tag)))
		}
	}
	return errors.Join(errs...)
}

// spoken is the language of the words for a language of the settings: English where there are none in it.
func spoken(language string) string {
	if language == "" {
		language = systemLanguage()
	}
	if !slices.Contains(state.Languages(), language) {
		return english
	}
	return language
}

// systemLanguage is the system's language without region and script, such as "de".
func systemLanguage() string {
	base, _, _ := strings.Cut(lang.SystemLocale().LanguageString(), "-")
	return base
}

// tagsOf are the tags under which Fyne looks for words where the system has that language: its own words are there, and
// under any other tag they would be missed.
func tagsOf(base string) []string {
	switch base {
	case "pt":
		return []string{base, "pt-BR"}
	case "zh":
		return []string{base, "zh-Hans"}
	}
	return []string{base}
}

// isJapanese says whether a language of the settings is Japanese; "" is the system's.
func isJapanese(language string) bool {
	return spoken(language) == japanese
}

// in returns the words of a language, in English where there are none in it.
func (c catalogue) in(language string) ([]byte, error) {
	words, err := c.files.ReadFile(c.folder + "/" + language + ".json")
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return words, err
	}
	if c.sentences {
		return c.inEnglish()
	}
	return c.files.ReadFile(c.folder + "/" + english + ".json")
}

// inEnglish returns each sentence as its own words: those of a language that was chosen before have to go.
func (c catalogue) inEnglish() ([]byte, error) {
	data, err := c.files.ReadFile(c.folder + "/" + japanese + ".json")
	if err != nil {
		return nil, err
	}
	var words map[string]string
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, err
	}
	for sentence := range words {
		words[sentence] = sentence
	}
	return json.Marshal(words)
}
