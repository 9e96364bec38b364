// A bundle whose personal claims are masked beside one in which they are not: a marker stands for any text.

package report

import "strings"

// mayBe reports whether the masked text is the plain one with markers in it.
func mayBe(masked side, text string, plain side, other string) bool {
	parts := digits().Split(text, -1)
	if len(parts) == 1 {
		return false // no marker
	}
	for i, part := range parts {
		parts[i] = masked.comparable(part)
	}
	rest, ok := strings.CutPrefix(plain.comparable(other), parts[0])
	if !ok {
		return false
	}
	for i, part := range parts[1:] {
		if rest == "" {
			return false // a marker stands for something
		}
		if i == len(parts)-2 {
			return strings.HasSuffix(rest[1:], part)
		}
		at := strings.Index(rest[1:], part)
		if at < 0 {
			return false
		}
		rest = rest[1+at+len(part):]
	}
	return false
}
