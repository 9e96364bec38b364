// The Desktop of a running app: Fyne's window, clipboard, notifications and preferences.

package ui

import (
	"net/url"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/ui/state"
	"proofkey/ui/view"
	"proofkey/ui/widget"
)

// fyneDesktop implements Desktop.
type fyneDesktop struct {
	app     fyne.App
	actions view.Actions
	leave   func() // called when the window closes for good; any goroutine
	window  fyne.Window
	main    *view.Main

	size         fyne.Size // of the window, when it opens and once it has closed
	settings     state.Settings
	japanese     func() *widget.JapaneseFonts // of the system; the first call may take long
	language     atomic.Value                 // string: that the words were read in
	followColors bool
	usualGC      int    // the percentage of debug.SetGCPercent
	readOn       func() // reads the words that the first frame does not need, once
}

// open builds the window and shows it.
func (d *fyneDesktop) open(c *Controller, s *state.State) {
	d.actions = c
	d.settings = s.Settings
	prepared := d.hasten()
	d.window = d.app.NewWindow(appName)
	prepared.Wait()
	c.translateHelp()
	s.NoJapaneseFont = !d.CanShow(s.Settings.Language)
	d.applyTheme(s.Settings)
	d.main = fill(d.window, c)
	d.window.SetOnClosed(d.leave)
	c.showBy(func() { d.main.Update(s, time.Now()) })
	c.pace.now()
	c.showBy(func() { // a key may be pressed as soon as the window is in sight
		d.readOn()
		d.main.Update(s, time.Now())
	})
	d.window.Resize(d.size)
	d.window.Show()
}

// keepSize notes the window's size for the next start: the one it had before it filled the screen.
func (d *fyneDesktop) keepSize() {
	if !d.window.FullScreen() {
		d.size = d.window.Canvas().Size()
	}
}

// windowSettles is how long a window manager may take to change a window's size.
const windowSettles = 300 * time.Millisecond

// SetFullScreen gives the window its former size back: Fyne leaves it as large as the screen. Fyne then paints it before
// it has that size, and not after, so it is painted once more.
func (d *fyneDesktop) SetFullScreen(on bool) {
	d.keepSize()
	d.window.SetFullScreen(on)
	if on {
		return
	}
	d.window.Resize(d.size)
	fyne.NewAnimation(windowSettles, func(done float32) {
		if done == 1 {
			d.window.Content().Refresh()
		}
	}).Start()
}

func (d *fyneDesktop) Post(f func())             { fyne.Do(f) }
func (d *fyneDesktop) OpenURL(u *url.URL) error  { return d.app.OpenURL(u) }
func (d *fyneDesktop) SetClipboard(text string)  { d.app.Clipboard().SetContent(text) }
func (d *fyneDesktop) Words(t state.Text) string { return view.Words(t) }
func (d *fyneDesktop) CloseWindow()              { d.window.Close() }

func (d *fyneDesktop) Quit() {
	d.leave()
	d.app.Quit()
}

// ToFront reports false on Wayland, where no window may take the focus.
func (d *fyneDesktop) ToFront() bool {
	d.window.RequestFocus()
	return !onWayland()
}

func (d *fyneDesktop) Notify(title, text state.Text) {
	d.app.SendNotification(fyne.NewNotification(view.Words(title), view.Words(text)))
}

func (d *fyneDesktop) TellsColors() bool { return systemTellsColors() }

func (d *fyneDesktop) FollowColors() {
	d.followColors = true
	d.applyTheme(d.settings)
}

// startGC lets the heap grow to five times its size before the garbage is collected: until the first frame there is
// little of it, and collecting it takes a core from the frame.
const startGC = 400

// hasten puts off until AfterFirstFrame what the first frame does not need, and reads the words and fonts that it needs
// while Fyne starts the window system, which takes longer.
func (d *fyneDesktop) hasten() *sync.WaitGroup {
	d.usualGC = debug.SetGCPercent(startGC)
	d.readOn = sync.OnceFunc(func() { d.read(furtherWords()) })
	reading := &sync.WaitGroup{}
	reading.Go(func() {
		d.read(opening())
		widget.ReadFonts(d.fonts())
	})
	return reading
}

// AfterFirstFrame waits for the second move of an animation: Fyne moves animations on before each frame. It is called
// once.
func (d *fyneDesktop) AfterFirstFrame(f func()) {
	moves := 0
	counter := fyne.NewAnimation(time.Second, nil)
	counter.Tick = func(float32) {
		if moves++; moves == 2 {
			counter.Stop()
			debug.SetGCPercent(d.usualGC)
			d.readOn()
			f()
		}
	}
	counter.Start()
}

func (d *fyneDesktop) applyTheme(s state.Settings) {
	d.settings = s
	theme := &widget.Theme{TextScale: s.TextSize, Japanese: d.fonts()}
	switch {
	case s.Theme == state.ThemeDark:
		theme.Variant = widget.AlwaysDark
	case s.Theme == state.ThemeLight, !d.followColors:
		theme.Variant = widget.AlwaysLight
	}
	d.app.Settings().SetTheme(theme)
}
