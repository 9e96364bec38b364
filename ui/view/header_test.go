package view

import (
	"testing"

	"fyne.io/fyne/v2/theme"
)

// Picture 03 has issuer, client and scopes on one line beside the buttons.
func TestTheLineUnderTheTitleDoesNotWrapInTheWidthOfTheDesign(t *testing.T) {
	s := signedIn()
	s.Current().Temporary = true
	v := open(t, s, designLook())
	v.mustHave("not encrypted, this computer only", "for this run only, not saved")
	h := v.room().header
	if got := h.sub.Size().Height; got > 2*theme.CaptionTextSize() {
		t.Errorf("the line is %v high", got)
	}
	if end := h.encryption.Position().X + h.encryption.Size().Width; h.encryption.Position().Y > 20 || end > h.buttons.row.Position().X {
		t.Errorf("the note stands at %v and ends at %v", h.encryption.Position(), end)
	}
}
