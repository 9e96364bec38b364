// The diagram as text for Mermaid, which many places that show Markdown draw.

package sequence

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// Mermaid returns the diagram as Mermaid text.
func (d Diagram) Mermaid() string {
	var b strings.Builder
	b.WriteString("sequenceDiagram\n")
	for _, p := range Participants() {
		if p == Person {
			fmt.Fprintf(&b, "    actor %s\n", p)
		} else {
			fmt.Fprintf(&b, "    participant %s\n", p)
		}
	}
	for _, m := range d.Messages {
		text := MermaidText(m.marked())
		if m.Kind == Note {
			fmt.Fprintf(&b, "    Note over %s: %s\n", m.From, text)
			continue
		}
		fmt.Fprintf(&b, "    %s%s%s: %s\n", m.From, m.sign(), m.To, text)
	}
	return b.String()
}

// marked has a sign before what failed: colour does not speak alone, and Mermaid has none here.
func (m Message) marked() string {
	if m.Failed {
		return "✕ " + m.Text
	}
	return m.Text
}

// sign is Mermaid's sign for the arrow.
func (m Message) sign() string {
	switch {
	case m.Kind == Unseen:
		return "-)"
	case m.Kind == Answer && m.Failed:
		return "--x"
	case m.Kind == Answer:
		return "-->>"
	}
	return "->>"
}

// end is a word of Mermaid's own, wherever it stands.
var end = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)\bend\b`) })

// MermaidText escapes text of others: what could be read as Mermaid, HTML or Markdown becomes a number such as #35;.
func MermaidText(s string) string {
	s = end().ReplaceAllStringFunc(s, func(word string) string { return fmt.Sprintf("\x00%d\x01%s", word[0], word[1:]) })
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == 0:
			b.WriteByte('#')
		case c == 1:
			b.WriteByte(';')
		case c < ' ':
			b.WriteByte(' ')
		case strings.ContainsRune("#;%{}<>\"'`&\\|*_~$", c):
			fmt.Fprintf(&b, "#%d;", c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
