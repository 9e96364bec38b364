// The words of the window for Fyne's package lang.

package ui

import (
	"embed"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"proofkey/assets"
)

const english = "en"

// addOpening registers the words that the window opens with.
func addOpening() error { return addCatalogues(assets.Opening, "opening") }

// addWords registers all others. It takes some milliseconds, which the first frame does not wait for.
func addWords() error {
	return errors.Join(addCatalogues(assets.Languages, "lang"), addCatalogues(assets.Dictionary, "dictionary"))
}

// addCatalogues registers a folder of catalogues. A language that Fyne knows and we do not gets the English words: Fyne
// would log an error for each of them.
func addCatalogues(files embed.FS, folder string) error {
	if err := lang.AddTranslationsFS(files, folder); err != nil {
		return err
	}
	system := lang.SystemLocale().LanguageString() // such as "de", "en-US" or "zh-Hant"
	base, _, _ := strings.Cut(system, "-")
	if _, err := files.ReadFile(folder + "/" + base + ".json"); err == nil {
		return nil
	}
	words, err := files.ReadFile(folder + "/" + english + ".json")
	if err != nil {
		return err
	}
	return errors.Join(lang.AddTranslationsForLocale(words, fyne.Locale(system)), lang.AddTranslationsForLocale(words, fyne.Locale(base)))
}
