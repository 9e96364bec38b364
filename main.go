// Proofkey signs a person in to an OpenID Connect provider as a native app should (RFC 8252), and shows
// every check.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"fyne.io/fyne/v2/app"

	"proofkey/ui"
)

const appID = "io.github.proofkey.Proofkey" // as in FyneApp.toml

//go:embed README.md
var readme string

func main() { os.Exit(run()) }

func run() int {
	// From the start on: a signal before the window is there ends the run as one after it does.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	arguments, err := ui.ParseArguments(os.Args[1:])
	if err != nil {
		return unusable(err)
	}
	switch {
	case arguments.Help:
		fmt.Print(ui.Usage())
		return 0
	case arguments.Version:
		fmt.Println(ui.VersionLine())
		return 0
	case arguments.ServeDemo:
		return serveDemo(ctx, arguments.Port)
	}
	connection, err := arguments.LoadConnection()
	if err != nil {
		return unusable(err)
	}
	return openWindow(ctx, ui.App{Arguments: arguments, Connection: connection, Readme: readme, Errors: os.Stderr, Exit: os.Exit})
}

func serveDemo(ctx context.Context, port int) int {
	if err := ui.ServeDemo(ctx, port, os.Stdout); err != nil {
		return unusable(err)
	}
	return 0
}

func openWindow(ctx context.Context, a ui.App) int {
	if err := ui.CheckDisplay(runtime.GOOS, os.Getenv); err != nil {
		return unusable(err)
	}
	a.Fyne = app.NewWithID(appID)
	return ui.Run(ctx, a)
}

func unusable(err error) int {
	fmt.Fprintf(os.Stderr, "proofkey: %v\n", err)
	return 2
}
