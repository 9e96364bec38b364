package ui

import (
	"strings"
	"testing"
)

// The page that the browser ends at is in the language that the window has then.
func TestTheBrowserIsAnsweredInTheLanguageOfTheWindow(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	for language, want := range map[string]string{"de": "Sie sind angemeldet", "ja": "サインインしました", "en": "You are signed in"} {
		c.SetLanguage(language)
		d.Until(t, "the language", func() bool { return d.look.Language == language })
		c.SignIn()
		d.untilSignedIn(t, c)
		if page, err := d.browser.Wait(); err != nil || !strings.Contains(page.Body, `<html lang="`+language+`">`) || !strings.Contains(page.Body, want) {
			t.Errorf("%s: the browser shows %q, %v", language, page.Body, err)
		}
	}
}
