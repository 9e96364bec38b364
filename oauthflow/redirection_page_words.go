// The words of the pages, in the languages of assets/page. They are built in: a page has nothing else in it.

package oauthflow

import (
	"encoding/json"
	"html"
	"io/fs"
	"path"
	"strings"
	"sync"

	"proofkey/assets"
)

// usualLanguage is that of a page whose language is not known.
const usualLanguage = "en"

// pages names the language to show a page in, such as "de", at the moment when it is shown; nil: always English.
type pages func() string

// html is the page as an HTML document, in English where there are no words in the language.
func (l pages) html(p page) string {
	documents := pageDocuments()
	if l != nil {
		if document := documents[l()][p]; document != "" {
			return document
		}
	}
	return documents[usualLanguage][p]
}

// pageDocuments are all pages by language. A test reads each: what is built in cannot be missing at another time.
var pageDocuments = sync.OnceValue(func() map[string]map[page]string {
	documents := map[string]map[page]string{}
	files, _ := fs.Glob(assets.Pages, "page/*.json")
	for _, file := range files {
		content, _ := assets.Pages.ReadFile(file)
		words := map[page]pageWords{}
		_ = json.Unmarshal(content, &words)
		language := strings.TrimSuffix(path.Base(file), ".json")
		documents[language] = map[page]string{}
		for p, w := range words {
			documents[language][p] = w.document(language)
		}
	}
	return documents
})

// pageWords are the words of one page.
type pageWords struct {
	Title string   `json:"title"`
	Lines []string `json:"lines"`
}

func (w pageWords) document(language string) string {
	lines := make([]string, len(w.Lines))
	for i, line := range w.Lines {
		lines[i] = html.EscapeString(line)
	}
	title := html.EscapeString(w.Title)
	return pageStart + language + pageHead + title + pageLogo + title + pageMiddle + strings.Join(lines, "<br>") + pageEnd
}
