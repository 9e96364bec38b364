// Words: keys of the catalogue become words of the person's language.

package view

import (
	"fyne.io/fyne/v2/lang"

	"proofkey/ui/state"
)

// missing stands for a key that has no words. The key itself would be run as a template.
const missing = "?"

// singular is the end of the key for the number 1. Fyne would choose the form by the system's language, which need not be
// the one that the person chose.
const singular = ".one"

// Words translates a Text; values that are Texts are translated first. The zero Text gives "".
func Words(t state.Text) string {
	if t.IsZero() {
		return ""
	}
	if known, ok := t.Values["Text"].(string); ok && t.Key == state.KeyKnown {
		return lang.LocalizeKey(known, known)
	}
	if english, limit, ok := t.Evidence(); ok {
		t = state.T("evidence", "Text", evidence(english, limit))
	}
	values := make(map[string]any, len(t.Values))
	for name, value := range t.Values {
		if nested, ok := value.(state.Text); ok {
			value = Words(nested)
		}
		values[name] = value
	}
	key := t.Key
	if n, ok := t.Count(); ok && n == 1 {
		key += singular
	}
	return lang.LocalizeKey(key, missing, values)
}

// wordsOf translates a list.
func wordsOf(list []state.Text) []string {
	words := make([]string, len(list))
	for i, t := range list {
		words[i] = Words(t)
	}
	return words
}
