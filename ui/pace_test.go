package ui

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestTheWindowIsUpdatedAtOnceAndThenOnceForAllThatFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var shown []time.Duration
		p := &pace{show: func() { shown = append(shown, time.Since(began)) }, post: func(f func()) { f() }}
		step := func(after time.Duration, show func()) {
			time.Sleep(after) // of the bubble's clock
			show()
			synctest.Wait()
		}
		step(time.Second, p.soon)      // nothing was shown lately: at once
		step(time.Millisecond, p.soon) // has to wait,
		step(time.Millisecond, p.soon) // and this one comes with it
		step(time.Millisecond, p.now)  // the person does not wait
		time.Sleep(time.Second)
		synctest.Wait()
		want := []time.Duration{time.Second, time.Second + 3*time.Millisecond, time.Second + 3*time.Millisecond + frameGap}
		if len(shown) != len(want) {
			t.Fatalf("shown at %v, want %v", shown, want)
		}
		for i := range want {
			if shown[i] != want[i] {
				t.Errorf("shown at %v, want %v", shown, want)
			}
		}
	})
}
