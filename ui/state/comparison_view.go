// What the room "Compare" shows: the steps of both sides, then each difference with both values.

package state

import (
	"fmt"
	"time"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

const (
	maxDifferences = 300 // rows of the table
	maxCompared    = 600 // characters of a value
)

// ComparisonView is the room.
type ComparisonView struct {
	Options      []Option // Value is the connection's ID
	Chosen       [2]int
	Verdict      Text
	Same         bool // nothing differs
	Steps        []ComparedStep
	Rows         []ComparedRow
	More         Text // how many rows are not shown; zero if all are
	ShowA, ShowB Button
	Failed       Text
}

// ComparedStep is a line about both sides: how it ended, when it was, or a step.
type ComparedStep struct {
	Name   Text
	Values [2]Text
	Kinds  [2]oauthflow.Result
}

// ComparedRow is a difference. Its area stands in the first row of the area only.
type ComparedRow struct {
	Area, Name Text
	Values     [2]Text
	Copy       string
}

// ComparisonView returns the room.
func (s *State) ComparisonView(now time.Time) ComparisonView {
	in := s.Comparison
	v := ComparisonView{Chosen: [2]int{-1, -1}, Failed: s.veil().text(in.Failed), ShowA: button(ActionShowComparedA), ShowB: button(ActionShowComparedB)}
	v.ShowA.Enabled, v.ShowB.Enabled = false, false
	s.offerSides(&v, now)
	if in.Running {
		v.Verdict = T("compare.running")
	}
	if !in.Done {
		return v
	}
	v.Verdict, v.Same = N("compare.differences", len(in.Found)), len(in.Found) == 0
	if v.Same {
		v.Verdict = T("compare.same")
	}
	v.Steps = in.steps(now)
	v.Rows = comparedRows(s.veil(), in.Found[:min(len(in.Found), maxDifferences)])
	if more := len(in.Found) - len(v.Rows); more > 0 {
		v.More = N("compare.more", more)
	}
	if d, ok := in.picked(); ok {
		v.ShowA.Enabled, v.ShowB.Enabled = in.leads(d, 0), in.leads(d, 1)
	}
	return v
}

// offerSides names what can be compared; no two have the same name, since the person has to tell them apart.
func (s *State) offerSides(v *ComparisonView, now time.Time) {
	seen := map[string]int{}
	for i, c := range s.comparable() {
		name := line(c.Profile.Name)
		label := T("compare.present", "Connection", name)
		if c.Saved != nil {
			at := dateText(c.Saved.Bundle.SavedAt, now)
			name += fmt.Sprint(" saved ", c.Saved.Bundle.SavedAt.Unix())
			label = T("compare.saved", "Connection", line(c.Profile.Name), "Time", at)
		}
		if seen[name]++; seen[name] > 1 {
			label = T("compare.again", "Label", label, "N", seen[name])
		}
		v.Options = append(v.Options, Option{Value: c.Profile.ID, Label: label})
		for side, id := range s.Comparison.Sides {
			if id == c.Profile.ID {
				v.Chosen[side] = i
			}
		}
	}
}

func (c Comparison) steps(now time.Time) []ComparedStep {
	outcome, recorded := ComparedStep{Name: T("compare.outcome")}, ComparedStep{Name: T("compare.recorded")}
	for side, b := range c.Bundles {
		outcome.Values[side], outcome.Kinds[side] = outcomeText(b.Outcome), outcomeKind(b.Outcome)
		recorded.Values[side] = T("compare.recorded_at", "Time", dateText(b.SavedAt, now), "App", line(b.App))
	}
	rows := []ComparedStep{recorded, outcome}
	for _, step := range oauthflow.SignInSteps() {
		row := ComparedStep{Name: T("step." + string(step))}
		for side, b := range c.Bundles {
			row.Values[side], row.Kinds[side] = comparedStep(b, step)
		}
		rows = append(rows, row)
	}
	return rows
}

func outcomeText(o report.Outcome) Text {
	return map[report.Outcome]Text{
		report.SignedIn: T("compare.signed_in"), report.Failed: T("compare.not_signed_in"),
		report.Cancelled: T("compare.cancelled"), report.TimedOut: T("compare.timed_out"),
	}[o]
}

func outcomeKind(o report.Outcome) oauthflow.Result {
	switch o {
	case report.SignedIn:
		return oauthflow.Passed
	case report.Cancelled:
		return oauthflow.Skipped
	}
	return oauthflow.Failed
}

// comparedStep is how long a step took in a side, or why it was not passed.
func comparedStep(b report.Bundle, step oauthflow.Step) (Text, oauthflow.Result) {
	if e := b.Error; e != nil && e.Step == step && b.Outcome != report.Cancelled {
		return T("problem." + string(e.Code) + ".short"), oauthflow.Failed
	}
	for _, s := range b.Steps {
		if s.Step != step {
			continue
		}
		took := durationText(s.Duration.Duration())
		switch {
		case s.ByHand:
			return T("step_note.by_hand"), ""
		case s.Cached:
			return T("step_note.cached", "Took", took), ""
		}
		return took, ""
	}
	return T("compare.not_reached"), ""
}
