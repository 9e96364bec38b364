// Text of others in Markdown: GitHub Flavored Markdown 0.29, §4.5 and §6.3.

package report

import "strings"

// codeText is text on one line without backticks.
func codeText(s string) string {
	s = strings.Map(func(c rune) rune {
		if c == '\n' || c == '\r' || c == '\t' {
			return ' '
		}
		return c
	}, s)
	return strings.ReplaceAll(s, "`", "'")
}

// codeSpan is text as a code span; nothing in it is markup, a link or a mention.
func codeSpan(s string) string {
	s = strings.TrimSpace(codeText(s))
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}

// codeCell is codeSpan in a cell of a table, whose bars end cells also within code.
func codeCell(s string) string { return codeSpan(strings.ReplaceAll(s, "|", "¦")) }

// codeBlock is text in a fence that is longer than any in it.
func codeBlock(language, s string) string {
	longest, run := 2, 0
	for _, c := range s {
		if c == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", longest+1)
	return fence + language + "\n" + strings.TrimRight(strings.ReplaceAll(s, "\r", ""), "\n") + "\n" + fence + "\n"
}
