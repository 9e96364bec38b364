// Free text, such as a provider's error description: the values that were seen in fields are looked for in it.

package redaction

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Text returns free text in which the values that were seen in fields are markers.
func (r *Redactor) Text(s string) string {
	if r.learning || s == "" {
		return s
	}
	if done, ok := r.texts[s]; ok {
		return done
	}
	r.sort()
	done := s
	for _, value := range r.order {
		done = replaceValue(done, value, r.markers[value], r.people[value])
	}
	done = r.cutOff(r.textWithJWTs(done))
	if !r.personal && strings.Contains(done, "@") {
		done = mailAddress().ReplaceAllStringFunc(done, func(a string) string { return r.masked("email", a) })
	}
	r.texts[s] = done
	return done
}

var (
	mailAddress = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+`)
	})
	compactJWT = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)+`)
	})
)

func (r *Redactor) textWithJWTs(s string) string {
	if !strings.Contains(s, "eyJ") { // {" in base64url
		return s
	}
	return compactJWT().ReplaceAllStringFunc(s, func(token string) string { return r.masked(tokenLabel, token) })
}

// cutOff replaces the beginning of a secret at the end of a text that was cut there.
func (r *Redactor) cutOff(s string) string {
	text, ok := strings.CutSuffix(s, shortenedEnd)
	if !ok {
		return s
	}
	for _, value := range r.order {
		for n := min(len(value)-1, len(text)); n >= minSecret && !r.people[value]; n-- {
			if strings.HasSuffix(text, value[:n]) {
				return text[:len(text)-n] + r.markers[value]
			}
		}
	}
	return s
}

// sort orders the values so that one that holds another goes first.
func (r *Redactor) sort() {
	if r.order != nil || len(r.markers) == 0 {
		return
	}
	for value := range r.markers {
		r.order = append(r.order, value)
	}
	slices.SortFunc(r.order, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
}

// replaceValue replaces the value in s, a personal one only where it is a word of its own: "Ada" is not in "Adapter".
func replaceValue(s, value, marker string, word bool) string {
	var b strings.Builder
	for {
		i := strings.Index(s, value)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := i + len(value)
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[end:])
		b.WriteString(s[:i])
		if word && (isWord(before) || isWord(after)) {
			b.WriteString(value)
		} else {
			b.WriteString(marker)
		}
		s = s[end:]
	}
}

func isWord(c rune) bool {
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c))
}
