// What packages that save and open timelines need of this one.

package oauthflow

// NewHTTPMessage keeps content, its body cut to 64 KiB: for a message that was read from a file.
func NewHTTPMessage(content HTTPContent) HTTPMessage { return newHTTPMessage(content) }

// PlainText limits text of a stranger to a number of characters and makes control, bidi and other invisible characters
// visible, as in ‹U+202E› (DISP-01). It changes nothing in its own result.
func PlainText(s string, limit int) string { return limitText(s, limit) }
