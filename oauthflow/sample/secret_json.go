// Secrets in JSON, found without decoding it: the rest stays as it is written, and a body that was cut off, or is
// broken, hides its secrets too.

package sample

import (
	"encoding/json"
	"strings"
)

// json puts variables for the values of secret members, at any depth. Within an array under a secret name every
// string is one.
func (h hider) json(body string) text {
	var out text
	name, begun := "", 0 // of the member whose value comes next; where the text begins that is not yet in out
	for i := 0; i < len(body); {
		switch c := body[i]; {
		case c == '"':
			end := stringEnd(body, i)
			if isName(body, end) {
				name = decodedString(body[i:end])
			} else if (end > i+2 || body[end-1] != '"') && h.secret(name) {
				out = append(out, piece{body[begun : i+1], variableFor(name)})
				begun = max(i+1, end-1)
				if body[end-1] != '"' { // cut off: there is no closing quote
					begun = end
				}
			}
			i = end
		case c == '{' || c == '}' || c == ']' || c == ',' && !inArray(body, i):
			name = ""
			i++
		default:
			i++
		}
	}
	return append(out, piece{literal: body[begun:]})
}

// stringEnd returns where the string that begins at i has ended.
func stringEnd(body string, i int) int {
	for i++; i < len(body); i++ {
		switch body[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(body)
}

// isName reports whether a colon follows.
func isName(body string, end int) bool {
	rest := strings.TrimLeft(body[end:], " \t\r\n")
	return rest != "" && rest[0] == ':'
}

// inArray reports whether the comma at i is followed by no name, as between the elements of an array.
func inArray(body string, i int) bool {
	rest := strings.TrimLeft(body[i+1:], " \t\r\n")
	return rest != "" && rest[0] == '"' && !isName(rest, stringEnd(rest, 0))
}

func decodedString(quoted string) string {
	var s string
	if json.Unmarshal([]byte(quoted), &s) != nil {
		return strings.Trim(quoted, `"`)
	}
	return s
}
