// Every language has words for every key of the first frame and of the window, with the same values in them.

package state

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"text/template"
)

// translatedFolders hold words in every language. The dictionary of parameters is in English alone.
func translatedFolders() []string { return []string{"opening", "lang"} }

func TestEveryLanguageHasEveryKey(t *testing.T) {
	for _, language := range translated(t) {
		for _, folder := range translatedFolders() {
			t.Run(folder+"/"+language, func(t *testing.T) {
				english, words := wordsOf(t, folder, "en"), wordsOf(t, folder, language)
				for _, key := range slices.Sorted(maps.Keys(english)) {
					if words[key] == "" {
						t.Errorf("no words for %q", key)
					}
				}
				for _, key := range slices.Sorted(maps.Keys(words)) {
					if _, ok := english[key]; !ok {
						t.Errorf("%q is not a key in English", key)
					}
				}
			})
		}
	}
}

func TestEveryLanguageShowsTheSameValues(t *testing.T) {
	for _, language := range translated(t) {
		for _, folder := range translatedFolders() {
			t.Run(folder+"/"+language, func(t *testing.T) {
				english := wordsOf(t, folder, "en")
				for key, text := range wordsOf(t, folder, language) {
					if _, err := template.New(key).Parse(text); err != nil {
						t.Errorf("%s: %v", key, err)
					}
					if got, want := placeholders(text), placeholders(english[key]); !slices.Equal(got, want) {
						t.Errorf("%s shows %q, in English %q", key, got, want)
					}
				}
			})
		}
	}
}

// translated are the languages of Settings that have a file, and every one that has a file is among them.
func translated(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, language := range Languages() {
		if slices.ContainsFunc(translatedFolders(), func(folder string) bool { return hasWords(t, folder, language) }) {
			found = append(found, language)
		}
	}
	files, err := filepath.Glob("../../assets/opening/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no words of the first frame: %v", err)
	}
	for _, file := range files {
		if language := filepath.Base(file[:len(file)-len(".json")]); !slices.Contains(found, language) {
			t.Errorf("%s is in a language that Settings does not offer", file)
		}
	}
	return found
}

func wordsFile(folder, language string) string {
	return filepath.Join("../../assets", folder, language+".json")
}

func hasWords(t *testing.T, folder, language string) bool {
	t.Helper()
	_, err := os.Stat(wordsFile(folder, language))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return err == nil
}

func wordsOf(t *testing.T, folder, language string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(wordsFile(folder, language))
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]string{}
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatalf("%s: %v", wordsFile(folder, language), err)
	}
	return words
}

// placeholders are the actions of a template, each once and in order: a language may move and repeat them.
func placeholders(text string) []string {
	found := regexp.MustCompile(`\{\{[^}]*\}\}`).FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}
