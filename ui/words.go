// The words of the window for Fyne's package lang.

package ui

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"proofkey/assets"
)

const english = "en"

// addWords registers the catalogues. A language that Fyne knows and we do not gets the English words: Fyne
// would log an error for each of them.
func addWords() error {
	if err := lang.AddTranslationsFS(assets.Languages, "lang"); err != nil {
		return err
	}
	system := lang.SystemLocale().LanguageString() // such as "de", "en-US" or "zh-Hant"
	base, _, _ := strings.Cut(system, "-")
	if _, err := assets.Languages.ReadFile("lang/" + base + ".json"); err == nil {
		return nil
	}
	words, err := assets.Languages.ReadFile("lang/" + english + ".json")
	if err != nil {
		return err
	}
	return errors.Join(lang.AddTranslationsForLocale(words, fyne.Locale(system)), lang.AddTranslationsForLocale(words, fyne.Locale(base)))
}
