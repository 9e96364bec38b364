// The rooms that belong to no connection: Settings and Help.

package state

import "strconv"

// Option is one choice.
type Option struct {
	Value string // a Theme, or a text size as a number
	Label Text
}

// SettingsView is the Settings room.
type SettingsView struct {
	Title           Text
	ThemeLabel      Text
	Themes          []Option
	Theme           string // the chosen Value
	LanguageLabel   Text
	Languages       []Option
	Language        string
	LanguageNote    Text
	TextSizeLabel   Text
	TextSizes       []Option
	TextSize        string
	KeyringLabel    Text
	Keyring         Text
	KeyringKind     Dot
	DataFolderLabel Text
	DataFolder      string
	DataFolderNote  Text
	OpenDataFolder  Button
}

// SettingsView returns the room.
func (s *State) SettingsView() SettingsView {
	v := SettingsView{
		Title: T("settings.title"), ThemeLabel: T("settings.theme"), Theme: string(s.Settings.Theme),
		LanguageLabel: T("settings.language"), Languages: []Option{{Label: T("settings.language_system")}}, Language: s.Settings.Language,
		TextSizeLabel: T("settings.text_size"), TextSize: sizeValue(s.Settings.TextSize),
		KeyringLabel: T("settings.keyring"), DataFolderLabel: T("settings.data_folder"), DataFolder: s.veil().mask(veiledWords, "", s.DataFolder),
		DataFolderNote: T("settings.data_folder_note"), OpenDataFolder: button(ActionOpenDataFolder),
	}
	for _, t := range []Theme{ThemeSystem, ThemeLight, ThemeDark} {
		v.Themes = append(v.Themes, Option{Value: string(t), Label: T("theme." + string(t))})
	}
	for _, tag := range Languages() {
		v.Languages = append(v.Languages, Option{Value: tag, Label: Literal(endonym(tag))})
	}
	for _, size := range TextSizes() {
		v.TextSizes = append(v.TextSizes, Option{Value: sizeValue(size), Label: T("settings.text_size_value", "Percent", int(size*100))})
	}
	if s.NoJapaneseFont {
		v.LanguageNote = T("settings.no_japanese_font")
	}
	v.Keyring, v.KeyringKind = s.Storage.text()
	return v
}

// SettingsNotSaved says that the settings hold for this run only, nil that they are saved.
func (s *State) SettingsNotSaved(err error) {
	s.Problem = Text{}
	if err != nil {
		s.Problem = T("banner.settings_not_saved", "Why", Evidence(err.Error()))
	}
}

// FolderNotOpened says that the data folder could not be shown, nil that it was.
func (s *State) FolderNotOpened(err error) {
	s.Problem = Text{}
	if err != nil {
		s.Problem = T("banner.folder_not_opened", "Folder", line(s.DataFolder), "Why", Evidence(err.Error()))
	}
}

// endonym is what the speakers of a language call it: who cannot read the others finds it.
func endonym(tag string) string {
	return map[string]string{"en": "English", "de": "Deutsch", "ja": "日本語"}[tag]
}

func sizeValue(size float32) string { return strconv.FormatFloat(float64(size), 'f', -1, 32) }

func (s Storage) text() (Text, Dot) {
	switch {
	case !s.Known:
		return T("settings.keyring_asking"), DotQuiet
	case s.Sealed:
		return T("settings.keyring_sealed"), DotPassed
	}
	return T("settings.keyring_memory", "Why", s.reason()), DotCaution
}

// HelpView is the Help room.
type HelpView struct {
	Title          Text
	Intro          Text
	ShortcutsLabel Text
	Shortcuts      []Shortcut
	ReadmeLabel    Text
	Readme         string // Markdown, in the language of the window
	Version        Text
}

// HelpView returns the room.
func (s *State) HelpView() HelpView {
	return HelpView{
		Title: T("help.title"), Intro: T("help.intro"), ShortcutsLabel: T("help.shortcuts"), Shortcuts: Shortcuts(),
		ReadmeLabel: T("help.readme"), Readme: s.Readme, Version: T("help.version", "Version", line(s.Version)),
	}
}
