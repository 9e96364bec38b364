// Texts in which secrets may be shell variables.

package sample

import (
	"regexp"
	"strings"
)

// piece is a text as it stands, or the name of a variable that stands for a secret.
type piece struct{ literal, variable string }

// text is pieces in order.
type text []piece

func literal(s string) text { return text{{literal: s}} }

func variable(name string) text { return text{{variable: name}} }

// hidesSecret reports whether a variable is in it.
func (t text) hidesSecret() bool {
	for _, p := range t {
		if p.variable != "" {
			return true
		}
	}
	return false
}

// String writes variables as $NAME.
func (t text) String() string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.literal)
		if p.variable != "" {
			b.WriteString("$" + p.variable)
		}
	}
	return b.String()
}

// quoted writes one word of a POSIX shell. It is in double quotes where that needs no escape, which reads best, and
// otherwise in single quotes around all that is no variable: inside double quotes an interactive bash expands ! too.
func (t text) quoted() string {
	plain := t.withoutVariables()
	switch {
	case t.hidesSecret() && !strings.ContainsAny(plain, "\\\"$`!"):
		return t.inDoubleQuotes()
	case regexp.MustCompile(`^[A-Z]+$`).MatchString(plain) && !t.hidesSecret():
		return plain
	}
	var b strings.Builder
	for _, p := range t.joined() {
		if p.literal != "" {
			b.WriteString("'" + strings.ReplaceAll(p.literal, "'", `'\''`) + "'")
		}
		if p.variable != "" {
			b.WriteString(`"$` + p.variable + `"`)
		}
	}
	if b.Len() == 0 {
		return "''"
	}
	return b.String()
}

// joined puts neighbouring literals together.
func (t text) joined() text {
	var out text
	for _, p := range t {
		if last := len(out) - 1; last >= 0 && out[last].variable == "" {
			out[last].literal += p.literal
			out[last].variable = p.variable
		} else {
			out = append(out, p)
		}
	}
	return out
}

func (t text) withoutVariables() string {
	var b strings.Builder
	for _, p := range t {
		b.WriteString(p.literal)
	}
	return b.String()
}

func (t text) inDoubleQuotes() string {
	var b strings.Builder
	t = t.joined()
	for i, p := range t {
		b.WriteString(p.literal)
		if p.variable == "" {
			continue
		}
		if i+1 < len(t) && continuesName(t[i+1].literal) {
			b.WriteString("${" + p.variable + "}")
		} else {
			b.WriteString("$" + p.variable)
		}
	}
	return `"` + b.String() + `"`
}

// continuesName reports whether a shell would take the beginning for more of a variable's name.
func continuesName(s string) bool {
	return s != "" && (s[0] == '_' || s[0] >= '0' && s[0] <= '9' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z')
}

// withoutTokens puts a variable for each JWT that stands where no name tells of it.
func (t text) withoutTokens() text {
	jwt := regexp.MustCompile(`eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){0,2}`)
	var out text
	for _, p := range t {
		rest := p.literal
		for at := jwt.FindStringIndex(rest); at != nil; at = jwt.FindStringIndex(rest) {
			out = append(out, piece{literal: rest[:at[0]]}, piece{variable: "JWT"})
			rest = rest[at[1]:]
		}
		p.literal = rest
		out = append(out, p)
	}
	return out
}
