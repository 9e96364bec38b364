// Foreign text (claims, names, error descriptions, headers) made safe to show: what is invisible or turns the direction
// of reading becomes visible. Copying copies the true value, never this one. Unicode 15: UAX #9 (bidi), UTS #51 (emoji).

package state

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks a letter keeps; more are stacked over the lines above and below.
const maxMarks = 4

// PlainLine is a foreign text for a place of one line, cut to a length in characters. A line feed becomes ⏎.
func PlainLine(text string, limit int) string { return plain(text, limit, "⏎") }

// Plain is a foreign text for a place of several lines, cut to a length in characters.
func Plain(text string, limit int) string { return plain(text, limit, "\n") }

// VisibleRune is the visible form of a character that must not be shown as it is, such as ‹U+202E›, and empty for all
// others. Which joiners belong to an emoji cannot be seen from one character: here they are made visible.
func VisibleRune(r rune) string {
	if hidden(r) {
		return fmt.Sprintf("‹U+%04X›", r)
	}
	return ""
}

// plain walks the text once. lineFeed stands for each line break.
func plain(text string, limit int, lineFeed string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var b strings.Builder
	count, marks, before := 0, 0, rune(0)
	for i, r := range text {
		if count++; count > limit {
			b.WriteRune('…')
			break
		}
		marks = countMarks(r, marks)
		_, width := utf8.DecodeRuneInString(text[i:]) // 1 for a byte that is not UTF-8
		next, _ := utf8.DecodeRuneInString(text[i+width:])
		switch {
		case r == '\n':
			b.WriteString(lineFeed)
		case r == '\t' && lineFeed == "\n":
			b.WriteString("    ")
		case hidden(r) && !inEmoji(before, r, next):
			b.WriteString(VisibleRune(r))
		case marks <= maxMarks:
			b.WriteRune(r) // invalid UTF-8 comes out of the range as U+FFFD
		}
		before = r
	}
	return b.String()
}

// countMarks is the number of combining marks in a row that end with this character.
func countMarks(r rune, before int) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return before + 1
	}
	return 0
}

// hidden says whether a character is invisible, a control, or changes the direction of reading.
func hidden(r rune) bool {
	switch {
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
		return true
	case unicode.Is(unicode.Variation_Selector, r):
		return true
	}
	switch r {
	case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0: // a joiner and fillers that draw nothing
		return true
	}
	return false
}

const (
	zeroWidthJoiner = 0x200D
	textStyle       = 0xFE0E
	emojiStyle      = 0xFE0F
)

// inEmoji says whether an invisible character does its work in an emoji: a joiner between two pictures, or the choice
// of the colourful form after a picture or a keycap's character.
func inEmoji(before, r, next rune) bool {
	switch r {
	case zeroWidthJoiner:
		return picture(before) && picture(next)
	case emojiStyle, textStyle:
		return picture(before) || strings.ContainsRune("0123456789#*‼⁉↔↕↖↗↘↙↩↪⤴⤵〰", before)
	}
	return false
}

// picture says whether a character can be a part of an emoji.
func picture(r rune) bool {
	return unicode.Is(unicode.So, r) && r != utf8.RuneError || r == emojiStyle || r >= 0x1F3FB && r <= 0x1F3FF
}
