package ui

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"proofkey/assets"
	"proofkey/ui/state"
)

// helpSections are the sections of the README that are for everybody, in its order; the rest is for who builds Proofkey.
func helpSections() []string {
	return []string{"# Proofkey", "## Add your own provider", "## Where data and secrets are", "## Command line", "## Licence"}
}

func readReadme(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(readme)
}

// sectionsOf are the sections of a Markdown text, each from its heading on.
func sectionsOf(text string) []string {
	var sections []string
	code := false
	for line := range strings.Lines(text) {
		code = code != strings.HasPrefix(line, "```")
		if strings.HasPrefix(line, "#") && !code {
			sections = append(sections, "")
		}
		sections[len(sections)-1] += line
	}
	return sections
}

func headingOf(section string) string {
	heading, _, _ := strings.Cut(section, "\n")
	return heading
}

// outline is what a section has in every language: its kinds of lines, and all that is code, a key, or a standard.
func outline(section string) string {
	var lines []string
	before, code := "", false
	for line := range strings.Lines(section) {
		line = strings.TrimSpace(line)
		kind := "text"
		switch mark := regexp.MustCompile("^(```\\w*|#+|- |[0-9]+\\. |\\||!\\[)").FindString(line); {
		case strings.HasPrefix(mark, "```"):
			code, kind = !code, mark
		case code:
			kind = line
		case mark != "":
			kind = mark
		case line == "":
			kind = ""
		case before != "": // what the line before began goes on
			continue
		}
		before = kind
		lines = append(lines, kind)
	}
	for _, pattern := range []string{"`[^`\n]+`", `(?:Ctrl|Cmd)\+[A-Za-z+]+`, `RFC [0-9]+(?: §[0-9.]*[0-9])?`} {
		found := regexp.MustCompile(pattern).FindAllString(section, -1)
		slices.Sort(found)
		lines = append(lines, slices.Compact(found)...)
	}
	return strings.Join(lines, "\n")
}

// The text of a language stands for the README's sections: a change of these reminds of it.
func TestTheHelpOfEveryLanguageFollowsTheReadme(t *testing.T) {
	var original []string
	for _, section := range sectionsOf(readReadme(t)) {
		if slices.Contains(helpSections(), headingOf(section)) {
			original = append(original, section)
		}
	}
	if len(original) != len(helpSections()) {
		t.Fatalf("the README has %d of the sections %q", len(original), helpSections())
	}
	for _, language := range state.Languages() {
		if language == english {
			continue
		}
		translated := sectionsOf(helpText(language, ""))
		if len(translated) != len(original) {
			t.Errorf("%s: there are %d sections, want %d", language, len(translated), len(original))
			continue
		}
		for i, section := range translated {
			got, want := strings.Split(outline(section), "\n"), strings.Split(outline(original[i]), "\n")
			for n := range max(len(got), len(want)) {
				if n >= len(got) || n >= len(want) || got[n] != want[n] {
					t.Errorf("%s: %s and %s differ from here on: %q, in the README %q", language, headingOf(section), headingOf(original[i]), got[min(n, len(got)):], want[min(n, len(want)):])
					break
				}
			}
		}
	}
}

// What is in bold is on a button, a tab or a page of the window, in the words that it has there.
func TestTheHelpNamesThingsAsTheWindowDoes(t *testing.T) {
	bold := regexp.MustCompile(`\*\*([^*]+)\*\*`)
	for _, language := range state.Languages() {
		words := map[string]bool{}
		for _, c := range []catalogue{{files: assets.Opening, folder: "opening"}, {files: assets.Languages, folder: "lang"}} {
			content, err := c.in(language)
			if err != nil {
				t.Fatal(err)
			}
			read := map[string]string{}
			if err := json.Unmarshal(content, &read); err != nil {
				t.Fatal(err)
			}
			for _, text := range read {
				words[strings.TrimSuffix(text, "…")] = true
			}
		}
		found := bold.FindAllStringSubmatch(helpText(language, readReadme(t)), -1)
		if len(found) < 15 {
			t.Errorf("%s: only %d things are named", language, len(found))
		}
		for _, match := range found {
			if !words[match[1]] {
				t.Errorf("%s: %q is not in the window", language, match[1])
			}
		}
	}
}

func TestTheHelpIsInTheLanguageOfTheWindow(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.readme = "# English"
	for language, want := range map[string]string{"de": "## Einen eigenen Anbieter hinzufügen", "ja": "## プロバイダーを追加する", "en": "# English"} {
		c.SetLanguage(language)
		d.Until(t, "the help in it", func() bool { return strings.Contains(c.state.Readme, want) })
	}
}
