// Words: keys of the catalogue become words of the person's language.

package view

import (
	"fyne.io/fyne/v2/lang"

	"proofkey/ui/state"
)

// missing stands for a key that has no words. The key itself would be run as a template.
const missing = "?"

// Words translates a Text; values that are Texts are translated first. The zero Text gives "".
func Words(t state.Text) string {
	if t.IsZero() {
		return ""
	}
	values := make(map[string]any, len(t.Values))
	for name, value := range t.Values {
		if nested, ok := value.(state.Text); ok {
			value = Words(nested)
		}
		values[name] = value
	}
	if n, ok := t.Count(); ok {
		return lang.LocalizePluralKey(t.Key, missing, n, values)
	}
	return lang.LocalizeKey(t.Key, missing, values)
}
