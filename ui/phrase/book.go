// Package phrase puts sentences into another language that are put together elsewhere in English, such as the evidence of
// a check: the English phrase is the key, as in gettext, and {1} stands for what varies.
package phrase

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Book holds phrases of one language by the English ones. The zero Book translates nothing.
type Book struct {
	plain    map[string]string
	patterns []pattern // the longest first
	vague    []pattern // with so few letters that other texts fit too
}

// Read returns the book of a JSON object from English phrases to those of a language. {1} is any text that is not empty,
// {1d} a whole number. It is an error where a phrase is empty, or where both phrases of a pair do not name the same values.
func Read(data []byte) (Book, error) {
	var pairs map[string]string
	if err := json.Unmarshal(data, &pairs); err != nil {
		return Book{}, fmt.Errorf("the phrases cannot be read: %w", err)
	}
	b := Book{plain: map[string]string{}}
	for _, english := range slices.Sorted(maps.Keys(pairs)) {
		p, err := newPattern(english, pairs[english])
		if err != nil {
			return Book{}, err
		}
		switch {
		case len(p.values) == 0:
			b.plain[english] = pairs[english]
		case p.isVague():
			b.vague = append(b.vague, p)
		default:
			b.patterns = append(b.patterns, p)
		}
	}
	for _, list := range [][]pattern{b.patterns, b.vague} {
		slices.SortStableFunc(list, func(x, y pattern) int { return cmp.Compare(y.length, x.length) })
	}
	return b, nil
}

const (
	maxText  = 4096   // bytes of a text that is translated
	maxDepth = 4      // of values in values
	maxTries = 20_000 // of a phrase, or of a place where a value ends, for one text
	maxItems = 24     // of a list
)

// Translate returns the text with the phrases of it translated, and as it is where it holds none, is longer than 4096
// bytes, or would take too long. Values keep their order only as far as the language does.
func (b Book) Translate(text string) string {
	if len(text) > maxText || len(b.plain)+len(b.patterns)+len(b.vague) == 0 {
		return text
	}
	s := search{book: b, left: maxTries}
	translated, ok := s.book.plain[text], s.book.plain[text] != ""
	if !ok && strings.HasSuffix(text, ".") {
		translated, ok = s.sentence(text)
	}
	if !ok {
		translated, ok = s.text(text, 0)
	}
	if !ok {
		translated, ok = s.sentence(text)
	}
	if !ok || s.left <= 0 {
		return text
	}
	return translated
}

// search translates one text.
type search struct {
	book Book
	left int // tries
}

// text is a phrase, or a list of phrases and values.
func (s *search) text(text string, depth int) (string, bool) {
	if depth > maxDepth || s.left <= 0 {
		return text, false
	}
	for _, way := range []func(string, int) (string, bool){s.eachOf, s.whole, s.list, s.vague} {
		if translated, ok := way(text, depth); ok {
			return translated, true
		}
	}
	return text, false
}

// eachOf is a list of sentences, all of which are phrases.
func (s *search) eachOf(text string, depth int) (string, bool) {
	items := strings.Split(text, "; ")
	if s.book.plain[text] != "" || len(items) < 2 || len(items) > maxItems {
		return text, false
	}
	for i, item := range items {
		translated, ok := s.whole(item, depth)
		if !ok {
			return text, false
		}
		items[i] = translated
	}
	return strings.Join(items, "; "), true
}

// whole is one phrase, that with the most letters of ours.
func (s *search) whole(text string, depth int) (string, bool) {
	if plain, ok := s.book.plain[text]; ok {
		return plain, true
	}
	return s.fitting(s.book.patterns, text, depth)
}

// vague is a phrase of next to no letters, such as "{1} is {2}".
func (s *search) vague(text string, depth int) (string, bool) {
	return s.fitting(s.book.vague, text, depth)
}

func (s *search) fitting(patterns []pattern, text string, depth int) (string, bool) {
	for _, p := range patterns {
		if s.left--; s.left < 0 {
			break
		}
		values, ok := p.match(text, &s.left)
		if ok && s.translateValues(p, values, depth) {
			return p.fill(values), true
		}
	}
	return text, false
}

// translateValues translates what of the values is a phrase. It reports false for a vague phrase if a value has several
// words and is no phrase: then the text is somebody else's.
func (s *search) translateValues(p pattern, values []string, depth int) bool {
	some := false
	for i, value := range values {
		if p.values[i].digits {
			continue
		}
		translated, ok := s.text(value, depth+1)
		if !ok && p.isVague() && !isOneWord(value) {
			return false
		}
		values[i], some = translated, some || ok
	}
	return some || p.letters > 0
}

// isOneWord reports a word, or several with commas between them.
func isOneWord(value string) bool {
	return !strings.Contains(strings.ReplaceAll(value, ", ", ","), " ")
}
