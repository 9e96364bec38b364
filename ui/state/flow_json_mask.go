// Masking of secrets inside a JSON text, which stays as it is otherwise.

package state

import (
	"bytes"
	"encoding/json"
)

// masked is a valid JSON text with its secrets masked, otherwise as it was.
func (w *flowWriter) masked(raw json.RawMessage) json.RawMessage {
	raw = bytes.TrimSpace(raw)
	if text, ok := stringOf(raw); ok {
		return w.quoted("", text, raw)
	}
	if list, ok := members(raw); ok {
		return joined('{', '}', len(list), func(i int) []byte {
			return append(append(quote(list[i].name), ':'), w.maskedMember(list[i])...)
		})
	}
	var items []json.RawMessage
	if !bytes.HasPrefix(raw, []byte{'['}) || json.Unmarshal(raw, &items) != nil {
		return raw
	}
	return joined('[', ']', len(items), func(i int) []byte { return w.masked(items[i]) })
}

func (w *flowWriter) maskedMember(m member) json.RawMessage {
	text, isText := stringOf(m.value)
	switch {
	case isText:
		return w.quoted(m.name, text, m.value)
	case isSecretName(m.name) && w.secret("", hiddenValue) != "":
		return quote(hiddenValue)
	}
	return w.masked(m.value)
}

// quoted is a JSON text: as it was where nothing of it is masked.
func (w *flowWriter) quoted(name, text string, raw json.RawMessage) json.RawMessage {
	if shown := w.parameter(name, text); shown != text {
		return quote(shown)
	}
	return raw
}

func quote(text string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string always can be
	return bytes.TrimSpace(b.Bytes())
}

func joined(first, last byte, n int, item func(i int) []byte) json.RawMessage {
	out := []byte{first}
	for i := range n {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, item(i)...)
	}
	return append(out, last)
}

func pretty(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Indent(&b, raw, "", "  ") != nil {
		return string(raw)
	}
	return b.String()
}
