// Reading JSON from strangers: RFC 8259 §4 says that repeated member names have no defined meaning, so they
// are refused, as are other encodings, trailing data and deep nesting.

package oauthflow

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	errNotJSON    = errors.New("not a JSON document in UTF-8")
	errNotObject  = errors.New("not a JSON object")
	errTooDeep    = fmt.Errorf("nested deeper than %d levels", maxJSONDepth)
	errWrongType  = errors.New("has the wrong JSON type")
	errMoreToRead = errors.New("more data follows the JSON document")
)

// shownName is how much of a member's name an error repeats. Values are never repeated.
const shownName = 40

// repeatedMember is the error of an object that has a member twice, or twice but for letter case.
type repeatedMember struct{ name string }

func (e *repeatedMember) Error() string {
	return "a member is given twice: " + limitText(e.name, shownName)
}

// strictObject reads exactly one JSON object in UTF-8, nested no deeper than maxJSONDepth. An object at any level
// that repeats a name, and a top level with names that differ only in letter case, is a *repeatedMember error.
// No error repeats a value (DISC-09, JOSE-16).
func strictObject(data []byte) (map[string]json.RawMessage, error) {
	if !depthWithin(data, maxJSONDepth) {
		return nil, errTooDeep
	}
	if !utf8.Valid(data) || !json.Valid(data) {
		return nil, errNotJSON
	}
	if bytes.TrimLeft(data, " \t\r\n")[0] != '{' {
		return nil, errNotObject
	}
	if err := refuseRepeatedMembers(data); err != nil {
		return nil, err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, errNotObject
	}
	return members, nil
}

// refuseRepeatedMembers walks through a valid JSON document of bounded depth.
func refuseRepeatedMembers(data []byte) error {
	type level struct {
		names map[string]bool // nil in an array
		name  bool            // the next token is a member's name
	}
	var levels []level
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber() // a number that no float can hold is still JSON
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errNotJSON
		}
		top := len(levels) - 1
		if token == json.Delim('}') || token == json.Delim(']') {
			levels = levels[:top]
			continue
		}
		if top >= 0 && levels[top].names != nil {
			if levels[top].name {
				name, _ := token.(string)
				key := name
				if top == 0 {
					key = foldName(name)
				}
				if levels[top].names[key] {
					return &repeatedMember{name}
				}
				levels[top].names[key] = true
			}
			levels[top].name = !levels[top].name
		}
		switch token {
		case json.Delim('{'):
			levels = append(levels, level{names: map[string]bool{}, name: true})
		case json.Delim('['):
			levels = append(levels, level{})
		}
	}
}

// foldName maps names that Go's JSON decoder takes for the same to one.
func foldName(name string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, name)
}

// depthWithin reports whether brackets outside of strings nest no deeper than limit. It needs no memory, so it
// comes before any parser.
func depthWithin(data []byte, limit int) bool {
	depth, inString := 0, false
	for i := 0; i < len(data); i++ {
		switch b := data[i]; {
		case inString && b == '\\':
			i++
		case b == '"':
			inString = !inString
		case inString:
		case b == '{' || b == '[':
			if depth++; depth > limit {
				return false
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return true
}

// decodeJSON reads exactly one JSON document into v, numbers in an any as json.Number.
func decodeJSON(data []byte, v any) error {
	if !depthWithin(data, maxJSONDepth) {
		return errTooDeep
	}
	if !utf8.Valid(data) {
		return errNotJSON
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(v); err != nil {
		return errNotJSON
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errMoreToRead
	}
	return nil
}

// stringMember returns the string member name; an absent or null one is not present.
func stringMember(m map[string]json.RawMessage, name string) (value string, present bool, err error) {
	return member[string](m, name)
}

// stringsMember is stringMember for an array of strings.
func stringsMember(m map[string]json.RawMessage, name string) (value []string, present bool, err error) {
	return member[[]string](m, name)
}

// boolMember is stringMember for a boolean.
func boolMember(m map[string]json.RawMessage, name string) (value, present bool, err error) {
	return member[bool](m, name)
}

// numberMember is stringMember for a number, kept as it is written. A string of digits is not a number.
func numberMember(m map[string]json.RawMessage, name string) (value json.Number, present bool, err error) {
	if raw, ok := m[name]; ok && bytes.HasPrefix(raw, []byte(`"`)) {
		return "", true, memberError(name, errWrongType)
	}
	return member[json.Number](m, name)
}

func member[T any](m map[string]json.RawMessage, name string) (value T, present bool, err error) {
	raw, ok := m[name]
	if !ok || string(raw) == "null" {
		return value, false, nil
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		var zero T
		return zero, true, memberError(name, errWrongType)
	}
	return value, true, nil
}

func memberError(name string, err error) error { return fmt.Errorf("%s %w", name, err) }
