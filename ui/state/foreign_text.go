// Text from elsewhere (claims, the provider's words, names) on its way to the window: every projection
// passes it through here, copies for the clipboard do not (standards checklist DISP-01).

package state

import (
	"proofkey/oauthflow"
	"proofkey/oauthflow/report/redaction"
)

// Limits of text from elsewhere, in characters.
const (
	maxLineShown  = 300
	maxBlockShown = 4000
)

// line is foreign text for one line.
func line(s string) string { return PlainLine(s, maxLineShown) }

// block is foreign text that may have lines.
func block(s string) string { return Plain(s, maxBlockShown) }

// shortened is a nonce or a state as it is shown (DISP-02). A marker of a report, which stands for one, is whole.
func shortened(s string) string {
	if redaction.IsMarker(s) {
		return s
	}
	return oauthflow.Shorten(s)
}
