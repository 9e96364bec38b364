package ui

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestTheWindowIsUpdatedAtOnceAndThenOnceForAllThatFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		posted := make(chan func())
		var shown []time.Duration
		p := &pace{show: func() { shown = append(shown, time.Since(began)) }, post: func(f func()) { posted <- f }}
		runFor := func(d time.Duration) { // the UI thread
			for end := time.After(d); ; {
				select {
				case f := <-posted:
					f()
				case <-end:
					return
				}
			}
		}
		runFor(time.Second)
		p.soon() // nothing was shown lately: at once
		runFor(time.Millisecond)
		p.soon() // has to wait,
		runFor(time.Millisecond)
		p.soon() // and this one comes with it
		runFor(time.Millisecond)
		p.now() // the person does not wait
		runFor(time.Second)
		want := []time.Duration{time.Second, time.Second + 3*time.Millisecond, time.Second + 3*time.Millisecond + frameGap}
		if !slices.Equal(shown, want) {
			t.Errorf("shown at %v, want %v", shown, want)
		}
	})
}
