package state

import "testing"

// A bare error code names nobody: it stays beside its explanation, so that the room can follow.
func TestPresenterModeKeepsABareErrorCodeAndMasksOtherText(t *testing.T) {
	s, c := New(), waiting()
	s.Add(c)
	s.Present(true)
	for typed, want := range map[string]string{
		"AADSTS90002": "AADSTS90002", "90002": "90002", "access_denied": "access_denied",
		"access_denied for ada": hiddenValue, "AADSTS90002: ada is unknown": hiddenValue, "ada": hiddenValue, "900021234567890": hiddenValue,
	} {
		if got := c.CodeHelp(typed); got.Typed != want || got.Cause.IsZero() {
			t.Errorf("%q is shown as %q", typed, got.Typed)
		}
	}
	if !c.BrowserHelp().Hide {
		t.Error("the field shows what is typed")
	}
	s.Present(false)
	if c.BrowserHelp().Hide || c.CodeHelp("ada").Typed != "ada" {
		t.Error("it is masked without presenter mode")
	}
}
