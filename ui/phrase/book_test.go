package phrase

import (
	"strings"
	"testing"
)

func testBook(t testing.TB) Book {
	t.Helper()
	b, err := Read([]byte(`{
		".": "。",
		"none": "keine",
		"missing": "fehlt",
		"not a string": "kein String",
		"at most {1d} bytes": "höchstens {1} Bytes",
		"{1d} s": "{1} Sek.",
		"{1d} endpoints": "{1} Endpunkte",
		"{1} is {2}": "{1}: {2}",
		"{1} is not used: {2}": "{1} wird nicht verwendet: {2}",
		"{1} instead of {2}": "statt {2} nun {1}",
		"{1} ({2})": "{1} [{2}]",
		"one of {1}": "eines von {1}",
		"it is missing: give {1}": "es fehlt: {1} angeben",
		"the URL is empty": "die URL ist leer",
		"the URL is not encrypted: use https": "die URL ist nicht verschlüsselt",
		"status {1d}, {2}": "Status {1}, {2}",
		"as asked: {1}": "wie angefordert: {1}",
		"{1}; not granted: {2}": "{1}; nicht gewährt: {2}"
	}`))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestWhatIsAPhraseIsTranslatedAndEverythingElseStays(t *testing.T) {
	rows := map[string]struct{ text, want string }{
		"a phrase":                                {"none", "keine"},
		"a phrase with a value":                   {"at most 300 bytes", "höchstens 300 Bytes"},
		"another order of values":                 {"a instead of b", "statt b nun a"},
		"a value that is a phrase":                {"aud is missing", "aud: fehlt"},
		"a value of a provider":                   {"https://issuer.example/none", "https://issuer.example/none"},
		"no number where one is wanted":           {"at most some bytes", "at most some bytes"},
		"a list of phrases":                       {"2 endpoints; jwks_uri is not used: the URL is empty", "2 Endpunkte; jwks_uri wird nicht verwendet: die URL ist leer"},
		"a phrase twice in a list":                {"a is not used: the URL is empty; b is not used: the URL is empty", "a wird nicht verwendet: die URL ist leer; b wird nicht verwendet: die URL ist leer"},
		"a list with values between":              {"iss, none, aud", "iss, keine, aud"},
		"the longest phrase of a list":            {"status 200, text/html, none", "Status 200, text/html, keine"},
		"a phrase behind a name":                  {"jwks_uri: the URL is not encrypted: use https", "jwks_uri: die URL ist nicht verschlüsselt"},
		"the end of a sentence":                   {"as asked: a b; not granted: c", "wie angefordert: a b; nicht gewährt: c"},
		"a sentence of the form":                  {"It is missing: give it.", "Es fehlt: it angeben。"},
		"a phrase with a comma behind a name":     {"x: status 200, text/html", "x: Status 200, text/html"},
		"a phrase behind a phrase":                {"status 200, text/html: none", "Status 200, text/html: keine"},
		"a phrase in brackets":                    {"jwks_uri (the URL is empty)", "jwks_uri [die URL ist leer]"},
		"a text of the system":                    {"x509: certificate is valid for a.example, not b.example", "x509: certificate is valid for a.example, not b.example"},
		"brackets of somebody else":               {"Chrome (Linux)", "Chrome (Linux)"},
		"one of the values of a list":             {"one of RS256, ES256", "eines von RS256, ES256"},
		"a phrase within other words":             {"the none of it", "the none of it"},
		"an empty value":                          {"as asked: ", "as asked: "},
		"nothing":                                 {"", ""},
		"a text that is too long to look through": {"as asked: " + strings.Repeat("x", maxText), "as asked: " + strings.Repeat("x", maxText)},
	}
	b := testBook(t)
	for name, row := range rows {
		if got := b.Translate(row.text); got != row.want {
			t.Errorf("%s: %q becomes %q, want %q", name, row.text, got, row.want)
		}
	}
}

func TestWithoutABookEverythingStays(t *testing.T) {
	if got := (Book{}).Translate("none"); got != "none" {
		t.Errorf("%q", got)
	}
}

func TestABookThatLosesAValueIsRefused(t *testing.T) {
	for name, data := range map[string]string{
		"no JSON":                    `{`,
		"no words":                   `{"none": ""}`,
		"a value is left out":        `{"at most {1} bytes": "höchstens"}`,
		"a value of no phrase":       `{"none": "keine {1}"}`,
		"nothing between two values": `{"at {1}{2}": "bei {1}{2}"}`,
	} {
		if _, err := Read([]byte(data)); err == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
}

// A text that nearly fits in many ways ends, and stays as it is.
func TestALookThatTakesTooLongIsGivenUp(t *testing.T) {
	b, err := Read([]byte(`{"a{1}a{2}a{3d}a{4d}b": "{1}{2}{3}{4}"}`))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Repeat("a", 2000) + "b"
	if got := b.Translate(text); got != text {
		t.Errorf("it became %q", got)
	}
}

func FuzzTranslateEndsAndKeepsWhatItDoesNotKnow(f *testing.F) {
	b := testBook(f)
	for _, text := range []string{"none", "2 endpoints; a is not used: the URL is empty", "It is missing: give it.", "a, b; c: d", "\xff is \xfe", "{1}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > maxText && b.Translate(text) != text {
			t.Error("it was looked through")
		}
		if got := b.Translate(text); got != b.Translate(text) {
			t.Errorf("%q becomes another text each time", text)
		}
		// Upper case: nothing of it is a phrase but for a number or a sentence.
		if foreign := "X-" + strings.ToUpper(strings.Map(letterOnly, text)); b.Translate(foreign) != foreign {
			t.Errorf("%q becomes %q", foreign, b.Translate(foreign))
		}
	})
}

func letterOnly(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r
	}
	return -1
}

// A text of a provider must not keep the window from answering.
func TestNothingIsTriedWhenTheTriesAreUsedUp(t *testing.T) {
	for _, text := range []string{strings.Repeat(strings.Repeat("a: b: , ", 23)+"; ", 22), strings.Repeat("x: y ", 800), strings.Repeat(" is (", 800)} {
		s := search{book: testBook(t), left: 100}
		if _, ok := s.text(text, 0); ok || s.left < -10 { // what was begun ends
			t.Errorf("%.10q: %d tries too many", text, -s.left)
		}
	}
}
