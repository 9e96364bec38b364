package report_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// differences compares with nobody in a hurry.
func differences(t testing.TB, a, b report.Bundle) []report.Difference {
	t.Helper()
	found, err := report.Compare(t.Context(), a, b)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// countdown is a context that is cancelled once it has been asked so often.
type countdown struct {
	context.Context
	left, after int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		c.after++
		return context.Canceled
	}
	return nil
}

func TestComparingEndsWithItsContext(t *testing.T) {
	b := wholeFlow(t).bundle(t, report.Options{})
	other := bent(t, b, func(b *report.Bundle) {
		for i := range 5000 {
			b.Session.Claims[fmt.Sprint("claim", i)] = "x"
		}
	})
	for range 50 {
		other.Events = append(other.Events, other.Events...)[:min(5000, 2*len(other.Events))]
	}
	asked := &countdown{Context: t.Context(), left: 1 << 30}
	if _, err := report.Compare(asked, b, other); err != nil {
		t.Fatal(err)
	}
	all := 1<<30 - asked.left
	for _, left := range []int{0, 1, all / 10, all / 2, all - 1} {
		ctx := &countdown{Context: t.Context(), left: left}
		if found, err := report.Compare(ctx, b, other); !errors.Is(err, context.Canceled) || found != nil {
			t.Errorf("after %d of %d: %d differences, %v", left, all, len(found), err)
		}
		if ctx.after > 100 {
			t.Errorf("after %d of %d it went on for %d more", left, all, ctx.after)
		}
	}
}

func TestAStepThatWasAnsweredFromTheCacheInOneOnlyDiffers(t *testing.T) {
	b := wholeFlow(t).bundle(t, report.Options{})
	for name, row := range map[string]struct {
		change func(*report.BundleStep)
		want   string
	}{
		"from the cache":  {func(s *report.BundleStep) { s.Cached = true }, report.StepCached},
		"entered by hand": {func(s *report.BundleStep) { s.ByHand = true }, report.StepByHand},
	} {
		other := bent(t, b, func(b *report.Bundle) { row.change(&b.Steps[0]) })
		want := report.Difference{Area: report.AreaStep, Step: oauthflow.StepDiscover, Name: "discover", A: report.StepReached, B: row.want, Event: [2]int{-1, -1}}
		if found := differences(t, b, other); !slices.Contains(found, want) {
			t.Errorf("%s: %+v", name, found)
		}
		if found := differences(t, other, other); len(found) != 0 {
			t.Errorf("%s in both: %+v", name, found)
		}
	}
}
