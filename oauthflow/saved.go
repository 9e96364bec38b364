// What packages that save timelines need of this one.

package oauthflow

// PlainText limits text of a stranger to a number of characters and makes control, bidi and other invisible characters
// visible, as in ‹U+202E› (DISP-01). It changes nothing in its own result.
func PlainText(s string, limit int) string { return limitText(s, limit) }
