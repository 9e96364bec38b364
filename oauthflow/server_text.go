// Text from a server, made fit to be shown as plain text (standards checklist DISP-01).

package oauthflow

import (
	"fmt"
	"strings"
	"unicode"
)

// plainServerText limits text of a server to maxServerText characters and makes control, bidi and other
// invisible characters visible, as in ‹U+202E›.
func plainServerText(s string) string { return limitText(s, maxServerText) }

func limitText(s string, limit int) string {
	var b strings.Builder
	n := 0
	for _, r := range s { // invalid UTF-8 comes as U+FFFD
		if n++; n > limit {
			b.WriteRune('…')
			break
		}
		if isInvisible(r) {
			fmt.Fprintf(&b, "‹U+%04X›", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isInvisible tells characters that steer or hide text. The two joiners that Persian, Indic scripts and emoji
// are written with cannot reorder anything and stay.
func isInvisible(r rune) bool {
	const zeroWidthNonJoiner, zeroWidthJoiner = 0x200c, 0x200d
	if r == zeroWidthNonJoiner || r == zeroWidthJoiner {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}
