// The room "Compare": two sign-ins side by side, of reports that were opened or of the present sessions of connections.

package state

import (
	"slices"

	"proofkey/oauthflow"
	"proofkey/oauthflow/report"
)

// Comparison is what the room holds. A is the first side, B the second.
type Comparison struct {
	Sides   [2]string // Profile.ID of the connections
	Running bool
	Bundles [2]report.Bundle
	Found   []report.Difference // what matters most first
	Done    bool
	Failed  Text // why there is nothing to show
	Row     int  // that is looked at, -1: none
}

// canBeCompared reports whether there is something to compare.
func (c *Connection) canBeCompared() bool { return c.Saved != nil || c.CanShare() }

func (s *State) comparable() []*Connection {
	return slices.DeleteFunc(slices.Clone(s.Connections), func(c *Connection) bool { return !c.canBeCompared() })
}

// CanCompare reports whether there is something to compare, if with nothing yet.
func (s *State) CanCompare() bool { return len(s.comparable()) > 0 }

// ComparedAtFirst are the sides that the room begins with: what is selected beside what is likest to it, a report before
// a present session. B is empty where there is only one.
func (s *State) ComparedAtFirst() [2]string {
	all := s.comparable()
	switch len(all) {
	case 0:
		return [2]string{}
	case 1:
		return [2]string{all[0].Profile.ID}
	}
	one := all[0]
	if c := s.Current(); c != nil && c.canBeCompared() {
		one = c
	}
	likeness := func(c *Connection) int {
		switch {
		case c == one:
			return -1
		case c.Profile.Issuer == one.Profile.Issuer && (c.Saved == nil) != (one.Saved == nil):
			return 2
		case c.Profile.Issuer == one.Profile.Issuer, c.Saved != nil:
			return 1
		}
		return 0
	}
	other := slices.MaxFunc(all, func(a, b *Connection) int { return likeness(a) - likeness(b) })
	if one.Saved == nil && other.Saved != nil {
		one, other = other, one
	}
	return [2]string{one.Profile.ID, other.Profile.ID}
}

// ComparedWith are the sides once the person has picked one of them: the other side's own changes places with it.
func (c Comparison) ComparedWith(side int, id string) [2]string {
	sides := c.Sides
	if sides[1-side] == id {
		sides[1-side] = sides[side]
	}
	sides[side] = id
	return sides
}

// BeginComparison is for two sides that are being compared.
func (s *State) BeginComparison(sides [2]string) {
	s.Comparison = Comparison{Sides: sides, Running: sides[1] != "", Row: -1}
	if sides[1] == "" {
		s.Comparison.Failed = T("compare.nothing")
	}
}

// FinishComparison shows what differs, or why nothing can be said.
func (s *State) FinishComparison(bundles [2]report.Bundle, found []report.Difference, err error) {
	c := &s.Comparison
	c.Running, c.Done, c.Bundles, c.Found = false, err == nil, bundles, found
	if err != nil {
		c.Failed = T("compare.failed", "Why", Evidence(err.Error()))
	}
}

// PickDifference looks at a row.
func (s *State) PickDifference(row int) { s.Comparison.Row = row }

// ShowCompared shows where the row that is looked at stands in one of the sides.
func (s *State) ShowCompared(side int) {
	d, ok := s.Comparison.picked()
	c := s.Connection(s.Comparison.Sides[side])
	if !ok || c == nil || !s.Comparison.leads(d, side) {
		return
	}
	s.Select(c.Profile.ID)
	switch {
	case d.Event[side] >= 0:
		c.Flow.Select(c.Flow.of(s.Comparison.Bundles[side].Events[d.Event[side]]))
		c.ShowTab(TabFlow)
	case d.Area == report.AreaStep:
		c.ShowStep(d.Step)
	case d.Area == report.AreaClaim:
		c.ShowTab(TabIdentity)
	default:
		c.ShowTab(TabChecks)
	}
}

func (c Comparison) picked() (report.Difference, bool) {
	if c.Row < 0 || c.Row >= min(len(c.Found), maxDifferences) {
		return report.Difference{}, false
	}
	return c.Found[c.Row], true
}

// leads reports whether the difference stands somewhere in the side. The settings of a connection stand in no tab.
func (c Comparison) leads(d report.Difference, side int) bool {
	value := [2]string{d.A, d.B}[side]
	return d.Event[side] >= 0 || value != "" && d.Area != report.AreaConnection
}

// of is the place of the entry that an event of a bundle became, -1 if it is not there.
func (f *Flow) of(e report.BundleEvent) int {
	return slices.IndexFunc(f.entries, func(x FlowEntry) bool {
		if e.HTTP == nil {
			return x.Kind == FlowAuthorizationRequest && x.At.Equal(e.At)
		}
		return x.HTTP != nil && x.Step == e.Step && x.HTTP.StartedAt.Equal(e.HTTP.StartedAt)
	})
}

// stepTitle names the step of a message as the flow does.
func stepTitle(step oauthflow.Step) Text {
	kind := kindOfExchange(step)
	if step == oauthflow.StepAuthorizationRequest {
		kind = FlowAuthorizationRequest
	}
	return T("flow.title." + string(kind))
}
