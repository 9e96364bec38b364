// Words of the window as keys of the catalogue assets/opening, lang and dictionary: this package names them, the views translate.

package state

// Text is a key of the word catalogue with the values of its template. A value may itself be a Text,
// which the view translates first. A value named Count selects the plural form. The zero Text shows nothing.
type Text struct {
	Key    string
	Values map[string]any
}

// T makes a Text from a key and pairs of a value's name and the value.
func T(key string, pairs ...any) Text {
	t := Text{Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		if t.Values == nil {
			t.Values = map[string]any{}
		}
		name, _ := pairs[i].(string)
		t.Values[name] = pairs[i+1]
	}
	return t
}

// N is T with a number that selects the plural form; the template shows it as {{.Count}}.
func N(key string, count int, pairs ...any) Text {
	return T(key, append([]any{"Count", count}, pairs...)...)
}

// Literal is text that is shown in every language as it is: names, URLs, values of a provider.
func Literal(s string) Text { return T("literal", "Text", s) }

// IsZero reports whether there is nothing to show.
func (t Text) IsZero() bool { return t.Key == "" }

// Count returns the number that selects the plural form.
func (t Text) Count() (int, bool) {
	n, ok := t.Values["Count"].(int)
	return n, ok
}
