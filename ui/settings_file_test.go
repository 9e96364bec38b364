package ui

import (
	"os"
	"path/filepath"
	"testing"

	"proofkey/ui/state"
)

func TestSettingsAreKept(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	kept := settings{Theme: state.ThemeDark, TextSize: 1.5, Width: 1000, Height: 700}
	if err := kept.save(folder); err != nil {
		t.Fatal(err)
	}
	if got := loadSettings(folder); got != kept {
		t.Errorf("loaded %+v", got)
	}
}

func TestSettingsThatAreNoneBecomeTheDefault(t *testing.T) {
	usual := settings{Theme: state.ThemeSystem, TextSize: 1, Width: defaultWidth, Height: defaultHeight}
	for name, content := range map[string]string{
		"no file":              "",
		"half a file":          `{"theme":"dark"`,
		"an unknown theme":     `{"theme":"pink","text_size":1}`,
		"a text size of none":  `{"text_size":3}`,
		"a window of no width": `{"width":1,"height":1}`,
		"an endless window":    `{"width":1e30,"height":1e30}`,
	} {
		folder := t.TempDir()
		if content != "" {
			if err := os.WriteFile(filepath.Join(folder, settingsName), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := loadSettings(folder); got != usual {
			t.Errorf("%s: loaded %+v", name, got)
		}
	}
}
