// The Desktop of a running app: Fyne's window, clipboard, notifications and preferences.

package ui

import (
	"net/url"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/view"
	"proofkey/ui/widget"
)

const (
	defaultWidth, defaultHeight = 1180, 760
	minWidth, minHeight         = 900, 600

	preferTheme, preferTextSize = "theme", "text_size"
	preferWidth, preferHeight   = "window_width", "window_height"
)

// fyneDesktop implements Desktop.
type fyneDesktop struct {
	app    fyne.App
	window fyne.Window
	main   *view.Main

	settings     state.Settings
	followColors bool
}

func newFyneDesktop(app fyne.App) *fyneDesktop { return &fyneDesktop{app: app} }

// open builds the window and shows it.
func (d *fyneDesktop) open(c *Controller, s *state.State) {
	d.applyTheme(s.Settings)
	d.window, d.main = newWindow(d.app, c)
	c.render = func() { d.main.Update(s, time.Now()) }
	c.render()
	p := d.app.Preferences()
	d.window.Resize(fyne.NewSize(
		max(minWidth, float32(p.FloatWithFallback(preferWidth, defaultWidth))),
		max(minHeight, float32(p.FloatWithFallback(preferHeight, defaultHeight)))))
	d.window.Show()
}

// saveSize keeps the window's size for the next start.
func (d *fyneDesktop) saveSize() {
	size := d.window.Canvas().Size()
	d.app.Preferences().SetFloat(preferWidth, float64(size.Width))
	d.app.Preferences().SetFloat(preferHeight, float64(size.Height))
}

func (d *fyneDesktop) Post(f func())             { fyne.Do(f) }
func (d *fyneDesktop) OpenURL(u *url.URL) error  { return d.app.OpenURL(u) }
func (d *fyneDesktop) SetClipboard(text string)  { d.app.Clipboard().SetContent(text) }
func (d *fyneDesktop) Words(t state.Text) string { return view.Words(t) }
func (d *fyneDesktop) CloseWindow()              { d.window.Close() }
func (d *fyneDesktop) Quit()                     { d.app.Quit() }

// ToFront reports false on Wayland, where no window may take the focus.
func (d *fyneDesktop) ToFront() bool {
	d.window.RequestFocus()
	return !onWayland()
}

func (d *fyneDesktop) Notify(title, text state.Text) {
	d.app.SendNotification(fyne.NewNotification(view.Words(title), view.Words(text)))
}

// ApplySettings shows and keeps the settings.
func (d *fyneDesktop) ApplySettings(s state.Settings) {
	p := d.app.Preferences()
	p.SetString(preferTheme, string(s.Theme))
	p.SetFloat(preferTextSize, float64(s.TextSize))
	d.applyTheme(s)
}

func (d *fyneDesktop) TellsColors() bool { return systemTellsColors() }

func (d *fyneDesktop) FollowColors() {
	d.followColors = true
	d.applyTheme(d.settings)
}

func (d *fyneDesktop) applyTheme(s state.Settings) {
	d.settings = s
	theme := &widget.Theme{TextScale: s.TextSize}
	switch {
	case s.Theme == state.ThemeDark:
		theme.Variant = widget.AlwaysDark
	case s.Theme == state.ThemeLight, !d.followColors:
		theme.Variant = widget.AlwaysLight
	}
	d.app.Settings().SetTheme(theme)
}

// loadSettings reads what ApplySettings kept; a value that is none becomes the default.
func loadSettings(p fyne.Preferences) state.Settings {
	s := state.New().Settings
	switch t := state.Theme(p.String(preferTheme)); t {
	case state.ThemeLight, state.ThemeDark:
		s.Theme = t
	}
	for _, size := range state.TextSizes() {
		if size == float32(p.Float(preferTextSize)) {
			s.TextSize = size
		}
	}
	return s
}
