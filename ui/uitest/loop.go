// Package uitest holds helpers for tests of the window: a loop that stands for the UI thread.
package uitest

import (
	"context"
	"sync"
	"testing"
	"time"
)

// patience is how long Until waits for what must come; a test that passes does not wait.
const patience = 30 * time.Second

// Loop stands for the UI thread: what is posted from anywhere runs on the goroutine that calls Until, in order.
type Loop struct {
	mu     sync.Mutex
	queue  []func()
	posted chan struct{}
}

// NewLoop returns an empty loop.
func NewLoop() *Loop { return &Loop{posted: make(chan struct{}, 1)} }

// Post queues f. It never blocks.
func (l *Loop) Post(f func()) {
	l.mu.Lock()
	l.queue = append(l.queue, f)
	l.mu.Unlock()
	select {
	case l.posted <- struct{}{}:
	default:
	}
}

// Until runs what is posted until done reports true; what names what is waited for in the failure.
func (l *Loop) Until(t testing.TB, what string, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		l.run()
		if done() {
			return
		}
		select {
		case <-l.posted:
		case <-ctx.Done():
			t.Fatalf("%s did not come", what)
		}
	}
}

func (l *Loop) run() {
	for {
		l.mu.Lock()
		queue := l.queue
		l.queue = nil
		l.mu.Unlock()
		if len(queue) == 0 {
			return
		}
		for _, f := range queue {
			f()
		}
	}
}
