// What a preset asks for, and how it is put into the preset's texts.

package preset

import (
	"errors"
	"regexp"
	"strings"
)

// Input is something that a provider's connections differ in.
type Input struct {
	Name     string `json:"name"`
	Example  string `json:"example"`
	Kind     Kind   `json:"kind"`    // how what is typed is taken
	Default  string `json:"default"` // filled in at first
	Optional bool   `json:"optional"`
	Pattern  string `json:"pattern"` // of what is taken
	Refused  string `json:"refused"` // what to give instead, as a sentence
}

// Kind is how what is typed is taken.
type Kind string

// The kinds.
const (
	Word Kind = ""     // as it is
	Host Kind = "host" // the host alone, also out of a URL
	Base Kind = "base" // a URL without a slash at its end; a host is taken as https
	URL  Kind = "url"  // a URL; a host is taken as https
)

// ErrMissing is that an input is needed and empty.
var ErrMissing = errors.New("the input is missing")

// Take returns what is taken of what was typed: "" for an optional input that is empty. The error is ErrMissing, or the
// sentence of the input.
func (i Input) Take(typed string) (string, error) {
	value := strings.TrimSpace(typed)
	if value == "" {
		if i.Optional {
			return "", nil
		}
		return "", ErrMissing
	}
	switch hasScheme := strings.Contains(value, "://"); {
	case i.Kind == Host && hasScheme:
		_, value, _ = strings.Cut(value, "://")
		value = strings.TrimSuffix(value, "/")
	case (i.Kind == Base || i.Kind == URL) && !hasScheme:
		value = "https://" + value
	}
	if i.Kind == Base {
		value = strings.TrimRight(value, "/")
	}
	if matched, err := regexp.MatchString(i.Pattern, value); err != nil || !matched {
		return "", errors.New(i.Refused)
	}
	return value, nil
}

// fill puts values into a text. A part in [ ] is left out if a value in it is empty.
func fill(text string, values map[string]string) string {
	text = regexp.MustCompile(`\[[^\]]*\]`).ReplaceAllStringFunc(text, func(part string) string {
		for name, value := range values {
			if value == "" && strings.Contains(part, "{"+name+"}") {
				return ""
			}
		}
		return part[1 : len(part)-1]
	})
	for name, value := range values {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return text
}
