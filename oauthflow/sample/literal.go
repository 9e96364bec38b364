// Values as literals of the programs' languages. Nothing in a value can end the literal that it stands in.

package sample

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"text/template"
)

// literals are the functions that the templates write values with.
func literals() template.FuncMap {
	return template.FuncMap{"js": javaScript, "py": python, "golang": golang, "html": html.EscapeString}
}

// javaScript writes JSON, in which encoding/json escapes what would end a script element, and U+2028 and U+2029.
func javaScript(value any) (string, error) {
	written, err := json.Marshal(value)
	return spaced(string(written)), err
}

// python writes JSON too: strings, lists and objects of strings are the same there, but for the two truth values.
func python(value any) (string, error) {
	if truth, ok := value.(bool); ok {
		return strings.ToUpper(fmt.Sprint(truth)[:1]) + fmt.Sprint(truth)[1:], nil
	}
	return javaScript(value)
}

func golang(value any) string { return fmt.Sprintf("%#v", value) }

// spaced puts a space after each comma and colon between the values of a list or an object, as people do.
func spaced(written string) string {
	var b strings.Builder
	inString := false
	for i := 0; i < len(written); i++ {
		c := written[i]
		b.WriteByte(c)
		switch {
		case inString && c == '\\':
			i++
			b.WriteByte(written[i])
		case c == '"':
			inString = !inString
		case !inString && (c == ',' || c == ':'):
			b.WriteByte(' ')
		}
	}
	return b.String()
}
