package state

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What is not in the catalogue of the window is there in each of its languages too: the pages that a browser shows, and the
// words of Fyne.
func TestPagesAndFynesWordsAreInTheLanguagesOfTheWindow(t *testing.T) {
	for _, folder := range []string{"page", "fyne"} {
		files, err := os.ReadDir(filepath.Join("../../assets", folder))
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, file := range files {
			found = append(found, strings.TrimSuffix(file.Name(), ".json"))
		}
		if want := slices.Sorted(slices.Values(Languages())); !slices.Equal(found, want) {
			t.Errorf("%s is in %v, want %v", folder, found, want)
		}
	}
}
