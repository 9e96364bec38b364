// Two bundles side by side: what differs, what matters most first. What differs in every sign-in, such as times, ports
// and the digits of markers, is left out.

package report

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"proofkey/oauthflow"
)

// Area is what a difference is about.
type Area string

// The areas, in the order in which differences are listed.
const (
	AreaOutcome     Area = "outcome"
	AreaError       Area = "error"
	AreaFailedCheck Area = "failed_check" // failed in one of them at least
	AreaStep        Area = "step"         // reached in one, or done in another way
	AreaConnection  Area = "connection"
	AreaCheck       Area = "check"
	AreaRequest     Area = "request"
	AreaAnswer      Area = "answer"
	AreaMetadata    Area = "metadata"
	AreaClaim       Area = "claim"
)

// Areas returns the areas in order.
func Areas() []Area {
	return []Area{
		AreaOutcome, AreaError, AreaFailedCheck, AreaStep, AreaConnection, AreaCheck, AreaRequest, AreaAnswer, AreaMetadata, AreaClaim,
	}
}

// Difference is one thing that is not the same. An empty A or B is not there.
type Difference struct {
	Area  Area           `json:"area"`
	Step  oauthflow.Step `json:"step,omitempty"`
	Event [2]int         `json:"event"` // index of the event in each bundle; -1: there is none
	Name  string         `json:"name"`  // such as "header Content-Type", "IDT-10" or a claim
	A     string         `json:"a"`
	B     string         `json:"b"`
}

// Compare lists the differences. An empty list means that both sign-ins went the same way. Of hostile files it may take
// seconds: it ends with the context's error soon after that is done.
func Compare(ctx context.Context, a, b Bundle) ([]Difference, error) {
	c := comparison{a: newSide(a), b: newSide(b), ended: ctx.Err}
	c.outcome()
	c.checks()
	c.steps()
	c.values(AreaConnection, "", [2]int{-1, -1}, flat(a.Connection), flat(b.Connection))
	c.authorizationRequests()
	c.exchanges()
	c.claims()
	if err := c.ended(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(c.found, func(x, y Difference) int {
		return cmp.Compare(slices.Index(Areas(), x.Area), slices.Index(Areas(), y.Area))
	})
	return c.found, nil
}

// comparison collects differences until it is ended.
type comparison struct {
	a, b  side
	found []Difference
	ended func() error
}

// add notes a difference unless both texts are the same but for what always differs.
func (c *comparison) add(d Difference, a, b string) {
	if c.ended() != nil { // comparing texts is what takes time
		return
	}
	if d.A, d.B = c.a.comparable(a), c.b.comparable(b); d.A != d.B && !c.onlyMasked(a, b) {
		c.found = append(c.found, d)
	}
}

// onlyMasked reports texts that differ in nothing but that personal claims are masked in one of the bundles.
func (c *comparison) onlyMasked(a, b string) bool {
	switch {
	case c.a.Personal == c.b.Personal:
		return false
	case c.a.Personal:
		return mayBe(c.b, b, c.a, a)
	}
	return mayBe(c.a, a, c.b, b)
}

func noEvent() [2]int { return [2]int{-1, -1} }

func (c *comparison) outcome() {
	a, b := c.a.Bundle, c.b.Bundle
	c.add(Difference{Area: AreaOutcome, Name: "outcome", Event: noEvent()}, string(a.Outcome), string(b.Outcome))
	x, y := cmp.Or(a.Error, new(BundleError)), cmp.Or(b.Error, new(BundleError))
	step := cmp.Or(x.Step, y.Step)
	for _, row := range []struct{ name, a, b string }{
		{"code", string(x.Code), string(y.Code)},
		{"step", string(x.Step), string(y.Step)},
		{"oauth_error", x.OAuthError, y.OAuthError},
		{"error_description", x.Description, y.Description},
		{"expected", x.Expected, y.Expected},
		{"actual", x.Actual, y.Actual},
		{"cause", x.Cause, y.Cause},
	} {
		c.add(Difference{Area: AreaError, Step: step, Name: row.name, Event: noEvent()}, row.a, row.b)
	}
}

// checks compares results first; the evidence of a check that passed in both is of less weight.
func (c *comparison) checks() {
	a, b := checksByID(c.a.Checks), checksByID(c.b.Checks)
	for _, id := range idsOf(c.a.Checks, c.b.Checks) {
		x, y := a[id], b[id]
		d := Difference{Area: AreaCheck, Name: id, Event: noEvent()}
		if x.Result == oauthflow.Failed || y.Result == oauthflow.Failed {
			d.Area = AreaFailedCheck
		}
		if variesByTime(id) && x.Result == y.Result {
			continue
		}
		c.add(d, evidenceOf(x), evidenceOf(y))
	}
}

// variesByTime names the checks whose evidence are times or lengths, or a hash of what is new in each sign-in.
func variesByTime(id string) bool {
	switch id {
	case "IDT-06", "IDT-07", "IDT-08", "IDT-09", "IDT-12", "IDT-13", "IDT-14", "TRES-01", "TRES-02", "TRES-08", "RESP-02", "UINF-04", "JOSE-19":
		return true
	}
	return false
}

func evidenceOf(c oauthflow.Check) string {
	switch c.Result {
	case "":
		return ""
	case oauthflow.Skipped:
		return string(c.Result) + ": " + c.Reason
	case oauthflow.Passed:
		return string(c.Result) + ": " + c.Actual
	}
	return fmt.Sprintf("%s: expected %s; actual %s", c.Result, c.Expected, c.Actual)
}

func checksByID(checks []oauthflow.Check) map[string]oauthflow.Check {
	all := map[string]oauthflow.Check{}
	for _, c := range checks {
		all[c.ID] = c
	}
	return all
}

// idsOf are the checks of both, in order.
func idsOf(a, b []oauthflow.Check) []string {
	var ids []string
	for _, c := range slices.Concat(a, b) {
		if !slices.Contains(ids, c.ID) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

func (c *comparison) steps() {
	for _, step := range oauthflow.SignInSteps() {
		c.add(Difference{Area: AreaStep, Step: step, Name: string(step), Event: noEvent()}, reachedIn(c.a.Bundle, step), reachedIn(c.b.Bundle, step))
	}
}

// How a step was passed.
const (
	StepReached = "reached"
	StepCached  = "cached"  // from what was fetched before
	StepByHand  = "by_hand" // from what the person entered
)

func reachedIn(b Bundle, step oauthflow.Step) string {
	for _, s := range b.Steps {
		switch {
		case s.Step != step:
		case s.ByHand:
			return StepByHand
		case s.Cached:
			return StepCached
		default:
			return StepReached
		}
	}
	return ""
}

// values compares what has names.
func (c *comparison) values(area Area, step oauthflow.Step, event [2]int, a, b map[string]string) {
	all := maps.Clone(a)
	maps.Copy(all, b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if c.ended() != nil {
			return
		}
		c.add(Difference{Area: area, Step: step, Event: event, Name: name}, a[name], b[name])
	}
}

func (c *comparison) claims() {
	for _, which := range []struct {
		name string
		of   func(*BundleSession) map[string]any
	}{
		{"", func(s *BundleSession) map[string]any { return s.Claims }},
		{"userinfo ", func(s *BundleSession) map[string]any { return s.UserInfo }},
	} {
		var sides [2]map[string]string
		for i, s := range []*BundleSession{c.a.Session, c.b.Session} {
			sides[i] = map[string]string{}
			if s == nil {
				continue
			}
			data, _ := json.Marshal(which.of(s)) // was JSON
			for name, value := range withoutTimes(flat(data)) {
				sides[i][which.name+name] = value
			}
		}
		c.values(AreaClaim, oauthflow.StepVerify, noEvent(), sides[0], sides[1])
	}
}
