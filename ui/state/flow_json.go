// JSON in the flow: member by member, or pretty-printed, with its secrets masked.

package state

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	maxMembers = 200 // more are shown as a text: a table of wrapped texts is not made for them
	maxDepth   = 64  // of nesting that is looked into
)

// member is a member of an object, in the order in which it stands.
type member struct {
	name  string
	value json.RawMessage
}

// json shows a body that is JSON and says whether it is.
func (w *flowWriter) json(s *FlowSection, body []byte) bool {
	if !json.Valid(body) || depth(body) > maxDepth {
		return false
	}
	list, isObject := members(body)
	kind, known := w.dictionary()
	if !isObject || !known || len(list) > maxMembers {
		s.Text = pretty(w.masked(body))
		return true
	}
	long := false
	for _, m := range list {
		shown := w.member(m)
		long = long || utf8.RuneCountInString(shown) > maxBlockShown
		s.Rows = append(s.Rows, w.field(kind, m.name, shown))
	}
	if long {
		s.Text = pretty(w.masked(body)) // the table cuts such a value
	}
	return true
}

// veiledJSON is what presenter mode leaves of a body that is JSON. Metadata and keys are for everybody.
func (w *flowWriter) veiledJSON(body []byte) []byte {
	if kind, _ := w.dictionary(); kind == EntryMetadata {
		return body
	}
	masked := w.veil.json(body)
	if masked == nil {
		return body // no JSON, or nested too deep: hidden in any case
	}
	w.secrets = w.secrets || !bytes.Equal(masked, body)
	return masked
}

// dictionary says where the names of a JSON body are defined. Those of an API are its own, or claims that it passes on.
func (w *flowWriter) dictionary() (EntryKind, bool) {
	switch w.kind {
	case FlowDiscover, FlowDiscoverShared:
		return EntryMetadata, true
	case FlowKeys:
		return EntryMetadata, true
	case FlowUserInfo:
		return EntryClaim, true
	case FlowAPI:
		return EntryClaim, true
	case FlowRequest:
		return "", false
	}
	return EntryParameter, true
}

// depth is how deep a valid JSON text is nested.
func depth(body []byte) int {
	deepest, now, quoted, escaped := 0, 0, false, false
	for _, b := range body {
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped, quoted = b == '\\', b != '"'
		case b == '"':
			quoted = true
		case b == '{', b == '[':
			now++
			deepest = max(deepest, now)
		case b == '}', b == ']':
			now--
		}
	}
	return deepest
}

// members reads an object; a name that is there twice stays there twice.
func members(body []byte) ([]member, bool) {
	d := json.NewDecoder(bytes.NewReader(body))
	if first, err := d.Token(); err != nil || first != json.Delim('{') {
		return nil, false
	}
	var list []member
	for d.More() {
		name, err := d.Token()
		text, ok := name.(string)
		var value json.RawMessage
		if err != nil || !ok || d.Decode(&value) != nil {
			return nil, false
		}
		list = append(list, member{text, value})
	}
	if _, err := d.Token(); err != nil {
		return nil, false
	}
	_, err := d.Token()
	return list, err == io.EOF
}

// member is the value of a member in human form: text without quotes, a list of texts as a list.
func (w *flowWriter) member(m member) string {
	if text, ok := stringOf(m.value); ok {
		return w.parameter(m.name, text)
	}
	if isSecretName(m.name) {
		return w.secret(pretty(m.value), hiddenValue)
	}
	if words, ok := w.words(m.value); ok {
		return words
	}
	return pretty(w.masked(m.value))
}

func stringOf(raw json.RawMessage) (string, bool) {
	if !bytes.HasPrefix(raw, []byte{'"'}) {
		return "", false
	}
	var text string
	return text, json.Unmarshal(raw, &text) == nil
}

// words is a list of texts, one a line where it is long.
func (w *flowWriter) words(raw json.RawMessage) (string, bool) {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil || len(list) == 0 {
		return "", false
	}
	words, length := make([]string, len(list)), 0
	for i, item := range list {
		text, ok := stringOf(item)
		if !ok {
			return "", false
		}
		words[i] = w.parameter("", text)
		length += len(words[i])
	}
	if length > 60 {
		return strings.Join(words, "\n"), true
	}
	return strings.Join(words, ", "), true
}
