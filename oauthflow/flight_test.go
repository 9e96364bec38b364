package oauthflow

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestFlightSharesOneRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var f flight[int]
		runs := 0
		run := func(ctx context.Context) int {
			runs++
			_ = sleep(ctx, time.Second)
			return runs
		}
		var callers sync.WaitGroup
		for range 10 {
			callers.Go(func() {
				if got, err := f.do(t.Context(), run); got != 1 || err != nil {
					t.Errorf("got %d, %v", got, err)
				}
			})
		}
		callers.Wait()
		if got, err := f.do(t.Context(), run); got != 2 || err != nil {
			t.Errorf("the next run gave %d, %v", got, err)
		}
	})
}

func TestFlightGoesOnForTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var f flight[string]
		run := func(ctx context.Context) string {
			if sleep(ctx, time.Minute) != nil {
				return "cancelled"
			}
			return "done"
		}
		leaver, leave := context.WithCancelCause(t.Context())
		var callers sync.WaitGroup
		callers.Go(func() {
			began := time.Now()
			if _, err := f.do(leaver, run); !errors.Is(err, ErrCanceled) || time.Since(began) != time.Second {
				t.Errorf("who left got %v after %v", err, time.Since(began))
			}
		})
		synctest.Wait()
		callers.Go(func() {
			if got, err := f.do(t.Context(), run); got != "done" || err != nil {
				t.Errorf("who stayed got %q, %v", got, err)
			}
		})
		time.Sleep(time.Second) // virtual
		leave(ErrCanceled)
		callers.Wait()
	})
}

func TestFlightEndsWithItsLastCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var f flight[string]
		ended := false
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err := f.do(ctx, func(ctx context.Context) string {
			<-ctx.Done()
			ended = true
			return "cancelled"
		})
		if !errors.Is(err, context.Canceled) || !ended {
			t.Errorf("error %v, ended: %t", err, ended)
		}
		if got, err := f.do(t.Context(), func(context.Context) string { return "anew" }); got != "anew" || err != nil {
			t.Errorf("the next caller got %q, %v", got, err)
		}
	})
}
