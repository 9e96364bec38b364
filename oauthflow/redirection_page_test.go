package oauthflow

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
)

// allPages are the English titles of the pages.
func allPages() map[page]string {
	return map[page]string{
		pageSignedIn: "You are signed in", pageNotSignedIn: "Not signed in", pageReturn: "Back to Proofkey",
		pageExamined: "The browser works", pageSignedOut: "You are signed out", pageRefused: "Not part of a sign-in",
	}
}

// inLanguage are pages that are always in a language.
func inLanguage(language string) pages { return func() string { return language } }

// textOf is what a page shows: its title, and the words of its body.
func textOf(t *testing.T, document string) (title, body string) {
	t.Helper()
	_, rest, found := strings.Cut(document, "<title>")
	title, rest, foundEnd := strings.Cut(rest, "</title>")
	_, body, foundBody := strings.Cut(rest, "<h1>")
	if !found || !foundEnd || !foundBody {
		t.Fatalf("this is no page: %q", document)
	}
	return html.UnescapeString(title), strings.TrimSpace(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(strings.ReplaceAll(body, "<br>", "\n"), "")))
}

// LOOP-16
func TestThePagesLoadAndRunNothing(t *testing.T) {
	elsewhere := regexp.MustCompile(`(?i)<script|<link[^>]+href="[^d]|\bsrc=|@import|url\(|<form|<iframe|\son\w+=|\sstyle=|http-equiv`)
	for language, documents := range pageDocuments() {
		for p, english := range allPages() {
			t.Run(language+"/"+english, func(t *testing.T) {
				document := documents[p]
				if found := elsewhere.FindString(document); found != "" {
					t.Errorf("the page has %q", found)
				}
				title, _ := textOf(t, document)
				if title == "" || !strings.Contains(document, "<h1>"+html.EscapeString(title)+"</h1>") || !strings.HasPrefix(document, "<!doctype html>\n<html lang=\""+language+"\">") {
					t.Errorf("the page lacks its title %q or its language", title)
				}
				for other := range allPages() {
					if otherTitle, _ := textOf(t, documents[other]); other != p && strings.Contains(document, ">"+html.EscapeString(otherTitle)+"<") {
						t.Errorf("the page says %q as well", otherTitle)
					}
				}
			})
		}
	}
}

func TestThePagesSayTheSameInEveryLanguage(t *testing.T) {
	unwanted := regexp.MustCompile(`(?i)[!！{}]|\bsorry\b|\blog ?in\b|\blog ?out\b|\bEinloggen|\bcallback\b|<`)
	if len(pageDocuments()) != 3 {
		t.Errorf("there are %d languages", len(pageDocuments()))
	}
	for language, documents := range pageDocuments() {
		if len(documents) != len(allPages()) {
			t.Errorf("%s: there are %d pages", language, len(documents))
		}
		for p, english := range allPages() {
			title, body := textOf(t, documents[p])
			lines := strings.Split(body, "\n")
			if stops := strings.Count(body, ".") + strings.Count(body, "。"); len(lines) < 3 || stops < 2 || unwanted.MatchString(body) {
				t.Errorf("%s: the page %s says %q", language, p, body)
			}
			if (title == english) != (language == usualLanguage) {
				t.Errorf("%s: the title of %s is %q", language, p, title)
			}
		}
	}
}

func TestAPageInALanguageWithoutWordsIsEnglish(t *testing.T) {
	for _, language := range []string{"", "fr", "en-GB", "../de"} {
		if got := inLanguage(language).html(pageReturn); got != pages(nil).html(pageReturn) || got == "" {
			t.Errorf("in %q it is %q", language, got)
		}
	}
}

// LOOP-17: the one style is the one that the policy names.
func TestThePolicyNamesTheStyleOfThePages(t *testing.T) {
	h := http.Header{}
	setPageHeaders(h)
	for language, documents := range pageDocuments() {
		for p, document := range documents {
			_, rest, _ := strings.Cut(document, "<style>")
			style, _, found := strings.Cut(rest, "</style>")
			sum := sha256.Sum256([]byte(style))
			if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !found || !strings.Contains(h.Get("Content-Security-Policy"), want) {
				t.Errorf("%s, %s: the policy lacks %s", language, p, want)
			}
		}
	}
}

// LOOP-16: the page is chosen by the window's language at that moment, and nothing of the request is in it.
func TestTheBrowserIsAnsweredInTheLanguageOfTheWindow(t *testing.T) {
	s := newSignInSetting(t)
	var spoken atomic.Value
	spoken.Store("ja")
	s.client.Language = func() string { return spoken.Load().(string) }
	s.client = s.client.WithProfile(s.client.Profile) // which keeps it
	s.before = func() { spoken.Store("de") }          // while the browser is at the provider
	if _, err := s.signIn(t.Context(), SignInOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, got := s.lastPage(); got != inLanguage("de").html(pageSignedIn) || !strings.Contains(got, "Sie sind angemeldet") {
		t.Errorf("the browser shows %q", got)
	}
}

// What belongs to no sign-in is told so in the language too, whether a handler sees it or not.
func TestStrangersAreAnsweredInTheLanguageOfTheWindow(t *testing.T) {
	e, err := listenRedirect(t.Context(), DefaultRedirect(), &Timeline{}, inLanguage("de"))
	if err != nil {
		t.Fatal(err)
	}
	defer e.close(t.Context())
	want := inLanguage("de").html(pageRefused)
	for _, raw := range []string{get("/elsewhere"), "no HTTP\r\n\r\n"} {
		if got := bodyOf(t, send(t, e, raw)); got != want {
			t.Errorf("%q is answered with %q", raw, got)
		}
	}
}
