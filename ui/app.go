// Package ui is the window: app.go builds it and its life cycle, controller.go starts the flows, state holds
// what is shown, view shows it.
package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"proofkey/oauthflow"
	"proofkey/ui/state"
	"proofkey/ui/view"
	"proofkey/ui/widget"
)

const (
	closeLimit = 3 * time.Second // for the flows of a closing app
	leaveLimit = time.Second     // for Fyne's loop to end
)

// App is what main hands over.
type App struct {
	Fyne       fyne.App
	Arguments  Arguments
	Connection *oauthflow.Profile // of --connection, nil: none
	Readme     string             // Markdown, for the Help room in English
	Errors     io.Writer          // one line for each problem of the command line
	Exit       func(status int)   // ends the process when Fyne does not end
}

// Run opens the window, blocks until it is closed and returns the exit status.
func Run(ctx context.Context, a App) (status int) {
	started := false
	defer func() { // the window system's library panics where a display refuses us
		if !started && recover() != nil {
			_, _ = fmt.Fprintln(a.Errors, "proofkey: the display refused to open a window: check DISPLAY and XAUTHORITY")
			status = exitUnusable
		}
	}()
	leaving, leave := context.WithCancel(ctx)
	folder := a.dataFolder()
	kept := loadSettings(folder)
	s := a.newState(folder, state.Settings{Theme: kept.Theme, TextSize: kept.TextSize, Language: kept.Language})
	d := &fyneDesktop{app: a.Fyne, size: fyne.NewSize(kept.Width, kept.Height), leave: leave, japanese: sync.OnceValue(widget.FindJapaneseFonts)}
	c := newController(ctx, d, a.Arguments, s)
	d.open(c, s)
	a.Fyne.Lifecycle().SetOnStarted(func() {
		started = true
		c.Start()
		context.AfterFunc(ctx, func() { fyne.Do(a.Fyne.Quit) }) // Fyne listens for signals only once it runs
	})
	a.Fyne.Lifecycle().SetOnStopped(d.keepSize)
	finish := sync.OnceValue(func() int {
		c.Close(closeLimit)
		kept = settings{Theme: s.Settings.Theme, TextSize: s.Settings.TextSize, Language: s.Settings.Language, Width: d.size.Width, Height: d.size.Height}
		if err := kept.save(folder); err != nil {
			_, _ = fmt.Fprintf(a.Errors, "proofkey: the settings could not be kept: %v\n", err)
		}
		return c.exitStatus(a.Errors)
	})
	ended := make(chan struct{})
	context.AfterFunc(leaving, func() { endAnyway(ended, leaveLimit, func() { a.Exit(finish()) }) })
	a.Fyne.Run()
	close(ended)
	return finish()
}

// endAnyway calls end when ended does not come within limit: once in some hundred times Fyne 2.8 waits for ever for an
// event that came while its loop ended.
func endAnyway(ended <-chan struct{}, limit time.Duration, end func()) {
	select {
	case <-ended:
	case <-time.After(limit):
		end()
	}
}

// newState is what the window shows at once: settings and connections, without waiting for the keyring.
func (a App) newState(folder string, settings state.Settings) *state.State {
	s := state.New()
	s.Version, s.Readme, s.Settings, s.DataFolder = appVersion, a.Readme, settings, folder
	profiles, err := oauthflow.NewProfileList(folder).Load()
	if damaged := new(oauthflow.DamagedListError); errors.As(err, &damaged) {
		s.Storage.SetAside = append(s.Storage.SetAside, damaged.SetAside)
	} else if err != nil {
		s.Storage.Problem = err.Error()
	}
	if !hasDemo(profiles) {
		profiles = append([]oauthflow.Profile{demoProfile()}, profiles...)
	}
	for _, p := range profiles {
		connection := state.NewConnection(p)
		connection.Demo = p.ID == oauthflow.DemoProfileID
		s.Connections = append(s.Connections, connection)
	}
	s.Select(oauthflow.DemoProfileID)
	if a.Connection != nil {
		connection := state.NewConnection(*a.Connection)
		connection.Temporary = true
		s.Add(connection)
	}
	return s
}

func hasDemo(profiles []oauthflow.Profile) bool {
	for _, p := range profiles {
		if p.ID == oauthflow.DemoProfileID {
			return true
		}
	}
	return false
}

// dataFolder is --data-dir, else the app's own folder.
func (a App) dataFolder() string {
	if a.Arguments.DataDir != "" {
		if folder, err := filepath.Abs(a.Arguments.DataDir); err == nil {
			return folder
		}
		return a.Arguments.DataDir
	}
	return a.Fyne.Storage().RootURI().Path()
}

// fill makes a window the main one, around the views.
func fill(w fyne.Window, actions view.Actions) *view.Main {
	w.SetMaster()
	w.SetPadded(false)
	main := view.NewMain(actions, w)
	w.SetContent(main.Content())
	return main
}

// onWayland reports whether a window cannot take the focus by itself.
func onWayland() bool { return os.Getenv("WAYLAND_DISPLAY") != "" }
