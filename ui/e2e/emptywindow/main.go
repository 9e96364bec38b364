//go:build e2e

// Emptywindow opens a window of Fyne's with nothing in it, of the app's size: what the benchmarks measure the app
// against.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	w := app.NewWithID("io.github.proofkey.EmptyWindow").NewWindow("Empty")
	w.Resize(fyne.NewSize(1180, 760))
	w.ShowAndRun()
}
