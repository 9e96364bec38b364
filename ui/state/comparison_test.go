package state

import (
	"strings"
	"testing"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// compared has a report of a sign-in that failed beside a connection that is signed in.
func compared(t *testing.T) *State {
	t.Helper()
	s := New()
	live := NewConnection(testProfile())
	for _, e := range signedInFlow().events {
		live.Apply(e)
	}
	s.Add(live)
	s.AddReport(opened(t, failedFlow()))
	sides := s.ComparedAtFirst()
	s.BeginComparison(sides)
	bundles := [2]report.Bundle{s.Connection(sides[0]).Saved.Bundle, bundleOf(t, signedInFlow())}
	found, err := report.Compare(t.Context(), bundles[0], bundles[1])
	s.FinishComparison(bundles, found, err)
	return s
}

func TestAFailedSignInBesideAGoodOne(t *testing.T) {
	s := compared(t)
	v := s.ComparisonView(after(60000))
	text := english(t, v.Verdict)
	for _, step := range v.Steps {
		text += "\n" + english(t, step.Name) + " | " + english(t, step.Values[0]) + " | " + english(t, step.Values[1])
	}
	for _, row := range v.Rows {
		text += "\n" + english(t, row.Area) + " | " + english(t, row.Name) + " | " + english(t, row.Values[0]) + " | " + english(t, row.Values[1])
	}
	for _, want := range []string{
		"differences", "Recorded | 24 Nov 2026 07:12:26, Proofkey 1.0 |", "Outcome | not signed in | signed in", "Discover | " + english(t, T("problem.metadata_invalid.short")) + " | 4 ms",
		"Error | Error code | metadata_invalid | not there", " | Step | Discover | not there", "Steps | Verify | not reached | reached", "Answers | Discover: status | 404 | 200", "Claims | amr | not there | [pwd]",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if len(v.Options) != 2 || v.Chosen != [2]int{1, 0} {
		t.Errorf("%+v, chosen %v", v.Options, v.Chosen)
	}
}

func TestADifferenceLeadsToWhereItStands(t *testing.T) {
	rows := []struct {
		area report.Area
		side int
		tab  Tab
		kind FlowKind
	}{
		{report.AreaAnswer, 0, TabFlow, FlowDiscover},
		{report.AreaAnswer, 1, TabFlow, FlowDiscover},
		{report.AreaError, 0, TabChecks, ""},
		{report.AreaClaim, 1, TabIdentity, ""},
	}
	for _, row := range rows {
		s := compared(t)
		s.Show(RoomCompare)
		for i, d := range s.Comparison.Found {
			if d.Area == row.area {
				s.PickDifference(i)
				break
			}
		}
		v := s.ComparisonView(testNow())
		if b := []Button{v.ShowA, v.ShowB}[row.side]; !b.Enabled {
			t.Errorf("%s: %s cannot be pressed", row.area, b.Action)
		}
		s.ShowCompared(row.side)
		c := s.Current()
		if c.Profile.ID != s.Comparison.Sides[row.side] || s.Room != RoomConnection || c.Tab != row.tab {
			t.Errorf("%s shows %s, %s", row.area, s.Room, c.Tab)
		}
		if row.kind != "" && c.Flow.Entry(c.Flow.Selected()).Kind != row.kind {
			t.Errorf("%s shows %+v", row.area, c.Flow.Entry(c.Flow.Selected()))
		}
	}
}

func TestNothingThatDiffersIsSaidInASentence(t *testing.T) {
	s := compared(t)
	s.FinishComparison(s.Comparison.Bundles, nil, nil)
	if v := s.ComparisonView(testNow()); !v.Same || english(t, v.Verdict) != "Nothing differs: both went the same way." {
		t.Errorf("%+v", v)
	}
}

func TestThePickedSideChangesPlaces(t *testing.T) {
	c := Comparison{Sides: [2]string{"a", "b"}}
	if got := c.ComparedWith(0, "b"); got != [2]string{"b", "a"} {
		t.Errorf("%v", got)
	}
	if got := c.ComparedWith(1, "c"); got != [2]string{"a", "c"} {
		t.Errorf("%v", got)
	}
}

func TestThereMustBeTwoThingsToCompare(t *testing.T) {
	s := New()
	s.Add(NewConnection(testProfile()))
	s.AddReport(opened(t, signedInFlow()))
	s.BeginComparison(s.ComparedAtFirst())
	if v := s.ComparisonView(testNow()); len(v.Options) != 1 || !strings.HasPrefix(english(t, v.Failed), "There is nothing to compare this with yet.") {
		t.Errorf("a connection of which nothing was recorded can be compared: %+v", v)
	}
	s.Connections[0].Apply(exchange(oauthflow.StepAPI, 0, "GET", testIssuer, 200))
	s.BeginComparison(s.ComparedAtFirst())
	if v := s.ComparisonView(testNow()); len(v.Options) != 2 || !v.Failed.IsZero() {
		t.Errorf("it cannot be compared: %+v", v)
	}
}

func TestAStepThatOnlyOneTookFromTheCacheIsADifference(t *testing.T) {
	s := compared(t)
	found := []report.Difference{
		{Area: report.AreaStep, Step: oauthflow.StepDiscover, A: report.StepCached, B: report.StepReached},
		{Area: report.AreaStep, Step: oauthflow.StepDiscover, A: report.StepByHand},
	}
	s.FinishComparison(s.Comparison.Bundles, found, nil)
	rows := s.ComparisonView(testNow()).Rows
	for i, want := range [][2]string{{"from the cache", "reached"}, {"entered by hand", "not reached"}} {
		if a, b := english(t, rows[i].Values[0]), english(t, rows[i].Values[1]); a != want[0] || b != want[1] {
			t.Errorf("row %d says %q and %q", i, a, b)
		}
	}
}
