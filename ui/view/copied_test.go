package view

import (
	"testing"
	"time"

	"proofkey/ui/state"
)

func TestWhatWasCopiedIsSaidOverThePage(t *testing.T) {
	c, s := newCopiedNote(), state.New()
	c.update(s)
	if c.content.Visible() {
		t.Fatal("it is said before anything was copied")
	}
	s.Copied(time.Now())
	c.update(s)
	if !c.content.Visible() || c.pill.Text() != "✓ Copied" {
		t.Errorf("shown %v: %q", c.content.Visible(), c.pill.Text())
	}
}
