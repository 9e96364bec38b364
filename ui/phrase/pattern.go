// A phrase with values in it, and how a text is held against it.

package phrase

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// pattern is an English phrase with values between its literal parts, and the phrase of the language.
type pattern struct {
	literals []string // one more than values
	values   []value
	filled   []string // of the language: its literal parts, between them the places in values
	order    []int
	length   int // of the literal parts, in bytes
	letters  int // in them
}

type value struct {
	name   string // "1"
	digits bool   // a whole number
}

var placeholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{(\d)(d?)\}`) })

// newPattern reads a pair of phrases.
func newPattern(english, translated string) (pattern, error) {
	var p pattern
	p.literals, p.values = split(english)
	if english == "" || translated == "" {
		return p, fmt.Errorf("the phrase %q has no words", english)
	}
	for i, literal := range p.literals {
		p.length += len(literal)
		for _, r := range literal {
			if unicode.IsLetter(r) {
				p.letters++
			}
		}
		if literal == "" && i > 0 && i < len(p.values) {
			return p, fmt.Errorf("nothing stands between two values of the phrase %q", english)
		}
	}
	var shown []value
	p.filled, shown = split(translated)
	for _, v := range shown {
		place := slices.IndexFunc(p.values, func(w value) bool { return w.name == v.name })
		if place < 0 {
			return p, fmt.Errorf("the phrase %q has no value {%s}", english, v.name)
		}
		p.order = append(p.order, place)
	}
	for i := range p.values {
		if !slices.Contains(p.order, i) {
			return p, fmt.Errorf("the translation of %q leaves out {%s}", english, p.values[i].name)
		}
	}
	return p, nil
}

// fewLetters is less than what tells a sentence of ours from any other.
const fewLetters = 5

// isVague reports a phrase with few letters. One whose values are all numbers is none.
func (p pattern) isVague() bool {
	return p.letters < fewLetters && slices.ContainsFunc(p.values, func(v value) bool { return !v.digits })
}

func split(text string) (literals []string, values []value) {
	at := 0
	for _, m := range placeholder().FindAllStringSubmatchIndex(text, -1) {
		literals = append(literals, text[at:m[0]])
		values = append(values, value{name: text[m[2]:m[3]], digits: m[4] < m[5]})
		at = m[1]
	}
	return append(literals, text[at:]), values
}

// match returns the values of a text, each as short as the whole lets it be. It takes from left what it tries.
func (p pattern) match(text string, left *int) ([]string, bool) {
	last := p.literals[len(p.values)]
	rest, ok := strings.CutPrefix(text, p.literals[0])
	if !ok || !strings.HasSuffix(rest, last) || len(rest) == len(last) {
		return nil, false
	}
	values := make([]string, len(p.values))
	return values, p.matchFrom(0, rest, values, left)
}

// matchFrom finds the values from the one at i on, of which rest begins with the first.
func (p pattern) matchFrom(i int, rest string, values []string, left *int) bool {
	next := p.literals[i+1]
	if i == len(p.values)-1 {
		whole, ok := strings.CutSuffix(rest, next)
		values[i] = whole
		return ok && p.values[i].fits(whole)
	}
	for end := 0; *left > 0; {
		*left--
		at := strings.Index(rest[end:], next)
		if at < 0 {
			return false
		}
		end += at
		values[i] = rest[:end]
		if p.values[i].fits(rest[:end]) && p.matchFrom(i+1, rest[end+len(next):], values, left) {
			return true
		}
		end++
	}
	return false
}

func (v value) fits(text string) bool {
	if !v.digits || text == "" {
		return text != ""
	}
	_, err := strconv.Atoi(text)
	return err == nil
}

// fill is the phrase of the language with the values in it.
func (p pattern) fill(values []string) string {
	var b strings.Builder
	for i, literal := range p.filled {
		b.WriteString(literal)
		if i < len(p.order) {
			b.WriteString(values[p.order[i]])
		}
	}
	return b.String()
}

// sentence is a phrase that was given a capital letter and perhaps a full stop.
func (s *search) sentence(text string) (string, bool) {
	first, size := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(first) && first != '"' {
		return text, false
	}
	plain, stopped := strings.CutSuffix(string(unicode.ToLower(first))+text[size:], ".")
	translated, ok := s.text(plain, 0)
	if !ok {
		return text, false
	}
	first, size = utf8.DecodeRuneInString(translated)
	translated = string(unicode.ToUpper(first)) + translated[size:]
	if stopped {
		translated += s.book.stop()
	}
	return translated, true
}

// stop ends a sentence. The language has it as the translation of the English one.
func (b Book) stop() string {
	if stop, ok := b.plain["."]; ok {
		return stop
	}
	return "."
}
