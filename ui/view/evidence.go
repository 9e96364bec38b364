// Evidence in the person's language: the protocol's code says it in English.

package view

import (
	"sync"

	"fyne.io/fyne/v2"

	"proofkey/assets"
	"proofkey/ui/phrase"
	"proofkey/ui/state"
)

// evidence translates the phrases of a text and cuts it to a number of characters; 0 leaves it as long as it is.
func evidence(english string, limit int) string {
	text := english
	if t := translators()[Words(state.T("evidence.language"))]; t != nil { // there is none of English
		text = t.translate(english)
	}
	if limit == 0 {
		return text
	}
	return state.Plain(text, limit)
}

// translators are those of the languages that have a book of phrases.
var translators = sync.OnceValue(func() map[string]*translator {
	all := map[string]*translator{}
	for _, language := range state.Languages() {
		data, err := assets.Evidence.ReadFile("evidence/" + language + ".json")
		if err != nil {
			continue // English
		}
		all[language] = &translator{known: map[string]string{}, book: sync.OnceValue(func() phrase.Book {
			book, err := phrase.Read(data)
			if err != nil {
				fyne.LogError("the phrases of evidence could not be read", err)
			}
			return book
		})}
	}
	return all
})

// maxKnown is how many texts a translator keeps: more than are on a screen.
const maxKnown = 500

// translator keeps what it has translated: the same texts are shown again at every update.
type translator struct {
	book  func() phrase.Book // read when a text of the language is first shown, which takes some milliseconds
	mu    sync.Mutex
	known map[string]string
}

func (t *translator) translate(english string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text, ok := t.known[english]
	if !ok {
		if len(t.known) >= maxKnown {
			clear(t.known)
		}
		text = t.book().Translate(english)
		t.known[english] = text
	}
	return text
}
