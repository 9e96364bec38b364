// Package widget holds Proofkey's theme and its small reusable widgets and layouts.
//
// Widgets offer callbacks and do not act: no network, no goroutine, no translation (all texts come in as strings). Every
// function here is called on the UI thread. Foreign text goes through state.PlainLine or state.Plain before it comes in.
//
// The height of wrapped text depends on its width. Parts for which this is so implement HeightFor; the layouts of this
// package (Column, Card, Scroll, FlowRow, FillRow, SideBySide, FormRow, Page) ask it, so they nest freely in each other.
package widget
