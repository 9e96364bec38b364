// Lists of phrases, and phrases behind a name.

package phrase

import (
	"strings"
)

// list translates what is a phrase between separators, and leaves the rest as it is.
func (s *search) list(text string, depth int) (string, bool) {
	return s.separated(text, []string{"; ", "", ", ", ": "}, depth)
}

// separated looks between the first of the separators, then in what is left between the next. "" stands for a value with a
// colon before a phrase.
func (s *search) separated(text string, separators []string, depth int) (string, bool) {
	if len(separators) == 0 || s.left <= 0 {
		return text, false
	}
	if separators[0] == "" {
		if translated, ok := s.named(text, depth); ok {
			return translated, true
		}
		return s.separated(text, separators[1:], depth)
	}
	items := strings.Split(text, separators[0])
	if len(items) > maxItems {
		return text, false
	}
	var all []string
	some := false
	for i := 0; i < len(items); {
		translated, n, ok := s.longest(items[i:], separators, depth)
		all, some, i = append(all, translated), some || ok, i+n
	}
	return strings.Join(all, separators[0]), some
}

// longest is the phrase that takes in most of the items, or else the first item, in which other separators are looked for.
func (s *search) longest(items, separators []string, depth int) (translated string, n int, ok bool) {
	for n := len(items); n > 0 && s.left > 0; n-- {
		if translated, ok := s.whole(strings.Join(items[:n], separators[0]), depth); ok {
			return translated, n, true
		}
	}
	translated, ok = s.separated(items[0], separators[1:], depth)
	return translated, 1, ok
}

// named is a phrase behind what it is about: a value, or another phrase.
func (s *search) named(text string, depth int) (string, bool) {
	for at, n := 0, 0; n < maxItems && s.left > 0; n++ {
		next := strings.Index(text[at:], ": ")
		if next < 0 {
			break
		}
		at += next
		if translated, ok := s.whole(text[at+2:], depth); ok {
			name, _ := s.text(text[:at], depth+1)
			return name + ": " + translated, true
		}
		at += 2
	}
	return text, false
}
