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

// KeyKnown is the key of what Known makes.
const KeyKnown = "known"

// Known is a sentence in English that a file of ours holds, such as a preset: it is shown in the person's language, and
// as it is where there are no words for it.
func Known(sentence string) Text {
	if sentence == "" {
		return Text{}
	}
	return T("known", "Text", sentence)
}

// KnownAll are several sentences after each other.
func KnownAll(sentences []string) Text {
	switch len(sentences) {
	case 0:
		return Text{}
	case 1:
		return Known(sentences[0])
	}
	return T("known.more", "First", Known(sentences[0]), "Rest", KnownAll(sentences[1:]))
}

// IsZero reports whether there is nothing to show.
func (t Text) IsZero() bool { return t.Key == "" }

// Count returns the number that selects the plural form.
func (t Text) Count() (int, bool) {
	n, ok := t.Values["Count"].(int)
	return n, ok
}
