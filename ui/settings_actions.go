// What the person does on the Settings page.

package ui

import (
	"context"

	"proofkey/ui/state"
)

// SetTheme follows the system's colours or fixes them.
func (c *Controller) SetTheme(t state.Theme) {
	c.state.Settings.Theme = t
	c.settingsChanged()
}

// SetLanguage follows the system's language or fixes another. Its font is looked for beside the window.
func (c *Controller) SetLanguage(tag string) {
	c.state.Settings.Language = tag
	c.background(c.ctx, func(context.Context) {
		canShow := c.desktop.CanShow(tag)
		c.post(func() {
			if c.state.Settings.Language == tag { // else another was chosen meanwhile
				c.state.NoJapaneseFont = !canShow
				c.settingsChanged()
			}
		})
	})
}

// SetTextSize sets the size of text as a factor of the theme's.
func (c *Controller) SetTextSize(factor float32) {
	c.state.Settings.TextSize = factor
	c.settingsChanged()
}

func (c *Controller) settingsChanged() {
	c.desktop.ApplySettings(c.state.Look())
	c.translateHelp()
	c.pace.now()
	if !c.saving {
		c.saveSettings()
	}
}

// saveSettings writes the settings beside the window. What changes meanwhile is written after it.
func (c *Controller) saveSettings() {
	c.saving = true
	folder, chosen := c.state.DataFolder, c.state.Settings
	c.background(c.ctx, func(context.Context) {
		err := saveLook(folder, chosen)
		c.post(func() {
			c.saving = false
			c.change(func() { c.state.SettingsNotSaved(err) })
			if c.state.Settings != chosen {
				c.saveSettings()
			}
		})
	})
}
