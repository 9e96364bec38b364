// What says that something was copied: a clipboard shows nothing by itself.

package state

import "time"

// copiedFor is how long it is said.
const copiedFor = 2 * time.Second

// Copied says from now on that something was copied.
func (s *State) Copied(now time.Time) { s.copied = now }

// ForgetCopied ends what Copied said once its time is over, and reports whether it just did.
func (s *State) ForgetCopied(now time.Time) bool {
	over := !s.copied.IsZero() && now.Sub(s.copied) >= copiedFor
	if over {
		s.copied = time.Time{}
	}
	return over
}

// CopiedText is what is said; zero if nothing was copied just now.
func (s *State) CopiedText() Text {
	if s.copied.IsZero() {
		return Text{}
	}
	return T("clipboard.copied")
}
