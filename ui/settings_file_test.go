package ui

import (
	"os"
	"path/filepath"
	"testing"

	"proofkey/ui/state"
)

func TestSettingsAreKept(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	kept := settings{Theme: state.ThemeDark, TextSize: 1.5, Language: "ja", Width: 1000, Height: 700}
	if err := kept.save(folder); err != nil {
		t.Fatal(err)
	}
	if got := loadSettings(folder); got != kept {
		t.Errorf("loaded %+v", got)
	}
}

func TestSettingsAreSavedWhenTheyChange(t *testing.T) {
	folder := t.TempDir()
	before := settings{Theme: state.ThemeSystem, TextSize: 1, Width: 1000, Height: 700}
	if err := before.save(folder); err != nil {
		t.Fatal(err)
	}
	c, d := openApp(t, folder, Arguments{})
	c.SetTheme(state.ThemeDark)
	c.SetTextSize(1.25) // while the first change is being written
	c.SetTextSize(1.5)
	c.SetLanguage("de")
	want := settings{Theme: state.ThemeDark, TextSize: 1.5, Language: "de", Width: 1000, Height: 700}
	d.Until(t, "the settings in the file", func() bool { return loadSettings(folder) == want })
	if !c.state.Problem.IsZero() {
		t.Errorf("the window says %v", c.state.Problem)
	}
}

func TestALanguageWithoutAFontIsSaidInSettings(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	d.noFont = true
	c.SetLanguage("ja")
	d.Until(t, "a sentence in Settings", func() bool { return c.state.NoJapaneseFont && d.look.Language == "ja" })
	c.SetLanguage("ja")
	c.SetLanguage("de") // before the fonts were looked for
	d.Until(t, "the end of it", func() bool { return !c.state.NoJapaneseFont && d.look.Language == "de" })
}

func TestSettingsThatCannotBeSavedAreSaidInWords(t *testing.T) {
	folder := t.TempDir()
	c, d := openApp(t, folder, Arguments{})
	path := filepath.Join(folder, settingsName)
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	c.SetTheme(state.ThemeDark)
	d.Until(t, "a sentence above the page", func() bool { return c.state.Problem.Key == "banner.settings_not_saved" })
	if c.state.Settings.Theme != state.ThemeDark {
		t.Error("the theme was not changed")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	c.SetTheme(state.ThemeLight)
	d.Until(t, "the end of it", func() bool { return c.state.Problem.IsZero() })
}

func TestADataFolderThatCannotBeShownIsSaidInSettings(t *testing.T) {
	c, d := openApp(t, t.TempDir(), Arguments{})
	c.Show(state.RoomSettings)
	c.OpenDataFolder()
	d.Until(t, "a sentence above the page", func() bool { return c.state.Problem.Key == "banner.folder_not_opened" })
	if banners := c.state.Banners(); len(banners) != 1 {
		t.Errorf("the page shows %v", banners)
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
