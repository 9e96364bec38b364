// The language of the running app's window: its words and its fonts.

package ui

import (
	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

// CanShow reports whether the system has a font for a language of the settings.
func (d *fyneDesktop) CanShow(language string) bool {
	return !isJapanese(language) || d.japanese() != nil
}

// Language is the one that the window is in.
func (d *fyneDesktop) Language() string {
	language, _ := d.language.Load().(string)
	return language
}

// ApplySettings shows the settings. In another language everything is made anew: most words are written once.
func (d *fyneDesktop) ApplySettings(s state.Settings) {
	another := s.Language != d.settings.Language
	d.applyTheme(s)
	if another {
		d.read(append(opening(), furtherWords()...))
		d.main = fill(d.window, d.actions)
		d.main.ReturnToLanguage()
	}
}

// read has the words in the language of the settings, or in English where that could not be read.
func (d *fyneDesktop) read(catalogues []catalogue) {
	language := d.settings.Language
	if !d.CanShow(language) {
		language = english
	}
	d.language.Store(spoken(language))
	if err := addWords(language, catalogues); err != nil {
		fyne.LogError("the words of the window could not be read", err)
	}
}

// fonts are those for Japanese where the window is in it, else nil.
func (d *fyneDesktop) fonts() *widget.JapaneseFonts {
	if !isJapanese(d.settings.Language) {
		return nil
	}
	return d.japanese()
}
