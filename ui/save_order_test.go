package ui

import (
	"slices"
	"testing"
)

func TestAnOlderSaveThatComesLateWritesNothing(t *testing.T) {
	var order saveOrder
	var written []string
	write := func(what string) func() error {
		return func() error { written = append(written, what); return nil }
	}
	first, other := order.next("a"), order.next("b")
	_ = first(write("first"))
	late, newest := order.next("a"), order.next("a")
	_ = newest(write("newest"))
	_ = late(write("late"))
	_ = other(write("other"))
	if want := []string{"first", "newest", "other"}; !slices.Equal(written, want) {
		t.Errorf("written: %q", written)
	}
}
