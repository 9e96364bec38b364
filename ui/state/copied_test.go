package state

import (
	"testing"
	"time"
)

func TestCopiedIsSaidForTwoSeconds(t *testing.T) {
	s, now := New(), time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)
	if s.ForgetCopied(now) || !s.CopiedText().IsZero() {
		t.Fatal("a new window says that something was copied")
	}
	s.Copied(now)
	if s.ForgetCopied(now.Add(copiedFor-time.Millisecond)) || s.CopiedText().Key != "clipboard.copied" {
		t.Error("it is not said for two seconds")
	}
	if !s.ForgetCopied(now.Add(copiedFor)) || !s.CopiedText().IsZero() {
		t.Error("it is said for longer than two seconds")
	}
	if s.ForgetCopied(now.Add(copiedFor)) {
		t.Error("it ends twice")
	}
}
