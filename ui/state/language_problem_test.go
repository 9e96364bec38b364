// The words of problems have the same shape in every language.

package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
)

// stripWidth is the room that a problem has in the step strip, in Latin letters.
const stripWidth = 26

func TestProblemsHaveTheSameShapeInEveryLanguage(t *testing.T) {
	for _, language := range translated(t) {
		words := wordsOf(t, "lang", language)
		for _, code := range oauthflow.Codes() {
			key := "problem." + string(code)
			if endsWithStop(words[key+".title"]) {
				t.Errorf("%s: %s.title ends with a stop: %q", language, key, words[key+".title"])
			}
			for _, part := range []string{".happened", ".do"} {
				if !endsWithStop(words[key+part]) {
					t.Errorf("%s: %s%s does not end with a stop: %q", language, key, part, words[key+part])
				}
			}
			if short := words[key+".short"]; letters(short) > stripWidth {
				t.Errorf("%s: %s.short is too long for the step strip: %q", language, key, short)
			}
		}
	}
}

func endsWithStop(text string) bool {
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。")
}

// letters counts the letters of a text; one that is as wide as high counts for two.
func letters(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= '\u3000' {
			n++
		}
	}
	return n
}
