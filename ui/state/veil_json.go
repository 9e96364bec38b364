// Presenter mode's mask over JSON and over claims: true, false and null tell nobody who somebody is, all else goes by
// the name of its member.

package state

import (
	"bytes"
	"encoding/json"

	"proofkey/oauthflow/report/redaction"
)

// claims masks claims, or the members of an answer.
func (v veil) claims(claims map[string]any) map[string]any {
	if !v.down || claims == nil {
		return claims
	}
	masked := make(map[string]any, len(claims))
	for name, value := range claims {
		masked[v.name(name)] = v.value(name, value)
	}
	return masked
}

// value masks what a claim holds; the items of a list are of its kind.
func (v veil) value(name string, value any) any {
	switch value := value.(type) {
	case string:
		return v.mask(veiledField, name, value)
	case json.Number:
		if masked := v.mask(veiledField, name, value.String()); masked != value.String() {
			return masked
		}
	case map[string]any:
		if v.down && redaction.SortOf(name) == redaction.Secret {
			return hiddenValue
		}
		return v.claims(value)
	case []any:
		masked := make([]any, len(value))
		for i, item := range value {
			masked[i] = v.value(name, item)
		}
		return masked
	}
	return value
}

// json masks a JSON text, which keeps its order. One that is nested too deep to be looked into, or is no JSON, becomes nil.
func (v veil) json(raw []byte) json.RawMessage {
	if !v.down {
		return raw
	}
	if !json.Valid(raw) || depth(raw) > maxDepth {
		return nil
	}
	return v.tree("", raw)
}

func (v veil) tree(name string, raw json.RawMessage) json.RawMessage {
	raw = bytes.TrimSpace(raw)
	if list, ok := members(raw); ok {
		if redaction.SortOf(name) == redaction.Secret {
			return quote(hiddenValue)
		}
		return joined('{', '}', len(list), func(i int) []byte {
			return append(append(quote(v.name(list[i].name)), ':'), v.tree(list[i].name, list[i].value)...)
		})
	}
	var items []json.RawMessage
	if bytes.HasPrefix(raw, []byte{'['}) && json.Unmarshal(raw, &items) == nil {
		return joined('[', ']', len(items), func(i int) []byte { return v.tree(name, items[i]) })
	}
	text, isText := stringOf(raw)
	switch {
	case isText:
	case bytes.ContainsAny(raw[:1], "-0123456789"):
		text = string(raw)
	default:
		return raw
	}
	if masked := v.mask(veiledField, name, text); masked != text {
		return quote(masked)
	}
	return raw
}

// MaskJSON is an API's answer as presenter mode shows it; nil where all of it is masked. It may take a while.
func MaskJSON(body []byte) []byte {
	if len(body) > maxMaskedBody {
		return nil
	}
	return veil{true}.json(body)
}

const maxMaskedBody = 1 << 20 // of a larger answer, nobody reads a part aloud
