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
	text := phrases(Words(state.T("evidence.language"))).Translate(english)
	if limit == 0 {
		return text
	}
	return state.Plain(text, limit)
}

// phrases is the book of a language. There is none of English, which evidence is in.
func phrases(language string) phrase.Book {
	if book, ok := books()[language]; ok {
		return book()
	}
	return phrase.Book{}
}

// books are read one by one, when a text of the language is first shown: to read one takes some milliseconds.
var books = sync.OnceValue(func() map[string]func() phrase.Book {
	all := map[string]func() phrase.Book{}
	for _, language := range state.Languages() {
		data, err := assets.Evidence.ReadFile("evidence/" + language + ".json")
		if err != nil {
			continue // English
		}
		all[language] = sync.OnceValue(func() phrase.Book {
			book, err := phrase.Read(data)
			if err != nil {
				fyne.LogError("the phrases of evidence could not be read", err)
			}
			return book
		})
	}
	return all
})
