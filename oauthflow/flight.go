// One fetch for all who need it at the same time: a prefetch and a sign-in share it, and the end of one
// caller's context does not end it for the others.

package oauthflow

import (
	"context"
	"sync"
)

// flight shares one run among concurrent callers. The zero value is ready.
type flight[T any] struct {
	mu   sync.Mutex
	call *flightCall[T] // nil: nothing runs
}

type flightCall[T any] struct {
	waiting int // callers; the last one to leave cancels the run
	cancel  context.CancelFunc
	done    chan struct{}
	value   T
}

// do joins the present run or starts one. When ctx ends first it returns the context's cause; if nobody else
// waits then, the run is cancelled and has ended before do returns.
func (f *flight[T]) do(ctx context.Context, run func(context.Context) T) (T, error) {
	f.mu.Lock()
	if f.call == nil {
		f.start(ctx, run)
	}
	call := f.call
	call.waiting++
	f.mu.Unlock()
	select {
	case <-call.done:
		return call.value, nil
	case <-ctx.Done():
		f.leave(call)
		var zero T
		return zero, context.Cause(ctx)
	}
}

func (f *flight[T]) start(ctx context.Context, run func(context.Context) T) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	call := &flightCall[T]{cancel: cancel, done: make(chan struct{})}
	f.call = call
	go func() {
		defer cancel()
		call.value = run(ctx)
		f.mu.Lock()
		f.forget(call)
		f.mu.Unlock()
		close(call.done)
	}()
}

func (f *flight[T]) leave(call *flightCall[T]) {
	f.mu.Lock()
	call.waiting--
	last := call.waiting == 0
	if last {
		call.cancel()
		f.forget(call)
	}
	f.mu.Unlock()
	if last {
		<-call.done
	}
}

// forget makes the next caller start anew; f.mu is held.
func (f *flight[T]) forget(call *flightCall[T]) {
	if f.call == call {
		f.call = nil
	}
}
