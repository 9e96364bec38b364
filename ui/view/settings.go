// The Settings room: theme, language, text size, keyring, data folder.

package view

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/widget"
)

type settings struct {
	kit     *kit
	content fyne.CanvasObject
	theme   *widget.Choice
	speech  *widget.Choice
	spoken  *widget.FormRow
	size    *widget.Choice
	keyring *widget.Text
	folder  *widget.ValueLine
}

func newSettings(k *kit) *settings {
	v := state.New().SettingsView()
	s := &settings{kit: k, keyring: widget.NewText("", widget.Style{}), folder: widget.NewValueLine("")}
	s.theme = k.choice(labelsOf(v.Themes), func(i int) { k.actions.SetTheme(state.Theme(v.Themes[i].Value)) })
	s.speech = k.choice(labelsOf(v.Languages), func(i int) { k.actions.SetLanguage(v.Languages[i].Value) })
	s.size = k.choice(labelsOf(v.TextSizes), func(i int) {
		if factor, err := strconv.ParseFloat(v.TextSizes[i].Value, 32); err == nil {
			k.actions.SetTextSize(float32(factor))
		}
	})
	s.spoken = widget.NewFormRow(Words(v.LanguageLabel), s.speech, "")
	folder := widget.NewFillRow(s.folder, 200, s.folder, k.action(state.ActionOpenDataFolder))
	card := widget.NewTightCard(widget.NewColumn(0,
		widget.NewFormRow(Words(v.ThemeLabel), s.theme, ""),
		s.spoken,
		widget.NewFormRow(Words(v.TextSizeLabel), s.size, ""),
		widget.NewFormRow(Words(v.KeyringLabel), s.keyring, ""),
		widget.NewFormRow(Words(v.DataFolderLabel), folder, Words(v.DataFolderNote))))
	sub := widget.NewSubLine()
	sub.Hide()
	s.content = widget.NewPage(widget.PageParts{Header: widget.NewHeader(widget.NewTitle(Words(v.Title)), sub), Body: widget.NewPageScroll(card)})
	return s
}

func labelsOf(options []state.Option) []string {
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = Words(o.Label)
	}
	return labels
}

func chosen(options []state.Option, value string) int {
	return slices.IndexFunc(options, func(o state.Option) bool { return o.Value == value })
}

func (s *settings) object() fyne.CanvasObject { return s.content }

func (s *settings) update(st *state.State, _ time.Time) {
	v := st.SettingsView()
	s.theme.Choose(chosen(v.Themes, v.Theme))
	s.speech.Choose(chosen(v.Languages, v.Language))
	s.spoken.SetHint(Words(v.LanguageNote))
	s.size.Choose(chosen(v.TextSizes, v.TextSize))
	kind := kindOfDot(v.KeyringKind)
	text := Words(v.Keyring)
	if kind != widget.Neutral {
		text = kind.Mark() + " " + text
	}
	s.keyring.SetText(text)
	s.folder.SetText(v.DataFolder)
}

func (s *settings) primary() (state.Action, bool) { return "", false }
func (s *settings) escape() (state.Action, bool)  { return state.ActionBack, true }
func (s *settings) selected() string              { return "" }
func (s *settings) masked()                       {}

// first is the choice of the language in a window that was made anew for it, once.
func (s *settings) first() fyne.Focusable {
	if !s.kit.anew {
		return nil
	}
	s.kit.anew = false
	return s.speech
}

// ReturnToLanguage has the choice of the language take the focus that it had in the window before this one.
func (m *Main) ReturnToLanguage() { m.kit.anew = true }
