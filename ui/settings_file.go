// The settings of the window: a JSON file in the data folder, replaced by rename. Fyne's own preferences are
// written in place and can be left empty by the end of the process.

package ui

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/natefinch/atomic"

	"proofkey/ui/state"
)

const (
	settingsName                = "settings.json"
	defaultWidth, defaultHeight = 1180, 760
	minWidth, minHeight         = 900, 600
	maxSide                     = 16384 // no screen is larger
)

// settings are what a start takes over from the one before.
type settings struct {
	Theme    state.Theme `json:"theme"`
	TextSize float32     `json:"text_size"`
	Language string      `json:"language,omitempty"`
	Width    float32     `json:"width"`
	Height   float32     `json:"height"`
}

// loadSettings reads the folder's settings. What is missing or is no setting becomes the default: nothing of
// worth is lost.
func loadSettings(folder string) settings {
	usual := state.New().Settings
	s := settings{Theme: usual.Theme, TextSize: usual.TextSize, Width: defaultWidth, Height: defaultHeight}
	data, err := os.ReadFile(filepath.Join(folder, settingsName))
	if err != nil {
		return s
	}
	var read settings
	if json.Unmarshal(data, &read) != nil {
		return s
	}
	if read.Theme == state.ThemeLight || read.Theme == state.ThemeDark {
		s.Theme = read.Theme
	}
	if slices.Contains(state.Languages(), read.Language) {
		s.Language = read.Language
	}
	if slices.Contains(state.TextSizes(), read.TextSize) {
		s.TextSize = read.TextSize
	}
	if read.Width >= minWidth && read.Width <= maxSide && read.Height >= minHeight && read.Height <= maxSide {
		s.Width, s.Height = read.Width, read.Height
	}
	return s
}

// saveLook replaces what the person chose in the folder's settings, and leaves the window's size as it is there.
func saveLook(folder string, chosen state.Settings) error {
	s := loadSettings(folder)
	s.Theme, s.TextSize, s.Language = chosen.Theme, chosen.TextSize, chosen.Language
	return s.save(folder)
}

func (s settings) save(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return atomic.WriteFile(filepath.Join(folder, settingsName), bytes.NewReader(append(data, '\n')))
}
