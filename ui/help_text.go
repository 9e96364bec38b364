// What the Help room shows: the README, or what stands for it in the language of the window.

package ui

import "proofkey/assets"

// helpText is the text in a language; in English, and where there is none in the language, it is the README.
func helpText(language, readme string) string {
	if text, err := assets.Help.ReadFile("help/" + language + ".md"); err == nil {
		return string(text)
	}
	return readme
}

// translateHelp has the Help room show the text in the language of the window.
func (c *Controller) translateHelp() { c.state.Readme = helpText(c.desktop.Language(), c.readme) }
